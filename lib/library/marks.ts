import { db } from '../db'
import type { Highlight } from '../highlight'
import { idsIn } from '../journal'
import { having } from './having'
import { alive } from './queries'
import { inSlices } from './slices'

/** What highlights are ordered, grouped and counted by. Their words are read where they are shown. */
export type Mark = Pick<Highlight, 'id' | 'paperId' | 'field' | 'start' | 'color' | 'createdAt'>

/** How much older than the newest an entry of the journal may be that was written after it, in milliseconds. */
const LATE = 120_000

/** The marks as this window read them; which entries of the journal are in them, and from when on it is looked for others. */
interface Known {
  marks: Map<string, Mark>
  seen: Set<string>
  since: string
}
let reading: Promise<Known> | undefined

/**
 * All highlights that were not deleted, as marks. They are read once; from then on the journal tells what changed, so that a
 * change costs as much as it is large, whatever is stored.
 */
export async function marks(): Promise<Mark[]> {
  reading ??= readAll().catch((error) => {
    reading = undefined
    throw error
  })
  const known = await reading
  const written = await db.journal.where('at').aboveOrEqual(known.since).primaryKeys()
  const entries = (await db.journal.bulkGet(written.filter((id) => !known.seen.has(id)))).flatMap((one) => one ?? [])
  const unread: string[] = []
  for (const entry of entries.sort((a, b) => a.at.localeCompare(b.at))) {
    const { id, at, changes } = entry
    if (known.seen.has(id)) continue
    known.seen.add(id)
    for (const { table, after } of changes) if (table === 'highlights') note(known.marks, after)
    unread.push(...idsIn(entry, 'highlights'))
    known.since = [known.since, before(at)].sort().at(-1) as string
  }
  for (const highlight of await having(db.highlights, 'id', unread)) note(known.marks, highlight)
  return [...known.marks.values()]
}

async function readAll(): Promise<Known> {
  // Before the highlights: what is written meanwhile is noted twice, and not missed.
  const newest = await db.journal.orderBy('at').last()
  const since = newest ? before(newest.at) : ''
  const seen = new Set(await db.journal.where('at').aboveOrEqual(since).primaryKeys())
  const marks = new Map<string, Mark>()
  for await (const page of inSlices(db.highlights)) for (const highlight of page) note(marks, highlight)
  return { marks, seen, since }
}

function note(marks: Map<string, Mark>, highlight: Highlight): void {
  const { id, paperId, field, start, color, createdAt } = highlight
  if (alive(highlight)) marks.set(id, { id, paperId, field, start, color, createdAt })
  else marks.delete(id)
}

const before = (at: string) => new Date(Date.parse(at) - LATE).toISOString()
