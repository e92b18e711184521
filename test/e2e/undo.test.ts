import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Launched, launch, select, until } from './browser.ts'
import { openMarked, paintedWords, paints, some } from './open.ts'
import { seed, serve } from './pages.ts'

let browser: Launched
beforeAll(async () => {
  browser = await launch()
  serve(browser, abs, list)
})
afterAll(() => browser.close())

const abs = seed('arxiv-abs')
const list = seed('arxiv-list-new')
const [made] = abs.papers
const words = some(made.abstract, 12, 6)

test('what was highlighted is undone and done again by the keys that everything has, as long as the page says so', async () => {
  const { page, margin } = await openMarked(browser, abs.url)
  await select(page, 'blockquote.abstract', words)
  await margin.click('[data-color="result"]')
  await paints(page, words)
  await margin.appears('.toast [data-act="undo"]')
  await page.keyboard.press('Control+z')
  await until('the words are not painted', async () => (await paintedWords(page)).length === 0)
  await margin.appears('.toast', 'Undone: highlight')
  await margin.appears('.toast [data-act="redo"]')
  await page.keyboard.press('Control+Shift+z')
  await paints(page, words)
  await margin.click('.toast [data-act="undo"]')
  await until('the words are not painted', async () => (await paintedWords(page)).length === 0)
  await margin.click('.toast [data-act="redo"]')
  await paints(page, words)
  await page.close()
})

test('in a field of the page the keys are the field’s', async () => {
  const { page, margin } = await openMarked(browser, list.url)
  await margin.appears(`.mk[data-paper="${made.keys[0]}"][data-state="highlighted"]`)
  await select(page, 'p.mathjax', some(made.abstract, 30, 3))
  await margin.click('[data-color="claim"]')
  await margin.appears('.toast [data-act="undo"]')
  await page.locator('input[name="query"]').fill('tides')
  await page.locator('input[name="query"]').press('Control+z')
  expect(await page.locator('input[name="query"]').inputValue()).toBe('')
  expect(await paintedWords(page)).toHaveLength(2)
  await page.close()
})

test('after the page was left, another page and the library undo what was done there', async () => {
  const { page, margin } = await openMarked(browser, list.url)
  await paints(page, words)
  await margin.click('.mk')
  await page.keyboard.press('Escape')
  await until('the marker has the focus', () => margin.evaluate((root) => root.activeElement?.classList.contains('mk')))
  await page.keyboard.press('z')
  await margin.appears('.toast', 'Undone: highlight')
  await until('one highlight is left', async () => (await paintedWords(page)).length === 1)
  const library = await browser.open('library.html')
  await library.getByText(made.shown).first().waitFor()
  await library.locator('h1').first().click()
  await library.keyboard.press('Control+z')
  await library
    .getByText(/Undone: highlight/)
    .first()
    .waitFor()
  await until('none is left', async () => (await paintedWords(page)).length === 0)
  await library.keyboard.press('Control+Shift+z')
  await library.keyboard.press('Control+Shift+z')
  await until('both are there again', async () => (await paintedWords(page)).length === 2)
  await library.close()
  const popup = await browser.openPopup(page)
  await popup.locator('.pick').first().focus()
  await popup.keyboard.press('Control+z')
  await until('one highlight is left', async () => (await paintedWords(page)).length === 1)
  await popup.close()
})
