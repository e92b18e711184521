import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import type { Act, Done } from '@/lib/act'
import { db } from '@/lib/db'
import { mayBe, suggestions } from '@/lib/library/alike'
import { perform } from '@/lib/library/perform'
import { entriesFor, everything } from '@/lib/library/queries'
import { trash } from '@/lib/library/trash'
import type { PaperFacts } from '@/lib/paper'

const text = 'We measure tides. The tide follows the moon, mostly. Nobody knows why.'
const facts: PaperFacts = {
  keys: ['arxiv:2611.00001'],
  title: 'Tides, Measured at Every Shore of the North',
  links: {},
}
const on = { facts, site: 'arxiv' }

async function done(act: Act): Promise<Extract<Done, { ok: true }>> {
  const answer = await perform(act)
  if (!answer.ok) throw new Error(`${answer.problem}: ${answer.detail}`)
  return answer
}
const undo = ({ entry }: { entry?: string }) => done({ do: 'undo', entry: entry as string })
type Table = 'papers' | 'highlights' | 'notes'
const remove = (table: Table, id: string) => done({ do: 'delete', table, id })
const restore = (table: Table, id: string) => done({ do: 'restore', table, id })
async function highlight(exact: string): Promise<string> {
  const id = crypto.randomUUID()
  const start = text.indexOf(exact)
  const quote = { exact, prefix: '', suffix: '', start, end: start + exact.length }
  await done({ do: 'highlight', id, paper: on, field: 'abstract', quote, text, color: 'claim' })
  return id
}
async function note(words: string): Promise<string> {
  const id = crypto.randomUUID()
  await done({ do: 'note', id, paper: on, text: words })
  return id
}
const paperId = async () => (await db.papers.toCollection().first())?.id as string
/** What stands: the words of each highlight and note. */
const standing = async () =>
  (await everything()).map(({ highlights, notes }) => [
    ...highlights.map(({ exact }) => exact),
    ...notes.map(({ text }) => text),
  ])
/** What can be restored, without times. */
const inTrash = async () =>
  (await trash()).map((one) => (one.table === 'papers' ? [one.table, one.highlights, one.notes] : [one.table]))
/** Acts within one millisecond would have been deleted together. */
const later = async () => {
  for (const now = Date.now(); Date.now() === now; ) await Promise.resolve()
}

beforeEach(async () => {
  for (const table of db.tables) await table.clear()
})

test('a paper goes and comes back with its highlights and notes; each is in the trash once', async () => {
  await highlight('measure tides')
  await note('Mine.')
  const id = await paperId()
  await remove('papers', id)
  expect(await inTrash()).toEqual([['papers', 1, 1]])
  const restored = await restore('papers', id)
  expect(await standing()).toEqual([['measure tides', 'Mine.']])
  expect(await inTrash()).toEqual([])
  await undo(restored)
  expect(await standing()).toEqual([])
  expect(await inTrash()).toEqual([['papers', 1, 1]])
})

test('what was deleted before its paper stands in the trash by itself, and does not come back with the paper', async () => {
  const first = await highlight('measure tides')
  await highlight('follows the moon')
  const written = await note('Gone first.')
  const id = await paperId()
  await remove('highlights', first)
  await later()
  await remove('notes', written)
  await later()
  await remove('papers', id)
  expect(await inTrash()).toEqual([['papers', 1, 0], ['notes'], ['highlights']])
  await restore('papers', id)
  expect(await standing()).toEqual([['follows the moon']])
  expect(await inTrash()).toEqual([['notes'], ['highlights']])
})

test('a highlight whose paper is gone brings the paper back, and what went with that; undo takes all of it away again', async () => {
  const first = await highlight('measure tides')
  await highlight('follows the moon')
  const id = await paperId()
  await remove('highlights', first)
  await later()
  await remove('papers', id)
  const restored = await restore('highlights', first)
  expect(await standing()).toEqual([['measure tides', 'follows the moon']])
  expect(await inTrash()).toEqual([])
  await undo(restored)
  expect(await standing()).toEqual([])
  expect(await inTrash()).toEqual([['papers', 1, 0], ['highlights']])
  await restore('papers', id)
  expect(await standing()).toEqual([['follows the moon']])
})

