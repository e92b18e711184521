import { db } from '../db'
import type { Highlight } from '../highlight'
import { type Change, type JournalEntry, sizeOf } from '../journal'
import type { Note } from '../note'
import type { Paper } from '../paper'
import { kept, lastChange, trashExpired } from '../settings'
import { TRASH_DAYS } from '../trash'
import { having } from './having'
import { newestEntry } from './history'
import { alive } from './queries'

/** Records taken at once. Between two slices others can write. */
const SLICE = 100

const DAY = 86_400_000

/**
 * Once a day has all go for ever that was deleted longer ago than the trash keeps it, and what the journal remembers of that;
 * and bounds the journal itself. Asked at each start of the worker.
 */
export async function expireTrash(now = new Date()): Promise<void> {
  const today = now.toISOString().slice(0, 10)
  const last = await trashExpired.getValue()
  if (last === today) return
  const before = new Date(+now - TRASH_DAYS * DAY).toISOString()
  // A clock that was wrong, or is, leaps: what would go for that has a day until it is put right.
  const hasLeapt = last !== null && last < before.slice(0, 10)
  if (!hasLeapt) {
    await forget(before)
    await boundJournal(before)
  }
  await trashExpired.setValue(today)
}

/** Has these go for ever, deleted records all: a paper with what hangs on it. It cannot be undone. */
export async function deleteForEver(
  records: { table: 'papers' | 'highlights' | 'notes'; id: string }[],
): Promise<void> {
  const idsOf = (table: string) => records.filter((one) => one.table === table).map(({ id }) => id)
  const [papers, highlights, notes] = ['papers', 'highlights', 'notes'].map(idsOf) as [string[], string[], string[]]
  await erase({ papers, highlights, notes })
}

/** Has all go that was deleted before a moment, and not brought back since: undone, that leaves it deleted when it was before. */
async function forget(before: string): Promise<void> {
  const deleted = <T extends 'papers' | 'highlights' | 'notes'>(table: T) =>
    db[table].where('deletedAt').below(before).primaryKeys() as unknown as Promise<string[]>
  const [papers, highlights, notes] = await Promise.all([deleted('papers'), deleted('highlights'), deleted('notes')])
  await erase({ papers, highlights, notes }, before)
}

type Ids = Record<'papers' | 'highlights' | 'notes', string[]>

async function erase(ids: Ids, before = '\uffff'): Promise<void> {
  const gone = new Set<string>()
  for (const some of sliced(ids.papers)) {
    await db.transaction('rw', [db.papers, db.highlights, db.notes, db.unindexed], async () => {
      const papers = (await db.papers.bulkGet(some)).flatMap((paper) => paper ?? [])
      for (const paper of papers) if (isOld(paper, before) && !paper.joined) await erasePaper(paper, before, gone)
    })
  }
  for (const table of ['highlights', 'notes'] as const) {
    for (const some of sliced(ids[table])) {
      await db.transaction('rw', [db[table], db.highlights], async () => {
        const records: (Highlight | Note)[] = (await db[table].bulkGet(some)).flatMap((one) => one ?? [])
        // One that was restored meanwhile stays.
        const still = await withSwallowed(records.filter((one) => isOld(one, before)))
        await db[table].bulkDelete(still)
        for (const id of still) gone.add(id)
      })
    }
  }
  if (gone.size === 0) return
  await eraseFromJournal(gone)
  await lastChange.setValue({ id: crypto.randomUUID(), at: new Date().toISOString() })
}

const isOld = (record: Paper | Highlight | Note, before: string) => !alive(record) && record.updatedAt < before

/** A deleted paper with all that hangs on it, and what was joined into it; none of it where some of that is younger, or lives. */
async function erasePaper(paper: Paper, before: string, gone: Set<string>): Promise<void> {
  const records = await withJoined([paper])
  const ids = records.map(({ id }) => id)
  const [highlights, notes] = [await having(db.highlights, 'paperId', ids), await having(db.notes, 'paperId', ids)]
  const hanging: (Highlight | Note)[] = [...highlights, ...notes]
  if (!hanging.every((one) => isOld(one, before))) return
  await db.highlights.bulkDelete(highlights.map(({ id }) => id))
  await db.notes.bulkDelete(notes.map(({ id }) => id))
  await db.papers.bulkDelete(ids)
  // Who searches has to see that it is gone.
  await db.unindexed.bulkPut(ids.map((paperId) => ({ paperId, write: crypto.randomUUID() })))
  for (const { id } of [...records, ...hanging]) gone.add(id)
}

