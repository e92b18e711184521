import { db } from '../db'
import type { Entry } from '../entry'
import { factsOf } from '../facts'
import type { Part } from '../find'
import { type Doc, type Index, opened, pack } from '../packed'
import { add, type Said, textsOf } from '../search'
import { alive, entriesOf } from './queries'

/** Which shape the stored index has. One of another shape, as an earlier version left it, is as good as none. */
export const SHAPE = 3

/** More changed papers than this, as after an import, are found once they were packed. */
export const MOST = 2000

/** The stored index, as this page has it. */
let base: { made: string; index: Index } | undefined

/** The papers that changed since, as this page read them; those that are gone without a document. */
let fresh = { docs: new Map<string, { write: string; doc?: Doc }>(), index: opened(pack([])) }

/** Both, as they were asked last. */
let both: { stored: Index; changed: typeof fresh; parts: Part[] } | undefined

const EMPTY = opened(pack([]))

/** What knows the stored index, and what changed since. The same parts for as long as nothing changed. */
export async function parts(): Promise<Part[]> {
  // In this order: what is packed between the two is then in both, and not in neither.
  const changed = await changes()
  const stored = await indexed()
  if (both?.stored !== stored || both.changed !== changed) {
    const { docs, index } = changed
    const hidden = docs.size > 0 ? { hidden: Uint8Array.from(stored.packed.ids, (id) => Number(docs.has(id))) } : {}
    both = { stored, changed, parts: [{ index: stored, ...hidden }, { index }] }
  }
  return both.parts
}

/** Which index is stored, where there is one of today's shape. */
export async function head(): Promise<string | undefined> {
  const head = await db.index.get('head')
  return head?.shape === SHAPE ? head.made : undefined
}

/** The stored index, read again only when another was stored; an empty one as long as there is none. */
export async function indexed(): Promise<Index> {
  const made = await head()
  if (!made) return EMPTY
  if (base?.made !== made) {
    const packed = (await db.index.get('packed'))?.packed
    if (packed) base = { made, index: opened(packed) }
  }
  return base?.index ?? EMPTY
}

/** What changed since the index was made; only what this page has not read yet is read. */
async function changes(): Promise<typeof fresh> {
  const rows = await db.unindexed.limit(MOST).toArray()
  const unread = rows.filter(({ paperId, write }) => fresh.docs.get(paperId)?.write !== write)
  if (unread.length === 0 && rows.length === fresh.docs.size) return fresh
  const read = await docsOf(unread.map(({ paperId }) => paperId))
  const known = fresh.docs
  const docs = new Map(
    rows.map(({ paperId, write }) => {
      const before = known.get(paperId)
      return [paperId, before?.write === write ? before : { write, doc: read.get(paperId) }]
    }),
  )
  fresh = { docs, index: opened(pack([...docs.values()].flatMap(({ doc }) => doc ?? []))) }
  return fresh
}

/** Those papers that were not deleted, with all that hangs on them. */
export const standing = async (ids: string[]): Promise<Entry[]> =>
  await entriesOf((await db.papers.bulkGet(ids)).flatMap((paper) => (paper && alive(paper) ? paper : [])))

/** What is searched of papers; of those that were deleted nothing. */
export const docsOf = async (ids: string[]): Promise<Map<string, Doc>> =>
  new Map((await standing(ids)).map((entry) => [entry.paper.id, docOf(entry)]))

function docOf(entry: Entry): Doc {
  const said: Said = new Map()
  for (const [field, text] of textsOf(entry)) add(said, field, text)
  return { id: entry.paper.id, said, facts: factsOf(entry) }
}
