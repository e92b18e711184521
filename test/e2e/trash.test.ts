import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import type { browser as api } from 'wxt/browser'
import { launch, until } from './browser.ts'
import { bring, highlight, note, paper } from './stored.ts'

/** The extension's own API, inside functions that run in its pages. */
declare const chrome: typeof api

const tides = paper('Tides, Measured at Every Shore', 'We measure tides. The tide follows the moon.')
const foam = paper('Foam, Counted', 'Foam is counted by hand.')
const highlights = [highlight(tides, 'measure tides', 'claim', 'Mine.'), highlight(tides, 'follows the moon', 'method')]

/** A library from which a highlight was deleted, and then its paper with another highlight and a note. */
async function opened(): Promise<Page> {
  const browser = await launch()
  onTestFinished(() => browser.close())
  const library = await browser.open('library.html')
  await bring(library, { papers: [tides, foam], highlights, notes: [note(tides, 'A note.')] })
  await library.getByRole('link', { name: 'Trash' }).click()
  await library.getByText('Nothing was deleted.').waitFor()
  await library.getByRole('link', { name: 'Papers' }).click()
  await library.getByText(tides.title).first().click()
  await library.getByRole('button', { name: 'Delete this highlight' }).first().click()
  await library.getByText('Highlight deleted').waitFor()
  await library.getByRole('button', { name: 'Delete paper' }).click()
  await library.getByText('Paper deleted').waitFor()
  await library.getByRole('link', { name: 'Trash' }).click()
  await library.locator('.gone').first().waitFor()
  return library
}
const rows = (library: Page) => library.locator('.gone')
const count = (library: Page, wanted: number) =>
  until(`${wanted} are in the trash`, async () => (await rows(library).count()) === wanted)
const papers = async (library: Page) => {
  await library.getByRole('link', { name: 'Papers' }).click()
  await library.locator('.papers .pick').first().waitFor()
  return await library.locator('.papers .pick').allTextContents()
}

test('what was deleted is listed, the newest first, and tells what hung on it; a paper comes back with what went with it', async () => {
  const library = await opened()
  await count(library, 2)
  await rows(library).nth(0).getByText('with 1 highlight, 1 note').waitFor()
  await rows(library).nth(1).getByText('The paper was deleted, too').waitFor()
  await rows(library).nth(1).getByText('Mine.').waitFor()
  await library.getByRole('button', { name: `Restore ${tides.title}` }).click()
  await library.getByText('Restored', { exact: true }).waitFor()
  await count(library, 1)
  expect((await papers(library)).sort()).toEqual([foam.title, tides.title])
  await library.getByText(tides.title).first().click()
  await until('its note is there', async () =>
    (await library.getByRole('textbox', { name: 'Note', exact: true }).inputValue()).includes('A note.'),
  )
  expect(await library.locator('.marks.wide .quote').allTextContents()).toEqual(['follows the moon'])
  await library.keyboard.press('Control+z')
  await library.getByRole('link', { name: 'Trash' }).click()
  await count(library, 2)
})

test('several are restored at once, by keys alone, and undo deletes them together again', async () => {
  const library = await opened()
  await library.locator('#search').focus()
  await library.keyboard.press('ArrowDown')
  for (const key of ['Space', 'ArrowDown', 'Space']) await library.keyboard.press(key)
  await library.getByRole('button', { name: 'Restore 2' }).click()
  await library.getByText('Restored: 2').waitFor()
  await library.getByText('Nothing was deleted.').waitFor()
  await library.keyboard.press('Control+z')
  await count(library, 2)
  await library.locator('#search').focus()
  await library.keyboard.press('ArrowDown')
  await library.keyboard.press('ArrowDown')
  // The highlight brings its paper with it.
  await library.keyboard.press('Enter')
  await library.getByText('Nothing was deleted.').waitFor()
  await library.getByRole('link', { name: 'Quotes' }).click()
  await until(
    'both quotes stand',
    async () =>
      (await library.locator('.quoted mark').allTextContents()).sort().join() === 'follows the moon,measure tides',
  )
})

test('the search narrows what was deleted', async () => {
  const library = await opened()
  await library.locator('#search').fill('MINE measure')
  await count(library, 1)
  await rows(library).getByText('measure tides').waitFor()
  await library.locator('#search').fill('nowhere')
  await library.getByText('Nothing that was deleted says this.').waitFor()
  expect(library.url()).toContain('search=nowhere')
})

test('what is deleted for ever is asked about, and gone; so is what was there for longer than 30 days', async () => {
  const browser = await launch()
  onTestFinished(() => browser.close())
  const library = await browser.open('library.html')
  const ebb = paper('Ebb, Timed', 'Ebb is timed by hand.')
  await bring(library, { papers: [tides, foam, ebb], highlights, notes: [note(tides, 'A note.')] })
  for (const { title } of [tides, foam, ebb]) {
    await library.getByText(title).first().click()
    await library.getByRole('button', { name: 'Delete paper' }).click()
    await until(
      `${title} is gone`,
      async () => (await library.locator('.papers .pick', { hasText: title }).count()) === 0,
    )
  }
  await library.getByRole('link', { name: 'Trash' }).click()
  await count(library, 3)
  await rows(library).first().getByText('30 days left').waitFor()
  await library.getByRole('checkbox', { name: `Paper: ${tides.title}` }).check()
  await library.getByRole('button', { name: 'Delete 1 for ever' }).click()
  // Escape is no.
  await library.getByRole('alertdialog').waitFor()
  await library.keyboard.press('Escape')
  await library.getByRole('alertdialog').waitFor({ state: 'detached' })
  await count(library, 3)
  await library.getByRole('button', { name: 'Delete 1 for ever' }).click()
  await library.getByRole('alertdialog').getByRole('button', { name: 'Delete for ever' }).click()
  await count(library, 2)
  // The worker goes through it when it starts, once a day.
  await library.evaluate(async (id) => {
    const opening = indexedDB.open('papermargin')
    await new Promise((resolve) => Object.assign(opening, { onsuccess: resolve }))
    const papers = opening.result.transaction('papers', 'readwrite').objectStore('papers')
    const reading = papers.get(id)
    await new Promise((resolve) => Object.assign(reading, { onsuccess: resolve }))
    const long = '2026-01-01T00:00:00.000Z'
    const writing = papers.put({ ...reading.result, deletedAt: long, updatedAt: long })
    await new Promise((resolve) => Object.assign(writing, { onsuccess: resolve }))
    opening.result.close()
    await chrome.storage.local.remove('trashExpired')
  }, foam.id)
  await browser.killWorker()
  await browser.open('welcome.html')
  await count(library, 1)
  await library.getByRole('button', { name: 'Empty the trash' }).click()
  await library.getByRole('alertdialog').getByRole('button', { name: 'Delete for ever' }).click()
  await library.getByText('Nothing was deleted.').waitFor()
})
