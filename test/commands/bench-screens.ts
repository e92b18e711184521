import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import type { browser as api } from 'wxt/browser'
import { type Launched, launch, until } from '../e2e/browser.ts'
import { spread } from './bench.ts'
import { built, extension } from './build.ts'
import { root } from './run.ts'

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

/** The words of the seed listing, of which abstracts are made. */
const words = () =>
  (JSON.parse(readFileSync(path.join(root, 'seeds/listing.json'), 'utf8')) as { papers: { summary?: string }[] }).papers
    .flatMap(({ summary }) => summary?.split(/\s+/) ?? [])
    .filter(Boolean)

const numberOf = (i: number) => `26${String(1 + (i % 12)).padStart(2, '0')}.${String(10_000 + i)}`

/** An arXiv list; the first papers of it are stored, where as many are. */
const listingOf = (count: number) =>
  `<!DOCTYPE html><dl id="articles">${Array.from(
    { length: count },
    (_, i) =>
      `<dt><a href="/abs/${numberOf(i)}" title="Abstract">arXiv:${numberOf(i)}</a></dt><dd><div class="meta"><div class="list-title mathjax"><span class="descriptor">Title:</span> Paper number ${i} of a library of some size</div><p class="mathjax">An abstract.</p></div></dd>`,
  ).join('')}</dl>`

/** Writes papers, each with an abstract of 1,200 signs and three highlights, and waits until all can be searched. */
async function fill(browser: Launched, papers: number, prose: string[]): Promise<void> {
  const page = await browser.open('library.html')
  await until('the index is made', () => made(page))
  for (let from = 0; from < papers; from += 1000) {
    await page.evaluate(store, {
      from,
      count: Math.min(1000, papers - from),
      prose,
      numbers: Array.from({ length: 1000 }, (_, i) => numberOf(from + i)),
    })
  }
  if (papers > 0) {
    // They were written past the library: the index is to be made of all.
    await page.evaluate(forget)
    await page.reload()
    await until('the index is made', () => made(page), 600_000)
  }
  await page.close()
}

/** Whether there is an index. */
const made = (page: Page) =>
  page.evaluate(async () => {
    const { resolve, promise } = Promise.withResolvers<boolean>()
    const request = indexedDB.open('papermargin')
    request.onsuccess = () => {
      const db = request.result
      if (!db.objectStoreNames.contains('index')) return resolve(false)
      const head = db.transaction('index').objectStore('index').get('head')
      head.onsuccess = () => resolve(Boolean(head.result))
      head.transaction?.addEventListener('complete', () => db.close())
    }
    return await promise
  })

async function forget(): Promise<void> {
  const { resolve, promise } = Promise.withResolvers<void>()
  const request = indexedDB.open('papermargin')
  request.onsuccess = () => {
    const db = request.result
    const transaction = db.transaction('index', 'readwrite')
    transaction.objectStore('index').clear()
    transaction.oncomplete = () => {
      db.close()
      resolve()
    }
  }
  await promise
}

async function store({
  from,
  count,
  prose,
  numbers,
}: {
  from: number
  count: number
  prose: string[]
  numbers: string[]
}) {
  const { resolve, reject, promise } = Promise.withResolvers<void>()
  let seed = from + 1
  const next = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((seed / 2 ** 32) * below)
  }
  const request = indexedDB.open('papermargin')
  request.onsuccess = () => {
    const db = request.result
    const transaction = db.transaction(['papers', 'highlights'], 'readwrite', { durability: 'relaxed' })
    for (let i = 0; i < count; i++) {
      const at = new Date(Date.UTC(2020, 0, 1) + (from + i) * 60_000).toISOString()
      let text = `Of zanzibar${from + i}:`
      while (text.length < 1200) text += ` ${prose[next(prose.length)]}${next(20) === 0 ? next(50_000) : ''}`
      const abstract = { id: crypto.randomUUID(), text, site: 'arxiv', seenAt: at }
      const stamps = { rev: 1, createdAt: at, updatedAt: at }
      const paper = {
        ...stamps,
        id: crypto.randomUUID(),
        keys: [`arxiv:${numbers[i]}`],
        title: `Paper number ${from + i} of a library of some size`,
        authors: ['Ann Author', 'Ben Buthor'],
        date: '2026-11-20',
        links: { page: `https://arxiv.org/abs/${numbers[i]}` },
        abstracts: [abstract],
        counts: {},
        titleKey: `papernumber${from + i}ofalibraryofsomesize`,
        touchedAt: at,
      }
      transaction.objectStore('papers').put(paper)
      for (const start of [0, 200, 400]) {
        const exact = text.slice(start, start + 60)
        const quote = {
          exact,
          prefix: text.slice(Math.max(0, start - 32), start),
          suffix: text.slice(start + 60, start + 92),
        }
        const highlight = { ...stamps, ...quote, start, end: start + 60, id: crypto.randomUUID(), paperId: paper.id }
        transaction
          .objectStore('highlights')
          .put({ ...highlight, field: 'abstract', abstractId: abstract.id, color: 'claim', comment: '' })
      }
    }
    transaction.oncomplete = () => {
      db.close()
      resolve()
    }
    transaction.onerror = () => reject(transaction.error)
  }
  await promise
}

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
    if (run === RUNS) {
      const session = await shown.context().newCDPSession(shown)
      await session.send('HeapProfiler.collectGarbage')
      heap = (await session.send('Runtime.getHeapUsage')).usedSize
    }
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
