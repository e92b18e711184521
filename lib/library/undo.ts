import type { Changed } from '../act'
import { db } from '../db'
import type { Change, JournalEntry } from '../journal'
import type { Paper } from '../paper'
import { having } from './having'
import { join, separate } from './join'
import { printOf, wordsOf } from './own'
import { alive } from './queries'
import { headsOf } from './recognize'
import { restored, same } from './restored'
import { type Records, Refusal, type Writing, write } from './write'

/** What the reader says of a paper. The rest are facts, which stay when the act that brought them is taken back. */
const READERS_OWN = ['status', 'edits', 'tags', 'apart', 'deletedAt']

/** What no undo needs to restore: what every change touches, and where a record hangs, which is for joins to say. */
const NOT_RESTORED: ReadonlySet<string> = new Set(['rev', 'createdAt', 'updatedAt', 'paperId', 'origin'])

/**
 * Takes an act back, as a new act: what it made is deleted, each field that it changed stands as before, and what it joined
 * is separated. Refused when such a field was changed again since, because that change would be lost; of an import that stays, and
 * the rest goes, facts too. What was written in parts is taken back in parts, the last one first. Done twice it is done once.
 */
export async function undo(id: string) {
  let next: string | undefined = id
  let last: string | undefined
  let entry: string | undefined
  let change: Changed | undefined
  while (next) {
    const part: Awaited<ReturnType<typeof undoPart>> = await undoPart(next, id, last)
    last = part.entry ?? part.value.undoing ?? last
    if (part.entry) entry = last
    change = part.change ?? change
    next = part.value.next
  }
  return { value: {}, entry, change }
}

/** Takes one entry of the journal back, and returns the one that it follows; and by which it was undone, if it was. */
async function undoPart(id: string, asked: string, follows?: string) {
  const work = async (writing: Writing): Promise<{ next?: string; undoing?: string }> => {
    const entry = await db.journal.get(id)
    // The journal is bounded: the parts from before may be forgotten already.
    if (!entry && id !== asked) return {}
    if (!entry) throw new Refusal('gone', `The journal has no act ${id}.`)
    if (entry.undoneBy) return { next: entry.follows, undoing: (await db.journal.get(entry.undoneBy))?.id }
    const isImport = (await firstOf(entry)).act === 'import'
    if (isImport) await undoImport(writing, entry)
    else for (const change of entry.changes.toReversed()) await undoChange(writing, change, false)
    writing.undoes = id
    await db.journal.update(id, { undoneBy: writing.id })
    return { next: entry.follows }
  }
  return await write('undo', work, follows)
}

/** The act that was done before it was undone, and done again, and so on. */
async function firstOf(entry: JournalEntry): Promise<JournalEntry> {
  const before = entry.undoes && (await db.journal.get(entry.undoes))
  return before ? await firstOf(before) : entry
}

/** Takes back what a part of an import did, or its undoing: of thousands of records those that it made or deleted at once. */
async function undoImport(writing: Writing, entry: JournalEntry): Promise<void> {
  await discardMade(writing, 'highlights', entry)
  await discardMade(writing, 'notes', entry)
  await revive(writing, 'papers', entry)
  for (const change of entry.changes.toReversed()) {
    if (change.before || ('join' in change && change.join)) await undoChange(writing, change, true)
  }
  await discardMade(writing, 'papers', entry)
  await revive(writing, 'highlights', entry)
  await revive(writing, 'notes', entry)
}

/** Deletes the records that an import made, but those in which the reader changed something since, on which they wrote, or which have become others too. */
async function discardMade<T extends keyof Records>(writing: Writing, table: T, entry: JournalEntry): Promise<void> {
  const made = new Map(Object.entries(entry.made?.[table] ?? {}))
  // Until November 2026 an entry had a copy of each.
  for (const { table: of, before, after, ...change } of entry.changes)
    if (of === table && !before && !('join' in change)) made.set(after.id, printOf(after))
  const ids = [...made.keys()]
  const records = await having<Records[T]>(db[table] as never, 'id', ids)
  const hanging = [db.highlights, db.notes].map((of) =>
    table === 'papers' ? having<Hanging>(of as never, 'paperId', ids) : [],
  )
  const written = new Set(
    (await Promise.all(hanging))
      .flat()
      .filter(alive)
      .map(({ paperId }) => paperId),
  )
  // What was joined into a paper since would go with it, and be in no list any more.
  const whole = new Set(table === 'papers' ? await db.papers.orderBy('joined.into').keys() : [])
  await writing.discard(
    table,
    records.filter(
      (now) => alive(now) && printOf(now) === made.get(now.id) && !written.has(now.id) && !whole.has(now.id),
    ),
  )
}

type Hanging = Records['highlights' | 'notes']

/** Brings back what went when an import was taken back, and was not deleted or brought back otherwise since. */
async function revive<T extends keyof Records>(writing: Writing, table: T, entry: JournalEntry): Promise<void> {
  const records = await having<Records[T]>(db[table] as never, 'id', entry.deleted?.[table] ?? [])
  const gone = records.filter(({ deletedAt }) => deletedAt === entry.at)
  const back = gone.map(({ deletedAt: _deletedAt, ...one }) => {
    const record = { ...one, rev: one.rev + 1, updatedAt: writing.at } as unknown as Records[T]
    return { record }
  })
  await writing.add(table, back)
  const on = new Set(back.flatMap(({ record }) => ('paperId' in record ? record.paperId : [])))
  const papers = await having(db.papers, 'id', [...on])
  for (const { id, deletedAt } of papers) if (deletedAt) await bringBack(writing, id)
}

