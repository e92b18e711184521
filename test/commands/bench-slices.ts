import { setTimeout as pause } from 'node:timers/promises'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { browser as api } from 'wxt/browser'
import { type Launched, launch } from '../e2e/browser.ts'
import { spread } from './bench.ts'
import { bring, type Listing, listing } from './bench-listing.ts'
import { built } from './build.ts'
import { needBrowser } from './chromium.ts'

/** The extension's own API, inside functions that are handed to its worker. */
declare const chrome: typeof api

/** Runs of each measure; the first is not counted. */
const RUNS = 10
const ITEMS = [75, 1000, 2000]
const MARKS = 1000
/** How long a page has for what comes after its highlights are painted, in milliseconds. */
const AFTER = 1500

/** How long we hold a page at a time, beside the same page without us; milliseconds of its thread, of at least ten runs. */
export interface Slices {
  items: number
  marks: number
  /** Of all slices of all runs. */
  slices: number
  median: number
  p95: number
  /** Of the longest slice of each run. */
  longest: { median: number; p95: number; most: number }
  /** Of the page's longest task of each run, with us and without. */
  task: Record<'with' | 'without', { median: number; p95: number }>
}

/**
 * Opens listings with the shipped extension and a thousand stored highlights, has each asked after once more as after an act
 * elsewhere, and tells how long our script held the page at a time.
 */
export async function slices(report: (line: string) => void): Promise<Slices[]> {
  await built()
  const { file } = needBrowser({ loads: true })
  const rows: Slices[] = []
  for (const items of ITEMS) {
    const made = await listing(items, MARKS)
    const ours = await launch()
    const bare = await chromium.launch({ executablePath: file, chromiumSandbox: process.getuid?.() !== 0 })
    try {
      ours.serve({ [made.url]: { body: made.html } })
      await bring(ours, made)
      const found: Traced[] = []
      const without: Traced[] = []
      for (let run = 0; run <= RUNS; run++) {
        report(`slices: ${items} items, run ${run}`)
        const one = await withUs(ours, made)
        const other = await withoutUs(bare, made)
        if (run === 0) continue
        found.push(one)
        without.push(other)
      }
      const all = found.flatMap(({ slices }) => slices)
      const longest = found.map(({ slices }) => Math.max(...slices))
      rows.push({
        items,
        marks: MARKS,
        slices: all.length,
        ...spread(all),
        longest: { ...spread(longest), most: Math.max(...longest) },
        task: { with: spread(found.map(({ task }) => task)), without: spread(without.map(({ task }) => task)) },
      })
    } finally {
      await ours.close()
      await bare.close()
    }
  }
  return rows
}

async function withUs(browser: Launched, { url }: Listing): Promise<Traced> {
  const page = await browser.context.newPage()
  const worker = await browser.worker()
  const driver = browser.context.browser() as Browser
  const traced = await trace(driver, page, url, async () => {
    await page.goto(url)
    await page.waitForFunction(
      (marks) => [...CSS.highlights.values()].reduce((sum, { size }) => sum + size, 0) >= marks,
      MARKS,
      { polling: 50, timeout: 60_000 },
    )
    await pause(AFTER)
    // As after an act in another tab: all papers of the page are asked after, and shown again.
    await worker.evaluate(() => chrome.storage.local.set({ lastChange: { id: crypto.randomUUID(), at: '' } }))
    await pause(AFTER)
  })
  await page.close()
  return traced
}

async function withoutUs(browser: Browser, { url, html }: Listing): Promise<Traced> {
  const page = await browser.newPage()
  await page.route(url, (route) => route.fulfill({ contentType: 'text/html', body: html }))
  const traced = await trace(browser, page, url, async () => {
    await page.goto(url)
    await pause(AFTER)
  })
  await page.close()
  return traced
}

/** What a trace tells of a page's main thread, in milliseconds. */
export interface Traced {
  /** For each task in which our script ran, how long it did. */
  slices: number[]
  /** The longest task, whoever's. */
  task: number
  /** From our first step, which is when the page is idle, to when the page was painted after we first placed something. */
  shown: number
  /** How long our script ran in the last second. */
  late: number
}

