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

/** The papers of a highlight or a note: the one on which it stands, and the record on which it was made. */
export const papersOf = ({ paperId, origin }: { paperId: string; origin?: string }): string[] =>
  origin ? [paperId, origin] : [paperId]

/** Whether a change was to one of these papers, told by ids and keys, or to what hangs on it. */
export function isOf({ after }: Change, papers: ReadonlySet<string>): boolean {
  if ('paperId' in after) return papersOf(after).some((id) => papers.has(id))
  return ('id' in after && papers.has(after.id)) || after.keys.some((key) => papers.has(key))
}

/** One act of the reader, written in the same transaction as the act itself, so that it can be undone later. */
export const JournalEntry = z.object({
  id: Id,
  at: Time,
  /** What was done: the `do` of an act, `fill`, `import` or `undo`. */
  act: z.string(),
  changes: z.array(Change),
  /** The entry that this one took back. */
  undoes: Id.optional(),
  /** The entry that took this one back. */
  undoneBy: Id.optional(),
  /** The entry before this one of the same import, or of its undoing: what was written in parts is taken back as one. */
  follows: Id.optional(),
})
export type JournalEntry = z.infer<typeof JournalEntry>

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