async function undoChange(writing: Writing, change: Change, isImport: boolean): Promise<void> {
  if (change.table === 'sightings') return await undoSighting(writing, change)
  const { table, before, after } = change
  const now = await db[table].get(after.id)
  if (!now && isImport) return
  if (!now) throw new Refusal('gone', `The ${table.slice(0, -1)} ${after.id} is not stored any more.`)
  const isWritten = wordsOf(now) !== wordsOf(after)
  if (change.join) {
    if (change.join === after.id) await undoJoin(writing, change as PaperChange, now as Paper)
  } else if (before) {
    const next = isImport ? withoutImport(before, after, now) : inverse(table, before, after, now)
    if (table === 'papers' && !now.deletedAt && (await isWrittenOn(now.id))) delete next.deletedAt
    if ('abstracts' in next && 'abstracts' in now) next.abstracts = await withTexts(next, now)
    if (isWritten && next.deletedAt && !now.deletedAt) {
      if (!isImport) throw writtenSince(table)
      delete next.deletedAt
    }
    if (same(next, now)) return
    if ('joined' in now && !('joined' in before)) {
      if (isImport) return
      throw new Refusal('changed', `The paper ${now.id} was joined into another one since.`)
    }
    await writing.put(table, next)
    if ('paperId' in next && !next.deletedAt) await bringBack(writing, next.paperId)
  } else if (isWritten) {
    throw writtenSince(table)
  } else if (!now.deletedAt && (table !== 'papers' || (await isBare(now as Paper)))) {
    // A tombstone, not an erasure: this too can be taken back.
    await writing.put(table, { ...now, deletedAt: writing.at })
  }
}

const writtenSince = (table: string) =>
  new Refusal('changed', `Something was written in this ${table.slice(0, -1)} since.`)

/** One that was dropped or forgotten since is made again only where the reader had skipped it. */
async function undoSighting(writing: Writing, { before, after }: Extract<Change, { table: 'sightings' }>) {
  const now = await db.sightings.get(after.key)
  if (before && (now || before.skipped)) {
    await writing.putSighting(now ?? after, inverse('sightings', before, after, now ?? after))
  }
}

type PaperChange = Extract<Change, { table: 'papers' }>

/** Takes back that a record went into another one, or that it came back from there, unless that was done meanwhile. */
async function undoJoin(writing: Writing, { before, after }: PaperChange, now: Paper) {
  if (after.joined) {
    if (now.joined?.into === after.joined.into) await separate(writing, now)
    return
  }
  const into = before?.joined && !now.deletedAt && (await db.papers.get(before.joined.into))
  const head = into && (await headsOf([into])).get(into.id)
  if (head && head.id !== now.id) await join(writing, head, now)
}

/** Brings back a paper that was deleted since, when words of the reader's stand on it again: there nobody would see them. */
async function bringBack(writing: Writing, paperId: string) {
  const { deletedAt, ...paper } = (await db.papers.get(paperId)) as Paper
  if (deletedAt && !paper.joined) await writing.put('papers', paper)
}

/** The record as it stands now, with what an import brought as it was before, unless that was changed since. */
function withoutImport<R extends object>(before: R, after: R, now: R): R {
  const fields = Object.keys({ ...before, ...after }).filter(
    (field) => !NOT_RESTORED.has(field) && field !== 'touchedAt',
  )
  return restored({ before, after }, now, fields)
}

/** A paper's abstracts, and those that it has now in which words are highlighted: deleted ones too, they may come back. */
async function withTexts({ id, abstracts }: Paper, now: Paper): Promise<Paper['abstracts']> {
  if (abstracts === now.abstracts) return abstracts
  const used = new Set((await db.highlights.where({ paperId: id }).toArray()).map(({ abstractId }) => abstractId))
  const had = new Set(abstracts.map((one) => one.id))
  return [...abstracts, ...now.abstracts.filter((one) => used.has(one.id) && !had.has(one.id))]
}

/** The record as it stands now, with the fields that an act changed as they were before it. */
function inverse<R extends object>(table: string, before: R, after: R, now: R): R {
  const fields = table === 'papers' ? READERS_OWN : Object.keys({ ...before, ...after })
  return restored(
    { before, after },
    now,
    fields.filter((field) => !NOT_RESTORED.has(field)),
    (field) => {
      throw new Refusal('changed', `The ${field} of this ${table.slice(0, -1)} was changed again since.`)
    },
  )
}

/** Whether nothing of the reader's hangs on a paper, and it is no other's part. */
const isBare = async ({ id, status, edits, tags, joined }: Paper): Promise<boolean> =>
  !status && !edits && !tags?.length && !joined && !(await isWrittenOn(id))

/** Whether words of the reader's hang on a paper. It is not deleted under them. */
async function isWrittenOn(paperId: string): Promise<boolean> {
  const highlights = await db.highlights.where({ paperId }).filter(alive).count()
  return highlights > 0 || (await db.notes.where({ paperId }).filter(alive).count()) > 0
}
