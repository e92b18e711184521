import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Act, Done } from '@/lib/act'
import { Database, db } from '@/lib/db'
import { json } from '@/lib/export/json'
import { readJson } from '@/lib/import/json'
import { bring } from '@/lib/library/bring'
import { firstStanding, type Order, type Sort, sorts, standing } from '@/lib/library/order'
import { perform } from '@/lib/library/perform'
import { entriesById, everything, withLost } from '@/lib/library/queries'
import { visit } from '@/lib/library/visit'
import type { PaperFacts } from '@/lib/paper'

const facts = (key: number, title: string, authors?: string[], date?: string): PaperFacts => ({
  keys: [`arxiv:2611.0000${key}`],
  title,
  authors,
  date,
  links: {},
  abstract: `What ${title} says of the sea.`,
})
const papers = [
  facts(1, '“Étale” Waves', ['Zoe Abel', 'Ann Zorn'], '2026-03'),
  facts(2, 'dunes', ['Moor, Ida']),
  facts(3, 'Ebb', undefined, '2025'),
  facts(4, 'Coasts', ['Bo de Kist'], '2026-03-02'),
]

async function done(act: Act): Promise<Extract<Done, { ok: true }>> {
  const answer = await perform(act)
  if (!answer.ok) throw new Error(`${answer.problem}: ${answer.detail}`)
  vi.setSystemTime(Date.now() + 1000)
  return answer
}
const on = (key: number) => ({ facts: papers[key - 1] as PaperFacts, site: 'arxiv' })
const idOf = async (key: number) =>
  (await db.papers.where('keys').equals(`arxiv:2611.0000${key}`).first())?.id as string
/** The papers in an order, each by its number. */
async function listed(by: Sort, descending: boolean): Promise<number[]> {
  const ids = await standing({ by, descending })
  expect(await firstStanding({ by, descending }, 2)).toEqual(ids.slice(0, 2))
  return (await entriesById(ids)).map(({ paper }) => Number(paper.keys[0]?.at(-1)))
}

beforeEach(async () => {
  for (const table of db.tables) await table.clear()
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T10:00:00.000Z') })
  for (const key of [1, 2, 3, 4]) await done({ do: 'save', paper: on(key), saved: true })
})
afterEach(() => void vi.useRealTimers())

test('all papers stand in each order; what is not known of one has it last, whichever way', async () => {
  await done({ do: 'status', paper: on(2), status: 'read' })
  await done({ do: 'status', paper: on(1), status: 'to_read' })
  expect(await listed('added', false)).toEqual([1, 2, 3, 4])
  expect(await listed('touched', true)).toEqual([1, 2, 4, 3])
  expect(await listed('title', false)).toEqual([4, 2, 3, 1])
  expect(await listed('title', true)).toEqual([1, 3, 2, 4])
  expect(await listed('author', false)).toEqual([1, 4, 2, 3])
  expect((await listed('author', true)).at(-1)).toBe(3)
  expect(await listed('date', true)).toEqual([4, 1, 3, 2])
  expect(await listed('status', false)).toEqual([1, 2, 4, 3])
  expect(await listed('status', true)).toEqual([2, 1, 4, 3])
})

test('a paper stands where the reader’s own record of it has it, and one that is deleted nowhere', async () => {
  await done({ do: 'edit', paper: on(1), field: 'title', from: {}, to: { title: 'A shore' } })
  await done({ do: 'edit', paper: on(3), field: 'authors', from: {}, to: { authors: ['Cy Aas'] } })
  expect(await listed('title', false)).toEqual([1, 4, 2, 3])
  expect(await listed('author', false)).toEqual([3, 1, 4, 2])
  const { entry } = await done({ do: 'delete', table: 'papers', id: await idOf(4) })
  for (const by of Object.keys(sorts) as Sort[]) {
    const order: Order = { by, descending: true }
    expect(await standing(order)).toHaveLength(3)
    expect(await standing(order)).not.toContain(await idOf(4))
  }
  await done({ do: 'undo', entry: entry as string })
  expect(await listed('title', false)).toEqual([1, 4, 2, 3])
})

test('papers whose highlights may have lost their words are found without reading all', async () => {
  const text = facts(1, '“Étale” Waves').abstract as string
  const quote = { exact: 'the sea', prefix: '', suffix: '', start: text.indexOf('the sea'), end: text.length - 1 }
  const highlight = { do: 'highlight', field: 'abstract', quote, text, color: 'claim' } as const
  const id = crypto.randomUUID()
  await done({ ...highlight, id, paper: on(1) })
  expect(await withLost()).toEqual(new Map())
  await visit({ papers: [{ ...on(1).facts, abstract: 'Rewritten whole: dry land.' }], site: 'arxiv' })
  expect(await withLost()).toEqual(new Map([[await idOf(1), [id]]]))
})

test('how papers are put in order is in no file, and is known again of what comes in', async () => {
  const file = json(await everything(), '2026-11-23T11:00:00.000Z')
  expect(file).not.toMatch(/"by":|"reworded":/)
  for (const table of db.tables) await table.clear()
  await bring(readJson(file))
  expect(await listed('title', false)).toEqual([4, 2, 3, 1])
})

test('what was stored before is in each order after the update', async () => {
  const old = new Dexie('before-orders')
  old.version(4).stores({
    papers: 'id, *keys, createdAt, titleKey, *claimed, joined.into, touchedAt, *tags',
    highlights: 'id, paperId',
    notes: 'id, paperId',
    journal: 'id, at',
    sightings: 'key, *keys, last',
    index: 'id',
    unindexed: 'paperId',
  })
  const rows = (await db.papers.toArray()).map(({ by: _by, ...paper }) => paper)
  await old.table('papers').bulkAdd(rows)
  old.close()
  const now = new Database('before-orders')
  const titles = (await now.papers.orderBy('by.title').toArray()).map(({ title }) => title)
  expect(titles).toEqual(['Coasts', 'dunes', 'Ebb', '“Étale” Waves'])
  expect(await now.papers.orderBy('by.author').count()).toBe(3)
  now.close()
})
