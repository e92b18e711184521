import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Act } from '@/lib/act'
import { db } from '@/lib/db'
import { type FileRecords, nothing } from '@/lib/import/records'
import { bring } from '@/lib/library/bring'
import { history } from '@/lib/library/history'
import { perform } from '@/lib/library/perform'
import { alive } from '@/lib/library/queries'
import type { PaperFacts } from '@/lib/paper'

let now = Date.parse('2026-11-20T10:00:00.000Z')
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now })
  for (const table of db.tables) await table.clear()
})

afterEach(() => {
  vi.useRealTimers()
})

const facts: PaperFacts = { keys: ['arxiv:2611.00001'], title: 'A paper that is worked on', links: {} }
const paper = { facts, site: 'arxiv' }
const text = 'We study undo and find that it is a promise.'
const quote = { exact: 'undo', prefix: 'We study ', suffix: ' and find', start: 9, end: 13 }
const ids = { one: crypto.randomUUID(), note: crypto.randomUUID() }
const mark: Act = { do: 'highlight', id: ids.one, paper, field: 'abstract', quote, text, color: 'claim' }

async function done(act: Act) {
  // Two acts of a hand are never within one millisecond.
  now += 1000
  vi.setSystemTime(now)
  const done = await perform(act)
  if (!done.ok) throw new Error(done.detail)
  return done
}

const step = async (which: 'undo' | 'redo') => {
  const past = (await history())[which]
  if (past) await done({ do: 'undo', entry: past.entry })
  return past?.act
}

const marks = async () =>
  (await db.highlights.toArray()).filter(({ deletedAt }) => !deletedAt).map(({ color }) => color)

test('acts are undone one after the other, and done again in their order, each told by its name and paper', async () => {
  await done(mark)
  await done({ do: 'color', id: ids.one, rev: 1, color: 'result' })
  await done({ do: 'status', paper, status: 'to_read' })
  expect((await history()).undo).toMatchObject({ act: 'status', title: facts.title })
  expect((await history()).redo).toBeUndefined()
  expect([await step('undo'), await step('undo')]).toEqual(['status', 'color'])
  expect(await marks()).toEqual(['claim'])
  expect(await step('undo')).toBe('highlight')
  expect(await marks()).toEqual([])
  expect(await step('undo')).toBeUndefined()
  expect([await step('redo'), await step('redo')]).toEqual(['highlight', 'color'])
  expect(await marks()).toEqual(['result'])
  expect(await step('redo')).toBe('status')
  expect((await db.papers.toArray())[0]?.status).toBe('to_read')
  expect(await step('redo')).toBeUndefined()
})

test('what was done again can be undone again', async () => {
  await done(mark)
  for (let times = 0; times < 3; times++) {
    expect(await step('undo')).toBe('highlight')
    expect(await marks()).toEqual([])
    expect(await step('redo')).toBe('highlight')
    expect(await marks()).toEqual(['claim'])
  }
})

test('after a new act there is nothing left to be done again', async () => {
  await done(mark)
  await step('undo')
  await done({ do: 'note', id: ids.note, paper, text: 'A new thought.' })
  const { undo, redo } = await history()
  expect([undo?.act, redo]).toEqual(['note', undefined])
})

test('an import is one step, whatever number of parts it was written in: undone as a whole, and done again', async () => {
  await done(mark)
  const at = new Date(now + 1000).toISOString()
  vi.setSystemTime(now + 1000)
  const part = (number: number): FileRecords => {
    const paper = {
      ...facts,
      id: crypto.randomUUID(),
      keys: [`arxiv:2611.1000${number}`],
      title: `Another, number ${number}`,
    }
    const stamps = { rev: 1, createdAt: at, updatedAt: at }
    const note = { ...stamps, id: crypto.randomUUID(), paperId: paper.id, text: `On ${number}` }
    return { ...nothing(), papers: [{ ...paper, ...stamps, abstracts: [], counts: {} }], notes: [note] }
  }
  const count = async () => [await db.papers.filter(alive).count(), await db.notes.filter(alive).count()]
  await bring([part(1), part(2), part(3)])
  expect(await count()).toEqual([4, 3])
  expect((await history()).undo).toEqual({ entry: expect.any(String), act: 'import' })
  expect(await step('undo')).toBe('import')
  expect(await count()).toEqual([1, 0])
  expect(await step('redo')).toBe('import')
  expect(await count()).toEqual([4, 3])
  expect(await step('undo')).toBe('import')
  expect(await step('undo')).toBe('highlight')
})

test('words that come back bring their paper back with them', async () => {
  const { paper: kept } = await done(mark)
  const { entry } = await done({ do: 'delete', table: 'highlights', id: ids.one })
  await done({ do: 'save', paper, saved: false })
  await done({ do: 'undo', entry: entry as string })
  expect(await marks()).toEqual(['claim'])
  expect((await db.papers.get(kept?.id as string))?.deletedAt).toBeUndefined()
})

test('a highlight whose making is taken back after it was deleted can still be brought back in the order of the acts', async () => {
  const { entry } = await done(mark)
  await done({ do: 'delete', table: 'highlights', id: ids.one })
  await done({ do: 'undo', entry: entry as string })
  expect(await step('undo')).toBe('delete')
  expect(await marks()).toEqual(['claim'])
})
