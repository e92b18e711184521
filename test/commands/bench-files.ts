import { cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setInterval } from 'node:timers'
import type { Page } from 'playwright-core'
import { type Launched, launch } from '../e2e/browser.ts'
import { spread, tableOf } from './bench.ts'
import { fill, words } from './bench-papers.ts'
import { built, extension } from './build.ts'

const PAPERS = 10_000
/** Of each measure; the first, in which the browser compiles, is not counted. */
const RUNS = 3
/** How long a file may take to be made, in milliseconds. */
const LONG = 300_000

/** What one of the two does, and what it takes. */
interface Figures {
  what: string
  by: string
  /** Milliseconds. */
  median: number
  p95: number
  /** The longest time that the page could not answer, in milliseconds: up to 50 the browser tells none. */
  longest: number
  /** The most that the page held in memory at any time, garbage too, in bytes. */
  heap: number
  /** How large the file is, in bytes. */
  file: number
}

/** All of a library to a file and from it into an empty one, beside dexie-export-import with the same records in the same run. */
export async function files(report: (line: string) => void) {
  await built()
  const folder = mkdtempSync(path.join(tmpdir(), 'papermargin-files-'))
  cpSync(extension, folder, { recursive: true })
  admit(folder)
  const figures: Figures[] = []
  const kept = { ours: path.join(folder, '..', `${path.basename(folder)}-ours.json`), others: '' }
  kept.others = kept.ours.replace('-ours', '-others')
  try {
    const browser = await launch({ extension: folder })
    try {
      report(`${PAPERS} papers with ${3 * PAPERS} highlights are made`)
      await fill(browser, PAPERS, words())
      report('ours is exported')
      figures.push(await exporting(browser, 'ours', kept.ours))
      report('theirs is exported')
      figures.push(await exporting(browser, 'others', kept.others))
    } finally {
      await browser.close()
    }
    report('ours is looked at and imported')
    figures.push(...(await importing(folder, kept.ours)))
    report('theirs is imported')
    figures.push(await importingOthers(folder, kept.others))
  } finally {
    for (const file of [folder, ...Object.values(kept)]) rmSync(file, { recursive: true, force: true })
  }
  return { papers: PAPERS, highlights: 3 * PAPERS, figures, table: table(figures) }
}

const THEIRS = 'dexie-export-import'

/** Puts the page in which dexie-export-import works into the folder of an extension. */
function admit(folder: string) {
  const { resolve } = createRequire(import.meta.url)
  cpSync(path.join(path.dirname(resolve('dexie')), 'dexie.js'), path.join(folder, 'dexie.js'))
  cpSync(
    path.join(path.dirname(resolve('dexie-export-import')), 'dexie-export-import.js'),
    path.join(folder, 'dexie-export-import.js'),
  )
  cpSync(path.join(import.meta.dirname, 'files.page.js'), path.join(folder, 'files.js'))
  const scripts = ['dexie', 'dexie-export-import', 'files'].map((name) => `<script src="${name}.js"></script>`).join('')
  writeFileSync(
    path.join(folder, 'files.html'),
    `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Files</title><input type="file">${scripts}</html>`,
  )
}

async function exporting(browser: Launched, by: 'ours' | 'others', to: string): Promise<Figures> {
  const runs: Watched[] = []
  for (let run = 0; run <= RUNS; run++) {
    const page = await browser.open(by === 'ours' ? 'library.html' : 'files.html')
    if (by === 'ours') await page.locator('main .pick').first().waitFor()
    const file = browser.download(
      async () =>
        runs.push(
          await watched(page, async () => {
            await page.evaluate(noteClicks)
            if (by === 'ours') await page.locator('#export-json').click()
            else await page.evaluate('exportOthers()')
            return await page.evaluate(() => globalThis.clicked)
          }),
        ),
      LONG,
    )
    cpSync(await file, to)
    await page.close()
  }
  return figuresOf('export', by === 'ours' ? 'Papermargin' : THEIRS, runs, to)
}

