import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { stateOf } from '@/lib/entry'
import { perform } from '@/lib/library/perform'
import { expireSightings, forgetSightings, seenBefore, sight, sightingsOf } from '@/lib/library/sightings'
import { knownOf, visit } from '@/lib/library/visit'
import type { PaperFacts } from '@/lib/paper'
import { sightingDays } from '@/lib/settings'

/** When these papers were seen before a visit at some time. */
const seen = async (papers: PaperFacts[], now: Date) =>
  (await sightingsOf(papers)).map((sighting) => seenBefore(sighting, now))

const paper = (n: number, ...more: string[]): PaperFacts => ({
  keys: [`arxiv:2611.0000${n}`, ...more],
  title: `Paper ${n}`,
  links: {},
})
const at = (day: number, time = '10:00') => new Date(`2026-11-${String(day).padStart(2, '0')}T${time}:00.000Z`)

beforeEach(async () => {
  for (const table of db.tables) await table.clear()
  await sightingDays.setValue(sightingDays.fallback)
})

test('a paper is new on the first visit, also on its second page, and seen from the next visit on', async () => {
  await sight([paper(1)], at(1))
  expect(await seen([paper(1), paper(2)], at(1, '10:20'))).toEqual([undefined, undefined])
  expect(await seen([paper(1), paper(2)], at(2))).toEqual([{ count: 1, last: at(1).toISOString() }, undefined])
  await sight([paper(1)], at(2))
  await sight([paper(1)], at(2, '10:10'))
  expect(await seen([paper(1)], at(2, '10:20'))).toEqual([{ count: 1, last: at(2).toISOString() }])
  expect(await seen([paper(1)], at(3))).toEqual([{ count: 2, last: at(2).toISOString() }])
})

test('a paper that is seen on another site, by another of its keys, is the same', async () => {
  await sight([paper(1, 'doi:10.1000/1')], at(1))
  const elsewhere = { ...paper(9), keys: ['doi:10.1000/1'] }
  expect(await seen([elsewhere], at(5))).toMatchObject([{ count: 1 }])
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

test('what is known in a private window is told, and neither noted nor filled', async () => {
  const stored = paper(1)
  await perform({ do: 'status', paper: { facts: stored, site: 'arxiv' }, status: 'to_read' })
  const before = await Promise.all(db.tables.map((table) => table.toArray()))
  const page = { site: 'arxiv', papers: [{ ...stored, venue: 'A venue', abstract: 'Words.' }, paper(2), null] }
  const known = await knownOf(page.papers)
  expect(known).toMatchObject([{ entry: { paper: { status: 'to_read' } } }, { entry: null }, { entry: null }])
  expect(await Promise.all(db.tables.map((table) => table.toArray()))).toEqual(before)
  // The same page in another window does both.
  await visit(page)
  expect(await db.papers.toArray()).toMatchObject([{ venue: 'A venue' }])
  expect(await db.sightings.count()).toBe(2)
})

test('sightings expire after 90 days, or as many as the reader says, and can be forgotten at once', async () => {
  await sight([paper(1)], new Date('2026-08-01T10:00:00.000Z'))
  await sight([paper(2)], at(1))
  await expireSightings(at(2))
  expect((await db.sightings.toArray()).map(({ key }) => key)).toEqual(['arxiv:2611.00002'])
  await sight([paper(3)], at(9))
  await sightingDays.setValue(5)
  await expireSightings(at(10))
  expect((await db.sightings.toArray()).map(({ key }) => key)).toEqual(['arxiv:2611.00003'])
  await forgetSightings()
  expect(await db.sightings.count()).toBe(0)
})

test('what the reader kept says more than that it was seen', () => {
  const seen = { count: 2, last: at(1).toISOString() }
  expect(stateOf({ entry: null })).toBe('new')
  expect(stateOf({ entry: null, seen })).toBe('seen')
  expect(stateOf({ entry: null, seen, skipped: seen.last })).toBe('skipped')
  const entry = { paper: {} as never, highlights: [], notes: [] }
  expect(stateOf({ entry, seen, skipped: seen.last })).toBe('saved')
})

const skip = async (skipped: boolean, facts = paper(1)) => {
  const done = await perform({ do: 'skip', paper: { facts, site: 'arxiv' }, skipped })
  if (!done.ok) throw new Error(done.detail)
  return done.entry as string
}
const skippedNow = async () => (await knownOf([paper(1)]))[0]?.skipped !== undefined

test('a paper is skipped with its sighting, on every site, and nothing else is stored of it', async () => {
  await sight([paper(1, 'doi:10.1000/1')], at(1))
  await skip(true)
  const [sighting] = await db.sightings.toArray()
  expect(sighting).toMatchObject({ count: 1, last: at(1).toISOString(), skipped: expect.any(String) })
  expect(await knownOf([{ keys: ['doi:10.1000/1'], title: 'Another title' }, paper(2)])).toEqual([
    { entry: null, skipped: sighting?.skipped },
    { entry: null },
  ])
  expect(await db.papers.count()).toBe(0)
  await sight([paper(1)], at(2))
  await expireSightings(new Date('2027-11-01T10:00:00.000Z'))
  expect(await db.sightings.toArray()).toMatchObject([{ count: 2, skipped: sighting?.skipped }])
})

test('skipping is undone and done again, each as an act of its own; twice is once', async () => {
  await sight([paper(1)], at(1))
  const entry = await skip(true)
  expect(await skip(true)).toBeUndefined()
  const undone = await perform({ do: 'undo', entry })
  expect(await skippedNow()).toBe(false)
  expect(await db.sightings.toArray()).toMatchObject([{ count: 1 }])
  await perform({ do: 'undo', entry: (undone as { entry: string }).entry })
  expect(await skippedNow()).toBe(true)
  await skip(false)
  expect(await skippedNow()).toBe(false)
  expect(await db.journal.count()).toBe(4)
  expect(await perform({ do: 'undo', entry: (undone as { entry: string }).entry })).toMatchObject({ ok: true })
})

test('where nothing is noted of what was seen a paper is skipped all the same, and taken back it leaves nothing', async () => {
  const entry = await skip(true)
  expect(await db.sightings.toArray()).toMatchObject([{ key: 'arxiv:2611.00001', count: 0 }])
  expect(await seen([paper(1)], new Date(Date.now() + 86_400_000))).toEqual([undefined])
  const undone = await perform({ do: 'undo', entry })
  expect(await db.sightings.count()).toBe(0)
  await perform({ do: 'undo', entry: (undone as { entry: string }).entry })
  expect(await skippedNow()).toBe(true)
  // Noted from now on, it is seen for the first time.
  await sight([paper(1)])
  expect(await db.sightings.toArray()).toMatchObject([{ count: 1, skipped: expect.any(String) }])
})

test('what was forgotten does not come back when a skip is undone after it', async () => {
  await sight([paper(1)], at(1))
  const entry = await skip(true)
  await forgetSightings()
  expect(await perform({ do: 'undo', entry })).toMatchObject({ ok: true })
  expect(await db.sightings.count()).toBe(0)
})
