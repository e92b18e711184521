import { chromium, type Page } from 'playwright-core'
import type * as inPage from '../bench/highlights.page.ts'
import { spread, tableOf } from './bench.ts'
import { prose } from './bench-listing.ts'
import { type Slices, slices } from './bench-slices.ts'
import { bundled } from './bundle.ts'
import { needBrowser } from './chromium.ts'

declare global {
  /** What test/bench/highlights.page.ts exports, in the page. */
  var bench: typeof inPage
}

/** Runs of each measure; the first, in which the browser compiles, is not counted. */
const RUNS = 10
const ITEMS = [75, 1000, 2000]
const MARKS = [1, 20, 200, 1000]
/** Highlights that are looked for in one run, at least, where one takes less than the clock can tell. */
const ENOUGH = 200
/** Highlights that the others look for, and the longest list in which they do: they take up to half a second for one. */
const FEW = 5
const LONG = 1000
/** The number of highlights with which they are compared. */
const FEWER = 20

/** How long one highlight takes to be found, and how many were. */
interface Finding {
  items: number
  marks: number
  /** How the text stands: as it was, with a word before it, with 5 % of its letters changed, or another paper's. */
  text: inPage.Standing
  by: string
  found: string
  /** Milliseconds per highlight, of at least ten runs. */
  median: number
  p95: number
}

interface Painting {
  items: number
  marks: number
  by: string
  /** Milliseconds for all. */
  median: number
  p95: number
  mutations: number
}

/** Finding and painting highlights in real Chromium, beside what others use and the least that could be done. */
export async function highlights(report: (line: string) => void) {
  const texts = prose()
  const script = await bundled('test/bench/highlights.page.ts', 'bench')
  const { file } = needBrowser({ loads: false })
  const browser = await chromium.launch({ executablePath: file, chromiumSandbox: process.getuid?.() !== 0 })
  const finding: Finding[] = []
  const painting: Painting[] = []
  try {
    const page = await browser.newPage()
    // A page that is isolated from others has a clock of 5 µs, any other one of 100.
    const isolated = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }
    await page.route('https://bench.test/', (route) =>
      route.fulfill({ contentType: 'text/html', headers: isolated, body: '<!DOCTYPE html><title>Bench</title>' }),
    )
    await page.goto('https://bench.test/')
    if (!(await page.evaluate(() => crossOriginIsolated))) throw new Error('The page of the bench was not isolated.')
    await page.addScriptTag({ content: script })
    for (const items of ITEMS)
      for (const marks of MARKS) {
        report(`${items} items, ${marks} highlights`)
        await page.evaluate(([items, marks, texts]) => bench.setUp(items, marks, texts), [items, marks, texts] as const)
        for (const text of ['unchanged', 'moved', 'changed', 'foreign'] as const) {
          await page.evaluate((text) => bench.show(text), text)
          for (const by of ['floor', 'ours'] as const)
            finding.push(await found(page, { items, marks, text, by }, marks))
          if (text === 'unchanged' && marks === FEWER && items <= LONG)
            for (const by of ['apache', 'domAnchor'] as const)
              finding.push(await found(page, { items, marks, text, by }, FEW))
        }
        await page.evaluate(() => bench.show('unchanged'))
        painting.push(...(await painted(page, items, marks)))
      }
  } finally {
    await browser.close()
  }
  const held = await slices(report)
  return { finding, painting, slices: held, table: tables(finding, painting, held) }
}

type By = 'floor' | 'ours' | 'apache' | 'domAnchor'

async function found(
  page: Page,
  about: { items: number; marks: number; text: inPage.Standing; by: By },
  most: number,
): Promise<Finding> {
  const figures: number[] = []
  let last: inPage.Timed = { looked: 0, found: 0, ms: 0 }
  // Only where what was folded for the first is of no use to the next.
  const isQuick = about.by === 'floor' || about.text === 'unchanged' || about.text === 'moved'
  const times = isQuick ? Math.ceil(ENOUGH / most) : 1
  for (let run = 0; run <= RUNS; run++) {
    last = await page.evaluate(([by, most, times]) => bench[by](most, times), [about.by, most, times] as const)
    if (run > 0) figures.push(last.ms / last.looked)
  }
  return { ...about, found: `${last.found}/${last.looked}`, ...spread(figures) }
}

