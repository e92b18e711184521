import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import type { browser as api } from 'wxt/browser'
import { type Launched, launch, until } from '../e2e/browser.ts'
import { spread, tableOf } from './bench.ts'
import { fill, heapOf, words } from './bench-papers.ts'
import { admitRivals, type Rival, rivals } from './bench-rivals.ts'
import { built, extension } from './build.ts'

/** The extension's own API, inside functions that run in its pages. */
declare const chrome: typeof api

/** Runs of each measure; the first, in which the browser compiles, is not counted. */
const RUNS = 10
const SIZES = [1000, 10_000, 100_000]

/** What is typed. Every abstract has common words; one has the rare one. */
const QUERIES = {
  'common word': 'model',
  'rare word': 'zanzibar17',
  'two words': 'model learning',
  'two letters': 'le',
  'field word': 'tag:"tag 7"',
}

interface Figures {
  median: number
  p95: number
}

/** What was measured of one library; times in milliseconds, sizes in bytes. */
interface Library {
  papers: number
  /** From the start of loading until the first words stand on the screen. */
  emptyTab: Figures
  list: Figures
  /** From a query, typed as soon as the list stands, to its result: all that a first search loads. */
  firstSearch: Figures
  /** From a key to the result in the document, and to the screen. */
  searches: { query: string; toResult: Figures; toScreen: Figures }[]
  /** After garbage was collected: an empty tab, the list, and after searching. */
  heap: { empty: number; list: number; searched: number }
  /** All of the database and the index in it. */
  stored: { all: number; index: number }
  /** From a note on a new paper to the answer that it is stored. */
  adding: Figures
  /** Of the frames while the list is scrolled, how many came later than two of them take. */
  dropped: { frames: number; late: number }
  rivals: Rival[]
}

/** The library over libraries of several sizes, beside an empty tab, MiniSearch and a plain scan. */
export async function library(report: (line: string) => void, sizes: number[]) {
  await built()
  const folder = mkdtempSync(path.join(tmpdir(), 'papermargin-library-'))
  cpSync(extension, folder, { recursive: true })
  writeFileSync(
    path.join(folder, 'empty.html'),
    '<!DOCTYPE html><html lang="en"><title>Empty</title><main><h1>Empty</h1></main></html>',
  )
  admitRivals(folder)
  const libraries: Library[] = []
  const prose = words()
  try {
    for (const papers of sizes.length > 0 ? sizes : SIZES) {
      const browser = await launch({ extension: folder })
      try {
        report(`${papers} papers are made and prepared for search`)
        await fill(browser, papers, prose)
        libraries.push(await measured(browser, papers, report))
      } finally {
        await browser.close()
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return { libraries, table: tables(libraries) }
}

async function measured(browser: Launched, papers: number, report: (line: string) => void): Promise<Library> {
  const tell = (what: string) => report(`${papers} papers: ${what}`)
  tell('opening')
  const emptyTab = await opening(browser, 'empty.html')
  const list = await opening(browser, 'library.html')
  tell('searching')
  const firstSearch: number[] = []
  for (let run = 0; run <= RUNS; run++) {
    const page = await browser.open('library.html')
    await firstWords(page)
    // Not the common word: the paper that stands first has it, too.
    const { screen } = await typed(page, QUERIES['rare word'])
    if (run > 0) firstSearch.push(screen)
    await page.close()
  }
  const page = await browser.open('library.html')
  await page.locator('main .pick').first().waitFor()
  const searches: Library['searches'] = []
  for (const [query, words] of Object.entries(QUERIES)) {
    const times: { result: number; screen: number }[] = []
    for (let run = 0; run <= RUNS; run++) {
      await page.locator('#search').fill('qqqq')
      await until('nothing is listed', async () => (await page.locator('main .pick').count()) === 0)
      times.push(await typed(page, words))
    }
    const counted = times.slice(1)
    const of = (what: 'result' | 'screen') => spread(counted.map((time) => time[what]))
    searches.push({ query, toResult: of('result'), toScreen: of('screen') })
  }
  const heap = { empty: emptyTab.heap, list: list.heap, searched: await heapOf(page) }
  tell('scrolling')
  await page.locator('#search').fill('')
  await page.locator('main .pick').first().waitFor()
  const dropped = await page.evaluate(scroll)
  tell('adding')
  const adding: number[] = []
  for (let run = 0; run <= RUNS; run++) {
    const time = await page.evaluate(add, run)
    if (run > 0) adding.push(time)
  }
  const stored = await page.evaluate(sizes)
  await page.close()
  tell('MiniSearch and a plain scan')
  return {
    papers,
    emptyTab: emptyTab.time,
    list: list.time,
    firstSearch: spread(firstSearch),
    searches,
    heap,
    stored,
    adding: spread(adding),
    dropped,
    rivals: await rivals(browser, QUERIES, RUNS),
  }
}

/** Opens a page of the extension again and again. */
async function opening(browser: Launched, name: string) {
  const times: number[] = []
  let heap = 0
  for (let run = 0; run <= RUNS; run++) {
    const page = await browser.open(name)
    const time = await firstWords(page)
    if (run > 0) times.push(time)
    if (run === RUNS) heap = await heapOf(page)
    // A reader does not open it while what the last one opened is still being counted.
    if (name === 'library.html') await page.locator('.facets fieldset').first().waitFor()
    await page.close()
  }
  return { time: spread(times), heap }
}

/** When the first words of the screen's main part were drawn, from the start of loading: a title, or what stands in its place. */
const firstWords = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const told = new PerformanceObserver((list) => {
          const words = list.getEntries() as (PerformanceEntry & { element?: Element })[]
          const first = words.find(({ element }) => element?.closest('main') && !element.closest('.waiting, aside'))
          if (first) resolve(first.startTime)
        })
        told.observe({ type: 'largest-contentful-paint', buffered: true })
      }),
  )

