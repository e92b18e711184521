import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Launched, launch, select, until } from './browser.ts'
import { marks, openMarked, paintedWords, paints, some } from './open.ts'
import { seed, seedPages, serve } from './pages.ts'

let browser: Launched
beforeAll(async () => {
  browser = await launch()
  serve(browser, ...seedPages)
})
afterAll(() => browser.close())

const [made] = seed('arxiv-abs').papers
const key = made.keys[0]

test('what is highlighted on arXiv is painted on its list and search, and in Hugging Face’s search and opened card', async () => {
  const abs = await openMarked(browser, seed('arxiv-abs').url)
  const words = some(made.abstract, 12, 6)
  await select(abs.page, 'blockquote.abstract', words)
  await abs.margin.click('[data-color="result"]')
  await paints(abs.page, words)
  for (const name of ['arxiv-list-new', 'arxiv-search', 'huggingface-search']) {
    const { page } = await openMarked(browser, seed(name).url)
    await paints(page, words)
    await page.close()
  }
  const day = await openMarked(browser, seed('huggingface-day').url)
  await day.margin.appears(`.mk[data-paper="${key}"][data-state="highlighted"]`)
  expect(await paintedWords(day.page)).toEqual([])
  await day.margin.click(`.mk[data-paper="${key}"]`)
  await marks(day.margin, words)
})

test('where the abstract is written otherwise, the words are found; where they are gone, popup and marker say so', async () => {
  const day = await openMarked(browser, seed('huggingface-day').url)
  await day.margin.click(`.mk[data-paper="${key}"]`)
  const formula = 'costs $O(n \\log n)$ time'
  await day.margin.select('.card .paper', formula)
  await day.margin.click('[data-color="claim"]')
  await marks(day.margin, formula)
  const abs = await openMarked(browser, seed('arxiv-abs').url)
  await until('the formula is painted on arXiv', async () =>
    (await paintedWords(abs.page)).some((words) => words.includes('log') && words.startsWith('costs')),
  )

  // The same address again, with an abstract that has lost the sentence.
  const body = (await abs.page.content())
    .replace(/<div id="papermargin".*$/s, '')
    .replace(/so\s+that\s+a\s+layer[^.]*\./g, 'and that is all.')
  browser.serve({ [seed('arxiv-abs').url]: { body } })
  await abs.page.reload()
  await abs.margin.appears('.mk[aria-label*="lost"]')
  const popup = await browser.openPopup(abs.page)
  await popup.getByText('Not in the current text').first().waitFor()
  await popup.getByText(formula).filter({ visible: true }).first().waitFor()
  await popup.close()
  serve(browser, seed('arxiv-abs'))

  // A list that shows no abstracts has lost no words.
  const list = await openMarked(browser, seed('arxiv-list-recent').url)
  const marker = `.mk[data-paper="${key}"]`
  await list.margin.appears(`${marker}[data-state="highlighted"]`)
  expect(
    await list.margin.evaluate((root, marker) => root.querySelector<HTMLElement>(marker)?.ariaLabel, marker),
  ).not.toContain('lost')
})

test('on a PDF the popup shows the paper, takes a note, and says that words cannot be highlighted there', async () => {
  const url = `https://arxiv.org/pdf/${key.replace('arxiv:', '')}v1`
  browser.serve({ [url]: { body: '%PDF-1.4', contentType: 'text/plain' } })
  const page = await browser.open(url)
  const popup = await browser.openPopup(page)
  await popup.getByText(made.shown).filter({ visible: true }).first().waitFor()
  await popup
    .getByText(/cannot be highlighted/)
    .first()
    .waitFor()
  await popup.getByRole('textbox', { name: 'Note' }).fill('Read section 3 again.')
  await popup.getByText('Saved', { exact: true }).first().waitFor()
  await popup.close()
  const abs = await openMarked(browser, seed('arxiv-abs').url)
  await abs.margin.click('.mk')
  expect(await abs.margin.evaluate((root) => root.querySelector<HTMLTextAreaElement>('.card textarea')?.value)).toBe(
    'Read section 3 again.',
  )
})
