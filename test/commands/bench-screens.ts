import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { browser as api } from 'wxt/browser'
import { type Launched, launch } from '../e2e/browser.ts'
import { spread } from './bench.ts'
import { fill, heapOf, numberOf, words } from './bench-papers.ts'
import { built, extension } from './build.ts'

/** The extension's own API, inside functions that run in its worker. */
declare const chrome: typeof api

/** Runs of each measure; the first, in which the browser compiles, is not counted. */
const RUNS = 10
const SIZES = [0, 1000, 10_000, 100_000]
/** Papers of the page under the popup, and how many of them are stored where the library is that large. */
const LISTED = 75

/** What is typed. */
const QUERIES = { common: 'model', rare: 'zanzibar17', two: 'model learning', prefix: 'le' }

interface Opening {
  papers: number
  screen: 'empty page' | 'popup on a listing' | 'popup elsewhere'
  /** From the beginning of the page's loading to its words on the screen, in milliseconds. */
  median: number
  p95: number
  /** After garbage was collected, in bytes. */
  heap: number
}

interface Searching {
  papers: number
  query: string
  /** From the key to the result on the screen, in milliseconds. */
  median: number
  p95: number
}

/** How soon the popup has its papers on the screen and finds one, over libraries of several sizes, beside an empty page. */
export async function screens(report: (line: string) => void) {
  await built()
  const folder = mkdtempSync(path.join(tmpdir(), 'papermargin-screens-'))
  cpSync(extension, folder, { recursive: true })
  writeFileSync(
    path.join(folder, 'empty.html'),
    '<!DOCTYPE html><html lang="en"><title>Empty</title><main>Empty</main></html>',
  )
  const opening: Opening[] = []
  const searching: Searching[] = []
  const prose = words()
  try {
    for (const papers of SIZES) {
      const browser = await launch({ extension: folder })
      try {
        report(`${papers} papers are made and prepared for search`)
        await fill(browser, papers, prose)
        const listing = 'https://arxiv.org/list/cs/new'
        const other = 'https://elsewhere.example/'
        browser.serve({ [listing]: { body: listingOf(LISTED) }, [other]: { body: '<!DOCTYPE html><p>No papers.</p>' } })
        for (const [screen, under, popup] of [
          ['empty page', other, 'empty.html'],
          ['popup on a listing', listing, 'popup.html'],
          ['popup elsewhere', other, 'popup.html'],
        ] as const) {
          report(`${papers} papers: ${screen}`)
          opening.push({ papers, screen, ...(await opened(browser, under, popup)) })
        }
        if (papers > 0)
          for (const query of Object.values(QUERIES)) searching.push(await searched(browser, other, papers, query))
      } finally {
        await browser.close()
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return { opening, searching, table: tables(opening, searching) }
}

/** An arXiv list; the first papers of it are stored, where as many are. */
const listingOf = (count: number) =>
  `<!DOCTYPE html><dl id="articles">${Array.from(
    { length: count },
    (_, i) =>
      `<dt><a href="/abs/${numberOf(i)}" title="Abstract">arXiv:${numberOf(i)}</a></dt><dd><div class="meta"><div class="list-title mathjax"><span class="descriptor">Title:</span> Paper number ${i} of a library of some size</div><p class="mathjax">An abstract.</p></div></dd>`,
  ).join('')}</dl>`

/** Opens a page of the extension as the real popup, again and again. */
async function opened(browser: Launched, under: string, popup: string) {
  const worker = await browser.worker()
  await worker.evaluate((popup) => chrome.action.setPopup({ popup }), popup)
  const page = await browser.open(under)
  const times: number[] = []
  let heap = 0
  for (let run = 0; run <= RUNS; run++) {
    const shown = await browser.openPopup(page, popup)
    // When the first large words of the screen's main part were drawn: a title of the list, or what stands in its place.
    const time = await shown.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const told = new PerformanceObserver((list) => {
            const words = list.getEntries() as (PerformanceEntry & { element?: Element })[]
            const first = words.find(({ element }) => element?.closest('main') && !element.closest('.waiting'))
            if (first) resolve(first.startTime)
          })
          told.observe({ type: 'largest-contentful-paint', buffered: true })
        }),
    )
    if (run > 0) times.push(time)
    if (run === RUNS) heap = await heapOf(shown)
    await shown.close()
  }
  await page.close()
  return { ...spread(times), heap }
}

/** Types a query into the popup's field again and again, each time after one that finds nothing. */
async function searched(browser: Launched, under: string, papers: number, query: string): Promise<Searching> {
  const page = await browser.open(under)
  const popup = await browser.openPopup(page)
  const field = popup.getByLabel('Search everything stored')
  const times: number[] = []
  for (let run = 0; run <= RUNS; run++) {
    await field.fill('qqqq')
    await popup.getByText('Nothing that is stored says this.').waitFor()
    const time = popup.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let began = 0
          addEventListener('input', ({ timeStamp }) => (began = timeStamp), { capture: true, once: true })
          const seen = new MutationObserver(() => {
            if (!began || !document.querySelector('.list .pick')) return
            seen.disconnect()
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)))
          })
          seen.observe(document.body, { childList: true, subtree: true })
        }),
    )
    await field.fill(query)
    if (run > 0) times.push(await time)
    else await time
  }
  await popup.close()
  await page.close()
  return { papers, query, ...spread(times) }
}

function tables(opening: Opening[], searching: Searching[]): string {
  const ms = (time: number) => time.toFixed(0)
  const floor = (papers: number) =>
    opening.find((one) => one.papers === papers && one.screen === 'empty page')?.median ?? Number.NaN
  const lines = [
    'Opening: from the start of loading to the papers on the screen, ms (median, 95th percentile), beside an empty page; heap, MB',
    ...opening.map(
      ({ papers, screen, median, p95, heap }) =>
        `${String(papers).padStart(8)}  ${screen.padEnd(20)} ${ms(median).padStart(5)} ${ms(p95).padStart(5)}  ${(median / floor(papers)).toFixed(1)}×  ${(heap / 1e6).toFixed(1)}`,
    ),
    '',
    'Searching: from the key to the result on the screen, ms (median, 95th percentile)',
    ...searching.map(
      ({ papers, query, median, p95 }) =>
        `${String(papers).padStart(8)}  ${query.padEnd(20)} ${ms(median).padStart(5)} ${ms(p95).padStart(5)}`,
    ),
  ]
  return `${lines.join('\n')}\n`
}
