import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { stateOf } from '@/lib/entry'
import { perform } from '@/lib/library/perform'
import { expireSightings, forgetSightings, seenBefore, sight } from '@/lib/library/sightings'
import { look, visit } from '@/lib/library/visit'
import type { PaperFacts } from '@/lib/paper'

const paper = (n: number, ...more: string[]): PaperFacts => ({
  keys: [`arxiv:2611.0000${n}`, ...more],
  title: `Paper ${n}`,
  links: {},
})
const at = (day: number, time = '10:00') => new Date(`2026-11-${String(day).padStart(2, '0')}T${time}:00.000Z`)

beforeEach(async () => {
  for (const table of db.tables) await table.clear()
})

test('a paper is new on the first visit, also on its second page, and seen from the next visit on', async () => {
  await sight([paper(1)], at(1))
  expect(await seenBefore([paper(1), paper(2)], at(1, '10:20'))).toEqual([undefined, undefined])
  expect(await seenBefore([paper(1), paper(2)], at(2))).toEqual([{ count: 1, last: at(1).toISOString() }, undefined])
  await sight([paper(1)], at(2))
  await sight([paper(1)], at(2, '10:10'))
  expect(await seenBefore([paper(1)], at(2, '10:20'))).toEqual([{ count: 1, last: at(2).toISOString() }])
  expect(await seenBefore([paper(1)], at(3))).toEqual([{ count: 2, last: at(2).toISOString() }])
})

test('a paper that is seen on another site, by another of its keys, is the same', async () => {
  await sight([paper(1, 'doi:10.1000/1')], at(1))
  const elsewhere = { ...paper(9), keys: ['doi:10.1000/1'] }
  expect(await seenBefore([elsewhere], at(5))).toMatchObject([{ count: 1 }])
  await sight([elsewhere], at(5))
  expect(await db.sightings.count()).toBe(1)
})

test('a visit notes what is listed and stores nothing else; where it may not note, it notes nothing', async () => {
  expect(await visit({ site: 'arxiv', papers: [paper(1)] }, false)).toEqual([{ entry: null }])
  expect(await db.sightings.count()).toBe(0)
  expect(await visit({ site: 'arxiv', papers: [paper(1), null] })).toEqual([{ entry: null }, { entry: null }])
  expect(await db.sightings.count()).toBe(1)
  expect(await db.papers.count()).toBe(0)
})

test('a look from a private window tells what is stored, and neither notes nor fills anything', async () => {
  const stored = paper(1)
  await perform({ do: 'status', paper: { facts: stored, site: 'arxiv' }, status: 'to_read' })
  const before = await Promise.all(db.tables.map((table) => table.toArray()))
  const page = { site: 'arxiv', papers: [{ ...stored, venue: 'A venue', abstract: 'Words.' }, paper(2), null] }
  expect(await look(page)).toMatchObject([{ entry: { paper: { title: 'Paper 1' } } }, { entry: null }, { entry: null }])
  expect(await Promise.all(db.tables.map((table) => table.toArray()))).toEqual(before)
  // The same page in another window does both.
  await visit(page)
  expect(await db.papers.toArray()).toMatchObject([{ venue: 'A venue' }])
  expect(await db.sightings.count()).toBe(2)
})

test('sightings expire after 90 days, and can be forgotten at once', async () => {
  await sight([paper(1)], new Date('2026-08-01T10:00:00.000Z'))
  await sight([paper(2)], at(1))
  await expireSightings(at(2))
  expect((await db.sightings.toArray()).map(({ key }) => key)).toEqual(['arxiv:2611.00002'])
  await forgetSightings()
  expect(await db.sightings.count()).toBe(0)
})

test('what the reader kept says more than that it was seen', () => {
  const seen = { count: 2, last: at(1).toISOString() }
  expect(stateOf(null)).toBe('new')
  expect(stateOf(null, seen)).toBe('seen')
  const entry = { paper: {} as never, highlights: [], notes: [] }
  expect(stateOf(entry, seen)).toBe('saved')
})
