import type { Entry } from '@/lib/entry'
import { search } from '@/lib/library/search'

/** What a search found, and for which words. */
export interface Found {
  wanted: string
  entries: Entry[]
}

/** Rows that are shown of what is stored, at most; the library shows all. */
const MOST = 50

/** The stored papers that say these words; without words those touched last. */
export const found = async (wanted: string): Promise<Found> => ({ wanted, entries: await search(wanted, MOST) })
