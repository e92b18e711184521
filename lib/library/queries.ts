import { db } from '../db'
import type { Entry } from '../entry'
import type { Identity } from '../likeness'
import type { Paper } from '../paper'
import { having } from './having'
import { recognize } from './recognize'
import { inSlices } from './slices'
import { tagged } from './tagged'

/** Opens the database, which the first question would do, too; rejects where it cannot be opened. */
export const opened = async (): Promise<void> => void (await db.open())

/** Whether a record was not deleted. */
export const alive = (record: { deletedAt?: string }) => !record.deletedAt

/** What is stored of the papers of a page: for each its entry, or null where nothing is stored. */
export async function entriesFor(asked: (Identity | null)[]): Promise<(Entry | null)[]> {
  const found = await recognize(asked)
  const papers = new Map(found.flatMap((one) => (one ? [[one.paper.id, one.paper] as const] : [])))
  const entries = new Map((await entriesOf([...papers.values()])).map((entry) => [entry.paper.id, entry]))
  return found.map((one) => (one && entries.get(one.paper.id)) ?? null)
}

/** Papers of more are not asked for one by one. */
const THOUSANDS = 2000

/** The papers with their highlights and notes, in the same order. */
export async function entriesOf(papers: Paper[]): Promise<Entry[]> {
  const ids = papers.map((paper) => paper.id)
  const [marked, written] = await Promise.all(
    // Of thousands it is quicker to read everything, some at a time lest the screen wait.
    ids.length > THOUSANDS
      ? [Array.fromAsync(inSlices(db.highlights)), Array.fromAsync(inSlices(db.notes))]
      : [
          having(db.highlights, 'paperId', ids).then((all) => [all]),
          having(db.notes, 'paperId', ids).then((all) => [all]),
        ],
  )
  const highlights = Map.groupBy(marked.flat().filter(alive), (highlight) => highlight.paperId)
  const notes = Map.groupBy(written.flat().filter(alive), (note) => note.paperId)
  return papers.map((paper) => ({
    paper,
    highlights: (highlights.get(paper.id) ?? []).sort(
      (a, b) => a.field.localeCompare(b.field) * -1 || a.start - b.start || a.createdAt.localeCompare(b.createdAt),
    ),
    notes: (notes.get(paper.id) ?? []).sort((a, b) => a.createdAt.localeCompare(b.createdAt)),
  }))
}

/** Everything that is stored, the paper first with which the reader did something last. */
export async function everything(): Promise<Entry[]> {
  return await entriesOf(await db.papers.orderBy('touchedAt').reverse().filter(alive).toArray())
}

/** The papers with which the reader did something last. */
export async function lastTouched(most: number): Promise<Entry[]> {
  return await entriesOf(await db.papers.orderBy('touchedAt').reverse().filter(alive).limit(most).toArray())
}

/** The tags that there are, in the order of the alphabet, each once whatever its case. */
export const allTags = async (): Promise<string[]> => (await tagged()).map(({ tag }) => tag)

/** What is stored of papers, by their ids; of those that are gone nothing. */
export async function entriesById(ids: string[]): Promise<Entry[]> {
  const stored = ids.length > THOUSANDS ? await papersAmong(new Set(ids)) : await db.papers.bulkGet(ids)
  return await entriesOf(stored.flatMap((paper) => (paper && alive(paper) ? paper : [])))
}

async function papersAmong(ids: Set<string>): Promise<(Paper | undefined)[]> {
  const found = new Map<string, Paper>()
  for await (const papers of inSlices(db.papers))
    for (const paper of papers) if (ids.has(paper.id)) found.set(paper.id, paper)
  return [...ids].map((id) => found.get(id))
}
