import type { EntityTable, Table } from 'dexie'
import { Checkup, type Finding } from '../checkup'
import { db } from '../db'
import type { Highlight } from '../highlight'
import type { Note } from '../note'
import { having } from './having'
import { inSlices } from './slices'

/** Papers with what hangs on them that are looked at in one go: some milliseconds until the screen can answer again. */
const AT_ONCE = 50

/**
 * Looks at everything that is stored, some at a time; `tell` hears how many records of how many are done. Undefined when it was
 * told to stop. Writes nothing.
 */
export async function checkUp(
  tell: (done: number, all: number) => void,
  signal?: AbortSignal,
): Promise<{ counts: Checkup['counts']; findings: Finding[] } | undefined> {
  const tables = [db.papers, db.highlights, db.notes, db.journal, db.sightings]
  const all = (await Promise.all(tables.map((table) => table.count()))).reduce((sum, count) => sum + count, 0)
  const checkup = new Checkup(true)
  const ids = new Set<string>()
  /** Whether it goes on, once others had their turn. */
  const goesOn = () => {
    tell(
      Object.values(checkup.counts).reduce((sum, count) => sum + count, 0),
      all,
    )
    return !signal?.aborted
  }
  for await (const papers of inSlices(db.papers)) {
    const own = papers.map(({ id }) => id)
    const [marked, written] = [await having(db.highlights, 'paperId', own), await having(db.notes, 'paperId', own)]
    const highlights = Map.groupBy(marked, ({ paperId }) => paperId)
    const notes = Map.groupBy(written, ({ paperId }) => paperId)
    for (const [index, paper] of papers.entries()) {
      checkup.paper(paper, highlights.get(paper.id) ?? [], notes.get(paper.id) ?? [])
      ids.add(paper.id)
      if (index % AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve))
    }
    if (!goesOn()) return
  }
  for (const table of ['highlights', 'notes'] as const) {
    for await (const records of inSlices(db[table] as EntityTable<Highlight | Note, 'id'>)) {
      for (const record of records) if (!ids.has(record.paperId)) checkup.loose(table, record)
      if (!goesOn()) return
    }
  }
  // One by one: that of an import holds hundreds of papers.
  for (const id of await db.journal.toCollection().primaryKeys()) {
    const entry = await db.journal.get(id)
    if (entry) checkup.entry(entry)
    if (!goesOn()) return
  }
  for await (const sightings of inSlices(db.sightings)) {
    for (const sighting of sightings) checkup.sighting(sighting)
    if (!goesOn()) return
  }
  // What was written while it was looked at is no fault.
  const findings: Finding[] = []
  for (const finding of checkup.end()) if (await stands(finding)) findings.push(finding)
  return { counts: checkup.counts, findings }
}

/** Whether what a record hangs on is not there, now that everything was looked at. */
const stands = async ({ fault, detail }: Finding): Promise<boolean> =>
  (fault !== 'paperGone' && fault !== 'journal') || (await notStored(detail.split(' '))).length > 0

/** Those ids that no record has. */
export async function notStored(ids: string[]): Promise<string[]> {
  const tables = [db.papers, db.highlights, db.notes] as Table<unknown, string>[]
  const found = await Promise.all(tables.map((table) => table.bulkGet(ids)))
  return ids.filter((_, at) => found.every((records) => records[at] === undefined))
}
