import { z } from 'zod'
import { Id, Stamps } from './record'

/** Markdown that the reader wrote on a paper as a whole. */
export const Note = z.object({
  ...Stamps,
  paperId: Id,
  /** The record that it was written on, when that one was joined into its paper; never exported. */
  origin: Id.optional(),
  text: z.string().max(2_000_000),
  /** What the note said that was written elsewhere at the same time; kept until the reader drops it. */
  versions: z.array(z.string().max(2_000_000)).optional(),
})
export type Note = z.infer<typeof Note>