test('several are restored as one act, in any order, also what another one of them brought back', async () => {
  const first = await highlight('measure tides')
  const written = await note('Mine.')
  const id = await paperId()
  await remove('highlights', first)
  await later()
  await remove('papers', id)
  const restored = await done({
    do: 'all',
    acts: [
      { do: 'restore', table: 'notes', id: written },
      { do: 'restore', table: 'highlights', id: first },
      { do: 'restore', table: 'papers', id },
    ],
  })
  expect(await standing()).toEqual([['measure tides', 'Mine.']])
  await undo(restored)
  expect(await inTrash()).toEqual([['papers', 0, 1], ['highlights']])
})

test('words that were written on a restored paper since are not lost when its restoring is undone', async () => {
  await highlight('measure tides')
  const id = await paperId()
  await remove('papers', id)
  const restored = await restore('papers', id)
  await highlight('Nobody knows why')
  await undo(restored)
  expect(await standing()).toEqual([['Nobody knows why']])
  expect(await inTrash()).toEqual([['highlights']])
})

test('the same of a note: what was written in it since it was restored is not deleted with it', async () => {
  const id = crypto.randomUUID()
  await done({ do: 'note', id, paper: on, text: 'Mine.' })
  await done({ do: 'delete', table: 'notes', id })
  const { entry } = await done({ do: 'restore', table: 'notes', id })
  await done({ do: 'note', id, paper: on, text: 'Mine, and more.' })
  expect(await perform({ do: 'undo', entry })).toMatchObject({ ok: false, problem: 'changed' })
  expect((await everything())[0]?.notes).toMatchObject([{ text: 'Mine, and more.' }])
})

test('restored twice it is restored once; what was never stored, or was joined, is refused', async () => {
  await highlight('measure tides')
  const id = await paperId()
  await remove('papers', id)
  await restore('papers', id)
  expect((await restore('papers', id)).entry).toBeUndefined()
  expect(await perform({ do: 'restore', table: 'notes', id: crypto.randomUUID() })).toMatchObject({ problem: 'gone' })
  const other = { ...facts, keys: ['s2:1'] }
  await done({ do: 'save', paper: { facts: other, site: 'semantic-scholar' }, saved: true })
  const [second] = (await everything()).flatMap(({ paper }) => (paper.id === id ? [] : [paper]))
  await done({ do: 'join', papers: [id, second?.id as string] })
  expect(await inTrash()).toEqual([])
  expect(await perform({ do: 'restore', table: 'papers', id: second?.id as string })).toMatchObject({
    problem: 'changed',
  })
})

test('a paper that was stored anew meanwhile becomes one with the restored one, and undo takes that back whole', async () => {
  await highlight('measure tides')
  await note('Before.')
  const id = await paperId()
  await remove('papers', id)
  await highlight('follows the moon')
  await note('After.')
  const [anew] = await everything()
  const restored = await restore('papers', id)
  const all = ['Before.', 'After.', 'measure tides', 'follows the moon'].sort()
  expect((await standing()).map((words) => words.sort())).toEqual([all.toSorted()])
  const [entry] = await entriesFor([facts])
  expect(entry?.paper.id).toBe(anew?.paper.id)
  expect([entry?.highlights.length, entry?.notes.length]).toEqual([2, 2])
  expect(await inTrash()).toEqual([])
  const undone = await undo(restored)
  expect(await standing()).toEqual([['follows the moon', 'After.']])
  expect(await inTrash()).toEqual([['papers', 1, 1]])
  await undo(undone)
  expect((await standing()).map((words) => words.sort())).toEqual([all.toSorted()])
})

