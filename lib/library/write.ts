import type { Table } from 'dexie'
import type { Changed } from '../act'
import { db } from '../db'
import type { Highlight } from '../highlight'
import { titleKey } from '../identity'
import { type Change, type JournalEntry, sizeOf } from '../journal'
import type { Note } from '../note'
import type { Paper } from '../paper'
import { lastChange } from '../settings'
import type { Sighting } from '../sighting'
import { recountSoon } from './canary'
import { printOf } from './own'

/** How long the next keystrokes in a text count as one act with the last, in milliseconds. */
const ONE_SITTING = 60_000

/** A record before it is stamped: the stamps of a new one are given by `Writing.put`. */
type Draft<R> = Omit<R, 'rev' | 'createdAt' | 'updatedAt'> & { createdAt?: string }
export type Records = { papers: Paper; highlights: Highlight; notes: Note }

/** Records that are handed to the database at once: the screen has its turn between. */
const AT_ONCE = 200

/** Of how many papers pages are told which they are. */
const MOST_NAMED = 50

/** An act that cannot be done; carries which problem it is, for the interface to say. */
export class Refusal extends Error {
  constructor(
    readonly problem: 'gone' | 'changed' | 'stale' | 'many',
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
  readonly made: NonNullable<JournalEntry['made']> = {}
  readonly deleted: NonNullable<JournalEntry['deleted']> = {}
  /** How many records were stored, with and without an entry in the journal. */
  stored = 0
  /** The papers that changed, or what hangs on them, by id. */
  readonly #changed = new Set<string>()
  /** Keys of papers whose sightings changed. */
  readonly #skipped = new Set<string>()
  undoes?: string
  follows?: string
  /** Papers that the reader does something with, or with what hangs on them, by id. */
  readonly #touched = new Set<string>()
  /** Set for the writing of a text, where the keystrokes of one sitting are one act. */
  sitting = false

  /**
   * Stores a record, with its count of changes and times set, and returns it as stored. `join` is the record that goes away
   * or comes back, when this is part of that.
   */
  async put<T extends keyof Records>(table: T, draft: Draft<Records[T]>, join?: string): Promise<Records[T]> {
    const { before, after } = await this.#store(table, draft)
    this.changes.push({ table, before, after, ...(join && { join }) } as Change)
    this.#touched.add('paperId' in after ? after.paperId : after.id)
    return after
  }

  /** Writes on each paper that the reader did something with when that was. It is no change of the paper, and not undone. */
  async touch(): Promise<void> {
    await db.papers
      .where('id')
      .anyOf([...this.#touched])
      .filter(({ deletedAt }) => !deletedAt)
      .modify({ touchedAt: this.at })
  }

  /** Stores records as they are, stamps and all, many at once; `before` is what stands in their place. */
  async add<T extends keyof Records>(table: T, records: { record: Records[T]; before?: Records[T] }[]): Promise<void> {
    const after = await this.#storeAll(
      table,
      records.map(({ record }) => record),
    )
    const made: Record<string, string> = { ...this.made[table] }
    for (const [at, record] of after.entries()) {
      const before = records[at]?.before
      if (before) this.changes.push({ table, before, after: record } as Change)
      else made[record.id] = printOf(record)
    }
    if (Object.keys(made).length > 0) this.made[table] = made
  }

  /** Deletes records as they stand, many at once. */
  async discard<T extends keyof Records>(table: T, records: Records[T][]): Promise<void> {
    const gone = records.map((one) => ({ ...one, rev: one.rev + 1, updatedAt: this.at, deletedAt: this.at }))
    await this.#storeAll(table, gone)
    if (gone.length > 0) this.deleted[table] = [...(this.deleted[table] ?? []), ...gone.map(({ id }) => id)]
  }

  async #storeAll<T extends keyof Records>(table: T, records: Records[T][]): Promise<Records[T][]> {
    const store = db[table] as unknown as Table<Records[T], string>
    const after = records.map(indexed)
    for (let at = 0; at < after.length; at += AT_ONCE) await store.bulkPut(after.slice(at, at + AT_ONCE))
    this.stored += after.length
    for (const record of after) this.#note(table, record)
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
    for (const key of after.keys) this.#skipped.add(key)
    this.changes.push({ table: 'sightings', before, after })
  }

  async #store<T extends keyof Records>(table: T, draft: Draft<Records[T]>) {
    const store = db[table] as unknown as Table<Records[T], string>
    const before = await store.get(draft.id)
    const after = indexed({
      ...draft,
      rev: (before?.rev ?? 0) + 1,
      createdAt: before?.createdAt ?? draft.createdAt ?? this.at,
      updatedAt: this.at,
    } as Records[T])
    await store.put(after)
    this.stored++
    this.#note(table, after)
    return { before, after }
  }

