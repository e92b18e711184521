import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { Act, Done } from '@/lib/act'
import { db } from '@/lib/db'
import type { Highlight } from '@/lib/highlight'
import { readBackup } from '@/lib/import/backup'
import { nothing } from '@/lib/import/records'
import { packed } from '@/lib/library/backup'
import { bring } from '@/lib/library/bring'
import { recount } from '@/lib/library/canary'
import { deleteForEver, expireTrash } from '@/lib/library/expire'
import { history } from '@/lib/library/history'
import { perform } from '@/lib/library/perform'
import { everything } from '@/lib/library/queries'
import { restore } from '@/lib/library/restore'
import { found } from '@/lib/library/search'
import { trash } from '@/lib/library/trash'
import { emptied } from '@/lib/settings'

const text = 'We measure tides. The tide follows the moon, mostly. Nobody knows why.'
const on = (nth: number) => ({
  facts: { keys: [`arxiv:2611.0000${nth}`], title: `Tides, Measured at the ${nth}th Shore`, links: {}, abstract: text },
  site: 'arxiv',
})
async function done(act: Act): Promise<Extract<Done, { ok: true }>> {
  const answer = await perform(act)
  if (!answer.ok) throw new Error(`${answer.problem}: ${answer.detail}`)
  return answer
}
async function highlight(exact: string, nth = 1): Promise<string> {
  const id = crypto.randomUUID()
  const start = text.indexOf(exact)
  const quote = { exact, prefix: '', suffix: '', start, end: start + exact.length }
  await done({ do: 'highlight', id, paper: on(nth), field: 'abstract', quote, text, color: 'claim' })
  return id
}
const note = async (words: string, nth = 1) => {
  const id = crypto.randomUUID()
  await done({ do: 'note', id, paper: on(nth), text: words })
  return id
}
const paperId = async (nth = 1) => (await db.papers.where('keys').equals(`arxiv:2611.0000${nth}`).first())?.id as string
const remove = (table: 'papers' | 'highlights' | 'notes', id: string) => done({ do: 'delete', table, id })
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
const stamps = { rev: 1, createdAt: '2026-11-03T10:00:00.000Z', updatedAt: '2026-11-03T10:00:00.000Z' }
/** Everything that the database holds in these tables, as text. */
const all = async () =>
  JSON.stringify(await Promise.all([db.papers, db.highlights, db.notes, db.journal].map((one) => one.toArray())))

beforeEach(async () => {
  fakeBrowser.reset()
  for (const table of db.tables) await table.clear()
})

test('what was deleted is there for 30 days, and gone for ever after them: paper, highlights, notes and the journal’s copies', async () => {
  await highlight('measure tides')
  await note('Mine.')
  await highlight('follows the moon', 2)
  await remove('papers', await paperId())
  await expireTrash(inDays(29))
  expect((await trash()).map(({ table }) => table)).toEqual(['papers'])
  await expireTrash(inDays(31))
  expect(await trash()).toEqual([])
  expect(await all()).not.toMatch(/1th Shore|Mine\./)
  expect((await everything()).map(({ highlights }) => highlights.length)).toEqual([1])
  expect(await found('title:1th')).toEqual([])
})

test('it is gone through once a day', async () => {
  await highlight('measure tides')
  const now = inDays(31)
  await expireTrash(now)
  await remove('papers', await paperId())
  const deletedAt = '2026-01-01T00:00:00.000Z'
  await db.papers.toCollection().modify({ deletedAt })
  await db.highlights.toCollection().modify({ deletedAt })
  await expireTrash(now)
  expect(await db.papers.count()).toBe(1)
  await expireTrash(inDays(32))
  expect(await db.papers.count()).toBe(0)
})

test('a highlight and a note by themselves go, their paper stays; what stands in the way of undo goes with them', async () => {
  const first = await highlight('measure tides')
  const { entry } = await done({ do: 'comment', id: first, rev: 1, text: 'Secret.' })
  const written = await note('Mine.')
  await remove('highlights', first)
  await remove('notes', written)
  await deleteForEver([
    { table: 'highlights', id: first },
    { table: 'notes', id: written },
  ])
  expect(await trash()).toEqual([])
  expect(await all()).not.toMatch(/Secret|Mine/)
  expect(await perform({ do: 'undo', entry: entry as string })).toMatchObject({ ok: false, problem: 'gone' })
  expect((await everything()).length).toBe(1)
})

test('of an import the rest is undone, whichever part of it went for ever', async () => {
  for (const nth of [0, 1, 2]) {
    const papers = [1, 2, 3].map(() => ({ ...stamps, id: crypto.randomUUID(), keys: [], title: 'Tides' }))
    const rest = { links: {}, abstracts: [], counts: {} }
    const { entry } = await bring(papers.map((paper) => ({ ...nothing(), papers: [{ ...paper, ...rest }] })))
    const { id } = papers[nth] as { id: string }
    await remove('papers', id)
    await deleteForEver([{ table: 'papers', id }])
    const past = (await history()).undo
    expect(past).toMatchObject({ act: 'import' })
    await done({ do: 'undo', entry: nth === 2 ? (past?.entry as string) : (entry as string) })
    expect(await everything()).toEqual([])
  }
})

