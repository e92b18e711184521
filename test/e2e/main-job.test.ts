import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { built } from '../commands/build.ts'
import { painted, until } from './browser.ts'
import { isFirefoxHere, walkedFirefox } from './firefox.ts'
import { marks, paintedWords, paints, some, withoutUs } from './open.ts'
import { realOr, seed, serve } from './pages.ts'
import { type Tab, type Walked, walkedChromium } from './walked.ts'

const day = realOr('huggingface/daily-2026-03-09.html', 'huggingface-day')
const listing = realOr('arxiv/list-astro-ph-new.html', 'arxiv-list-new')
const search = seed('huggingface-search')
const abs = seed('arxiv-abs')

if (!isFirefoxHere) console.log('No Firefox ESR was found: the main job is not walked in it.')

/** From a page of papers to the notes in a file and back; each step goes on where the one before it ended. */
describe.each([
  { name: 'Chromium', start: walkedChromium, isHere: true },
  { name: 'Firefox', start: walkedFirefox, isHere: isFirefoxHere },
])('the main job in $name', ({ name, start, isHere }) => {
  const step = test.runIf(isHere)
  const comment = 'Is this measured?'
  let browser: Walked
  let hf: Tab
  let key: string
  let pure: string
  const words = { claim: '', method: '', result: '', term: '' }
  let files: { markdown: string; json: string }

  beforeAll(async () => {
    if (!isHere) return
    if (name === 'Firefox') await built('firefox')
    browser = await start()
    serve(browser, day, listing, search, abs)
  }, 300_000)
  afterAll(() => browser?.close())

  const openMarked = async (url: string) => {
    const tab = await browser.open(url)
    await tab.margin.appears('.mk')
    return tab
  }

  step('recognise: the papers of a page have their markers', async () => {
    hf = await openMarked(day.url)
    key = (await hf.margin.evaluate((root) => (root.querySelector('.mk') as HTMLElement).dataset.paper)) as string
    expect(key).toMatch(/^arxiv:/)
    pure = await withoutUs(hf)
  })

  step('highlight: words of the abstract that a card does not show', async () => {
    await hf.margin.click(`.mk[data-paper="${key}"]`)
    words.claim = some(await hf.margin.text('.card .paper'), 3, 7)
    await hf.margin.select('.card .paper', words.claim)
    await hf.margin.click('[data-color="claim"]')
    await marks(hf.margin, words.claim)
  })

  step('comment: by a click on the painted words, and the page is as it was', async () => {
    await hf.margin.click('.card .paper mark', words.claim)
    await hf.margin.appears('.edit textarea')
    await hf.type(comment)
    await hf.margin.appears('.edit .saving.saved')
    await hf.press('Escape')
    expect(await withoutUs(hf)).toBe(pure)
  })

  step('highlight: where the abstract is the text of a link', async () => {
    const results = await openMarked(search.url)
    words.method = some(search.papers[1].abstract, 4, 5)
    await results.select('a', words.method)
    await results.margin.click('[data-color="method"]')
    await paints(results, words.method)
    expect(results.url()).toBe(search.url)
  })

  step('highlight: by keys alone', async () => {
    const arxiv = await openMarked(listing.url)
    // The last stop of Tab is our markers.
    await arxiv.press('Shift+Tab')
    await arxiv.press('a')
    const selected = () => arxiv.evaluate(() => getSelection()?.toString() ?? '')
    await until('the first word is selected', async () => (await selected()) !== '')
    await arxiv.press('ArrowRight')
    for (let n = 0; n < 3; n++) await arxiv.press('Shift+ArrowRight')
    words.result = await selected()
    expect(words.result.split(' ').length).toBeGreaterThan(2)
    await arxiv.press('3')
    await until('the words are painted', async () => (await painted(arxiv))['pm-3']?.includes(words.result))
  })

  step('note: by keys alone, typed at once, whether its field is there or not', async () => {
    const arxiv = await openMarked(listing.url)
    await arxiv.press('Shift+Tab')
    await arxiv.type(`n${comment}`)
    await arxiv.margin.appears('.card .saving.saved')
    const note = await arxiv.margin.evaluate((root) => root.querySelector<HTMLTextAreaElement>('.card textarea')?.value)
    expect(note).toBe(comment)
  })

  step('restart: everything is still there, painted at the same words', async () => {
    await browser.restart()
    hf = await openMarked(day.url)
    await hf.margin.appears(`.mk[data-paper="${key}"][data-state="highlighted"]`)
    await hf.margin.click(`.mk[data-paper="${key}"]`)
    await marks(hf.margin, words.claim)
    await hf.margin.appears('.card .line-button', comment)
    const listed = await openMarked(listing.url)
    await paints(listed, words.result)
    expect(await paintedWords(listed)).toEqual([words.result])
    await paints(await openMarked(search.url), words.method)
  })

  step('popup: shows what is stored of the page', () => browser.popupShows(hf, [words.claim, comment]))

  const made = seed('huggingface-day')
  const [shared] = abs.papers

  step('other site: the same paper has its highlight there', async () => {
    serve(browser, made)
    const { margin } = await openMarked(made.url)
    await margin.click(`.mk[data-paper="${shared.keys[0]}"]`)
    words.term = some(shared.abstract, 0, 6)
    await margin.select('.card .paper', words.term)
    await margin.click('[data-color="term"]')
    await marks(margin, words.term)
    await paints(await openMarked(abs.url), words.term)
  })

  /** Exports the library from its screen. */
  const exported = async (from: Walked, library: Tab, format: string) =>
    await from.download(() => library.click(`#export-${format}`))

  step('export: quote, meaning and comment, as notes and as our own file', async () => {
    const library = await browser.open('library.html')
    await library.shows(shared.shown)
    files = { markdown: await exported(browser, library, 'markdown'), json: await exported(browser, library, 'json') }
    const notes = readFileSync(files.markdown, 'utf8')
    for (const text of ['Claim', 'Method', 'Result', 'Term', comment]) expect(notes).toContain(text)
  })

  step('import: the file gives an empty browser the whole library', async () => {
    const other = await start()
    try {
      const empty = await other.open('library.html')
      await empty.choose('#import-file', files.json)
      await empty.click('#import-now')
      await empty.shows(shared.shown)
      const timeless = (file: string) => readFileSync(file, 'utf8').replace(/"exportedAt": "[^"]+"/, '')
      expect(timeless(await exported(other, empty, 'json'))).toBe(timeless(files.json))
    } finally {
      await other.close()
    }
  })

  step('nothing was asked of the network', () => {
    expect(browser.requestedByExtension()).toEqual([])
  })
})
