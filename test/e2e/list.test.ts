import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Launched, launch, until } from './browser.ts'
import { focused, said, shelve, titleOf } from './shelf.ts'

const COUNT = 400

let browser: Launched
let library: Page
beforeAll(async () => {
  browser = await launch()
  library = await shelve(browser, COUNT)
}, 90_000)
afterAll(() => browser.close())

const rows = () => library.locator('.papers > li')
const titles = () => library.locator('.papers .pick').allTextContents()
const isFocused = (number: number) =>
  until(`${titleOf(number)} has the focus`, async () => (await focused(library)) === titleOf(number))
const isInView = async () => {
  const row = await library.locator('.papers > .cur').boundingBox()
  const list = await library.locator('.column .list').boundingBox()
  return row && list && row.y >= list.y - 1 && row.y + row.height <= list.y + list.height + 1
}

test('of a long list what is seen is drawn; keys go through all of it, and the focus stays with them', async () => {
  await library.getByText(`${COUNT} papers`).first().waitFor()
  expect(await rows().count()).toBeLessThan(60)
  expect(await rows().first().getAttribute('aria-setsize')).toBe(String(COUNT))
  await library.locator('.papers .pick[tabindex="0"]').focus()
  await library.keyboard.press('j')
  await isFocused(1)
  await library.keyboard.press('ArrowDown')
  await isFocused(2)
  await library.keyboard.press('k')
  await isFocused(1)
  await library.keyboard.press('End')
  await isFocused(COUNT - 1)
  await until('the last row is in view', isInView)
  expect(await library.locator('.papers > .cur').getAttribute('aria-posinset')).toBe(String(COUNT))
  expect(await rows().count()).toBeLessThan(60)
  await library.getByRole('heading', { level: 2, name: titleOf(COUNT - 1) }).waitFor()
  await library.keyboard.press('PageUp')
  const paged = Number((await focused(library))?.slice(6, 10))
  expect(paged).toBeGreaterThan(COUNT - 30)
  expect(paged).toBeLessThan(COUNT - 3)
  // Scrolled away from, the row that has the focus keeps it.
  await library.locator('.column .list').evaluate((list) => {
    list.scrollTop = 0
  })
  await library.locator('.papers > li[aria-posinset="1"] .pick').waitFor()
  expect(await focused(library)).toBe(titleOf(paged))
  await library.keyboard.press('Home')
  await isFocused(0)
  await library.keyboard.press('Enter')
  expect(await library.evaluate(() => document.activeElement?.className)).toBe('pane')
  await library.keyboard.press('Escape')
  await isFocused(0)
})

test('the order stands in the address, goes back, and holds what the reader does to a row where it is', async () => {
  await library.locator('#sort').selectOption('author')
  await until('the last paper is the first', async () => (await titles())[0] === titleOf(COUNT - 1))
  expect(new URL(library.url()).hash).toContain('sort=author')
  await library.getByRole('button', { name: 'Turn round' }).click()
  await until('Author99 is the first', async () => (await titles())[0] === titleOf(301))
  await library.goBack()
  await until('the last paper is the first', async () => (await titles())[0] === titleOf(COUNT - 1))
  await library.goBack()
  await until('the one touched last is the first', async () => (await titles())[0] === titleOf(0))
  await library.getByRole('button', { name: titleOf(3) }).click()
  await library.locator('[data-status="reading"]').click()
  await said(library, 'Saved: Reading')
  expect((await titles()).slice(0, 4)).toEqual([0, 1, 2, 3].map(titleOf))
  await library.reload()
  await until('it is the first of a list that is opened', async () => (await titles())[0] === titleOf(3))
})

test('a key that is pressed before the paper is drawn beside the list is for that paper, also when it must be read first', async () => {
  await library.goto('about:blank')
  await library.goto(browser.url('library.html'))
  await library.getByText(`${COUNT} papers`).first().waitFor()
  for (const [keys, title] of [
    [['ArrowDown'], titleOf(0)],
    [['End'], titleOf(COUNT - 1)],
  ] as const) {
    await library.locator('.papers .pick[tabindex="0"]').focus()
    // All in one turn: nothing is drawn between.
    await library.evaluate(
      (keys) => {
        for (const key of keys)
          document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
      },
      [...keys, 't'],
    )
    await said(library, 'Saved: To read')
    await library.getByRole('heading', { level: 2, name: title }).waitFor()
    await library.locator('.pane [data-status="to_read"][aria-pressed="true"]').waitFor()
  }
  await library.locator('#search').fill('status:to_read')
  await until(
    'these are to read',
    async () => JSON.stringify(await titles()) === JSON.stringify([titleOf(COUNT - 1), titleOf(0)]),
  )
  await library.locator('#search').fill('')
  await library.getByText(`${COUNT} papers`).first().waitFor()
})

