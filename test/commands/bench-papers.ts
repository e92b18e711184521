import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { type Launched, until } from '../e2e/browser.ts'
import { root } from './run.ts'

/** The words of the seed listing, of which abstracts are made. */
export const words = () =>
  (JSON.parse(readFileSync(path.join(root, 'seeds/listing.json'), 'utf8')) as { papers: { summary?: string }[] }).papers
    .flatMap(({ summary }) => summary?.split(/\s+/) ?? [])
    .filter(Boolean)

export const numberOf = (i: number) => `26${String(1 + (i % 12)).padStart(2, '0')}.${String(10_000 + i)}`

/** Writes papers, each with an abstract of 1,200 signs, three highlights and some tags, and waits until all can be searched. */
export async function fill(browser: Launched, papers: number, prose: string[]): Promise<void> {
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
        date: `${2015 + ((from + i) % 12)}-11-20`,
        status: [undefined, 'to_read', 'reading', 'read'][next(4)],
        tags: [`tag ${next(100)}`, `tag ${next(1000)}`],
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
        transaction.objectStore('highlights').put({
          ...highlight,
          field: 'abstract',
          abstractId: abstract.id,
          color: ['claim', 'method', 'result', 'question'][next(4)],
          comment: '',
        })
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

/** How much a page holds in memory once garbage was collected, in bytes. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  return (await session.send('Runtime.getHeapUsage')).usedSize
}
