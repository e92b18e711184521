import { cpSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Launched } from '../e2e/browser.ts'
import { spread } from './bench.ts'
import { heapOf } from './bench-papers.ts'

/** What another way to search takes; times in milliseconds, sizes in bytes. */
export interface Rival {
  name: string
  /** From the database until the first search can be made. */
  load: { median: number; p95: number }
  /** After garbage was collected. */
  heap: number
  stored: number
  queries: { query: string; median: number; p95: number }[]
}

const RIVALS = { MiniSearch: 'MiniSearch', 'plain scan': 'Texts' }

/** Puts the page in which the others search into the folder of an extension. */
export function admitRivals(folder: string) {
  const minisearch = createRequire(import.meta.url).resolve('minisearch')
  cpSync(path.join(path.dirname(minisearch), '../umd/index.js'), path.join(folder, 'minisearch.js'))
  cpSync(path.join(import.meta.dirname, 'rivals.page.js'), path.join(folder, 'rivals.js'))
  const scripts = ['minisearch', 'rivals'].map((name) => `<script src="${name}.js"></script>`).join('')
  writeFileSync(
    path.join(folder, 'rivals.html'),
    `<!DOCTYPE html><html lang="en"><title>Others</title>${scripts}</html>`,
  )
}

/** MiniSearch with its index stored as one text and loaded whole, and a plain scan of all texts, over the papers of a library. */
export async function rivals(browser: Launched, queries: Record<string, string>, runs: number): Promise<Rival[]> {
  // Field words are the library's own.
  const asked = JSON.stringify(Object.entries(queries).filter(([, words]) => !words.includes(':')))
  const measured: Rival[] = []
  for (const [name, what] of Object.entries(RIVALS)) {
    const maker = await browser.open('rivals.html')
    const stored = await maker.evaluate<number>(`keep${what}()`)
    await maker.close()
    const times: number[] = []
    for (let run = 0; run <= runs; run++) {
      const page = await browser.open('rivals.html')
      const time = await page.evaluate<number>(`load${what}()`)
      if (run > 0) times.push(time)
      if (run === runs) {
        const heap = await heapOf(page)
        const answers = await page.evaluate<{ query: string; times: number[] }[]>(`timed(${asked}, ${runs})`)
        const spreads = answers.map((answer) => ({ query: answer.query, ...spread(answer.times) }))
        measured.push({ name, load: spread(times), heap, stored, queries: spreads })
      }
      await page.close()
    }
  }
  return measured
}
