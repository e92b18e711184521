import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { type BrowserContext, chromium } from 'playwright-core'
import { spread, tableOf } from './bench.ts'
import { built, extension } from './build.ts'
import { needBrowser } from './chromium.ts'
import { root, run } from './run.ts'

/** Loads of the page in each browser; the first, in which the browser compiles, is not counted. */
const RUNS = 10
/** How long the page is left alone after it was loaded, in milliseconds: scripts of extensions come when it is idle. */
const AFTER = 300

/** Bytes of what runs in one page. */
interface Size {
  what: string
  raw: number
  gzip: number
}

/** What a page without papers pays for an extension. */
interface Paid {
  by: string
  /** Milliseconds of the page's thread in which a script ran; the page has none of its own. */
  script: { median: number; p95: number }
  /** Milliseconds to the end of the page's load event. */
  load: { median: number; p95: number }
  /** Whether the page is, letter by letter, what it is without any extension. */
  same: boolean
}

/** A page of a site of ours that lists no papers. */
const url = 'https://huggingface.co/models'
const body = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Models</title></head><body><main>${Array.from(
  { length: 300 },
  (_, n) => `<article><h4><a href="/maker/model-${n}">maker/model-${n}</a></h4><p>Updated ${n} days ago</p></article>`,
).join('\n')}</main></body></html>`

/** How much runs in a page, and what one without papers pays, beside WXT's empty content script and no extension at all. */
export async function weight(report: (line: string) => void) {
  await built()
  const folder = mkdtempSync(path.join(tmpdir(), 'papermargin-weight-'))
  const browsers = new Map<string, BrowserContext>()
  try {
    report('The empty content script is built')
    const others = { 'no extension': undefined, 'an empty content script': await empty(folder), ours: extension }
    for (const [by, loaded] of Object.entries(others)) browsers.set(by, await open(path.join(folder, by), loaded))
    const found = new Map([...browsers.keys()].map((by) => [by, { script: [], load: [], page: '' } as Loads]))
    // In turn, so that what slows the machine slows each of them.
    for (let turn = 0; turn <= RUNS; turn++) {
      report(`Load ${turn} of ${RUNS}`)
      for (const [by, browser] of browsers) await load(browser, found.get(by) as Loads, turn > 0)
    }
    const bare = found.get('no extension')?.page
    const paid: Paid[] = [...found].map(([by, { script, load, page }]) => ({
      by,
      script: spread(script),
      load: spread(load),
      same: page === bare,
    }))
    const sizes = sized()
    return { sizes, paid, table: tables(sizes, paid) }
  } finally {
    for (const browser of browsers.values()) await browser.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Loads {
  script: number[]
  load: number[]
  page: string
}

async function load(browser: BrowserContext, found: Loads, counts: boolean): Promise<void> {
  const page = await browser.newPage()
  const devtools = await browser.newCDPSession(page)
  // As long as the thread had a processor: other programs are not counted.
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.goto(url, { waitUntil: 'load' })
  await pause(AFTER)
  // First: whatever is asked of the page by us is a script in it.
  const { metrics } = await devtools.send('Performance.getMetrics')
  const ran = metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN
  const ended = await page.evaluate(() => {
    const [loaded] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
    return loaded?.loadEventEnd ?? Number.NaN
  })
  found.page = await page.content()
  if (counts) {
    found.script.push(ran * 1000)
    found.load.push(ended)
  }
  await page.close()
}

async function open(profile: string, extension: string | undefined): Promise<BrowserContext> {
  const { file } = needBrowser({ loads: true })
  const loads = extension ? [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`] : []
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: file,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      ...loads,
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  await context.route('**/*', (route) =>
    route.request().url() === url ? route.fulfill({ contentType: 'text/html', body }) : route.abort(),
  )
  return context
}

/** Builds an extension whose content script does nothing, on the same host. */
async function empty(folder: string): Promise<string> {
  const project = path.join(folder, 'project')
  mkdirSync(path.join(project, 'entrypoints'), { recursive: true })
  symlinkSync(path.join(root, 'node_modules'), path.join(project, 'node_modules'))
  writeFileSync(path.join(project, 'package.json'), '{ "name": "empty", "version": "1.0.0", "type": "module" }')
  writeFileSync(
    path.join(project, 'entrypoints/content.ts'),
    `export default defineContentScript({ matches: ['https://huggingface.co/*'], main() {} })`,
  )
  if ((await run('wxt', ['build', project], { quiet: true })) !== 0) throw new Error('The empty script was not built.')
  return path.join(project, '.output/chrome-mv3')
}

/** What runs in a page: nothing but the gate where there are no papers; with papers the reader of its site, too. */
function sized(): Size[] {
  const readers = readdirSync(path.join(extension, 'sites')).map((name) => `sites/${name}`)
  const length = (name: string) => readFileSync(path.join(extension, name)).length
  const general = 'sites/generic.js'
  const [heaviest = ''] = readers.filter((name) => name !== general).sort((a, b) => length(b) - length(a))
  const gate = 'content-scripts/gate.js'
  const page = 'content-scripts/page.js'
  const runs = {
    'no papers: the gate': [gate],
    [`papers: with the page script and ${path.basename(heaviest)}`]: [gate, heaviest, page],
    'papers of any other host: with the general reader': [gate, general, page],
    'at the reader’s first act, besides': ['desk.js'],
  }
  return Object.entries(runs).map(([what, names]) => {
    const scripts = names.map((name) => readFileSync(path.join(extension, name)))
    const sum = (of: (script: Buffer) => number) => scripts.reduce((all, script) => all + of(script), 0)
    return { what, raw: sum((script) => script.length), gzip: sum((script) => gzipSync(script, { level: 9 }).length) }
  })
}

function tables(sizes: Size[], paid: Paid[]): string {
  const kB = (bytes: number) => (bytes / 1000).toFixed(1)
  const ms = (figure: number) => figure.toFixed(2)
  const script = (by: string) => paid.find((one) => one.by === by)?.script.median ?? Number.NaN
  return [
    'What runs in a page, kB',
    tableOf(
      ['', 'raw', 'gzip'],
      sizes.map(({ what, raw, gzip }) => [what, kB(raw), kB(gzip)]),
    ),
    'A page without papers, ms',
    tableOf(
      ['', 'script', 'p95', 'load event', 'p95', 'page as it was'],
      paid.map(({ by, script, load, same }) => [
        by,
        ms(script.median),
        ms(script.p95),
        ms(load.median),
        ms(load.p95),
        same ? 'yes' : 'NO',
      ]),
    ),
    `Our script takes ${(script('ours') / script('an empty content script')).toFixed(2)} times as long as one that does nothing (wanted: at most 1.5).\n`,
  ].join('\n')
}
