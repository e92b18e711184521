import type { Table } from 'dexie'
import { db } from '../db'
import type { Highlight } from '../highlight'
import type { Change, JournalEntry } from '../journal'
import type { Note } from '../note'
import type { Paper } from '../paper'
import { lastChange } from '../settings'
import type { Sighting } from '../sighting'

/** How long the next keystrokes in a text count as one act with the last, in milliseconds. */
const ONE_SITTING = 60_000

/** A record before it is stamped: the stamps of a new one are given by `Writing.put`. */
type Draft<R> = Omit<R, 'rev' | 'createdAt' | 'updatedAt'> & { createdAt?: string }
type Records = { papers: Paper; highlights: Highlight; notes: Note }

/** An act that cannot be done; carries which problem it is, for the interface to say. */
export class Refusal extends Error {
  constructor(
    readonly problem: 'gone' | 'changed',
    message: string,
  ) {
    super(message)
  }
}

/** One act while it is being written: reads and writes records in one transaction, and remembers how they stood. */
export class Writing {
  readonly id = crypto.randomUUID()
  readonly at = new Date().toISOString()
  readonly changes: Change[] = []
  /** How many records were stored, with and without an entry in the journal. */
  stored = 0
  undoes?: string
  /** Set for the writing of a text, where the keystrokes of one sitting are one act. */
  sitting = false

  /** Stores a record, with its count of changes and times set, and returns it as stored. */
  async put<T extends keyof Records>(table: T, draft: Draft<Records[T]>): Promise<Records[T]> {
    const { before, after } = await this.#store(table, draft)
    this.changes.push({ table, before, after } as Change)
    return after
  }

  /** Stores a record of a file as it is, stamps and all, in the place of none or of a deleted one. */
  async add<T extends keyof Records>(table: T, after: Records[T]): Promise<Records[T]> {
    const store = db[table] as unknown as Table<Records[T], string>
    const before = await store.get(after.id)
    await store.put(after)
    this.stored++
    this.changes.push({ table, before, after } as Change)
    return after
  }

  /** Stores a paper that a page told more of. The journal is the reader's: facts leave no entry and are not undone. */
  async putFacts(paper: Draft<Paper>): Promise<Paper> {
    return (await this.#store('papers', paper)).after
  }

  /** Stores a sighting that the reader's act changed; one that tells nothing any more is dropped. */
  async putSighting(before: Sighting, after: Sighting): Promise<void> {
    if (after.count === 0 && !after.skipped) await db.sightings.delete(after.key)
    else await db.sightings.put(after)
    this.stored++
    this.changes.push({ table: 'sightings', before, after })
  }

  async #store<T extends keyof Records>(table: T, draft: Draft<Records[T]>) {
    const store = db[table] as unknown as Table<Records[T], string>
    const before = await store.get(draft.id)
    const after = {
      ...draft,
      rev: (before?.rev ?? 0) + 1,
      createdAt: before?.createdAt ?? draft.createdAt ?? this.at,
      updatedAt: this.at,
    } as Records[T]
    await store.put(after)
    this.stored++
    return { before, after }
  }

  /** The stored record that is not deleted, or a refusal that names it. */
  async get<T extends keyof Records>(table: T, id: string): Promise<Records[T]> {
    const record = (await db[table].get(id)) as Records[T] | undefined
    if (!record || record.deletedAt) {
      throw new Refusal('gone', `The ${table.slice(0, -1)} ${id} is not stored here, or was deleted.`)
    }
    return record
  }
}

/**
 * Does an act in one transaction together with its entry in the journal, and tells the pages once it has committed.
 * Nothing is written when `work` throws. Returns what `work` returns and the entry's id; no entry when nothing changed.
 */
export async function write<T>(
  act: string,
  work: (writing: Writing) => Promise<T>,
): Promise<{ value: T; entry?: string }> {
  const writing = new Writing()
  let entry: string | undefined
  const value = await db.transaction('rw', [db.papers, db.highlights, db.notes, db.sightings, db.journal], async () => {
    const value = await work(writing)
    if (writing.changes.length > 0) entry = await enter(act, writing)
    return value
  })
  if (writing.stored > 0) await lastChange.setValue({ id: writing.id, at: writing.at })
  return { value, entry }
}

