import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Launched, launch, type Margin, select, until } from './browser.ts'
import { openMarked, paintedWords, paints } from './open.ts'
import { seed, serve } from './pages.ts'

const abs = seed('arxiv-abs')
const [paper] = abs.papers
const edited = 'each query look only at its neighbours in that order'
const now = 'each query look at its nearest neighbours in that order'
const deleted = 'An ablation shows that most of the gain comes from sorting again in every layer'
const gap = 'the gap does not grow with length'
const added = 'A third of the memory is enough'
const other = 'no position is out of reach'

/** The same page as its authors have it a week later: a sentence is edited, one is gone, and one has come. */
const second = () => {
  const words = (text: string) => new RegExp(text.replaceAll(' ', '\\s+'), 'g')
  const body = readFileSync(abs.file, 'utf8')
    .replace(words(edited), now)
    .replace(words(`, and the ${gap.replace('the ', '')}.`), '.')
    .replace(words(`${deleted}, not from the code itself.`), `${added}.`)
  if (![now, `${added}.`].every((text) => body.split(text).length === 3)) throw new Error('The seed page was changed.')
  return { [abs.url]: { body } }
}

let browser: Launched
beforeEach(async () => {
  browser = await launch()
  serve(browser, abs)
})
afterEach(() => browser.close())

async function highlight({ page, margin }: { page: Page; margin: Margin }, words: string, key: string) {
  await select(page, 'blockquote.abstract', words)
  await margin.appears('.bar')
  await page.keyboard.press(key)
  await paints(page, words)
}
const attachable = (margin: Margin) =>
  margin.evaluate((root) => !root.querySelector<HTMLElement>('.bar [data-act="attach"]')?.hidden)

test('of two highlights one moves along to the new text; the other is shown against the old one until it is attached', {
  timeout: 120_000,
}, async () => {
  const v1 = await openMarked(browser, abs.url)
  await highlight(v1, edited, '2')
  await highlight(v1, deleted, '3')
  await select(v1.page, 'blockquote.abstract', other)
  await v1.margin.appears('.bar')
  expect(await attachable(v1.margin)).toBe(false)
  await v1.page.close()

  browser.serve(second())
  const { page, margin } = await openMarked(browser, abs.url)
  await paints(page, now)
  expect(await paintedWords(page)).toEqual([now])
  await margin.appears('.mk[aria-label*="1 highlight has lost its words here"]')

  // The card: the row, and the sentence that the words stood in.
  await margin.click('.mk')
  await margin.appears('.card .line-button', deleted)
  expect(await margin.count('.card details.lost')).toBe(1)
  await margin.click('.card .lost summary')
  await margin.appears('.card .lost .quote', `${deleted}, not from the code itself.`)
  await page.keyboard.press('Escape')
  await margin.disappears('.card')

  // The popup: the page's text, and the old one at the row's asking.
  const popup = await browser.openPopup(page)
  const row = popup.locator('.marks li').filter({ hasText: deleted })
  await row.getByText('Not in the current text.').waitFor()
  await popup.getByText('1 highlight has lost its words', { exact: true }).waitFor()
  const abstract = popup.locator('.abstract')
  expect(await abstract.textContent()).toContain(added)
  await row.getByRole('button', { name: /^Show in arXiv, / }).click()
  await abstract.locator('mark.now').getByText(deleted).waitFor()
  expect(await abstract.textContent()).not.toContain(added)
  const texts = popup.getByRole('combobox', { name: 'Text of the abstract' })
  expect(await texts.locator('option').count()).toBe(2)
  await texts.selectOption({ index: 0 })
  await abstract.getByText(added).waitFor()
  await popup.close()

  // Attached by mouse, and taken back.
  await page.bringToFront()
  await select(page, 'blockquote.abstract', other)
  await margin.click('.bar [data-act="attach"]')
  await paints(page, other)
  await margin.appears('.toast', 'An ablation shows')
  await margin.appears('.mk:not([aria-label*="lost"])')
  await margin.click('.toast button')
  await until('the other words are painted no more', async () => !(await paintedWords(page)).includes(other))
  await margin.appears('.mk[aria-label*="1 highlight has lost its words here"]')

  // In the library: found, looked at in the old text, attached in the new one, taken back.
  const library = await browser.open('library.html')
  await library.locator('.facets input[data-value="lost"]').check()
  await library.locator('.papers .it').getByText(paper.shown).waitFor()
  const lost = library.locator('.marks li').filter({ hasText: deleted })
  const attach = lost.getByRole('button', { name: 'Attach here' })
  const shown = library.locator('.reading .abstract')
  await lost.getByRole('button', { name: /^Show in arXiv, / }).click()
  await shown.locator('mark.now').getByText(deleted).waitFor()
  // Words that are in the old text alone are none to attach to.
  await select(library, '.reading .abstract', edited)
  await until('the words are selected', () => library.evaluate(() => getSelection()?.toString() !== ''))
  expect(await attach.isDisabled()).toBe(true)
  await library.getByRole('combobox', { name: 'Text of the abstract' }).selectOption({ index: 0 })
  await shown.getByText(added).waitFor()
  await select(library, '.reading .abstract', added)
  // The bar comes up first, lest it come under the pointer.
  await library.getByRole('toolbar', { name: 'Highlight the selected words' }).waitFor()
  await attach.click()
  await shown.locator('mark').getByText(added).waitFor()
  await library
    .locator('.facets label')
    .filter({ has: library.locator('[data-value="lost"]') })
    .getByText('0', { exact: true })
    .waitFor()
  await paints(page, added)
  await library.locator('[data-act="undo"]').click()
  await lost.getByText('Not in the current text.').waitFor()

  // The popup where there is no page: the abstract is folded away until the words are asked for.
  const search = await browser.openPopup(library)
  await search.locator('.pick').getByText(paper.shown).click()
  await search.getByRole('button', { name: /^Show in arXiv, / }).click()
  await search.locator('details .abstract mark.now').getByText(deleted).waitFor()
})

test('of several lost highlights the one to attach is chosen by keys, and Escape closes the list alone', async () => {
  const v1 = await openMarked(browser, abs.url)
  await highlight(v1, gap, '1')
  await highlight(v1, deleted, '3')
  await v1.page.close()
  browser.serve(second())
  const { page, margin } = await openMarked(browser, abs.url)
  await margin.appears('.mk[aria-label*="2 highlights have lost their words here"]')
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('a')
  await page.keyboard.press('ArrowDown')
  const sentence = await until('a sentence is selected', async () => {
    const words = await page.evaluate(() => getSelection()?.toString().replace(/\s+/g, ' ') ?? '')
    return words.endsWith('.') && words
  })
  const focused = () => margin.evaluate((root) => root.activeElement?.textContent ?? '')
  await page.keyboard.press('a')
  await until('the first quote has the focus', async () => (await focused())?.includes(gap))
  await margin.box('.bar .attach button', deleted)
  await page.keyboard.press('Escape')
  await margin.disappears('.bar .attach')
  await margin.appears('.bar')
  await page.keyboard.press('a')
  await until('the first quote has the focus again', async () => (await focused())?.includes(gap))
  await page.keyboard.press('ArrowDown')
  await until('the second quote has the focus', async () => (await focused())?.includes(deleted))
  await page.keyboard.press('Enter')
  await paints(page, sentence)
  await margin.appears('.mk[aria-label*="1 highlight has lost its words here"]')
  expect(await paintedWords(page)).toEqual([sentence])
})
