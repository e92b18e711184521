import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { type Launched, launch, select, until } from '../e2e/browser.ts'
import { openMarked, paintedWords } from '../e2e/open.ts'
import { spread, tableOf } from './bench.ts'
import { bring, listing } from './bench-listing.ts'
import { built } from './build.ts'

declare global {
  /** When something of the last act was first seen in a page, by the machine's clock. */
  var seenAt: number | undefined
}

/** Runs of each measure; the first is not counted. */
const RUNS = 10
const WANTED = 200

/** How long after the key is pressed in one tab its highlight is seen elsewhere, in milliseconds of at least ten runs. */
interface Seen {
  items: number
  /** Highlights that were stored before. */
  marks: number
  where: Where
  median: number
  p95: number
}

type Where = 'this tab' | 'other tab' | 'popup'

/** Two tabs with the same papers and the popup: how soon they show what is done in one of them. */
export async function together(report: (line: string) => void) {
  await built()
  const seen: Seen[] = []
  for (const [items, marks] of [
    [75, 20],
    [75, 1000],
    [1000, 1000],
  ] as const) {
    report(`${items} items, ${marks} highlights`)
    const made = await listing(items, marks)
    const browser = await launch()
    try {
      browser.serve({ [made.url]: { body: made.html } })
      await bring(browser, made)
      await (await browser.welcome()).close()
      const times = await run(browser, made.url, marks)
      for (const [where, figures] of times) seen.push({ items, marks, where, ...spread(figures) })
    } finally {
      await browser.close()
    }
  }
  const rows = seen.map(({ median, p95, ...row }) => [...Object.values(row), median.toFixed(0), p95.toFixed(0), WANTED])
  return { seen, table: tableOf(['items', 'highlights', 'seen in', 'median, ms', 'p95', 'wanted, under'], rows) }
}

async function run(browser: Launched, url: string, marks: number): Promise<Map<Where, number[]>> {
  const other = await openMarked(browser, url)
  const here = await openMarked(browser, url)
  for (const { page } of [other, here])
    await until('all are painted', async () => (await paintedWords(page)).length >= marks, 60_000)
  const words = 'The last of 2 runs'
  const times = new Map<Where, number[]>([
    ['this tab', []],
    ['other tab', []],
    ['popup', []],
  ])
  for (let run = 0; run <= RUNS; run++) {
    await select(here.page, 'p.mathjax', words)
    await here.margin.appears('[data-color="claim"]')
    const popup = await browser.openPopup(here.page)
    await popup.locator('[data-paper]').first().waitFor()
    await pause(300)
    await watchPaint(other.page)
    await watchPaint(here.page)
    await watchPage(popup)
    const acted = Date.now()
    await here.page.keyboard.press('1')
    for (const [where, page] of [
      ['this tab', here.page],
      ['other tab', other.page],
      ['popup', popup],
    ] as const) {
      const seen = await until(`${where} shows it`, () => page.evaluate(() => seenAt))
      if (run > 0) times.get(where)?.push(seen - acted)
    }
    await popup.close()
    await here.page.keyboard.press('Control+z')
    for (const { page } of [other, here])
      await until('it is undone', async () => !(await paintedWords(page)).includes(words))
  }
  return times
}

/** Notes when the page has other highlights. A worker asks for it: timers and frames of a page that is not in front are slow. */
const watchPaint = (page: Page) =>
  page.evaluate(() => {
    globalThis.seenAt = undefined
    const painted = () => [...CSS.highlights.values()].map(({ size }) => size).join()
    const before = painted()
    const source = 'setInterval(() => postMessage(0), 2)'
    const ticker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })))
    ticker.onmessage = () => {
      if (painted() === before) return
      globalThis.seenAt = Date.now()
      ticker.terminate()
    }
  })

/** Notes when anything in a page of ours is shown otherwise. */
const watchPage = (page: Page) =>
  page.evaluate(() => {
    globalThis.seenAt = undefined
    const observer = new MutationObserver(() => {
      globalThis.seenAt ??= Date.now()
    })
    observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
  })