declare global {
  /** When the page hands over the file that it made. */
  var clicked: Promise<void>
  var longest: number
}

function noteClicks() {
  const { click } = HTMLAnchorElement.prototype
  globalThis.clicked = new Promise((resolve) => {
    HTMLAnchorElement.prototype.click = function () {
      resolve()
      click.call(this)
    }
  })
}

async function importing(folder: string, file: string): Promise<Figures[]> {
  const looks: Watched[] = []
  const brings: Watched[] = []
  for (let run = 0; run <= RUNS; run++) {
    const browser = await launch({ extension: folder })
    try {
      const page = await browser.open('library.html')
      await page.locator('#import-file').waitFor({ state: 'attached' })
      looks.push(
        await watched(page, async () => {
          await page.locator('#import-file').setInputFiles(file)
          await page.locator('#import-now').waitFor({ timeout: LONG })
        }),
      )
      brings.push(
        await watched(page, async () => {
          await page.locator('#import-now').click()
          await page.locator('[data-import="brought"]').waitFor({ timeout: LONG })
        }),
      )
      const came = await page.locator('[data-kind="highlights"] [data-way="added"]').innerText()
      if (came !== String(3 * PAPERS)) throw new Error(`${came} of ${3 * PAPERS} highlights came in.`)
    } finally {
      await browser.close()
    }
  }
  return [figuresOf('preview', 'Papermargin', looks, file), figuresOf('import', 'Papermargin', brings, file)]
}

async function importingOthers(folder: string, file: string): Promise<Figures> {
  const runs: Watched[] = []
  for (let run = 0; run <= RUNS; run++) {
    const browser = await launch({ extension: folder })
    try {
      const page = await browser.open('files.html')
      // The extension's own database would stand in its place.
      await page.evaluate(() => indexedDB.deleteDatabase('papermargin'))
      await page.locator('input').setInputFiles(file)
      runs.push(await watched(page, () => page.evaluate('importOthers()')))
    } finally {
      await browser.close()
    }
  }
  return figuresOf('import', THEIRS, runs, file)
}

interface Watched {
  time: number
  longest: number
  heap: number
}

/** Does something, and tells how long it took, how long the page did not answer, and what it held meanwhile. */
async function watched(page: Page, work: () => Promise<unknown>): Promise<Watched> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  await page.evaluate(() => {
    globalThis.longest = 0
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration)
    }).observe({ type: 'longtask' })
  })
  let heap = 0
  const look = async () => {
    heap = Math.max(heap, (await session.send('Runtime.getHeapUsage')).usedSize)
  }
  const looking = setInterval(() => void look().catch(() => {}), 250)
  const began = performance.now()
  try {
    await work()
  } finally {
    clearInterval(looking)
  }
  const time = performance.now() - began
  await look()
  const longest = await page.evaluate(() => globalThis.longest)
  await session.detach()
  return { time, longest, heap }
}

function figuresOf(what: string, by: string, runs: Watched[], file: string): Figures {
  const counted = runs.slice(1)
  return {
    what,
    by,
    ...spread(counted.map(({ time }) => time)),
    longest: Math.max(...counted.map(({ longest }) => longest)),
    heap: Math.max(...counted.map(({ heap }) => heap)),
    file: statSync(file).size,
  }
}

function table(figures: Figures[]): string {
  const mb = (bytes: number) => (bytes / 1e6).toFixed(0)
  const rows = figures.map(({ what, by, median, p95, longest, heap, file }) => [
    ...[what, by, median.toFixed(0), p95.toFixed(0), longest === 0 ? '< 50' : longest.toFixed(0), mb(heap), mb(file)],
  ])
  const head = ['', '', 'ms', '95 %', 'longest slice, ms', 'heap, MB', 'file, MB']
  return `${PAPERS} papers with ${3 * PAPERS} highlights\n${tableOf(head, rows)}`
}
