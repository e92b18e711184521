import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/db'
import type { Entry } from '@/lib/entry'

import { json } from '@/lib/export/json'
import { type FileRecords, nothing } from '@/lib/import/records'
import type { JournalEntry } from '@/lib/journal'
import { bring, preview } from '@/lib/library/bring'
import { deleteForEver } from '@/lib/library/expire'
import { perform } from '@/lib/library/perform'
import { everything } from '@/lib/library/queries'
import { visit } from '@/lib/library/visit'
import type { Note } from '@/lib/note'
import type { Paper } from '@/lib/paper'
import { NOW } from './given'

beforeEach(async () => {
  for (const table of db.tables) await table.clear()
})

const stamps = { rev: 1, createdAt: NOW, updatedAt: NOW }
const paper = (number: number, more: Partial<Paper> = {}): Paper => ({
  ...{
    ...stamps,
    id: crypto.randomUUID(),
    keys: [`arxiv:2611.${10_000 + number}`],
    links: {},
    abstracts: [],
    counts: {},
  },
  title: `An essay on the tides of shore ${String.fromCharCode(97 + number).repeat(4)}`,
  ...more,
})
const note = ({ id: paperId }: Paper, text: string): Note => ({ ...stamps, id: crypto.randomUUID(), paperId, text })
const part = (records: Partial<FileRecords>): FileRecords => ({ ...nothing(), ...records })

/** What stands in the library, without how often and when it was written. */
async function stored() {
  const timeless = (key: string, value: unknown) => (/^(rev|updatedAt|touchedAt)$/.test(key) ? undefined : value)
  return JSON.stringify(JSON.parse(json(await everything(), NOW)), timeless, 1)
}

/** Three papers of a library, and a file that has one of each kind: new, of another id, with more, the same, and a twin. */
async function both() {
  const [known, other, richer] = [paper(1), paper(2, { authors: ['Ada Tern'], date: '2026' }), paper(3)] as const
  const said = note(known, 'Here.')
  await bring([part({ papers: [known, other, richer], notes: [said] })])
  const fresh = paper(4, { tags: ['sea'], status: 'read' })
  const titled = { ...other, id: crypto.randomUUID(), keys: ['doi:10.5555/titled'] }
  const keyed = paper(1, { id: crypto.randomUUID(), venue: 'Shores' })
  const file = [
    part({ papers: [fresh, titled], notes: [note(fresh, 'New.'), { ...said, text: 'There.' }] }),
    part({
      papers: [keyed, { ...richer, venue: 'Tides' }, paper(4, { venue: 'Twin' })],
      rejected: [{ kind: 'paper', number: 9, why: 'broken' }],
    }),
    part({ papers: [{ ...known }], notes: [note(titled, 'On the joined one.')] }),
  ]
  return { file, fresh }
}

test('a preview tells what is new, joined, changed, the same and left out, and writes nothing', async () => {
  const { file } = await both()
  const before = [await stored(), await db.journal.count()]
  const found = await preview(file)
  expect(found).toMatchObject({
    papers: { added: 1, joined: 3, changed: 1, same: 1 },
    notes: { added: 2, joined: 0, changed: 1, same: 0 },
    left: 1,
    rejected: [{ number: 9 }],
  })
  expect(found.listed.added.map(({ words }) => words)).toContain('New.')
  expect([await stored(), await db.journal.count()]).toEqual(before)
  const { papers, notes, left } = await bring(file)
  expect({ papers, notes, left }).toEqual({ papers: found.papers, notes: found.notes, left: found.left })
})

test('the journal has no second copy of what an import made', async () => {
  const abstracts = [
    { id: crypto.randomUUID(), text: 'The tide follows the moon. '.repeat(100), site: 'arxiv', seenAt: NOW },
  ]
  const filed = paper(1, { abstracts })
  const { entry } = await bring([part({ papers: [filed], notes: [note(filed, 'Mine. '.repeat(100))] })])
  const [kept] = await db.journal.toArray()
  expect(kept?.id).toBe(entry)
  expect(Object.keys(kept?.made?.papers ?? {})).toEqual([filed.id])
  expect(JSON.stringify(kept).length).toBeLessThan(500)
})

