import { beginOf, type Day, shifted } from '../calendar'
import { db } from '../db'
import { type Digest, digestOf, parts } from '../digest'
import type { Paper } from '../paper'
import { alive, entriesOf } from './queries'
import { inSlices } from './slices'

/** If more papers than this were touched since a week began, those that matter to it are looked for. */
const MANY = 2000

/** The digest of the week that begins with a day. */
export async function digest(week: Day): Promise<Digest> {
  const [from, to] = [beginOf(week), beginOf(shifted(week, 7))]
  const read = await readBetween(from, to)
  const entries = await entriesOf((await concerned(from, to, read)).filter(alive))
  const found = digestOf(entries, from, to, read)
  for (const part of parts) found[part].sort((a, b) => b.paper.createdAt.localeCompare(a.paper.createdAt))
  return found
}

/** The papers that may have been stored, highlighted or read then: nearly always few were touched since. */
async function concerned(from: Date, to: Date, read: Set<string>): Promise<Paper[]> {
  const touched = db.papers.where('touchedAt').aboveOrEqual(from.toISOString())
  if ((await touched.count()) <= MANY) return await touched.toArray()
  const stored = await db.papers.where('createdAt').between(from.toISOString(), to.toISOString()).primaryKeys()
  const ids = new Set([...read, ...stored])
  for await (const highlights of inSlices(db.highlights)) {
    for (const { createdAt, paperId } of highlights) {
      if (Date.parse(createdAt) >= +from && Date.parse(createdAt) < +to) ids.add(paperId)
    }
  }
  return (await db.papers.bulkGet([...ids])).flatMap((paper) => paper ?? [])
}

/** The papers that the reader said to have read then, as the journal knows. What a file brought was read elsewhere. */
async function readBetween(from: Date, to: Date): Promise<Set<string>> {
  const read = new Set<string>()
  await db.journal
    .where('at')
    .between(from.toISOString(), to.toISOString())
    .each(({ act, changes }) => {
      if (act === 'import') return
      for (const { table, before, after, join } of changes) {
        if (table !== 'papers' || join) continue
        if (after.status === 'read' && before?.status !== 'read') read.add(after.id)
      }
    })
  return read
}
