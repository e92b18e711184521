import { db } from '../db'
import type { Entry } from '../entry'
import { count, countSeen, noStatistics, type Statistics } from '../statistics'
import { alive } from './queries'
import { search } from './search'

/** Records read at once: some megabytes of memory, and some milliseconds until the screen can answer again. */
const SLICE = 500

/**
 * Counts the whole library, or the papers that a search finds; the latter without what was seen, of which too little is known
 * to search in it. Reads slice by slice and keeps nothing of what it read; undefined when it was told to stop.
 */
export async function statistics(query: string, signal: AbortSignal): Promise<Statistics | undefined> {
  const counted = noStatistics()
  for await (const entries of query ? [await search(query, Number.POSITIVE_INFINITY)] : slices()) {
    for (const entry of entries) count(counted, entry)
    if (signal.aborted) return
  }
  for (let last = ''; !query; ) {
    const seen = await db.sightings.where('key').above(last).limit(SLICE).toArray()
    for (const sighting of seen) countSeen(counted, sighting)
    if (signal.aborted) return
    if (seen.length < SLICE) break
    last = seen.at(-1)?.key as string
  }
  return counted
}

/** All papers in the order of their ids: what hangs on those of a slice then lies together, too, and is read at once. */
async function* slices(): AsyncGenerator<Entry[]> {
  for (let last = ''; ; ) {
    const papers = await db.papers.where('id').above(last).limit(SLICE).toArray()
    const [from, to] = [papers[0]?.id, papers.at(-1)?.id]
    if (from === undefined || to === undefined) return
    const [marked, written] = await Promise.all([
      db.highlights.where('paperId').between(from, to, true, true).toArray(),
      db.notes.where('paperId').between(from, to, true, true).toArray(),
    ])
    const highlights = Map.groupBy(marked.filter(alive), ({ paperId }) => paperId)
    const notes = Map.groupBy(written.filter(alive), ({ paperId }) => paperId)
    yield papers
      .filter(alive)
      .map((paper) => ({ paper, highlights: highlights.get(paper.id) ?? [], notes: notes.get(paper.id) ?? [] }))
    last = to
  }
}

/**
 * Changes whenever what `statistics` counts may have: the last entry of the journal, and how many papers were seen. To be
 * watched instead of the tables, which would have to be kept in memory for that.
 */
export async function lastWrite(): Promise<string> {
  const [entry, seen] = await Promise.all([
    db.journal.orderBy('at').reverse().limit(1).primaryKeys(),
    db.sightings.count(),
  ])
  return `${entry} ${seen}`
}
