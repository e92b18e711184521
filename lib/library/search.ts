import { db, type Unindexed } from '../db'
import type { Entry } from '../entry'
import { type Doc, find, type Index, merged, opened, pack } from '../packed'
import { add, type Said, soughtIn } from '../search'
import { alive, entriesOf, lastTouched } from './queries'

/** Papers read at once while the index is made: some megabytes of memory, and some tens of milliseconds. */
const CHUNK = 500

/** So many changed papers are packed into the index; until then they are read again whenever a screen opens. */
const MANY = 200

/** More changed papers than this, as after an import, are found once they were packed. */
const MOST = 2000

/** The stored index, as this page has it. */
let base: { made: string; index: Index } | undefined

/** The papers that changed since, as this page read them; those that are gone without a document. */
let fresh = { docs: new Map<string, { write: string; doc?: Doc }>(), index: opened(pack([])) }

/**
 * The stored papers in which every word of a query occurs, or a word that begins so: in title, names, abstracts, quotes,
 * comments, notes, tags or identifiers; those with which something was done last first. Without words those touched last.
 */
export async function search(query: string, most: number): Promise<Entry[]> {
  const sought = soughtIn(query)
  if (sought.length === 0) return query.trim() ? [] : await lastTouched(most)
  // In this order: what is packed between the two is then in both, and not in neither.
  const changed = await changes()
  const stored = await indexed()
  const hits = find(
    [
      { index: stored, stale: new Set(changed.docs.keys()) },
      { index: changed.index, stale: new Set() },
    ],
    sought,
  )
  const ids = hits.slice(0, most).map(({ index, number }) => index.packed.ids[number] as string)
  return await entriesOf(await standing(ids))
}

/** The stored index, read again only when another was stored; an empty one as long as there is none. */
async function indexed(): Promise<Index> {
  const made = (await db.index.get('head'))?.made
  if (made && base?.made !== made) {
    const packed = (await db.index.get('packed'))?.packed
    if (packed) base = { made, index: opened(packed) }
  }
  return made && base ? base.index : opened(pack([]))
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

/** Those papers that were not deleted. */
const standing = async (ids: string[]) =>
  (await db.papers.bulkGet(ids)).flatMap((paper) => (paper && alive(paper) ? paper : []))

/** What is searched of papers; of those that were deleted nothing. */
async function docsOf(ids: string[]): Promise<Map<string, Doc>> {
  const papers = await standing(ids)
  return new Map((await entriesOf(papers)).map((entry) => [entry.paper.id, docOf(entry)]))
}

function docOf({ paper, highlights, notes }: Entry): Doc {
  const said: Said = new Map()
  add(said, 'title', paper.title)
  for (const name of [...(paper.authors ?? []), paper.organization, paper.venue]) add(said, 'name', name)
  // What the reader says otherwise than the pages; that is found as well as what they said.
  for (const [field, text] of Object.entries(paper.edits ?? {})) {
    const as = field === 'title' || field === 'abstract' ? field : 'name'
    for (const one of [text].flat()) add(said, as, one)
  }
  for (const { text } of paper.abstracts) add(said, 'abstract', text)
  for (const { exact, comment } of highlights) {
    add(said, 'quote', exact)
    add(said, 'comment', comment)
  }
  for (const { text } of notes) add(said, 'note', text)
  for (const tag of paper.tags ?? []) add(said, 'tag', tag)
  for (const key of paper.keys) add(said, 'identifier', key)
  return { id: paper.id, time: Date.parse(paper.touchedAt ?? paper.createdAt), said }
}

/** How many papers are not searched yet, because the index is still to be made of them. */
export async function unprepared(): Promise<number> {
  if (!(await db.index.get('head'))) return await db.papers.count()
  return Math.max(0, (await db.unindexed.count()) - MOST)
}

/**
 * Makes the index where there is none, and packs into it what changed where that is much. One page at a time does, and it can
 * be closed at any time: what was stored before stays until the new one is whole.
 */
export async function prepare(): Promise<void> {
  await navigator.locks.request('index', async () => {
    // Of an import that is under way more may have come meanwhile than is searched unpacked.
    do await packChanged()
    while ((await unprepared()) > 0)
  })
}

async function packChanged(): Promise<void> {
  const isFirst = !(await db.index.get('head'))
  // Noted before anything is read: what is written meanwhile stays noted.
  const rows = await db.unindexed.toArray()
  if (!isFirst && rows.length < MANY) return
  const ids = isFirst ? await db.papers.toCollection().primaryKeys() : rows.map(({ paperId }) => paperId)
  const packs = isFirst ? [] : [await indexed()]
  const gone = new Set(ids)
  for (let at = 0; at < ids.length; at += CHUNK) {
    const docs = await docsOf(ids.slice(at, at + CHUNK))
    packs.push(opened(pack([...docs.values()])))
    for (const id of docs.keys()) gone.delete(id)
  }
  await store(merged(packs, gone), rows)
}

async function store(packed: Index['packed'], rows: Unindexed[]): Promise<void> {
  const made = crypto.randomUUID()
  await db.transaction('rw', [db.index, db.unindexed], async () => {
    await db.index.bulkPut([
      { id: 'packed', made, packed },
      { id: 'head', made },
    ])
    const now = await db.unindexed.bulkGet(rows.map(({ paperId }) => paperId))
    const done = rows.filter(({ write }, at) => now[at]?.write === write)
    await db.unindexed.bulkDelete(done.map(({ paperId }) => paperId))
  })
}
