import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { launch, painted, select, until } from './browser.ts'
import { marks, openMarked, paintedWords, paints, some, withoutUs } from './open.ts'
import { realOr, seed, serve } from './pages.ts'
import { importFile } from './stored.ts'

const day = realOr('huggingface/daily-2026-03-09.html', 'huggingface-day')
const listing = realOr('arxiv/list-astro-ph-new.html', 'arxiv-list-new')
const search = seed('huggingface-search')
const abs = seed('arxiv-abs')

test('the main job, from a page of papers to the notes in a file and back', { timeout: 180_000 }, async () => {
  const browser = await launch()
  onTestFinished(() => browser.close())
  serve(browser, day, listing, search, abs)

  // A day of cards: they show no abstract, the page holds it, the marker opens it.
  const hf = await openMarked(browser, day.url)
  const pure = await withoutUs(hf.page)
  const key = await hf.margin.evaluate((root) => (root.querySelector('.mk') as HTMLElement).dataset.paper)
  await hf.margin.click(`.mk[data-paper="${key}"]`)
  const abstract = await hf.margin.text('.card .paper')
  const first = some(abstract, 3, 7)
  await hf.margin.select('.card .paper', first)
  await hf.margin.click('[data-color="claim"]')
  await marks(hf.margin, first)

  // A comment, by clicking the painted words.
  await hf.margin.click('.card .paper mark', first)
  await hf.margin.appears('.edit textarea')
  await hf.page.keyboard.type('Is this measured?')
  await hf.margin.appears('.edit .saving.saved')
  await hf.page.keyboard.press('Escape')
  expect(await withoutUs(hf.page)).toBe(pure)

  // Search results: the abstract is the text of a link.
  const results = await openMarked(browser, search.url)
  const found = search.papers[1]
  const second = some(found.abstract, 4, 5)
  await select(results.page, 'a', second)
  await results.margin.click('[data-color="method"]')
  await paints(results.page, second)
  expect(results.page.url()).toBe(search.url)

  // arXiv, by keys alone: the last stop of Tab is our markers.
  const arxiv = await openMarked(browser, listing.url)
  await arxiv.page.keyboard.press('Shift+Tab')
  await arxiv.page.keyboard.press('a')
  await arxiv.page.keyboard.press('ArrowRight')
  for (let n = 0; n < 3; n++) await arxiv.page.keyboard.press('Shift+ArrowRight')
  const third = await arxiv.page.evaluate(() => getSelection()?.toString() ?? '')
  expect(third.split(' ').length).toBeGreaterThan(2)
  await arxiv.page.keyboard.press('3')
  await until('the words chosen by keys are painted', async () => (await painted(arxiv.page))['pm-3']?.includes(third))

  // Everything is still there after a restart, painted at the same words.
  await browser.restart()
  const again = await openMarked(browser, day.url)
  await again.margin.appears(`.mk[data-paper="${key}"][data-state="highlighted"]`)
  await again.margin.click(`.mk[data-paper="${key}"]`)
  await marks(again.margin, first)
  await again.margin.appears('.card .line-button', 'Is this measured?')
  const listed = await openMarked(browser, listing.url)
  await paints(listed.page, third)
  expect(await paintedWords(listed.page)).toEqual([third])
  const later = await openMarked(browser, search.url)
  await paints(later.page, second)

  // The popup shows what is stored of this page.
  const popup = await browser.openPopup(again.page)
  await popup.getByText(first).filter({ visible: true }).first().waitFor()
  await popup.getByText('Is this measured?').filter({ visible: true }).first().waitFor()
  await popup.close()

  // The same paper on the other site, from the made-up day's first paper.
  serve(browser, seed('huggingface-day'))
  const made = await openMarked(browser, seed('huggingface-day').url)
  const shared = abs.papers[0] as { keys: string[]; title: string; abstract: string }
  await made.margin.click(`.mk[data-paper="${shared.keys[0]}"]`)
  const fourth = some(shared.abstract, 0, 6)
  await made.margin.select('.card .paper', fourth)
  await made.margin.click('[data-color="term"]')
  await marks(made.margin, fourth)
  await paints((await openMarked(browser, abs.url)).page, fourth)

  // Both files, and the whole library out of one of them in a new profile.
  const library = await browser.open('library.html')
  await library
    .getByText(shared.title.replace(/ ?\$.*/, ''))
    .first()
    .waitFor()
  const markdown = readFileSync(await browser.download(() => library.locator('#export-markdown').click()), 'utf8')
  for (const text of ['Claim', 'Method', 'Result', 'Term', 'Is this measured?']) expect(markdown).toContain(text)
  const file = await browser.download(() => library.locator('#export-json').click())
  const json = readFileSync(file, 'utf8')

  const other = await launch()
  onTestFinished(() => other.close())
  const empty = await other.open('library.html')
  await importFile(empty, file)
  await empty
    .getByText(shared.title.replace(/ ?\$.*/, ''))
    .first()
    .waitFor()
  const back = readFileSync(await other.download(() => empty.locator('#export-json').click()), 'utf8')
  const timeless = (text: string) => text.replace(/"exportedAt": "[^"]+"/, '')
  expect(timeless(back)).toBe(timeless(json))
  expect(browser.requestedByExtension()).toEqual([])
})
