import { db } from '../db'
import type { Highlight } from '../highlight'
import type { Note } from '../note'
import type { Paper } from '../paper'

/** Something that was deleted and can be restored: a paper with what went with it, or a highlight or note by itself. */
export type Discarded = { at: string; paper: Paper } & (
  | { table: 'papers'; record: Paper; highlights: number; notes: number }
  | { table: 'highlights'; record: Highlight }
  | { table: 'notes'; record: Note }
)

/**
 * What was deleted, the newest first. What went with its paper stands with it; a record that became part of another one was
 * not deleted, and of a note without words nothing is left to be restored.
 */
export async function trash(): Promise<Discarded[]> {
  const [papers, allHighlights, allNotes] = await Promise.all([
    db.papers.where('deletedAt').above('').toArray(),
    db.highlights.where('deletedAt').above('').toArray(),
    db.notes.where('deletedAt').above('').toArray(),
  ])
  const highlights = allHighlights.filter(({ into }) => !into)
  const notes = allNotes.filter(({ text, versions }) => text.trim() || versions?.length)
  const gone = new Map(papers.filter(({ joined }) => !joined).map((paper) => [paper.id, paper]))
  const wentWith = ({ paperId, deletedAt }: Highlight | Note) => gone.get(paperId)?.deletedAt === deletedAt
  const ids = [...highlights, ...notes].map(({ paperId }) => paperId).filter((id) => !gone.has(id))
  const standing = (await db.papers.bulkGet([...new Set(ids)])).flatMap((paper) => paper ?? [])
  const all = new Map([...gone, ...standing.map((paper) => [paper.id, paper] as const)])
  const single = <T extends 'highlights' | 'notes', R extends Highlight | Note>(table: T, records: R[]) =>
    records.flatMap((record) => {
      const paper = all.get(record.paperId)
      return paper && !wentWith(record) ? [{ table, record, paper, at: record.deletedAt ?? '' }] : []
    })
  const count = (records: (Highlight | Note)[]) => Map.groupBy(records.filter(wentWith), ({ paperId }) => paperId)
  const [marked, written] = [count(highlights), count(notes)]
  const whole = [...gone.values()].map((paper) => ({
    table: 'papers' as const,
    record: paper,
    paper,
    at: paper.deletedAt ?? '',
    highlights: marked.get(paper.id)?.length ?? 0,
    notes: written.get(paper.id)?.length ?? 0,
  }))
  const discarded: Discarded[] = [...whole, ...single('highlights', highlights), ...single('notes', notes)]
  return discarded.sort((a, b) => b.at.localeCompare(a.at))
}

/** The papers that were deleted, or joined into others, by their ids. */
export async function discardedPapers(): Promise<Set<string>> {
  return new Set(await db.papers.where('deletedAt').above('').primaryKeys())
}