test('the reader says what the list shows and how wide it is, and it is so the next time', async () => {
  await library.getByRole('button', { name: 'Shown in the list' }).click()
  await library.getByRole('checkbox', { name: 'Status', exact: true }).check()
  await library.getByRole('checkbox', { name: 'Authors', exact: true }).uncheck()
  await library.getByRole('checkbox', { name: 'Give the list the whole window' }).check()
  await library.keyboard.press('Escape')
  const first = rows().filter({ hasText: titleOf(3) })
  await first.getByText('Reading', { exact: true }).waitFor()
  expect(await first.textContent()).not.toContain('Ann Author')
  expect(await library.locator('.pane').isVisible()).toBe(false)
  await library.getByRole('button', { name: 'Title', exact: true }).click()
  await until('titles sort it', async () => (await titles())[0] === titleOf(0))
  await library.reload()
  await first.getByText('Reading', { exact: true }).waitFor()
  // What is read takes the list's place, and gives it back.
  await first.getByRole('button').click()
  await library.getByRole('button', { name: 'Back to the list' }).click()
  await isFocused(3)
})

test('of several keys that are pressed before a paper is read none is lost', async () => {
  await library.goto('about:blank')
  await library.goto(browser.url('library.html'))
  await library.getByText(`${COUNT} papers`).first().waitFor()
  await library.locator('.papers .pick[tabindex="0"]').focus()
  await library.evaluate(() => {
    for (const key of ['End', 't', 'r', 'r'])
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  })
  await library.locator('.pane [data-status="read"][aria-pressed="true"]').waitFor({ state: 'attached' })
})

test('who comes back to the list finds what is stored now; no row that was drawn goes blank, and none leaves before a search is answered', async () => {
  await library.goto('about:blank')
  await library.goto(browser.url('library.html'))
  await library.getByText(`${COUNT} papers`).first().waitFor()
  const noted = await notedOf(library)
  const gone = titleOf(1)
  await library.getByRole('button', { name: gone }).click()
  await library.getByRole('button', { name: 'Delete paper' }).click()
  await library
    .getByText(`${COUNT - 1} papers`)
    .first()
    .waitFor()
  await library.getByRole('link', { name: 'Tags', exact: true }).click()
  await library.locator('.papers').waitFor({ state: 'detached' })
  await noted()
  await library.getByRole('link', { name: 'Papers', exact: true }).click()
  await library
    .getByText(`${COUNT - 1} papers`)
    .first()
    .waitFor()
  const back = await noted()
  expect(back.titles).not.toContain(gone)
  expect(back.titles.length).toBeGreaterThan(0)
  expect(back.blank).toEqual([])
  await library.locator('#search').fill('tides')
  await library.getByText('58 papers').first().waitFor()
  expect((await noted()).sizes).toEqual([COUNT - 1, 58])
  await library.locator('#search').fill('')
  await library
    .getByText(`${COUNT - 1} papers`)
    .first()
    .waitFor()
  const whole = await noted()
  // The first rows come before all of them.
  expect(whole.sizes).toEqual([58, 24, COUNT - 1])
  expect(whole.titles).not.toContain(gone)
  expect(whole.blank).toEqual([])

  // What is deleted while another query stands is not in the list again, not even until all are counted.
  await library.locator('#search').fill('tides')
  await library.getByText('58 papers').first().waitFor()
  await library.locator('.papers .pick').first().click()
  await library.getByRole('button', { name: 'Delete paper' }).click()
  await library.getByText('57 papers').first().waitFor()
  await noted()
  await library.locator('#search').fill('')
  await library
    .getByText(`${COUNT - 2} papers`)
    .first()
    .waitFor()
  expect((await noted()).sizes).toEqual([57, 24, COUNT - 2])
})

/** Follows all that the list shows from now on; tells of it since it was asked last. */
async function notedOf(page: Page) {
  await page.evaluate(() => {
    const drawn = new Set<string>()
    const start = () => ({ titles: new Set<string>(), sizes: [] as number[], blank: new Set<string>() })
    let all = start()
    const look = () => {
      for (const row of document.querySelectorAll<HTMLElement>('.papers > li')) {
        const { paper = '' } = row.dataset
        const title = row.querySelector('.pick')?.textContent
        if (title) {
          drawn.add(paper)
          all.titles.add(title)
        } else if (drawn.has(paper)) all.blank.add(paper)
        const size = Number(row.getAttribute('aria-setsize'))
        if (all.sizes.at(-1) !== size) all.sizes.push(size)
      }
    }
    look()
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true })
    Object.assign(window, {
      noted() {
        const { titles, sizes, blank } = all
        all = start()
        return { titles: [...titles], sizes, blank: [...blank] }
      },
    })
  })
  return () =>
    page.evaluate(() =>
      (window as unknown as { noted(): { titles: string[]; sizes: number[]; blank: string[] } }).noted(),
    )
}
