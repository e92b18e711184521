import { db } from '../db'
import { count, countSeen, noStatistics, type Statistics } from '../statistics'
import { search } from './search'
import { inSlices, SLICE } from './slices'

/**
 * Counts the whole library, or the papers that a search finds; the latter without what was seen, of which too little is known
 * to search in it. Reads slice by slice and keeps nothing of what it read; undefined when it was told to stop.
 */
export async function statistics(query: string, signal?: AbortSignal): Promise<Statistics | undefined> {
  const counted = noStatistics()
  for await (const entries of query ? [await search(query, Number.POSITIVE_INFINITY)] : inSlices()) {
    for (const entry of entries) count(counted, entry)
    if (signal?.aborted) return
  }
  for (let last = ''; !query; ) {
    const seen = await db.sightings.where('key').above(last).limit(SLICE).toArray()
    for (const sighting of seen) countSeen(counted, sighting)
    if (signal?.aborted) return
    if (seen.length < SLICE) break
    last = seen.at(-1)?.key as string
  }
  return counted
}