test('what an import made goes by its undoing also as the journal knew it until November 2026, with copies', async () => {
  const filed = paper(1, { status: 'read' })
  const written = [note(filed, 'As it came.'), note(filed, 'Changed since.')]
  const { entry = '' } = await bring([part({ papers: [filed], notes: written })])
  const [papers, notes] = [await db.papers.toArray(), await db.notes.toArray()]
  const changes = [
    ...papers.map((after) => ({ table: 'papers' as const, after })),
    ...notes.map((after) => ({ table: 'notes' as const, after })),
  ]
  const { made: _made, ...kept } = (await db.journal.get(entry)) as JournalEntry
  await db.journal.put({ ...kept, changes })
  const { id, rev } = notes.find(({ text }) => text === 'Changed since.') as Note
  await perform({ do: 'note', id, paper: { id: filed.id }, rev, text: 'Mine.' })
  expect(await perform({ do: 'undo', entry })).toMatchObject({ ok: true })
  expect((await everything()).map(({ notes }) => notes.map(({ text }) => text))).toEqual([['Mine.']])
})

test('an import in several parts is undone as one, facts and all, and done again', async () => {
  const { file } = await both()
  const before = await stored()
  const { entry } = await bring(file)
  const after = await stored()
  const undone = await perform({ do: 'undo', entry })
  expect(undone).toMatchObject({ ok: true })
  expect(await stored()).toBe(before)
  await perform({ do: 'undo', entry: undone.ok ? undone.entry : '' })
  expect(await stored()).toBe(after)
})

test('what was changed since an import stays when it is undone, and the rest goes', async () => {
  const { file, fresh } = await both()
  const { entry } = await bring(file)
  const stays = (await db.notes.where({ paperId: fresh.id }).toArray())[0] as Note
  await perform({ do: 'note', id: stays.id, paper: { id: fresh.id }, rev: stays.rev, text: 'Written since.' })
  expect(await perform({ do: 'undo', entry })).toMatchObject({ ok: true })
  const entries = await everything()
  expect(entries).toHaveLength(4)
  expect(entries.find(({ paper }) => paper.id === fresh.id)?.notes).toMatchObject([{ text: 'Written since.' }])
})

test('an import that is stopped keeps what had come in, and that is undone as one, too', async () => {
  const stopper = new AbortController()
  const parts = Array.from({ length: 5 }, (_, number) => part({ papers: [paper(number)] }))
  const told = (records: number) => records === 2 && stopper.abort()
  const came = await bring(parts, { signal: stopper.signal, told })
  expect(came).toMatchObject({ isStopped: true, papers: { added: 2 } })
  expect(await everything()).toHaveLength(2)
  expect(await perform({ do: 'undo', entry: came.entry })).toMatchObject({ ok: true })
  expect(await everything()).toHaveLength(0)
})

test('what was written since in a note that a file brought back from the trash stays, with its paper', async () => {
  const [deleted, other] = [paper(1), paper(2)]
  const [mine, theirs] = [note(deleted, 'Mine.'), note(other, 'Theirs.')]
  await bring([part({ papers: [deleted, other], notes: [mine, theirs] })])
  for (const { id } of [deleted, other]) await perform({ do: 'delete', table: 'papers', id })
  const { entry } = await bring([part({ papers: [deleted, other], notes: [mine, theirs] })])
  const { rev } = (await db.notes.get(mine.id)) as Note
  await perform({ do: 'note', id: mine.id, paper: { id: deleted.id }, rev, text: 'Mine, and more.' })
  expect(await perform({ do: 'undo', entry })).toMatchObject({ ok: true })
  expect((await everything()).map(({ notes }) => notes.map(({ text }) => text))).toEqual([['Mine, and more.']])
})

test('what is in the trash is not overwritten by an older file, and is there again when that is undone', async () => {
  const known = paper(1)
  const said = note(known, 'Early.')
  const file = [part({ papers: [known], notes: [said] })]
  await bring(file)
  await perform({ do: 'note', id: said.id, paper: { id: known.id }, rev: 1, text: 'Late.' })
  await perform({ do: 'edit', paper: { id: known.id }, field: 'venue', from: {}, to: { venue: 'My own words' } })
  await perform({ do: 'delete', table: 'papers', id: known.id })
  const { entry } = await bring(file)
  expect(await everything()).toMatchObject([
    { paper: { edits: { venue: 'My own words' } }, notes: [{ text: 'Early.', versions: ['Late.'] }] },
  ])
  await perform({ do: 'undo', entry })
  expect(await everything()).toEqual([])
  await perform({ do: 'restore', table: 'papers', id: known.id })
  expect((await everything())[0]?.notes).toMatchObject([{ text: 'Late.' }])
})