async function painted(page: Page, items: number, marks: number): Promise<Painting[]> {
  const ways = ['mark.js', 'bare', 'ours', 'ours again'] as const
  const figures = new Map(ways.map((by) => [by, { ms: [] as number[], mutations: 0 }]))
  // In turn, so that what slows the machine slows each of them.
  for (let run = 0; run <= RUNS; run++) {
    for (const [by, figure] of figures) {
      const { ms, mutations } = await page.evaluate((by) => bench.paints[by](), by)
      if (run > 0) figure.ms.push(ms)
      figure.mutations = mutations
      // Who wraps words has changed the page: it is written anew. Ranges of before would slow them, too.
      await page.evaluate(() => bench.show('unchanged'))
      await page.requestGC()
    }
  }
  return [...figures].map(([by, { ms, mutations }]) => ({ items, marks, by, ...spread(ms), mutations }))
}

/** The figures as tables, and what is wanted of them beside what was found. */
function tables(finding: Finding[], painting: Painting[], held: Slices[]): string {
  const ms = (figure: number) => figure.toFixed(figure < 10 ? 4 : 1)
  return [
    'Finding, milliseconds per highlight',
    tableOf(
      ['items', 'highlights', 'text', 'by', 'found', 'median', 'p95'],
      finding.map(({ median, p95, ...row }) => [...Object.values(row), ms(median), ms(p95)]),
    ),
    'Painting, milliseconds for all',
    tableOf(
      ['items', 'highlights', 'by', 'median', 'p95', 'mutations'],
      painting.map(({ items, marks, by, median, p95, mutations }) => [
        items,
        marks,
        by,
        ms(median),
        ms(p95),
        mutations,
      ]),
    ),
    'Slices: how long our script holds the page at a time, milliseconds, and the longest tasks of the page with us and without',
    tableOf(
      ['items', 'highlights', 'slices', 'median', 'p95', 'longest', 'its p95', 'with us', 'without'],
      held.map(({ items, marks, slices, median, p95, longest, task }) => [
        items,
        marks,
        slices,
        ...[median, p95, longest.median, longest.p95, task.with.median, task.without.median].map((one) =>
          one.toFixed(1),
        ),
      ]),
    ),
    'Wanted and found, in the worst of all lists',
    tableOf(['wanted', 'found'], verdicts(finding, painting, held)),
  ].join('\n')
}

/** What this project wants of these figures: medians. */
function verdicts(finding: Finding[], painting: Painting[], held: Slices[]): [string, string][] {
  const most = Math.max(...MARKS)
  const worst = (text: inPage.Standing) =>
    Math.max(...ITEMS.map((items) => figure(finding, { items, marks: most, text, by: 'ours' })))
  const among = (items: number) => (by: By) => figure(finding, { items, marks: FEWER, text: 'unchanged', by })
  const overFloor = ITEMS.map((items) => {
    const by = (by: By) => figure(finding, { items, marks: most, text: 'unchanged', by })
    return by('ours') / by('floor')
  })
  const long = among(LONG)
  const overBare = ITEMS.map(
    (items) =>
      figure(painting, { items, marks: most, by: 'ours' }) / figure(painting, { items, marks: most, by: 'bare' }),
  )
  const mutations = Math.max(...painting.filter(({ by }) => by !== 'mark.js').map(({ mutations }) => mutations))
  return [
    ['unchanged text, over the floor: at most 10', Math.max(...overFloor).toFixed(1)],
    [`beside Apache Annotator, ${LONG} items: 1000 times as fast`, (long('apache') / long('ours')).toFixed(0)],
    [`beside dom-anchor-text-quote, ${LONG} items: 1000 times`, (long('domAnchor') / long('ours')).toFixed(0)],
    ['changed text: under 0.5 ms', worst('changed').toFixed(3)],
    ["another paper's abstract refused: under 0.2 ms", worst('foreign').toFixed(3)],
    [`painting ${most}, over the bare API: at most 1.5`, Math.max(...overBare).toFixed(2)],
    ['mutations of the page: 0', String(mutations)],
    ['longest slice of any run: at most 50 ms', Math.max(...held.map(({ longest }) => longest.most)).toFixed(1)],
  ]
}

/** The median of the row that is described; NaN when there is none. */
const figure = <R extends { median: number }>(rows: R[], about: Partial<R>): number =>
  rows.find((row) => Object.entries(about).every(([name, value]) => row[name as keyof R] === value))?.median ??
  Number.NaN