/** Their ids, and those of the highlights that became one with them, however often. */
async function withSwallowed(records: (Highlight | Note)[]): Promise<string[]> {
  const all = new Set(records.map(({ id }) => id))
  const beside = await having(
    db.highlights,
    'paperId',
    records.map(({ paperId }) => paperId),
  )
  for (let size = 0; size < all.size; ) {
    size = all.size
    for (const { id, into } of beside) if (into && all.has(into)) all.add(id)
  }
  return [...all]
}

/** Papers, and all that went into them, however far. */
async function withJoined(papers: Paper[]): Promise<Paper[]> {
  const all = new Map(papers.map((paper) => [paper.id, paper]))
  for (let next = papers; next.length > 0; ) {
    const joined = await db.papers
      .where('joined.into')
      .anyOf(next.map(({ id }) => id))
      .toArray()
    next = joined.filter(({ id }) => !all.has(id))
    for (const paper of next) all.set(paper.id, paper)
  }
  return [...all.values()]
}

/** Takes records out of the journal: their words with them, and what would be half undone without them. */
export async function eraseFromJournal(gone: Set<string>): Promise<void> {
  await rewrite(
    await db.journal.orderBy('at').primaryKeys(),
    (entry) => without(entry, gone),
    // The rest of an import is undone by way of this part of it.
    ({ follows }) => follows !== undefined,
  )
}

/** An entry less what it tells of some records. */
function without({ made, deleted, ...entry }: JournalEntry, gone: Set<string>): JournalEntry {
  const stays = (id: string) => !gone.has(id)
  const left: JournalEntry = { ...entry, changes: entry.changes.filter((change) => stays(idOf(change))) }
  if (made) left.made = eachOf(made, (prints) => Object.fromEntries(Object.entries(prints).filter(([id]) => stays(id))))
  if (deleted) left.deleted = eachOf(deleted, (ids) => ids.filter(stays))
  return left
}

const eachOf = <V>(tables: Record<string, V>, of: (value: V) => V) =>
  Object.fromEntries(Object.entries(tables).map(([table, value]) => [table, of(value)]))

const idOf = ({ table, after }: Change) => (table === 'sightings' ? after.key : after.id)

/**
 * Of what was done that long ago the journal keeps how papers were joined, as long as they are and may have to be separated,
 * and when one was read, which the digest of that week tells. The rest nobody undoes any more.
 */
async function boundJournal(before: string): Promise<void> {
  const joined = new Set<string>()
  await db.papers
    .where('joined.into')
    .above('')
    .each((paper) => paper.joined && joined.add(paper.joined.entry))
  await rewrite(await db.journal.where('at').below(before).primaryKeys(), (entry) => {
    if (joined.has(entry.id)) return entry
    const { made: _made, deleted: _deleted, ...left } = entry
    return { ...left, changes: entry.act === 'import' ? [] : entry.changes.filter(tellsOfReading) }
  })
}

const tellsOfReading = (change: Change) =>
  change.table === 'papers' && change.after.status === 'read' && change.before?.status !== 'read'

/**
 * Leaves entries with some of what they tell; one that tells nothing any more goes, but for the last ones: by those it is told that the
 * database is still the one that it was.
 */
async function rewrite(
  ids: string[],
  lessOf: (entry: JournalEntry) => JournalEntry,
  stays: (entry: JournalEntry) => boolean = () => false,
): Promise<void> {
  const last = [(await kept.getValue())?.act, await newestEntry()]
  // Few at once: an entry may hold thousands of papers.
  for (const some of sliced(ids, 10)) {
    await db.transaction('rw', db.journal, async () => {
      for (const entry of (await db.journal.bulkGet(some)).flatMap((one) => one ?? [])) {
        const left = lessOf(entry)
        if (sizeOf(left) === 0 && !last.includes(entry.id) && !stays(entry)) await db.journal.delete(entry.id)
        else if (sizeOf(left) < sizeOf(entry)) await db.journal.put(left)
      }
    })
  }
}

function* sliced(ids: string[], size = SLICE): Generator<string[]> {
  for (let at = 0; at < ids.length; at += size) yield ids.slice(at, at + size)
}
