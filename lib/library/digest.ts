import { beginOf, type Day, shifted } from '../calendar'
import { db } from '../db'
import { type Digest, digestOf, parts } from '../digest'
import { alive, entriesOf } from './queries'
import { inSlices } from './slices'

/** If more papers than this were touched since, all are looked through in slices. */
const MANY = 2000

/** The digest of the week that begins with a day; undefined when it was told to stop. */
export async function digest(week: Day, signal?: AbortSignal): Promise<Digest | undefined> {
  const [from, to] = [beginOf(week), beginOf(shifted(week, 7))]
  const read = await readBetween(from, to)
  const found: Digest = { unread: [], unnoted: [], questions: [], read: [] }
  for await (const entries of touchedSince(from)) {
    const some = digestOf(entries, from, to, read)
    for (const part of parts) found[part].push(...some[part])
    if (signal?.aborted) return
  }
  for (const part of parts) found[part].sort((a, b) => b.paper.createdAt.localeCompare(a.paper.createdAt))
  return found
}

/** The papers with which something was done since: what was stored, highlighted or read then is among them. */
async function* touchedSince(from: Date) {
  const touched = db.papers.where('touchedAt').aboveOrEqual(from.toISOString())
  if ((await touched.count()) > MANY) yield* inSlices()
  else yield await entriesOf((await touched.toArray()).filter(alive))
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
