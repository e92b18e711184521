import type { OnPaper } from '../act'
import { db } from '../db'
import type { Highlight } from '../highlight'
import type { Note } from '../note'
import type { Paper, PaperFacts } from '../paper'
import { having } from './having'
import { join } from './join'
import { filled, paperOf } from './papers'
import { headsOf, type Recognized, recognize } from './recognize'
import type { Writing } from './write'

/** The stored paper that something is written on, and the record that was meant when that one was joined into it. */
export interface Met {
  paper: Paper
  origin?: string
}

/**
 * The paper that an act is on, stored now when it was not, with its gaps filled by what the page knows. When a stored paper is
 * the same by its title alone, what the page lists becomes a record of its own that is joined into it, so that the two can
 * be separated again.
 */
export async function paperFor(writing: Writing, on: OnPaper): Promise<Met> {
  if ('id' in on) {
    const record = await db.papers.get(on.id)
    const head = record && (await headsOf([record])).get(on.id)
    return met(head ?? (await writing.get('papers', on.id)), on.id)
  }
  const [found] = await recognize([on.facts])
  if (found?.by === 'key') {
    const told = await tell(writing, found, on.facts, on.site)
    return met(told.get(found.paper.id) ?? found.paper, found.record.id)
  }
  const paper = paperOf(on.facts)
  const stored = await writing.put('papers', filled(paper, on.facts, on.site, writing.at) ?? paper)
  return found ? met(await join(writing, found.paper, stored), stored.id) : { paper: stored }
}

/** What was written on `paper` when `meant` is the id of the record that was meant. */
export const met = (paper: Paper, meant: string): Met => (paper.id === meant ? { paper } : { paper, origin: meant })

/**
 * Fills the gaps of a paper that a page lists, and of the record that was joined into it and that the page means: should the
 * two be separated, each has its own. `told` holds what was filled before, by its id, and gets what is filled now.
 */
export async function tell(
  writing: Writing,
  { paper, record, others }: Recognized,
  facts: PaperFacts,
  site: string,
  told = new Map<string, Paper>(),
): Promise<Map<string, Paper>> {
  const taken = others.flatMap((other) => other.keys)
  for (const one of paper.id === record.id ? [paper] : [record, paper]) {
    const fuller = filled(told.get(one.id) ?? one, facts, site, writing.at, taken)
    if (fuller) told.set(one.id, await writing.putFacts(fuller))
  }
  return told
}

/** Where in the library the papers of a file are, by their ids in the file. */
export type Places = Map<string, { paperId: string; origin?: string }>

/** Records on the papers on which they came into the library. */
export const placedBy = (places: Places, records: (Highlight | Note)[]): (Highlight | Note)[] =>
  records.map((record) => ({ ...record, ...places.get(record.paperId) }))

/**
 * The same on those on which they are now: since an earlier part of the file the reader may have joined those into others,
 * deleted them, and what hangs on them goes there, too, or had them go for ever.
 */
export async function onPapersNow(placed: (Highlight | Note)[]): Promise<(Highlight | Note)[]> {
  const papers = await having(
    db.papers,
    'id',
    placed.map(({ paperId }) => paperId),
  )
  const stored = new Map(papers.map((paper) => [paper.id, paper]))
  const heads = await headsOf(papers)
  return placed.flatMap((record) => {
    const head = heads.get(record.paperId)
    if (head) return head.id === record.paperId ? record : { origin: record.paperId, ...record, paperId: head.id }
    const deletedAt = stored.get(record.paperId)?.deletedAt
    return deletedAt ? { ...record, deletedAt } : []
  })
}
