import { z } from 'zod'
import { WebAddress } from './paper'
import { Id, Stamps } from './record'

export const Field = z.enum(['abstract', 'title'])
export type Field = z.infer<typeof Field>

/**
 * Where highlighted words stand: the words, what stood around them, and their place, in the reader's text.
 * As W3C Web Annotation's TextQuoteSelector and TextPositionSelector, but counted in UTF-16 units as the DOM counts.
 */
export const Quote = z.object({
  exact: z.string().min(1).max(50_000),
  prefix: z.string().max(64),
  suffix: z.string().max(64),
  start: z.number().int().nonnegative(),
  end: z.number().int().positive(),
})
export type Quote = z.infer<typeof Quote>

/** A colour: lib/color.ts knows the prepared ones, and any other that a file brings is kept as it is. */
export const StoredColor = z.string().min(1).max(64)

/** The words that a highlight had before the reader attached it to others. */
export const Former = Quote.extend({ field: Field, abstractId: Id.optional() })
export type Former = z.infer<typeof Former>

/** Words that the reader highlighted in a paper's abstract or title, and what they wrote beside them. */
export const Highlight = z.object({
  ...Stamps,
  ...Quote.shape,
  paperId: Id,
  /** The record that it was made on, when that one was joined into its paper; never exported. */
  origin: Id.optional(),
  field: Field,
  /** Which of the paper's abstracts the offsets count in; absent for a title. */
  abstractId: Id.optional(),
  color: StoredColor,
  /** Markdown; empty when the reader wrote none. */
  comment: z.string().max(2_000_000),
  /** What a comment said that was written elsewhere at the same time; kept until the reader drops it. */
  versions: z.array(z.string().max(2_000_000)).optional(),
  /** Where it was made. */
  url: WebAddress.optional(),
  /** What it was attached to before, the oldest first. */
  was: z.array(Former).optional(),
  /** Set, together with `deletedAt`, when it became one with another that it touches: which; never exported. */
  into: Id.optional(),
})
export type Highlight = z.infer<typeof Highlight>

/** The words that a highlight has now, or had, and nothing else of it. */
export function wordsOf({ exact, prefix, suffix, start, end, field, abstractId }: Former): Former {
  return { exact, prefix, suffix, start, end, field, ...(abstractId && { abstractId }) }
}