  #note(table: keyof Records, record: Paper | Highlight | Note) {
    this.#changed.add(table === 'papers' ? record.id : (record as Highlight | Note).paperId)
  }

  /** Papers of which an import leaves word when all is in, and not for each highlight on them. */
  later?: Set<string>

  /** Leaves word, for who searches, of all that changed. */
  async leaveWord(): Promise<void> {
    await leaveWord(
      [...this.#changed].filter((id) => !this.later?.has(id)),
      this.id,
    )
    for (const id of this.#changed) this.later?.add(id)
  }

  /** What pages are told of all that changed. */
  async told(): Promise<Changed> {
    const ids = [...this.#changed]
    // Of many, and where records were joined, whose papers it may be is asked of the library.
    if (ids.length > MOST_NAMED || (await db.papers.where('joined.into').anyOf(ids).count()) > 0) return { id: this.id }
    const papers = (await db.papers.bulkGet(ids)).flatMap((paper) => paper ?? [])
    return {
      id: this.id,
      of: [...this.#skipped, ...papers.flatMap(({ keys, titleKey = [] }) => keys.concat(titleKey))],
    }
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

/** Leaves word, for who searches, that papers changed. */
export async function leaveWord(papers: string[], write: string): Promise<void> {
  const words = papers.map((paperId) => ({ paperId, write }))
  await db.transaction('rw', db.unindexed, async () => {
    for (let at = 0; at < words.length; at += AT_ONCE) await db.unindexed.bulkPut(words.slice(at, at + AT_ONCE))
  })
}

/**
 * Does an act in one transaction together with its entry in the journal, and tells the pages once it has committed.
 * Nothing is written when `work` throws. `follows` is the entry that this one goes on from. Returns what `work` returns, the entry's id, and what the pages were told; neither
 * when nothing changed.
 */
export async function write<T>(
  act: string,
  work: (writing: Writing) => Promise<T>,
  follows?: string,
): Promise<{ value: T; entry?: string; change?: Changed }> {
  const writing = new Writing()
  if (follows) writing.follows = follows
  let entry: string | undefined
  let change: Changed | undefined
  const tables = [db.papers, db.highlights, db.notes, db.sightings, db.journal, db.unindexed]
  const value = await db.transaction('rw', tables, async () => {
    const value = await work(writing)
    await writing.touch()
    await writing.leaveWord()
    if (writing.stored > 0) change = await writing.told()
    if (sizeOf(writing) > 0) entry = await enter(act, writing)
    return value
  })
  // It is written: that nobody could be told of it takes nothing back.
  if (change) await lastChange.setValue({ ...change, at: writing.at }).catch(console.error)
  recountSoon()
  return { value, entry, change }
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
  const { id, at, changes, made, deleted } = writing
  const entry: JournalEntry = { id, at, act, changes }
  if (Object.keys(made).length > 0) entry.made = made
  if (Object.keys(deleted).length > 0) entry.deleted = deleted
  if (writing.undoes) entry.undoes = writing.undoes
  if (writing.follows) entry.follows = writing.follows
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

/** A paper with the key by which it is looked up, and a time, as it is listed; other records as they are. */
function indexed<R extends Paper | Highlight | Note>(record: R): R {
  if (!('title' in record)) return record
  const { titleKey: _key, ...paper } = record as Paper
  const key = titleKey(paper.title)
  return { touchedAt: paper.updatedAt, ...paper, ...(key && { titleKey: key }) } as R
}
