import Dexie, { type EntityTable, type PromiseExtended, type Transaction } from 'dexie'
import type { Highlight } from './highlight'
import { titleKey } from './identity'
import type { JournalEntry } from './journal'
import type { Note } from './note'
import { careful, upgrade } from './opening'
import type { Packed } from './packed'
import type { Paper } from './paper'
import type { Sighting } from './sighting'

/** The index that is searched, and in a row of its own which one it is: that is asked at each search. */
export type StoredIndex = { id: 'head'; made: string; shape: number } | { id: 'packed'; made: string; packed: Packed }

/** A paper that changed since the index was made, and by which act last. */
export interface Unindexed {
  paperId: string
  write: string
}

/** Entries of the journal that an upgrade reads at a time. */
const AT_ONCE = 500

/**
 * The reader's database, in the extension's own origin. Only lib/library may open it: in a content script IndexedDB
 * belongs to the page, and an empty one would open there without a word.
 */
export class Database extends Dexie {
  papers!: EntityTable<Paper, 'id'>
  highlights!: EntityTable<Highlight, 'id'>
  notes!: EntityTable<Note, 'id'>
  journal!: EntityTable<JournalEntry, 'id'>
  sightings!: EntityTable<Sighting, 'key'>
  index!: EntityTable<StoredIndex & { packed?: Packed; shape?: number }, 'id'>
  unindexed!: EntityTable<Unindexed, 'paperId'>

  constructor(name = 'papermargin') {
    // 'strict': a write is acknowledged when the disk has it, not when the system has promised to write it.
    super(name, { chromeTransactionDurability: 'strict', indexedDB: careful })
    this.version(1).stores({
      papers: 'id, *keys, createdAt',
      highlights: 'id, paperId',
      notes: 'id, paperId',
      journal: 'id, at',
    })
    // Adds a table and touches no other.
    this.version(2).stores({ sightings: 'key, *keys, last' })
    // Finds papers by their titles, and what was joined or may have to be.
    this.version(3)
      .stores({ papers: 'id, *keys, createdAt, titleKey, *claimed, joined.into' })
      .upgrade(
        upgrade((stored: Transaction) =>
          stored
            .table<Paper>('papers')
            .toCollection()
            .modify((paper) => {
              const key = titleKey(paper.title)
              if (key) paper.titleKey = key
            }),
        ),
      )
    // Lists papers by when the reader last did something with them, and by their tags. The index that is searched can be made
    // anew from the papers at any time.
    this.version(4)
      .stores({
        papers: 'id, *keys, createdAt, titleKey, *claimed, joined.into, touchedAt, *tags',
        index: 'id',
        unindexed: 'paperId',
      })
      .upgrade(
        upgrade(async (stored: Transaction) => {
          const touched = new Map<string, string>()
          const journal = stored.table<JournalEntry, string>('journal')
          const ids = await journal.orderBy('at').primaryKeys()
          // Some at a time, and not by `each`: what is thrown in there Dexie (4.4) keeps to itself.
          for (let from = 0; from < ids.length; from += AT_ONCE) {
            for (const entry of await journal.bulkGet(ids.slice(from, from + AT_ONCE))) {
              if (!entry) continue
              for (const { table, after } of entry.changes) {
                if (table !== 'sightings') touched.set(table === 'papers' ? after.id : after.paperId, entry.at)
              }
            }
          }
          await stored
            .table<Paper>('papers')
            .toCollection()
            .modify((paper) => {
              paper.touchedAt = touched.get(paper.id) ?? paper.createdAt
            })
        }),
      )
    // Lists papers by how far the reader is, and tells what was deleted.
    this.version(5).stores({
      papers: 'id, *keys, createdAt, titleKey, *claimed, joined.into, touchedAt, *tags, [status+touchedAt], deletedAt',
      highlights: 'id, paperId, deletedAt',
      notes: 'id, paperId, deletedAt',
    })
  }

  /** Opens it, as the first question does by itself. Where that failed, the next question tries again: Dexie by itself would not. */
  override open(): PromiseExtended<Dexie> {
    return super.open().catch((error) => {
      // Who waited for this is told of it first.
      setTimeout(() => this.hasFailed() && this.close({ disableAutoOpen: false }))
      throw error
    })
  }
}

export const db = new Database()