test('what undo leaves deleted, because it was before, is there for 30 days from then on', async () => {
  await note('Mine.')
  const id = await paperId()
  await remove('papers', id)
  const long = { deletedAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' }
  await db.papers.toCollection().modify(long)
  await db.notes.toCollection().modify(long)
  const { entry } = await done({ do: 'restore', table: 'papers', id })
  await done({ do: 'undo', entry: entry as string })
  await expireTrash()
  await expireTrash(inDays(29))
  expect(await trash()).toMatchObject([{ table: 'papers', notes: 1 }])
  await expireTrash(inDays(31))
  expect(await trash()).toEqual([])
})

test('a clock that leaps has nothing go for ever before it had a day to be put right', async () => {
  await note('Mine.')
  await expireTrash()
  await remove('papers', await paperId())
  await expireTrash(inDays(1000))
  await expireTrash(inDays(1))
  expect(await trash()).toHaveLength(1)
  await expireTrash(inDays(1000))
  await expireTrash(inDays(1001))
  expect(await trash()).toEqual([])
})

test('of several that were deleted at once undo brings those back that did not go for ever', async () => {
  await note('One.', 1)
  await note('Two.', 2)
  const ids = [await paperId(1), await paperId(2)]
  const acts = ids.map((id) => ({ do: 'delete' as const, table: 'papers' as const, id }))
  const { entry } = await done({ do: 'all', acts })
  await deleteForEver([{ table: 'papers', id: ids[0] as string }])
  await done({ do: 'undo', entry: entry as string })
  expect((await everything()).map(({ notes }) => notes[0]?.text)).toEqual(['Two.'])
})

test('what was joined into a paper goes with it, and can be separated for as long as that stands', async () => {
  await note('One.', 1)
  await note('Two.', 2)
  await note('Three.', 3)
  await note('Four.', 4)
  const [one, two, three, four] = (await Promise.all([1, 2, 3, 4].map(paperId))) as [string, string, string, string]
  await done({ do: 'join', papers: [one, two] })
  await done({ do: 'join', papers: [three, four] })
  await remove('papers', one)
  await expireTrash(inDays(31))
  expect((await db.papers.toCollection().primaryKeys()).sort()).toEqual([three, four].sort())
  await done({ do: 'apart', papers: [three, four] })
  expect((await everything()).map(({ notes }) => notes[0]?.text).sort()).toEqual(['Four.', 'Three.'])
})

test('words that became part of a highlight go for good with it, and stay while it can be taken apart again', async () => {
  await highlight('measure tides')
  await highlight('tides. The tide')
  const [grown] = (await everything()).flatMap(({ highlights }) => highlights) as [Highlight]
  // Nothing in the trash is of the reader's deleting.
  await deleteForEver([])
  expect(await db.highlights.count()).toBe(1 + (await db.highlights.filter(({ into }) => into !== undefined).count()))
  await remove('highlights', grown.id)
  await deleteForEver([{ table: 'highlights', id: grown.id }])
  expect(await db.highlights.count()).toBe(0)
})

test('one that was restored meanwhile stays, and what lives on a deleted paper keeps it', async () => {
  const kept = await highlight('measure tides')
  const id = await paperId()
  await remove('papers', id)
  await done({ do: 'restore', table: 'papers', id })
  await deleteForEver([
    { table: 'papers', id },
    { table: 'highlights', id: kept },
  ])
  expect((await everything()).map(({ highlights }) => highlights.length)).toEqual([1])
  await db.papers.update(id, { deletedAt: '2026-01-01T00:00:00.000Z' })
  await expireTrash(inDays(40))
  expect(await db.highlights.count()).toBe(1)
  expect(await db.papers.count()).toBe(1)
})

test('what an import made, and its undoing deleted, the journal forgets when it is gone for ever', async () => {
  const id = crypto.randomUUID()
  const filed = { ...stamps, id, keys: ['doi:10.5555/filed'], title: 'Filed', links: {}, abstracts: [], counts: {} }
  const { entry } = await bring([{ ...nothing(), papers: [filed] }])
  await done({ do: 'undo', entry: entry as string })
  expect((await db.journal.toArray()).filter((one) => JSON.stringify(one).includes(id))).toHaveLength(2)
  await deleteForEver([{ table: 'papers', id }])
  expect(await all()).not.toContain(id)
})

test('the journal goes back 30 days; how papers were joined and when one was read stays', async () => {
  await note('One.', 1)
  await note('Two.', 2)
  await done({ do: 'status', paper: on(1), status: 'read' })
  await done({ do: 'join', papers: [await paperId(1), await paperId(2)] })
  const remembered = async () =>
    (await db.journal.toArray()).flatMap(({ act, changes }) => (changes.length > 0 ? act : [])).sort()
  await expireTrash(inDays(31))
  expect(await remembered()).toEqual(['join', 'status'])
  await db.papers.where('joined.into').above('').delete()
  await expireTrash(inDays(32))
  expect(await remembered()).toEqual(['status'])
})

test('a library whose last act is long ago is not taken for one that was emptied, nor is there anything to undo in it', async () => {
  await note('One.', 1)
  await recount()
  await expireTrash(inDays(31))
  await recount()
  expect(await emptied.getValue()).toBe(null)
  expect(await history()).toEqual({})
  await db.journal.clear()
  await recount()
  expect(await emptied.getValue()).toMatchObject({ papers: 1 })
})

test('a backup from before brings back what went for ever', async () => {
  await highlight('measure tides')
  const { parts } = await packed()
  await remove('papers', await paperId())
  await expireTrash(inDays(31))
  const backup = await readBackup(parts.map(({ file }) => file))
  await restore(backup, backup.records.papers, () => {}, new AbortController().signal)
  expect((await everything())[0]?.highlights.map(({ exact }) => exact)).toEqual(['measure tides'])
})