test('a paper that comes back from the trash by a file takes no key from one that stands', async () => {
  const known = paper(1, { keys: ['arxiv:2611.10001', 's2:77'] })
  await bring([part({ papers: [known] })])
  await perform({ do: 'delete', table: 'papers', id: known.id })
  await bring([part({ papers: [paper(2, { keys: ['s2:77'] })] })])
  await bring([part({ papers: [{ ...known, keys: ['arxiv:2611.10001'] }] })])
  expect((await everything()).map(({ paper }) => paper.keys).sort()).toEqual([['arxiv:2611.10001'], ['s2:77']])
})

test('a record that takes the place of a deleted one is a later revision of it: nobody’s words from before pass for its own', async () => {
  const known = paper(1)
  const said = note(known, 'Here.')
  await bring([part({ papers: [known], notes: [said] })])
  await perform({ do: 'delete', table: 'notes', id: said.id })
  await bring([part({ papers: [known], notes: [{ ...said, text: 'There.' }] })])
  await perform({ do: 'note', id: said.id, paper: { id: known.id }, rev: said.rev, text: 'Typed before.' })
  expect((await everything())[0]?.notes[0]?.versions).toContain('There.')
})

test('a highlight that became part of another since a file was made is not there beside that again, unless it says more', async () => {
  const text = 'We measure tides. The tide follows the moon, mostly. Nobody knows why.'
  const known = paper(1)
  await bring([part({ papers: [known] })])
  const mark = async (exact: string) => {
    const quote = { exact, prefix: '', suffix: '', start: text.indexOf(exact), end: text.indexOf(exact) + exact.length }
    const id = crypto.randomUUID()
    const on = { id, paper: { id: known.id }, field: 'abstract' as const, quote, text, color: 'claim' as const }
    expect(await perform({ do: 'highlight', ...on })).toMatchObject({ ok: true })
    return id
  }
  await mark('tides')
  const second = await mark('moon')
  await perform({ do: 'comment', id: second, rev: 1, text: 'Luna.' })
  const [{ paper: filed, highlights }] = (await everything()) as [Entry]
  await mark('tides. The tide follows the moon')
  await bring([part({ papers: [filed], highlights })])
  expect((await everything())[0]?.highlights).toMatchObject([{ comment: 'Luna.' }])
  await bring([part({ papers: [filed], highlights: highlights.map((one) => ({ ...one, comment: 'Selene.' })) })])
  expect((await everything())[0]?.highlights.map(({ comment }) => comment)).toContain('Selene.')
})

test('what hangs on papers that the reader deletes, joins or has gone for ever in the midst of an import goes with them', async () => {
  const [deleted, joined, gone, other] = [paper(1), paper(2), paper(3), paper(4)]
  const notes = [note(deleted, 'Deleted.'), note(joined, 'Joined.'), note(gone, 'Gone.')]
  async function* parts() {
    yield part({ papers: [deleted, joined, gone, other] })
    // A part is read while the one before it is written.
    yield nothing()
    for (const { id } of [deleted, gone]) await perform({ do: 'delete', table: 'papers', id })
    await deleteForEver([{ table: 'papers', id: gone.id }])
    await perform({ do: 'join', papers: [other.id, joined.id] })
    yield part({ notes })
  }
  const { entry } = await bring(parts())
  const said = async () => (await everything()).map(({ paper, notes }) => [paper.id, ...notes.map(({ text }) => text)])
  expect(await said()).toEqual([[other.id, 'Joined.']])
  expect(await db.notes.count()).toBe(2)
  await perform({ do: 'restore', table: 'papers', id: deleted.id })
  expect((await said()).sort()).toEqual(
    [
      [deleted.id, 'Deleted.'],
      [other.id, 'Joined.'],
    ].sort(),
  )
  await perform({ do: 'apart', papers: [other.id, joined.id] })
  expect(await said()).toContainEqual([joined.id, 'Joined.'])
  expect(await perform({ do: 'undo', entry })).toMatchObject({ ok: true })
})

test('an undone import leaves the texts in which words are highlighted', async () => {
  const known = paper(1)
  const text = 'The tide follows the moon.'
  await bring([part({ papers: [known] })])
  const abstracts = [{ id: crypto.randomUUID(), text, site: 'arxiv', seenAt: NOW }]
  const { entry } = await bring([part({ papers: [{ ...known, venue: 'Tides', abstracts }] })])
  const quote = { exact: 'tide', prefix: 'The ', suffix: ' follows', start: 4, end: 8 }
  const on = { id: crypto.randomUUID(), paper: { id: known.id }, field: 'abstract' as const, color: 'claim' as const }
  await perform({ do: 'highlight', ...on, quote, text })
  await perform({ do: 'undo', entry })
  const [{ paper: now, highlights }] = (await everything()) as [Entry]
  expect([now.venue, now.abstracts[0]?.id]).toEqual([undefined, highlights[0]?.abstractId])
})

