import { z } from 'zod'
import { Key } from './paper'
import { Time } from './record'

/**
 * That a listed paper was seen, or that the reader skipped it: a light row, kept when nothing of the paper is. Counts visits,
 * not readings of a page; none, where sightings are not noted and the reader skipped it all the same.
 */
export const Sighting = z.object({
  /** The paper's first key. */
  key: Key,
  keys: z.array(Key),
  first: Time,
  last: Time,
  count: z.number().int().nonnegative(),
  /** When the reader skipped it: they have no use for it. */
  skipped: Time.optional(),
})
export type Sighting = z.infer<typeof Sighting>
