import { db } from '../db'
import { type Former, type Highlight, wordsOf } from '../highlight'
import type { FileRecords, Rejected } from '../import/json'
import type { Note } from '../note'
import type { Paper } from '../paper'
import { join } from './join'
import { type Met, met } from './meet'
import { merged } from './papers'
import { headsOf, recognize } from './recognize'
import { type Writing, write } from './write'

/** What came of an import, in numbers. `same` were stored already, word for word. */
export interface Brought {
  papers: { added: number; joined: number; same: number }
  highlights: { added: number; joined: number; same: number }
  notes: { added: number; joined: number; same: number }
  rejected: Rejected[]
  /** The journal's entries, the first of them first; it is undone by them the other way round. */
  entries: string[]
}

/** Papers written in one transaction, with all that hangs on them; a transaction is all or nothing. */
const CHUNK = 200

/**
 * Merges the records of a file into the library by identity: a paper that is stored, by id or by key, gets what it lacked;
 * one that is stored by its title alone is joined, so that it can be separated again; a text that says something else here and
 * there is kept twice. Nothing that is stored is lost or overwritten.
 */
export async function bring(records: FileRecords): Promise<Brought> {
  const none = () => ({ added: 0, joined: 0, same: 0 })
  const count: Brought = {
    papers: none(),
    highlights: none(),
    notes: none(),
    rejected: [...records.rejected],
    entries: [],
  }
  const highlights = Map.groupBy(records.highlights, (highlight) => highlight.paperId)
  const notes = Map.groupBy(records.notes, (note) => note.paperId)
  for (let at = 0; at < records.papers.length; at += CHUNK) {
    const chunk = records.papers.slice(at, at + CHUNK)
    const { entry } = await write('import', async (writing) => {
      for (const paper of chunk) {
        const { paper: stored, origin } = await bringPaper(writing, paper, count)
        const place = { paperId: stored.id, ...(origin && { origin }) }
        for (const highlight of highlights.get(paper.id) ?? []) {
          await bringText(writing, 'highlights', { ...highlight, ...place }, 'comment', count)
        }
        for (const note of notes.get(paper.id) ?? [])
          await bringText(writing, 'notes', { ...note, ...place }, 'text', count)
      }
    })
    if (entry) count.entries.push(entry)
  }
  return count
}

async function bringPaper(writing: Writing, paper: Paper, count: Brought): Promise<Met> {
  const own = await db.papers.get(paper.id)
  const head = own && (await headsOf([own])).get(own.id)
  const [found] = await recognize([paper])
  const stored = head ?? found?.paper
  if (!stored) {
    count.papers.added++
    return { paper: await writing.add('papers', paper) }
  }
  if (!head && found?.by === 'title') {
    count.papers.joined++
    return met(await join(writing, stored, await writing.add('papers', paper)), paper.id)
  }
  const others = (found ? [found.paper, ...found.others] : []).filter(({ id }) => id !== stored.id)
  const taken = others.flatMap(({ keys }) => keys)
  const both = merged(stored, paper, taken)
  const meant = head ? paper.id : (found?.record.id ?? stored.id)
  if (same(both, stored)) count.papers.same++
  else {
    count.papers.joined++
    await writing.put('papers', both)
  }
  return met(stored, meant)
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
  const placed = 'exact' in stored && 'exact' in record ? attached(stored, record) : stored
  const next = { ...placed, [field]: mine || theirs }
  if (others.size > 0) next.versions = [...others]
  if (same(next, stored)) count[table].same++
  else {
    count[table].joined++
    await writing.put(table, next as never)
  }
}

/** The stored highlight, with the file's words where it was attached to those since; what either had is remembered. */
function attached(stored: Highlight, record: Highlight): Highlight {
  const had = ({ was = [] }: Highlight) => was.map((former) => JSON.stringify(wordsOf(former)))
  const [mine, theirs] = [stored, record].map((one) => JSON.stringify(wordsOf(one))) as [string, string]
  if (mine === theirs && !record.was) return stored
  const isLater = had(record).includes(mine) && !had(stored).includes(theirs)
  const was = new Set([...had(stored), ...had(record), mine, theirs])
  was.delete(isLater ? theirs : mine)
  const { abstractId: _abstractId, was: _was, ...kept } = stored
  const words = isLater ? wordsOf(record) : wordsOf(stored)
  return { ...kept, ...words, ...(was.size > 0 && { was: [...was].map((former): Former => JSON.parse(former)) }) }
}

const same = (one: object, other: object) =>
  JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort())
