import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Launched, launch, select, until } from './browser.ts'
import { asStored, openMarked, paints, some } from './open.ts'
import { seed, serve } from './pages.ts'

const listing = seed('arxiv-list-new')
const month = seed('arxiv-list-month')
const abs = seed('arxiv-abs')
const [one, two] = listing.papers

let browser: Launched
beforeAll(async () => {
  browser = await launch()
  serve(browser, listing, month, abs)
})
afterAll(() => browser.close())

/** Whether a screen has loaded what draws formulas. */
async function drew(screen: Page): Promise<boolean> {
  const session = await screen.context().newCDPSession(screen)
  const scripts: string[] = []
  session.on('Debugger.scriptParsed', ({ url }) => void scripts.push(url))
  // Told of all scripts that there are before it is answered.
  await session.send('Debugger.enable')
  expect(scripts).not.toEqual([])
  return scripts.some((url) => /Formula/.test(url))
}

test('formulas in titles and abstracts are drawn, highlights stand over the whole of them', async () => {
  const { page, margin } = await openMarked(browser, listing.url)
  // The end of a title, from within its formula on.
  const words = 'n)$ Time'
  await select(page, '.list-title', words)
  await margin.appears('.bar')
  await page.keyboard.press('1')
  await paints(page, words)
  const popup = await browser.openPopup(page)
  const title = popup.locator(`[data-paper="${one.keys[0]}"] .pick`)
  await title.locator('mark math').waitFor()
  expect(await title.locator('math').evaluate((math) => math.namespaceURI)).toBe('http://www.w3.org/1998/Math/MathML')
  expect((await asStored(title.locator('mark'))).join(' ')).toBe('$O(n \\log n)$ Time')
  expect(await asStored(popup.locator('.pick'))).toEqual(listing.papers.map(({ title }) => title))
  await popup.close()
  const library = await browser.open('library.html')
  await library.getByRole('heading', { level: 2 }).locator('mark math').first().waitFor()
  await library.close()
  await page.close()
})

test('where no title has a formula, nothing is loaded for it', async () => {
  const { page } = await openMarked(browser, month.url)
  const popup = await browser.openPopup(page)
  await popup.getByText(month.papers[0].title).first().waitFor()
  expect(await drew(popup)).toBe(false)
  await popup.close()
  const { page: other } = await openMarked(browser, listing.url)
  const again = await browser.openPopup(other)
  await again.locator('.pick math').first().waitFor()
  expect(await drew(again)).toBe(true)
  await again.close()
})

test('words that are selected behind a formula are attached where the stored text has them', async () => {
  const lost = some(two.abstract, 0, 5)
  const formula = '$O(n \\log n)$'
  const [, behind = ''] = abs.papers[0].abstract.split(formula)
  const others = some(behind.trim(), 1, 6)
  const first = await openMarked(browser, abs.url)
  const words = some(abs.papers[0].abstract, 0, 5)
  await select(first.page, 'blockquote.abstract', words)
  await first.margin.appears('.bar')
  await first.page.keyboard.press('1')
  await paints(first.page, words)
  await first.page.close()
  const gone = new RegExp(words.replaceAll(' ', '\\s+'), 'g')
  browser.serve({ [abs.url]: { body: readFileSync(abs.file, 'utf8').replace(gone, lost) } })
  const { page } = await openMarked(browser, abs.url)
  const panel = await browser.openPanel(page)
  await panel.locator('summary').getByText('Abstract', { exact: true }).click()
  await panel.locator('.abstract math').first().waitFor()
  await select(panel, '.abstract', others)
  await panel.getByRole('button', { name: 'Attach here' }).click()
  await paints(page, others)
  await until('the panel has it', async () => (await asStored(panel.locator('.abstract mark'))).includes(others))
})
