import { setTimeout as pause } from 'node:timers/promises'
import { type Browser, chromium, type Page } from 'playwright-core'
import type * as inPage from '../bench/listing.page.ts'
import { type Shape, shapes } from '../bench/listings.ts'
import { type Launched, launch, Margin } from '../e2e/browser.ts'
import { spread, tableOf } from './bench.ts'
import { trace } from './bench-slices.ts'
import { built } from './build.ts'
import { bundled } from './bundle.ts'
import { needBrowser } from './chromium.ts'

declare global {
  /** What test/bench/listing.page.ts exports, in the page. */
  var lists: typeof inPage
}

const ITEMS = [75, 1000, 2000]
/** Runs of the reading alone and of whole pages; the first of each is not counted. */
const RUNS = 10
const LOADS = 4
/** How many items are appended at a time. */
const STEP = 25
/** How long a page is left alone once its markers stand, in milliseconds: of the last second of it the page is idle. */
const AFTER = 4000

/** The reading alone, in milliseconds, beside the bare reading of the same fields. */
interface Reading {
  shape: Shape
  items: number
  ours: { median: number; p95: number }
  bare: { median: number; p95: number }
  times: number
  /** As many items again, some at a time, beside all of these at once. */
  appended: { ms: number; atOnce: number; times: number }
}

/** A whole page in the shipped extension, in milliseconds. */
interface Shown {
  shape: Shape
  items: number
  /** From document idle to the markers' paint. */
  shown: { median: number; p95: number }
  /** The longest that our script held the page, of all loads. */
  slice: number
  /** How long our script ran in a second in which nothing happened, the most of all loads. */
  idle: number
}

/** Reading listings of real shape in real Chromium: the reading alone, and until markers stand. */
export async function listing(report: (line: string) => void) {
  await built()
  const reading = await readings(report)
  const shown = await loads(report)
  return { reading, shown, table: tables(reading, shown) }
}

const all = (Object.keys(shapes) as Shape[]).flatMap((shape) => ITEMS.map((items) => ({ shape, items })))

async function readings(report: (line: string) => void): Promise<Reading[]> {
  const { file } = needBrowser({ loads: false })
  const browser = await chromium.launch({ executablePath: file, chromiumSandbox: process.getuid?.() !== 0 })
  try {
    const page = await browser.newPage()
    // A page that is isolated from others has a clock of 5 µs, any other one of 100.
    const isolated = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }
    await page.route('https://bench.test/', (route) =>
      route.fulfill({ contentType: 'text/html', headers: isolated, body: '<!DOCTYPE html><title>Bench</title>' }),
    )
    await page.goto('https://bench.test/')
    await page.addScriptTag({ content: await bundled('test/bench/listing.page.ts', 'lists') })
    const found: Reading[] = []
    for (const { shape, items } of all) {
      const times = { ours: [] as number[], bare: [] as number[] }
      for (let run = 0; run <= RUNS; run++)
        for (const by of ['ours', 'bare'] as const) {
          // Each reads a page that nobody has read before.
          const { ms, found } = await page.evaluate(
            ([by, shape, items]) => {
              lists.show(shape, items)
              return lists[by](shape)
            },
            [by, shape, items] as const,
          )
          if (found !== items) throw new Error(`Of ${items} papers ${found} were read: ${by}, ${shape}.`)
          if (run > 0) times[by].push(ms)
        }
      const [ours, bare] = [spread(times.ours), spread(times.bare)]
      const runs: ReturnType<typeof inPage.appended>[] = []
      for (let run = 0; run <= RUNS; run++) {
        const one = await page.evaluate(([shape, items, step]) => lists.appended(shape, items, step), [
          shape,
          items,
          STEP,
        ] as const)
        if (run > 0) runs.push(one)
      }
      const ms = spread(runs.map((run) => run.ms)).median
      const atOnce = spread(runs.map((run) => run.atOnce)).median
      const appended = { ms, atOnce, times: ms / atOnce }
      const each = [ours.median, bare.median, ms, atOnce].map((figure) => figure.toFixed(1))
      report(`reading: ${shape}, ${items} items: ${each.join(', ')}`)
      found.push({ shape, items, ours, bare, times: ours.median / bare.median, appended })
    }
    return found
  } finally {
    await browser.close()
  }
}

async function loads(report: (line: string) => void): Promise<Shown[]> {
  const browser = await launch()
  try {
    const found: Shown[] = []
    for (const { shape, items } of all) {
      const { url, page } = shapes[shape]
      browser.serve({ [url]: { body: `<!DOCTYPE html><meta charset="utf-8"><title>Bench</title>${page(items)}` } })
      const traced: Awaited<ReturnType<typeof trace>>[] = []
      for (let run = 0; run <= LOADS; run++) {
        report(`page: ${shape}, ${items} items, load ${run}`)
        const one = await loaded(browser, url)
        if (run > 0) traced.push(one)
      }
      found.push({
        shape,
        items,
        shown: spread(traced.map(({ shown }) => shown)),
        slice: Math.max(...traced.flatMap(({ slices }) => slices)),
        idle: Math.max(...traced.map(({ late }) => late)),
      })
    }
    return found
  } finally {
    await browser.close()
  }
}

async function loaded(browser: Launched, url: string) {
  const page: Page = await browser.context.newPage()
  const traced = await trace(browser.context.browser() as Browser, page, url, async () => {
    await page.goto(url, { timeout: 60_000 })
    await new Margin(page).appears('.mk')
    await pause(AFTER)
  })
  await page.close()
  return traced
}

/** The figures as tables, and what is wanted of them beside what was found. */
function tables(reading: Reading[], shown: Shown[]): string {
  const ms = (figure: number) => figure.toFixed(1)
  return [
    'The reading alone, ms (wanted: at most 2 times the bare reading; appended items at most 1.3 times the same at once)',
    tableOf(
      ['', 'items', 'ours', 'p95', 'bare', 'p95', 'times', `appended by ${STEP}`, 'at once', 'times'],
      reading.map(({ shape, items, ours, bare, times, appended }) => [
        shape,
        items,
        ...[ours.median, ours.p95, bare.median, bare.p95, times, appended.ms, appended.atOnce, appended.times].map(ms),
      ]),
    ),
    'A page in the extension, ms (wanted: no slice over 50, nothing while it is idle)',
    tableOf(
      ['', 'items', 'idle to markers', 'p95', 'longest slice', 'while idle'],
      shown.map(({ shape, items, shown, slice, idle }) => [
        shape,
        items,
        ...[shown.median, shown.p95, slice, idle].map(ms),
      ]),
    ),
  ].join('\n')
}
