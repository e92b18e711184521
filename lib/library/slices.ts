import { db } from '../db'
import type { Entry } from '../entry'
import { alive } from './queries'

/** Records read at once: some megabytes of memory, and some milliseconds until the screen can answer again. */
export const SLICE = 500

/**
 * Everything that is stored, some papers at a time, for what has to look at all and keep little. In the order of their ids:
 * what hangs on the papers of a slice lies together, too, and is read at once.
 */
export async function* inSlices(): AsyncGenerator<Entry[]> {
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
 * Changes whenever what is counted in slices may have: the last entry of the journal, and how many papers were seen. To be
 * watched instead of the tables, which would have to be kept in memory for that.
 */
export async function lastWrite(): Promise<string> {
  const [entry, seen] = await Promise.all([
    db.journal.orderBy('at').reverse().limit(1).primaryKeys(),
    db.sightings.count(),
  ])
  return `${entry} ${seen}`
}
