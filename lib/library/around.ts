import { db } from '../db'
import type { Paper } from '../paper'
import { lastChange } from '../settings'
import { type Names, storedNames } from './weigh'

/** Of so many papers at once it is worth to read what all others are called. */
const MANY = 200

/** How much older an entry of the journal may say to be than one that was written before it, in milliseconds. */
const LATE = 120_000

/** What others do while a file comes in, in many parts: what was asked of the library for one part is good for the next while nobody does anything. */
export class Around {
  /** Whether nobody but the import has done anything since it began: then each paper is where it was put. */
  isQuiet = true
  /** The names of all papers, where there were enough to be worth it. */
  names: Names | undefined
  readonly #since = new Date(Date.now() - LATE).toISOString()
  /** The journal's entries as far as they are known, by id: others may be forgotten meanwhile, so that their number tells nothing. */
  #entries: Set<string> | undefined
  #told: string | undefined

  /** Before each part: what pages tell of stored papers leaves no entry in the journal, and may be a name. */
  async listen(): Promise<void> {
    if ((await lastChange.getValue())?.id !== this.#told) this.names = undefined
  }

  /** Within the transaction of each part. */
  async look(papers: Paper[]): Promise<void> {
    const entries = await db.journal.where('at').aboveOrEqual(this.#since).primaryKeys()
    if (this.#entries && entries.some((id) => !this.#entries?.has(id))) {
      this.isQuiet = false
      this.names = undefined
    }
    this.#entries = new Set(entries)
    if (papers.length >= MANY) this.names ??= await storedNames()
  }

  /** After each part: the entry that it left in the journal, and which change pages were told of. */
  wrote(entry?: string, change?: string): void {
    if (entry) this.#entries?.add(entry)
    this.#told = change ?? this.#told
  }
}
