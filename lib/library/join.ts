import { db } from '../db'
import type { Highlight } from '../highlight'
import type { Note } from '../note'
import type { Paper } from '../paper'
import { further, merged } from './papers'
import { headsOf } from './recognize'
import { restored } from './restored'
import { Refusal, type Writing } from './write'

/**
 * Makes one record of two: everything of `other` goes into `paper`, highlights and notes with it. The other record stays as
 * it was, among what was deleted, and says where it went.
 */
export async function join(writing: Writing, paper: Paper, other: Paper): Promise<Paper> {
  const status = further(paper, other)
  const whole = await writing.put('papers', { ...merged(paper, other), ...(status && { status }) }, other.id)
  for (const { table, record } of await writtenOn(other.id)) {
    const moved = { ...record, paperId: paper.id, origin: record.origin ?? other.id }
    await writing.put(table, moved as Highlight & Note, other.id)
  }
  const joined = { into: paper.id, entry: writing.id }
  await writing.put('papers', { ...other, deletedAt: writing.at, joined }, other.id)
  return whole
}

/**
 * Takes a join back: the record lives again, with its keys and with what was written on it before and since. What it brought
 * to the other leaves that one, unless it was changed since or a highlight stands in it.
 */
export async function separate(writing: Writing, gone: Paper): Promise<void> {
  const { deletedAt: _deletedAt, joined, ...alone } = gone
  if (!joined) return
  const into = await recordOf(joined.into)
  if (into.joined) {
    // What it went into went further: that is taken back first, and then done again.
    await separate(writing, into)
    await separate(writing, gone)
    await join(writing, await recordOf(into.joined.into), await recordOf(into.id))
    return
  }
  await writing.put('papers', alone, gone.id)
  await takeBack(writing, into.id, gone.id)
  const entry = await db.journal.get(joined.entry)
  const change = entry?.changes.findLast(
    (one) => one.table === 'papers' && one.join === gone.id && one.after.id === into.id,
  )
  if (change?.table !== 'papers' || !change.before) {
    throw new Refusal('gone', `The journal does not tell how the paper ${gone.id} went into ${into.id}.`)
  }
  await writing.put('papers', await without(gone, into, change.before, change.after), gone.id)
}

/** What one record says of a paper and another may bring; keys and abstracts are told apart one by one. */
const BROUGHT = [
  ...['title', 'authors', 'authorCount', 'organization', 'venue', 'date', 'links', 'counts'],
  ...['status', 'edits', 'tags', 'apart', 'claimed'],
]

/** A paper less what another one brought when it was joined into it. */
async function without(gone: Paper, paper: Paper, before: Paper, after: Paper): Promise<Paper> {
  const highlights = await db.highlights.where({ paperId: paper.id }).toArray()
  const own = new Set([...before.abstracts.map(({ id }) => id), ...highlights.map(({ abstractId }) => abstractId)])
  const theirs = new Set(gone.abstracts.map(({ id }) => id))
  const left = paper.keys.filter((key) => !gone.keys.includes(key))
  return {
    ...restored({ before, after }, paper, BROUGHT),
    keys: [...new Set([...before.keys, ...left])],
    abstracts: paper.abstracts.filter(({ id }) => own.has(id) || !theirs.has(id)),
  }
}

/** Gives a record that lives again what was made on it, and on what was joined into it. */
async function takeBack(writing: Writing, paperId: string, id: string): Promise<void> {
  const written = await writtenOn(paperId)
  const origins = await db.papers.bulkGet(written.map(({ record }) => record.origin ?? paperId))
  const heads = await headsOf(origins.filter((origin) => origin !== undefined))
  for (const { table, record } of written) {
    const { origin, ...own } = record
    if (!origin || heads.get(origin)?.id !== id) continue
    const moved = { ...own, paperId: id, ...(origin !== id && { origin }) }
    await writing.put(table, moved as Highlight & Note, id)
  }
}

/** Highlights and notes on a paper, deleted ones too. */
async function writtenOn(paperId: string) {
  const highlights = await db.highlights.where({ paperId }).toArray()
  const notes = await db.notes.where({ paperId }).toArray()
  return [
    ...highlights.map((record) => ({ table: 'highlights' as const, record })),
    ...notes.map((record) => ({ table: 'notes' as const, record })),
  ]
}

/** Joins two papers, or what they were joined into by now, on the reader's word. Done twice it is done once. */
export async function joinBoth(writing: Writing, ids: [string, string]): Promise<Paper> {
  const [paper, other] = await bothOf(ids)
  return paper.id === other.id ? paper : await join(writing, paper, other)
}

/** Separates two papers if they were joined, and remembers that they are two. Done twice it is done once. */
export async function setApart(writing: Writing, ids: [string, string]): Promise<void> {
  const [one, other] = await bothOf(ids)
  if (one.id !== other.id) return await remember(writing, one.id, other.id)
  const gone = (await Promise.all(ids.map(recordOf))).find(({ joined }) => joined)
  if (!gone?.joined) return
  await separate(writing, gone)
  // That which it had gone into may have gone further, and come back one day.
  for (const id of new Set([gone.joined.into, one.id])) await remember(writing, id, gone.id)
}

/** Remembers of two papers that they are not one. */
async function remember(writing: Writing, ...ids: [string, string]): Promise<void> {
  for (const [id, otherId] of [ids, ids.toReversed()] as [string, string][]) {
    const [paper, other] = [await recordOf(id), await recordOf(otherId)]
    const apart = [...new Set([...(paper.apart ?? []), ...other.keys])]
    if (apart.length > (paper.apart?.length ?? 0)) await writing.put('papers', { ...paper, apart })
  }
}

async function bothOf(ids: [string, string]): Promise<[Paper, Paper]> {
  const records = await Promise.all(ids.map(recordOf))
  const heads = await headsOf(records)
  const [one, other] = ids.map((id) => {
    const head = heads.get(id)
    if (!head) throw new Refusal('gone', `The paper ${id} was deleted.`)
    return head
  })
  return [one as Paper, other as Paper]
}

async function recordOf(id: string): Promise<Paper> {
  const record = await db.papers.get(id)
  if (!record) throw new Refusal('gone', `The paper ${id} is not stored here.`)
  return record
}
