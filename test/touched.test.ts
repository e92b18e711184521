import 'fake-indexeddb/auto'
import './opfs'
import Dexie from 'dexie'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Act, Done } from '@/lib/act'
import { Database, db } from '@/lib/db'
import { json } from '@/lib/export/json'
import { bring } from '@/lib/library/bring'
import { perform } from '@/lib/library/perform'
import { everything } from '@/lib/library/queries'
import { search } from '@/lib/library/search'
import { visit } from '@/lib/library/visit'
import type { PaperFacts } from '@/lib/paper'
import { ours } from './given'

const facts = (n: number): PaperFacts => ({
  keys: [`arxiv:2611.0000${n}`],
  title: `Tides of the Year ${n}`,
  links: {},
  abstract: `In the year ${n} the tide followed the moon.`,
})
const on = (n: number) => ({ facts: facts(n), site: 'arxiv' })
const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`

async function done(act: Act): Promise<Extract<Done, { ok: true }>> {
  const answer = await perform(act)
  if (!answer.ok) throw new Error(`${answer.problem}: ${answer.detail}`)
  vi.setSystemTime(Date.now() + 1000)
  return answer
}
const order = async () => (await everything()).map(({ paper }) => Number(paper.title.at(-1)))

beforeEach(async () => {
  for (const table of db.tables) await table.clear()
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T10:00:00.000Z') })
  for (const n of [1, 2, 3]) await done({ do: 'save', paper: on(n), saved: true })
})
afterEach(() => void vi.useRealTimers())

test('whatever the reader does to a paper, or writes on it, makes it the first', async () => {
  expect(await order()).toEqual([3, 2, 1])
  await done({ do: 'status', paper: on(2), status: 'read' })
  expect(await order()).toEqual([2, 3, 1])
  await done({ do: 'note', id: id(1), paper: on(1), text: 'Mine.' })
  expect(await order()).toEqual([1, 2, 3])
  const quote = { exact: 'tide', prefix: '', suffix: '', start: 18, end: 22 }
  const text = facts(3).abstract as string
  await done({ do: 'highlight', id: id(2), paper: on(3), field: 'abstract', quote, text, color: 'claim' })
  expect(await order()).toEqual([3, 1, 2])
  await done({ do: 'note', id: id(1), paper: on(1), rev: 1, text: 'Mine, too.' })
  expect(await order()).toEqual([1, 3, 2])
  await done({ do: 'comment', id: id(2), rev: 1, text: 'Why?' })
  expect(await order()).toEqual([3, 1, 2])
  const { entry } = await done({ do: 'tag', paper: on(2), tag: 'ebb', tagged: true })
  expect(await order()).toEqual([2, 3, 1])
  await done({ do: 'delete', table: 'notes', id: id(1) })
  expect(await order()).toEqual([1, 2, 3])
  await done({ do: 'undo', entry: entry as string })
  expect(await order()).toEqual([2, 1, 3])
  expect((await search('', 2)).map(({ paper }) => paper.title.at(-1))).toEqual(['2', '1'])
})

test('a page that shows a paper, and tells more of it, does not touch it; nor does what changes nothing', async () => {
  await visit({ site: 'arxiv', papers: [{ ...facts(1), venue: 'Invented Seas' }] })
  await done({ do: 'save', paper: on(1), saved: true })
  expect((await everything()).at(-1)?.paper).toMatchObject({
    venue: 'Invented Seas',
    touchedAt: '2026-11-23T10:00:00.000Z',
  })
  expect(await order()).toEqual([3, 2, 1])
  expect(await db.journal.count()).toBe(3)
})

test('the order is exported and comes in again', async () => {
  await done({ do: 'status', paper: on(1), status: 'read' })
  const file = json(await everything(), '2026-11-23T11:00:00.000Z')
  for (const table of db.tables) await table.clear()
  await bring(ours(file))
  expect(await order()).toEqual([1, 3, 2])
})

test('what was stored before has the time of its last act after the update, or that of its storing', async () => {
  const old = new Dexie('old')
  old.version(3).stores({
    papers: 'id, *keys, createdAt, titleKey, *claimed, joined.into',
    highlights: 'id, paperId',
    notes: 'id, paperId',
    journal: 'id, at',
    sightings: 'key, *keys, last',
  })
  const at = (day: number) => `2026-11-0${day}T10:00:00.000Z`
  const stored = (n: number) => ({ id: id(n), rev: 1, createdAt: at(1), updatedAt: at(9), abstracts: [], ...facts(n) })
  await old.table('papers').bulkAdd([stored(1), stored(2), stored(3)])
  // Their ids are in another order than their times.
  const entry = (n: number, changes: object[]) => ({ id: id(9 - n), at: at(n), act: 'x', changes })
  await old
    .table('journal')
    .bulkAdd([
      entry(2, [{ table: 'papers', after: { id: id(1) } }]),
      entry(4, [{ table: 'sightings', after: { key: 'arxiv:2611.00003' } }]),
      entry(5, [{ table: 'notes', after: { id: id(7), paperId: id(2) } }]),
      entry(3, [{ table: 'papers', after: { id: id(2) } }]),
    ])
  old.close()
  const now = new Database('old')
  const papers = await now.papers.orderBy('touchedAt').toArray()
  expect(papers.map(({ id, touchedAt }) => [id, touchedAt])).toEqual([
    [id(3), at(1)],
    [id(1), at(2)],
    [id(2), at(5)],
  ])
  now.close()
})
