import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Launched, launch, until } from './browser.ts'
import { asStored, openMarked } from './open.ts'
import { type KnownPaper, seed, serve } from './pages.ts'

const listing = seed('arxiv-list-new')
const [one, two, three] = listing.papers as [KnownPaper, KnownPaper, KnownPaper]

let browser: Launched
beforeAll(async () => {
  browser = await launch()
  serve(browser, listing, seed('arxiv-abs'))
})
afterAll(() => browser.close())

const row = (screen: Page, { shown }: KnownPaper) => screen.locator('.papers > li').filter({ hasText: shown })
const titles = (screen: Page) => asStored(screen.locator('.papers .pick'))
/** Waits until the list of a screen is just these papers. */
const lists = (screen: Page, ...papers: KnownPaper[]) =>
  until(
    `the list is ${papers.map(({ title }) => title).join(', ')}`,
    async () => JSON.stringify(await titles(screen)) === JSON.stringify(papers.map(({ title }) => title)),
  )
const tags = (screen: Page) => screen.locator('.tagging .tag').allTextContents()
const tagged = (screen: Page, ...wanted: string[]) =>
  until(`the tags are ${wanted}`, async () => JSON.stringify(await tags(screen)) === JSON.stringify(wanted))
const done = (screen: Page, words: string) => screen.locator('.toast', { hasText: words }).waitFor()

test('a tag given in the popup stands in the library, is exported, completed and searched, and undo takes it back', async () => {
  const { page } = await openMarked(browser, listing.url)
  const popup = await browser.openPopup(page)
  await row(popup, one).locator('.pick').press('g')
  const field = popup.getByRole('combobox', { name: 'Add a tag' })
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
  await popup.keyboard.type('To discuss')
  await popup.keyboard.press('Enter')
  await done(popup, 'Tagged: To discuss')
  await tagged(popup, 'To discuss')
  await popup.keyboard.type('ebb,')
  await tagged(popup, 'To discuss', 'ebb')
  expect(await field.inputValue()).toBe('')
  // Escape leads back to the list, and does not close the popup.
  await popup.keyboard.press('Escape')
  await popup.keyboard.press('j')
  await popup.keyboard.press('g')
  await until(
    'the field offers what there is',
    async () =>
      (
        await popup.locator('datalist option').evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value))
      ).join() === 'ebb,To discuss',
  )
  await popup.keyboard.type('to DISCUSS')
  await popup.keyboard.press('Enter')
  await tagged(popup, 'to DISCUSS')
  await row(popup, one).locator('.pick').click()
  await popup.getByRole('button', { name: 'Remove the tag ebb' }).click()
  await done(popup, 'Tag removed: ebb')
  await tagged(popup, 'To discuss')
  await popup.close()

  const library = await browser.open('library.html')
  await lists(library, one, two)
  await tagged(library, 'To discuss')
  expect(await row(library, two).locator('.tags').textContent()).toBe('to DISCUSS')
  const file = await browser.download(() => library.locator('#export-json').click())
  const { papers } = JSON.parse(readFileSync(file, 'utf8')) as { papers: { title: string; tags: string[] }[] }
  expect(Object.fromEntries(papers.map(({ title, tags }) => [title, tags]))).toEqual({
    [one.title]: ['To discuss'],
    [two.title]: ['to DISCUSS'],
  })
  await library.keyboard.press('/')
  await library.keyboard.type('discuss')
  await lists(library, one, two)
  await library.locator('#search').fill('')

  await row(library, two).locator('.pick').click()
  await tagged(library, 'to DISCUSS')
  await library.keyboard.press('g')
  await library.keyboard.type('later')
  await library.keyboard.press('Enter')
  await tagged(library, 'to DISCUSS', 'later')
  await library.keyboard.press('Escape')
  for (const words of ['Undone: tag', 'Undone: tag', 'Undone: tag']) {
    await library.keyboard.press('Control+z')
    await done(library, words)
  }
  // The removal of "ebb" was before that; the second paper was stored for its tag alone.
  await lists(library, one)
  await tagged(library, 'To discuss', 'ebb')
  await library.close()
  await page.close()
})

test('what was touched last stands first in the popup and in the library; no row moves while it is looked at', async () => {
  const { page } = await openMarked(browser, listing.url)
  const popup = await browser.openPopup(page)
  for (const paper of [one, two, three]) {
    await row(popup, paper).locator('.pick').click()
    await popup.keyboard.press('r')
    await done(popup, 'Saved: To read')
    await row(popup, paper).and(popup.locator('[data-state="saved"]')).waitFor()
  }
  await popup.close()
  const library = await browser.open('library.html')
  await lists(library, three, two, one)
  await row(library, one).locator('.pick').click()
  await library.keyboard.press('r')
  await library.locator('[data-status="reading"][aria-pressed="true"]').waitFor()
  expect(await titles(library)).toEqual([three.title, two.title, one.title])
  await library.reload()
  await lists(library, one, three, two)
  await library.getByRole('button', { name: two.title }).first().click()
  await library.getByRole('textbox', { name: 'Note', exact: true }).fill('Mine.')
  await library.locator('.saving.saved').waitFor()
  // Pages that show a paper do not touch it.
  const { page: abs } = await openMarked(browser, listing.url)
  const over = await browser.openPopup(library)
  await lists(over, two, one, three)
  await over.close()
  for (const opened of [library, abs, page]) await opened.close()
})

test('the sheet of keys opens by its key, and Escape closes it and nothing else', async () => {
  const { page } = await openMarked(browser, listing.url)
  const popup = await browser.openPopup(page)
  await popup.locator('.pick').first().press('?')
  const sheet = popup.getByRole('dialog', { name: 'Keys' })
  await sheet.getByText('Next reading status').waitFor()
  // Letters do not act behind it.
  await popup.keyboard.press('e')
  await popup.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
  expect(await popup.locator('.exports').count()).toBe(0)
  await popup.close()
  await page.close()
})

test('the key of the export offers the chosen paper where it is stored, and else what is stored of the page', async () => {
  const { page } = await openMarked(browser, listing.url)
  const popup = await browser.openPopup(page)
  await row(popup, three).locator('.pick').press('g')
  await popup.keyboard.type('shore,')
  await tagged(popup, 'shore')
  await popup.keyboard.press('Escape')
  await popup.keyboard.press('e')
  await popup.getByText('This paper', { exact: true }).waitFor()
  const file = await browser.download(() => popup.getByRole('button', { name: '1 paper as Markdown' }).click())
  const text = readFileSync(file, 'utf8')
  expect(text.match(/^# /gm)).toHaveLength(1)
  expect(text).toContain('Tags: shore')
  // The row has the focus again.
  await popup.keyboard.press('End')
  await popup.keyboard.press('e')
  await popup.getByText('This page', { exact: true }).waitFor()
  await popup.close()
  await page.close()
})

test('a paper’s citation is copied by its key', async () => {
  const { page } = await openMarked(browser, listing.url)
  const popup = await browser.openPopup(page)
  await row(popup, one).locator('.pick').press('c')
  await done(popup, 'Citation copied')
  await popup.keyboard.press('/')
  await popup.keyboard.press('Control+v')
  const copied = await popup.locator('#search').inputValue()
  expect(copied).toContain(`${one.title}.`)
  expect(copied).toMatch(/ https:\/\/arxiv\.org\/abs\/[\d.]+$/)
  await popup.close()
  await page.close()
})
