import 'fake-indexeddb/auto'
import './opfs'
import Dexie from 'dexie'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Act, Done } from '@/lib/act'
import { Database, db } from '@/lib/db'
import { firstStanding, isIndexed, standing } from '@/lib/library/order'
import { perform } from '@/lib/library/perform'
import { entriesById } from '@/lib/library/queries'
import { found, prepare } from '@/lib/library/search'
import { type Sort, sorts } from '@/lib/order'
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
  const order = { by, descending }
  const ids = await found('', order)
  if (isIndexed(order)) {
    expect(await standing(order)).toEqual(ids)
    expect((await firstStanding(order, 2)).map(({ id }) => id)).toEqual(ids.slice(0, 2))
  }
  return (await entriesById(ids)).map(({ paper }) => Number(paper.keys[0]?.at(-1)))
}

beforeEach(async () => {
  for (const table of db.tables) await table.clear()
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T10:00:00.000Z') })
  for (const key of [1, 2, 3, 4]) await done({ do: 'save', paper: on(key), saved: true })
  await prepare()
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
  for (const by of Object.keys(sorts) as Sort[]) expect((await listed(by, true)).sort()).toEqual([1, 2, 3])
  await done({ do: 'undo', entry: entry as string })
  expect(await listed('title', false)).toEqual([1, 4, 2, 3])
})

test('what was stored before is listed by how far the reader is after the update', async () => {
  await done({ do: 'status', paper: on(2), status: 'read' })
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
  const rows = await db.papers.toArray()
  await old.table('papers').bulkAdd(rows)
  old.close()
  const now = new Database('before-orders')
  expect(await now.papers.where('[status+touchedAt]').between(['read', ''], ['read', '\uffff']).count()).toBe(1)
  now.close()
})