test('a record that is not stored any more does not keep the rest of an import from being undone', async () => {
  const papers = [paper(1), paper(2)]
  const { entry } = await bring([part({ papers })])
  // As if the browser had ended before the journal forgot what went for ever.
  await db.papers.delete((papers[0] as Paper).id)
  expect(await perform({ do: 'undo', entry })).toMatchObject({ ok: true })
  expect(await everything()).toEqual([])
})

test('what a page tells of a stored paper in the midst of an import is seen by it: no paper is there twice', async () => {
  const many = (doi: string) =>
    Array.from({ length: 250 }, (_, nth) => paper(1, { keys: [`doi:10.5555/${doi}.${nth}`], title: `${doi} ${nth}` }))
  const facts = { keys: ['doi:10.5555/one.7', 's2:77'], title: 'one 7', links: {} }
  async function* parts() {
    yield part({ papers: many('one') })
    yield nothing()
    await visit({ site: 'arxiv', papers: [facts] })
    yield part({ papers: [...many('two'), paper(2, { keys: ['s2:77'] })] })
  }
  await bring(parts())
  expect(await db.papers.where('keys').equals('s2:77').count()).toBe(1)
})

test('an undo that was interrupted is finished by doing it once more', async () => {
  const parts = Array.from({ length: 3 }, (_, number) => part({ papers: [paper(number)], notes: [] }))
  const { entry } = await bring(parts)
  const last = await db.journal.get(entry as string)
  const { follows, ...alone } = last as { follows?: string } & NonNullable<typeof last>
  // As if the browser had ended after the first of three.
  await db.journal.put(alone)
  await perform({ do: 'undo', entry })
  expect(await everything()).toHaveLength(2)
  await db.journal.update(entry as string, { follows })
  const undone = await perform({ do: 'undo', entry })
  expect(await everything()).toHaveLength(0)
  // What was undone in two goes is done again in one.
  await perform({ do: 'undo', entry: undone.ok ? undone.entry : '' })
  expect(await everything()).toHaveLength(3)
})

test('what an undone import brought comes in again by the same file', async () => {
  const parts = [part({ papers: [paper(1)] })]
  const { entry } = await bring(parts)
  const before = await stored()
  await perform({ do: 'undo', entry })
  expect((await bring(parts)).papers.added).toBe(1)
  expect(await stored()).toBe(before)
})

test('a paper of the reader’s own that they joined into an imported one does not go with that when the import is undone', async () => {
  const [own, filed] = [paper(1, { status: 'read' }), paper(2, { status: 'read' })]
  await bring([part({ papers: [own] })])
  const { entry } = await bring([part({ papers: [filed] })])
  await perform({ do: 'join', papers: [filed.id, own.id] })
  expect(await perform({ do: 'undo', entry })).toMatchObject({ ok: true })
  expect((await everything()).flatMap(({ paper }) => paper.keys)).toEqual([...filed.keys, ...own.keys])
})

test('a note with words of a later file beside its own does not go with the import that made it', async () => {
  const filed = paper(1)
  const said = note(filed, 'Of the first file.')
  const { entry } = await bring([part({ papers: [filed], notes: [said] })])
  await bring([part({ papers: [filed], notes: [{ ...said, text: 'Of the second.' }] })])
  expect(await perform({ do: 'undo', entry })).toMatchObject({ ok: true })
  expect((await everything()).flatMap(({ notes }) => notes.map(({ versions }) => versions))).toEqual([
    ['Of the second.'],
  ])
})

test('nothing is written on a paper that went for ever in the midst of an import, also where the journal forgot as many acts as there were', async () => {
  const [other, gone] = [paper(1), paper(2)]
  await db.papers.add(other)
  await perform({ do: 'delete', table: 'papers', id: other.id })
  async function* parts() {
    yield part({ papers: [gone, paper(3)] })
    yield nothing()
    await perform({ do: 'delete', table: 'papers', id: gone.id })
    await deleteForEver([other, gone].map(({ id }) => ({ table: 'papers', id })))
    yield part({ notes: [note(gone, 'On nothing.')] })
  }
  await bring(parts())
  expect(await db.papers.get(gone.id)).toBeUndefined()
  expect(await db.notes.toArray()).toEqual([])
})
