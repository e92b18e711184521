import { db } from '../db'
import type { Backup } from '../import/backup'
import type { FileRecords } from '../import/records'
import type { Paper } from '../paper'
import { emptied } from '../settings'
import { bring } from './bring'
import { having } from './having'
import { recognize } from './recognize'
import { write } from './write'

/** What is stored of a paper of a backup: nothing, what was deleted, the same, or something that changed since. */
export const standings = ['new', 'deleted', 'same', 'changed'] as const
export type Standing = (typeof standings)[number]

/** Papers looked at, or brought back, at once. */
const SLICE = 200

/** What is stored of each paper of a backup, by its id. */
export async function standing(records: FileRecords): Promise<Map<string, Standing>> {
  const told = new Map<string, Standing>()
  const [highlights, notes] = [hanging(records.highlights), hanging(records.notes)]
  for (let at = 0; at < records.papers.length; at += SLICE) {
    const papers = records.papers.slice(at, at + SLICE)
    const ids = papers.map(({ id }) => id)
    const stored = await db.papers.bulkGet(ids)
    const known = await recognize(papers)
    const marked = await revs([
      ...(await having(db.highlights, 'paperId', ids)),
      ...(await having(db.notes, 'paperId', ids)),
    ])
    for (const [index, paper] of papers.entries()) {
      const own = stored[index]
      const theirs = [...(highlights.get(paper.id) ?? []), ...(notes.get(paper.id) ?? [])]
      const isSame = own?.rev === paper.rev && theirs.every(({ id, rev }) => marked.get(id) === rev)
      told.set(paper.id, own?.deletedAt && !own.joined ? 'deleted' : isSame ? 'same' : known[index] ? 'changed' : 'new')
    }
  }
  return told
}

const hanging = <R extends { paperId: string }>(records: R[]) => Map.groupBy(records, ({ paperId }) => paperId)
const revs = (records: { id: string; rev: number; deletedAt?: string }[]) =>
  new Map(records.filter(({ deletedAt }) => !deletedAt).map(({ id, rev }) => [id, rev]))

/**
 * Brings papers of a backup back, merged with what is stored as by an import; `tell` hears what share is done, from 0 to 1. Stops
 * where `signal` says so. Returns how many were brought, and the journal's entries, by which it is undone, the last one last.
 */
export async function restore(
  { records, skipped }: Backup,
  papers: Paper[],
  tell: (share: number) => void,
  signal: AbortSignal,
): Promise<{ papers: number; entries: string[] }> {
  const [highlights, notes] = [hanging(records.highlights), hanging(records.notes)]
  const of = <R>(groups: Map<string, R[]>, some: Paper[]) => some.flatMap(({ id }) => groups.get(id) ?? [])
  function* slices() {
    for (let at = 0; at < papers.length; at += SLICE) {
      const some = papers.slice(at, at + SLICE)
      yield { papers: some, highlights: of(highlights, some), notes: of(notes, some), rejected: [] }
    }
  }
  const total = papers.length + of(highlights, papers).length + of(notes, papers).length
  const brought = await bring(slices(), { signal, told: (done) => tell(done / total) })
  const entries = brought.entry ? [brought.entry] : []
  // Single papers are brought back by themselves; with all of them comes what was skipped.
  if (papers.length === records.papers.length && !brought.isStopped) entries.push(...(await skipAgain(skipped)))
  const count = Object.values(brought.papers).reduce((sum, count) => sum + count, 0)
  if (count > 0) await emptied.setValue(null)
  return { papers: count, entries }
}

/** Has papers be skipped that a backup knows as skipped, and of which nothing else is known here. */
async function skipAgain(skipped: Backup['skipped']): Promise<string[]> {
  const { entry } = await write('import', async (writing) => {
    for (const sighting of skipped) {
      const stored = await db.sightings.get(sighting.key)
      if (stored?.skipped) continue
      const before = stored ?? { ...sighting, count: 0 }
      const { skipped: _skipped, ...seen } = before
      await writing.putSighting(seen, { ...seen, skipped: sighting.skipped })
    }
  })
  return entry ? [entry] : []
}
