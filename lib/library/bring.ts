import { db } from '../db'
import type { Highlight } from '../highlight'
import type { FileRecords, Rejected } from '../import/json'
import type { Note } from '../note'
import type { Paper } from '../paper'
import { joined, papersOf } from './papers'
import { type Writing, write } from './write'

/** What came of an import, in numbers. `same` were stored already, word for word. */
export interface Brought {
  papers: { added: number; joined: number; same: number }
  highlights: { added: number; joined: number; same: number }
  notes: { added: number; joined: number; same: number }
  rejected: Rejected[]
}

/** Papers written in one transaction, with all that hangs on them; a transaction is all or nothing. */
const CHUNK = 200

/**
 * Merges the records of a file into the library by identity: a paper that is stored, by id or by key, gets what it lacked;
 * a text that says something else here and there is kept twice. Nothing that is stored is lost or overwritten.
 */
export async function bring(records: FileRecords): Promise<Brought> {
  const none = () => ({ added: 0, joined: 0, same: 0 })
  const count: Brought = { papers: none(), highlights: none(), notes: none(), rejected: [...records.rejected] }
  const highlights = Map.groupBy(records.highlights, (highlight) => highlight.paperId)
  const notes = Map.groupBy(records.notes, (note) => note.paperId)
  for (let at = 0; at < records.papers.length; at += CHUNK) {
    const chunk = records.papers.slice(at, at + CHUNK)
    await write('import', async (writing) => {
      for (const paper of chunk) {
        const paperId = await bringPaper(writing, paper, count)
        for (const highlight of highlights.get(paper.id) ?? []) {
          await bringText(writing, 'highlights', { ...highlight, paperId }, 'comment', count)
        }
        for (const note of notes.get(paper.id) ?? [])
          await bringText(writing, 'notes', { ...note, paperId }, 'text', count)
      }
    })
  }
  return count
}

async function bringPaper(writing: Writing, paper: Paper, count: Brought): Promise<string> {
  const own = await db.papers.get(paper.id)
  const [stored] = own && !own.deletedAt ? [own] : await papersOf(paper.keys)
  if (!stored) {
    count.papers.added++
    return (await writing.add('papers', paper)).id
  }
  const both = joined(stored, paper)
  if (both.status === undefined) delete both.status
  if (same(both, stored)) count.papers.same++
  else {
    count.papers.joined++
    await writing.put('papers', both)
  }
  return stored.id
}

/** A highlight or a note: new, or the stored one with what the file says otherwise kept as a version. */
async function bringText<T extends 'highlights' | 'notes'>(
  writing: Writing,
  table: T,
  record: T extends 'highlights' ? Highlight : Note,
  field: 'comment' | 'text',
  count: Brought,
) {
  const stored = (await db[table].get(record.id)) as Highlight | Note | undefined
  if (!stored || stored.deletedAt) {
    count[table].added++
    await writing.add(table, record as never)
    return
  }
  const text = (of: Highlight | Note) => (of as unknown as Record<string, string>)[field] ?? ''
  const [mine, theirs] = [text(stored), text(record)]
  const others = new Set([...(stored.versions ?? []), ...(record.versions ?? []), theirs])
  others.delete(mine || theirs)
  others.delete('')
  const next = { ...stored, [field]: mine || theirs }
  if (others.size > 0) next.versions = [...others]
  if (same(next, stored)) count[table].same++
  else {
    count[table].joined++
    await writing.put(table, next as never)
  }
}

const same = (one: object, other: object) =>
  JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort())
