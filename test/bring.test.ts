import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { json } from '@/lib/export/json'
import { type FileRecords, nothing } from '@/lib/import/records'
import { bring, preview } from '@/lib/library/bring'
import { perform } from '@/lib/library/perform'
import { everything } from '@/lib/library/queries'
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
  await perform({ do: 'undo', entry })
  expect(await everything()).toHaveLength(0)
})

test('what an undone import brought comes in again by the same file', async () => {
  const parts = [part({ papers: [paper(1)] })]
  const { entry } = await bring(parts)
  const before = await stored()
  await perform({ do: 'undo', entry })
  expect((await bring(parts)).papers.added).toBe(1)
  expect(await stored()).toBe(before)
})