// The browser's own sampling tells whose code runs, every 0.1 ms or so. `performance.measure` in the shipped script would be
// there for the page to read, and a build with it would not be what is shipped.
const CATEGORIES = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-v8.cpu_profiler',
  'disabled-by-default-v8.cpu_profiler.hires',
]

/** Tells of what is done to a page, from before it is opened. */
export async function trace(browser: Browser, page: Page, url: string, work: () => Promise<void>): Promise<Traced> {
  await browser.startTracing(page, { categories: CATEGORIES })
  let recorded: Buffer
  try {
    await work()
  } finally {
    recorded = await browser.stopTracing()
  }
  return read((JSON.parse(recorded.toString()) as { traceEvents: Event[] }).traceEvents, url)
}

/** An event of a trace, as far as it is read here: times in microseconds. */
interface Event {
  name: string
  pid: number
  tid: number
  id?: string
  ts: number
  dur?: number
  /** How long the thread had a processor in it: other programs are not counted. */
  tdur?: number
  args: {
    beginData?: { url?: string }
    data?: { startTime?: number; cpuProfile?: { nodes?: Frame[]; samples?: number[] }; timeDeltas?: number[] }
  }
}

interface Frame {
  id: number
  parent?: number
  callFrame: { url?: string }
}

function read(events: Event[], url: string): Traced {
  const parsed = events.find(({ name, args }) => name === 'ParseHTML' && args.beginData?.url === url)
  if (!parsed) throw new Error(`The trace tells nothing of ${url}.`)
  const { pid, tid } = parsed
  const here = events.filter((event) => event.pid === pid)
  const tasks = here
    .filter((event) => event.tid === tid && event.name === 'RunTask' && event.ts >= parsed.ts)
    .map(({ ts, dur = 0, tdur = dur }) => ({ from: ts, to: ts + dur, busy: tdur, ours: 0 }))
    .sort((a, b) => a.from - b.from)
  let at = 0
  const ours = oursIn(here)
  const end = Math.max(...here.map(({ ts }) => ts)) - 1e6
  const isOurs = ({ ts, dur = 0 }: Event) => ours.some(({ from, to }) => from < ts + dur && to > ts)
  const on = (name: string) => here.filter((event) => event.tid === tid && event.name === name)
  const placed = on('FireAnimationFrame').find(isOurs)?.ts ?? Number.NaN
  const painted = Math.min(...on('Paint').flatMap(({ ts, dur = 0 }) => (ts > placed ? ts + dur : [])))
  for (const { from, to } of ours) {
    while (tasks[at] && (tasks[at]?.to as number) < from) at++
    const task = tasks[at]
    if (task && task.from <= to) task.ours += Math.min(to, task.to) - Math.max(from, task.from)
  }
  return {
    slices: tasks.flatMap(({ ours, busy }) => (ours > 0 ? [Math.min(ours, busy) / 1000] : [])),
    task: Math.max(...tasks.map(({ busy }) => busy)) / 1000,
    shown: (painted - (ours[0]?.from ?? Number.NaN)) / 1000,
    late: ours.reduce((sum, { from, to }) => sum + Math.max(0, to - Math.max(from, end)), 0) / 1000,
  }
}

/** When our script ran, or what it had called, in microseconds: from each sample that saw it to the next. */
function oursIn(events: Event[]): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  for (const [id, chunks] of Map.groupBy(events, ({ name, id }) => (/^Profile(Chunk)?$/.test(name) ? id : undefined))) {
    if (id === undefined) continue
    const frames = new Map<number, boolean>()
    let time = 0
    let isOurs = false
    for (const { args } of chunks.sort((a, b) => a.ts - b.ts)) {
      const { startTime, cpuProfile, timeDeltas = [] } = args.data ?? {}
      if (startTime !== undefined) time = startTime
      for (const { id, parent, callFrame } of cpuProfile?.nodes ?? [])
        frames.set(id, frames.get(parent ?? 0) || /^chrome-extension:.*\/content-scripts\//.test(callFrame.url ?? ''))
      for (const [index, delta] of timeDeltas.entries()) {
        if (isOurs) found.push({ from: time, to: time + delta })
        time += delta
        isOurs = frames.get(cpuProfile?.samples?.[index] ?? 0) ?? false
      }
    }
  }
  return found.sort((a, b) => a.from - b.from)
}