test('a highlight comes back on the paper that was stored anew, also as one act with its own paper', async () => {
  const first = await highlight('measure tides')
  await highlight('Nobody knows why')
  const id = await paperId()
  await remove('highlights', first)
  await later()
  await remove('papers', id)
  await highlight('follows the moon')
  const restored = await done({
    do: 'all',
    acts: [
      { do: 'restore', table: 'highlights', id: first },
      { do: 'restore', table: 'papers', id },
    ],
  })
  expect(await standing()).toEqual([['measure tides', 'follows the moon', 'Nobody knows why']])
  expect(await inTrash()).toEqual([])
  await undo(restored)
  expect(await standing()).toEqual([['follows the moon']])
  expect(await inTrash()).toEqual([['papers', 1, 0], ['highlights']])
})

test('papers that the reader said are two stay two when one is restored', async () => {
  await highlight('measure tides')
  const id = await paperId()
  await remove('papers', id)
  await highlight('follows the moon')
  await db.papers.update(id, { apart: facts.keys })
  await restore('papers', id)
  expect((await standing()).sort()).toEqual([['follows the moon'], ['measure tides']])
  expect(await suggestions()).toEqual([])
})

test('papers that share an identifier are suggested to be one, however little their title tells', async () => {
  const short = { facts: { ...facts, title: 'Tides' }, site: 'arxiv' }
  const save = () => done({ do: 'status', paper: short, status: 'reading' })
  await save()
  const removed = await remove('papers', await paperId())
  await save()
  expect(await suggestions()).toEqual([])
  await undo(removed)
  const [pair] = await suggestions()
  expect(new Set(pair?.map(({ paper }) => paper.id)).size).toBe(2)
  expect((await mayBe(pair?.[0].paper as never)).map(({ paper }) => paper.id)).toEqual([pair?.[1].paper.id])
  await done({ do: 'join', papers: pair?.map(({ paper }) => paper.id) as [string, string] })
  expect(await suggestions()).toEqual([])
})

test('what went into a growing highlight was not deleted: it is no trash, and does not come back beside that', async () => {
  await highlight('The tide')
  const swallowed = await highlight('the moon')
  await done({ do: 'comment', id: swallowed, rev: 1, text: 'By how much?' })
  const id = crypto.randomUUID()
  const quote = { exact: 'follows', prefix: '', suffix: '', start: text.indexOf('follows'), end: 0 }
  quote.end = quote.start + quote.exact.length
  const grown = await done({ do: 'highlight', id, paper: on, field: 'abstract', quote, text, color: 'claim' })
  expect(await standing()).toEqual([['The tide follows the moon']])
  expect(await inTrash()).toEqual([])
  expect(await perform({ do: 'restore', table: 'highlights', id: swallowed })).toMatchObject({ problem: 'changed' })
  // As when both fall into one millisecond.
  await remove('papers', await paperId())
  await db.highlights.update(swallowed, { deletedAt: (await db.papers.get(await paperId()))?.deletedAt })
  expect(await inTrash()).toEqual([['papers', 1, 0]])
  await restore('papers', await paperId())
  expect(await standing()).toEqual([['The tide follows the moon']])
  expect(grown.highlight?.comment).toBe('By how much?')
})

test('a highlight that is itself again, because the joining was undone, can be deleted and restored', async () => {
  await highlight('The tide')
  const second = await highlight('the moon')
  const start = text.indexOf('follows')
  const quote = { exact: 'follows', prefix: '', suffix: '', start, end: start + 7 }
  const id = crypto.randomUUID()
  await undo(await done({ do: 'highlight', id, paper: on, field: 'abstract', quote, text, color: 'claim' }))
  await remove('highlights', second)
  expect(await inTrash()).toEqual([['highlights']])
  await restore('highlights', second)
  expect(await standing()).toEqual([['The tide', 'the moon']])
})

test('a note without words leaves nothing to be restored', async () => {
  const id = await note('Words.')
  await done({ do: 'note', id, paper: on, rev: 1, text: ' ' })
  await remove('notes', id)
  expect(await inTrash()).toEqual([])
})
