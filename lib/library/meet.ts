import type { OnPaper } from '../act'
import { db } from '../db'
import type { Paper, PaperFacts } from '../paper'
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