/** Puts a query into the field by one key and waits until what it finds is listed; from the key in milliseconds. */
const typed = (page: Page, query: string) =>
  page.evaluate(
    (query) =>
      new Promise<{ result: number; screen: number }>((resolve) => {
        const field = document.querySelector<HTMLInputElement>('#search')
        if (!field) throw new Error('There is no field to search in.')
        let began = 0
        const before = document.querySelector('main .pick')?.closest('li')?.dataset.paper
        const seen = new MutationObserver(() => {
          const first = document.querySelector<HTMLElement>('main .pick')?.closest('li')?.dataset.paper
          if (!first || first === before) return
          seen.disconnect()
          const result = performance.now() - began
          requestAnimationFrame(() => setTimeout(() => resolve({ result, screen: performance.now() - began })))
        })
        seen.observe(document.body, { childList: true, subtree: true, attributes: true, characterData: true })
        began = performance.now()
        field.focus()
        // As a key does: the field's own setter, past what React knows of it.
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, query)
        field.setSelectionRange(query.length, query.length)
        field.dispatchEvent(new Event('input', { bubbles: true }))
      }),
    query,
  )

/** Scrolls the list by a third of its height a frame, as a fast hand does, and counts the frames that came late. */
async function scroll() {
  let list: Element | null | undefined = document.querySelector('main .pick')
  while (list && !/auto|scroll/.test(getComputedStyle(list).overflowY)) list = list.parentElement
  if (!list) throw new Error('There is no list to scroll.')
  const FRAMES = 240
  /** Two frames at 60 Hz, in milliseconds. */
  const LATE = 34
  let late = 0
  let last = await new Promise<number>(requestAnimationFrame)
  for (let frame = 0; frame < FRAMES; frame++) {
    list.scrollTop += (frame < FRAMES / 2 ? 1 : -1) * (list.clientHeight / 3)
    const now = await new Promise<number>(requestAnimationFrame)
    if (now - last > LATE) late++
    last = now
  }
  return { frames: FRAMES, late }
}

/** Writes a note on a paper that was not stored, as a page does. */
async function add(run: number): Promise<number> {
  const facts = { keys: [`arxiv:2701.${10_000 + run}`], title: `Another paper, number ${run}`, links: {} }
  const note = { do: 'note', id: crypto.randomUUID(), paper: { facts, site: 'arxiv' }, text: 'Of gulls.' }
  const began = performance.now()
  await chrome.runtime.sendMessage({ id: 1, type: 'act', data: note, timestamp: Date.now() })
  return performance.now() - began
}

async function sizes() {
  const { resolve, promise } = Promise.withResolvers<number>()
  const request = indexedDB.open('papermargin')
  request.onsuccess = () => {
    const row = request.result.transaction('index').objectStore('index').get('packed')
    row.onsuccess = () => {
      request.result.close()
      resolve(sizeOf((row.result as { packed: unknown }).packed))
    }
  }
  /** Bytes: of a typed array its own, of a text one a letter, as both are stored. */
  function sizeOf(value: unknown): number {
    if (ArrayBuffer.isView(value)) return value.byteLength
    if (typeof value === 'string') return value.length
    return value && typeof value === 'object' ? Object.values(value).reduce((sum, one) => sum + sizeOf(one), 0) : 8
  }
  return { all: (await navigator.storage.estimate()).usage ?? 0, index: await promise }
}

function tables(libraries: Library[]): string {
  const ms = ({ median, p95 }: Figures) => `${median.toFixed(0)} (${p95.toFixed(0)})`
  const mb = (bytes: number) => (bytes / 1e6).toFixed(1)
  const rows = libraries.map((one) => [
    one.papers,
    ms(one.emptyTab),
    ms(one.list),
    `${(one.list.median / one.emptyTab.median).toFixed(1)}×`,
    ms(one.firstSearch),
    ms(one.adding),
    `${one.dropped.late} of ${one.dropped.frames}`,
    mb(one.heap.empty),
    mb(one.heap.list),
    mb(one.heap.searched),
    mb(one.stored.all),
    mb(one.stored.index),
  ])
  const head = ['papers', 'empty tab', 'list', '', 'first search', 'adding one', 'late frames']
  const sizes = ['heap: empty', 'list', 'searched', 'stored', 'index']
  const searches = libraries.flatMap(({ papers, searches, rivals }) =>
    searches.map(({ query, toResult, toScreen }) => [
      papers,
      query,
      ms(toResult),
      ms(toScreen),
      ...rivals.map(({ queries }) => queries.find((one) => one.query === query)).map((one) => (one ? ms(one) : '')),
    ]),
  )
  const loading = libraries.flatMap(({ papers, rivals }) =>
    rivals.map(({ name, load, heap, stored }) => [papers, name, ms(load), mb(heap), mb(stored)]),
  )
  return [
    'Times in ms: median (95th percentile); sizes in MB',
    tableOf([...head, ...sizes], rows),
    'From a key to the result, and to the screen; beside it what others take for the result alone',
    tableOf(['papers', 'query', 'result', 'screen', ...(libraries[0]?.rivals.map(({ name }) => name) ?? [])], searches),
    'What the others load before their first search',
    tableOf(['papers', '', 'load', 'heap', 'stored'], loading),
  ].join('\n')
}
