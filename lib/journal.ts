import { z } from 'zod'
import { Highlight } from './highlight'
import { Note } from './note'
import { Paper } from './paper'
import { Id, Time } from './record'
import { Sighting } from './sighting'

/**
 * One record as it stood before and after an act; without `before` the act made it. `join` is set on what a join or its
 * separation changed, to the id of the record that went away or came back: they are undone as a whole.
 */
const change = <T extends string, R extends z.ZodType>(table: T, record: R) =>
  z.object({ table: z.literal(table), before: record.optional(), after: record, join: Id.optional() })

export const Change = z.discriminatedUnion('table', [
  change('papers', Paper),
  change('highlights', Highlight),
  change('notes', Note),
  change('sightings', Sighting),
])
export type Change = z.infer<typeof Change>

const Table = z.enum(['papers', 'highlights', 'notes'])

/** One act of the reader, written in the same transaction as the act itself, so that it can be undone later. */
export const JournalEntry = z.object({
  id: Id,
  at: Time,
  /** What was done: the `do` of an act, `fill`, `import` or `undo`. */
  act: z.string(),
  changes: z.array(Change),
  /**
   * The records that an import made, by their ids: copies of thousands would be a second library. Beside each a print of what
   * the reader says in it, by which it is told whether they say something else by now.
   */
  made: z.partialRecord(Table, z.record(Id, z.string())).optional(),
  /** The records that were deleted when that was taken back, at the time of this entry. */
  deleted: z.partialRecord(Table, z.array(Id)).optional(),
  /** The entry that this one took back. */
  undoes: Id.optional(),
  /** The entry that took this one back. */
  undoneBy: Id.optional(),
  /** The entry before this one of the same import, or of its undoing: what was written in parts is taken back as one. */
  follows: Id.optional(),
})
export type JournalEntry = z.infer<typeof JournalEntry>

/** The records that an entry knows by their ids alone. */
export const idsIn = (
  { made = {}, deleted = {} }: Pick<JournalEntry, 'made' | 'deleted'>,
  table: z.infer<typeof Table>,
) => [...Object.keys(made[table] ?? {}), ...(deleted[table] ?? [])]

/** Of how many records an entry tells something. */
export const sizeOf = (entry: Pick<JournalEntry, 'changes' | 'made' | 'deleted'>): number =>
  Table.options.reduce((sum, table) => sum + idsIn(entry, table).length, entry.changes.length)

/** An act that can be taken back, or done again, as the interface names it. */
export interface Past {
  /** The journal's entry to be taken back: of an act its own, to do it again that of its undoing. */
  entry: string
  /** The `do` of the act. */
  act: string
  /** The paper that it was on. */
  title?: string
}

/** What undo and redo would do now. */
export interface History {
  undo?: Past
  redo?: Past
}