/** Writes the entry, or, within one sitting, lets the last entry end where this one ends. */
async function enter(act: string, writing: Writing): Promise<string> {
  const [change] = writing.changes
  const last =
    writing.sitting && change && writing.changes.length === 1 ? await lastOf(act, change, writing.at) : undefined
  if (last && change) {
    const [previous] = last.changes
    await db.journal.put({ ...last, changes: [{ ...previous, after: change.after } as Change] })
    return last.id
  }
  const entry: JournalEntry = { id: writing.id, at: writing.at, act, changes: writing.changes }
  if (writing.undoes) entry.undoes = writing.undoes
  await db.journal.put(entry)
  return entry.id
}

/** The newest entry, if it is the same act on the same record, in the same sitting, and ended where this change begins. */
async function lastOf(act: string, change: Change, at: string): Promise<JournalEntry | undefined> {
  const newest = await db.journal.orderBy('at').last()
  if (!newest || Date.parse(at) - Date.parse(newest.at) >= ONE_SITTING) return
  // Several acts may fall within one millisecond.
  const together = await db.journal.where('at').equals(newest.at).toArray()
  return together.find(({ act: done, changes: [previous, ...more], undoneBy }) => {
    if (previous?.table === 'sightings' || change.table === 'sightings') return false
    const same = previous?.after.id === change.after.id && previous.after.rev === change.before?.rev
    return done === act && more.length === 0 && !undoneBy && same
  })
}

/** What the reader says of a paper. The rest are facts, which stay when the act that brought them is taken back. */
const READERS_OWN: ReadonlySet<string> = new Set(['status', 'deletedAt'])

/** What every change touches, and no undo needs to restore. */
const STAMPS: ReadonlySet<string> = new Set(['rev', 'createdAt', 'updatedAt'])

/**
 * Takes an act back, as a new act: what it made is deleted, and each field that it changed stands as before. Refused when
 * such a field was changed again since, because that change would be lost. Done twice it is done once.
 */
export async function undo(id: string) {
  return await write('undo', async (writing) => {
    const entry = await db.journal.get(id)
    if (!entry) throw new Refusal('gone', `The journal has no act ${id}.`)
    if (entry.undoneBy) return
    for (const change of entry.changes.toReversed()) {
      if (change.table === 'sightings') {
        await undoSighting(writing, change)
        continue
      }
      const { table, before, after } = change
      const now = await db[table].get(after.id)
      if (!now) throw new Refusal('gone', `The ${table.slice(0, -1)} ${after.id} is not stored any more.`)
      if (before) await writing.put(table, inverse(table, before, after, now))
      else if (wordsOf(now) !== wordsOf(after)) {
        throw new Refusal('changed', `Something was written in this ${table.slice(0, -1)} since it was made.`)
      } else if (table !== 'papers' || (await isBare(now as Paper))) {
        // A tombstone, not an erasure: this too can be taken back.
        await writing.put(table, { ...now, deletedAt: writing.at })
      }
    }
    writing.undoes = id
    await db.journal.update(id, { undoneBy: writing.id })
  })
}

/** One that was dropped or forgotten since is made again only where the reader had skipped it. */
async function undoSighting(writing: Writing, { before, after }: Change & { table: 'sightings' }): Promise<void> {
  const now = await db.sightings.get(after.key)
  if (before && (now || before.skipped)) {
    await writing.putSighting(now ?? after, inverse('sightings', before, after, now ?? after))
  }
}

/** The record as it stands now, with the fields that an act changed as they were before it. */
function inverse<R extends object>(table: string, before: R, after: R, now: R): R {
  const restored = { ...now } as Record<string, unknown>
  const was = before as Record<string, unknown>
  const became = after as Record<string, unknown>
  for (const field of new Set([...Object.keys(was), ...Object.keys(became)])) {
    if (STAMPS.has(field) || (table === 'papers' && !READERS_OWN.has(field)) || same(was[field], became[field]))
      continue
    if (!same(restored[field], became[field])) {
      throw new Refusal('changed', `The ${field} of this ${table.slice(0, -1)} was changed again since.`)
    }
    restored[field] = was[field]
    if (was[field] === undefined) delete restored[field]
  }
  return restored as R
}

/** What the reader wrote in a record, if it is one to write in. */
const wordsOf = (record: object) => ('comment' in record ? record.comment : 'text' in record ? record.text : undefined)

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** Whether nothing of the reader's hangs on a paper. */
async function isBare(paper: Paper): Promise<boolean> {
  const alive = (record: { deletedAt?: string }) => !record.deletedAt
  const on = { paperId: paper.id }
  return (
    !paper.status &&
    (await db.highlights.where(on).filter(alive).count()) === 0 &&
    (await db.notes.where(on).filter(alive).count()) === 0
  )
}
