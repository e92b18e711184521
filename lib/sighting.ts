import { z } from 'zod'
import { Key } from './paper'
import { Time } from './record'

/** That a listed paper was seen: a light row, kept when nothing of the paper is. Counts visits, not readings of a page. */
export const Sighting = z.object({
  /** The paper's first key. */
  key: Key,
  keys: z.array(Key),
  first: Time,
  last: Time,
  count: z.number().int().positive(),
})
export type Sighting = z.infer<typeof Sighting>
