import type { EntityTable } from 'dexie'
import { db } from '../db'
import { newestEntry } from './history'

/** Records read at once: some megabytes of memory, and some milliseconds until the screen can answer again. */
const SLICE = 500

/**
 * All records of a table, some at a time, for what has to look at each and keep little. In the order of their ids, as they lie:
 * looked up by an index the highlights of 10,000 papers take three times as long.
 */
export async function* inSlices<R extends { id: string } | { key: string }>(
  // biome-ignore lint/suspicious/noExplicitAny: a table's primary key is of no matter here.
  table: EntityTable<R, any>,
): AsyncGenerator<R[]> {
  const sliceAfter = (id: string) => table.where(':id').above(id).limit(SLICE).toArray()
  for (let next = sliceAfter(''); ; ) {
    const records = await next
    const last = records.at(-1)
    if (!last) return
    // The database reads the next while these are looked at.
    next = sliceAfter('id' in last ? last.id : last.key)
    yield records
  }
}

/**
 * Changes whenever what is counted in slices may have: the last entry of the journal, and how many papers were seen. To be
 * watched instead of the tables, which would have to be kept in memory for that.
 */
export async function lastWrite(): Promise<string> {
  const [entry, seen] = await Promise.all([newestEntry(), db.sightings.count()])
  return `${entry} ${seen}`
}
