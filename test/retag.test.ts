import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import type { Act, Done } from '@/lib/act'
import { db } from '@/lib/db'
import { perform } from '@/lib/library/perform'
import { everything } from '@/lib/library/queries'
import { tagged } from '@/lib/library/tagged'
import { hueOf, huesOf, tinted } from '@/lib/tag'

async function done(act: Act): Promise<Extract<Done, { ok: true }>> {
  const answer = await perform(act)
  if (!answer.ok) throw new Error(`${answer.problem}: ${answer.detail}`)
  return answer
}
const undo = ({ entry }: { entry?: string }) => done({ do: 'undo', entry: entry as string })

/** Stores a paper with tags, in this order. */
async function paper(title: string, ...tags: string[]): Promise<void> {
  const on = { facts: { keys: [`title:${title}`], title, links: {} }, site: 'arxiv' }
  for (const tag of tags) await done({ do: 'tag', paper: on, tag, tagged: true })
}
/** The tags of each paper, by its title. */
const tags = async () => Object.fromEntries((await everything()).map(({ paper }) => [paper.title, paper.tags]))
const counts = async () => (await tagged()).map(({ tag, papers }) => [tag, papers.length])

beforeEach(async () => {
  for (const table of db.tables) await table.clear()
  await paper('one', 'a', 'ebb', 'b')
  await paper('two', 'Ebb')
  await paper('three', 'tide', 'ebb')
  await paper('four', 'tide')
})

test('every tag is told once, whatever its case, with its papers; those of deleted papers do not count', async () => {
  expect(await counts()).toEqual([
    ['a', 1],
    ['b', 1],
    ['ebb', 3],
    ['tide', 2],
  ])
  const four = (await everything()).find(({ paper }) => paper.title === 'four')
  const removed = await done({ do: 'delete', table: 'papers', id: four?.paper.id as string })
  expect(await counts()).toContainEqual(['tide', 1])
  await undo(removed)
  expect(await counts()).toContainEqual(['tide', 2])
})

test('a renamed tag keeps its place on every paper, in one entry of the journal that undo takes back', async () => {
  const before = await tags()
  const renamed = await done({ do: 'retag', tag: 'EBB', to: 'low water' })
  const after = { one: ['a', 'low water', 'b'], two: ['low water'], three: ['tide', 'low water'], four: ['tide'] }
  expect(await tags()).toEqual(after)
  await undo(await undo(renamed))
  expect(await tags()).toEqual(after)
  const [last] = (await db.journal.orderBy('at').toArray()).filter(({ act }) => act === 'retag')
  expect(last?.changes).toHaveLength(3)
  await done({ do: 'retag', tag: 'low water', to: 'ebb' })
  expect(await tags()).toEqual({ ...before, two: ['ebb'] })
})

test('a tag renamed to one that there is becomes one with it; undone, each paper has its own again', async () => {
  const before = await tags()
  const merged = await done({ do: 'retag', tag: 'ebb', to: 'tide' })
  expect(await tags()).toEqual({ one: ['a', 'tide', 'b'], two: ['tide'], three: ['tide'], four: ['tide'] })
  await undo(merged)
  expect(await tags()).toEqual(before)
})

test('its case alone can be changed, and papers that have it so are left as they are', async () => {
  const { entry } = await done({ do: 'retag', tag: 'ebb', to: 'Ebb' })
  expect(await tags()).toMatchObject({ one: ['a', 'Ebb', 'b'], two: ['Ebb'], three: ['tide', 'Ebb'] })
  expect((await db.journal.get(entry as string))?.changes).toHaveLength(2)
})

test('a deleted tag is gone from all papers, and undo gives it back, with what was tagged since', async () => {
  const deleted = await done({ do: 'retag', tag: 'ebb', to: null })
  expect(await tags()).toEqual({ one: ['a', 'b'], two: undefined, three: ['tide'], four: ['tide'] })
  await paper('two', 'later')
  await undo(deleted)
  expect(await tags()).toMatchObject({ one: ['a', 'ebb', 'b'], two: ['Ebb', 'later'], three: ['tide', 'ebb'] })
})

test('a paper that was deleted, or joined into another, has the new name when it comes back, and the old one after undo', async () => {
  const idOf = async (title: string) =>
    (await everything()).find(({ paper }) => paper.title === title)?.paper.id as string
  const [one, three, four] = [await idOf('one'), await idOf('three'), await idOf('four')]
  await done({ do: 'delete', table: 'papers', id: one })
  await done({ do: 'join', papers: [four, three] })
  const touchedAt = (await db.papers.get(one))?.touchedAt
  const renamed = await done({ do: 'retag', tag: 'ebb', to: 'low water' })
  expect((await db.papers.get(one))?.touchedAt).toBe(touchedAt)
  expect(await tags()).toEqual({ two: ['low water'], four: ['tide', 'low water'] })
  await done({ do: 'restore', table: 'papers', id: one })
  expect(await tags()).toMatchObject({ one: ['a', 'low water', 'b'] })
  const undone = await undo(renamed)
  expect(await tags()).toMatchObject({ one: ['a', 'ebb', 'b'], two: ['Ebb'] })
  await undo(undone)
  await done({ do: 'apart', papers: [four, three] })
  expect(await tags()).toMatchObject({ three: ['tide', 'low water'] })
})

test('what cannot be a tag is refused, and nothing is written', async () => {
  const before = await tags()
  for (const to of ['', ' ', 'x'.repeat(101)]) {
    expect(await perform({ do: 'retag', tag: 'ebb', to })).toMatchObject({ problem: 'invalid' })
  }
  expect(await tags()).toEqual(before)
})

test('a hue belongs to a tag whatever its case, and what is stored and is none is left out', () => {
  const hues = tinted(tinted({}, 'Ebb', 'teal'), 'tide', 'red')
  expect(hueOf(hues, 'EBB')).toBe('teal')
  expect(hueOf(tinted(hues, 'ebb', undefined), 'Ebb')).toBeUndefined()
  expect(hueOf(hues, 'constructor')).toBeUndefined()
  expect(huesOf({ ebb: 'teal', tide: 'url(x)', foam: 7 })).toEqual({ ebb: 'teal' })
  for (const stored of [undefined, null, 3, 'teal', []]) expect(huesOf(stored)).toEqual({})
})
