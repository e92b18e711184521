import { db } from '../db'
import { type Former, type Highlight, wordsOf } from '../highlight'
import { titleKey } from '../identity'
import { type Identity, isTitleKey, likeness } from '../likeness'
import type { Note } from '../note'
import type { Paper } from '../paper'
import { having } from './having'
import { merged } from './papers'
import { headsOf, type Recognized, recognize } from './recognize'
import { inSlices } from './slices'

/**
 * What comes of a record of a file: it is new, it becomes one with a paper that is stored as another record, the stored record
 * gets what it lacked, or it is stored already, word for word.
 */
export const ways = ['added', 'joined', 'changed', 'same'] as const
export type Way = (typeof ways)[number]

/** A paper of a file beside what is stored. */
export interface WeighedPaper {
  way: Way
  /** What is stored of it where it is a record of its own: what a deleted one of its id had is not lost by it. */
  own: Paper
  /** The stored paper that it is. */
  stored?: Paper
  /** That paper with what the file says; absent where the two are one by their titles alone, and are joined. */
  next?: Paper
  /** The record that is stored under its id, deleted or joined into another one. */
  before?: Paper
  /** The record that is meant: the file's own, the stored paper, or one that was joined into that. */
  meant: string
}

/** What would come of papers of a file, were each of them the only one. `stored`, where it is known, tells what cannot be stored. */
export async function weighPapers(papers: Paper[], stored?: Names): Promise<WeighedPaper[]> {
  const perhaps = stored ? papers.filter((paper) => namesOf(paper).some((name) => stored.has(name))) : papers
  const [own, found] = await Promise.all([
    having(
      db.papers,
      'id',
      perhaps.map(({ id }) => id),
    ),
    recognize(perhaps),
  ])
  const heads = await headsOf(own)
  const before = new Map(own.map((paper) => [paper.id, paper]))
  const recognized = new Map(perhaps.map((paper, at) => [paper, found[at]]))
  return papers.map((paper) => weighed(paper, before.get(paper.id), heads.get(paper.id), recognized.get(paper)))
}

function weighed(paper: Paper, before?: Paper, head?: Paper, found?: Recognized): WeighedPaper {
  const stored = head ?? found?.paper
  // Another paper may have keys of it by now.
  const own = before ? { ...merged(paper, before), keys: paper.keys, rev: revOver(before, paper) } : paper
  const of = { own, ...(before && { before }) }
  if (!stored) return { ...of, way: 'added', meant: paper.id }
  if (!head && found?.by === 'title') return { ...of, way: 'joined', stored, meant: paper.id }
  const others = (found ? [found.paper, ...found.others] : []).filter(({ id }) => id !== stored.id)
  const taken = others.flatMap(({ keys }) => keys)
  const next = merged(stored, paper, taken)
  const way = same(next, stored) ? 'same' : head ? 'changed' : 'joined'
  return { ...of, way, stored, next, meant: head ? paper.id : (found?.record.id ?? stored.id) }
}

/** Of a record that takes the place of a deleted one: who changed that one before is told that this is another. */
const revOver = (before: { rev: number }, record: { rev: number }) => Math.max(record.rev, before.rev + 1)

/** Everything by which a paper of the library can be recognised. */
export type Names = Set<string>

/** A library of more papers is asked for each paper of a file. */
const FEW = 20_000

/**
 * The names of all stored papers, deleted ones too: to ask the database for each paper of a large file takes longer than anything else
 * of an import. Undefined where that would be too many.
 */
export async function storedNames(): Promise<Names | undefined> {
  if ((await db.papers.count()) > FEW) return
  const names: Names = new Set()
  for await (const papers of inSlices(db.papers))
    for (const paper of papers) for (const name of namesOf(paper)) names.add(name)
  return names
}

/** By what a paper can be recognised. */
export const namesOf = ({ id, keys, title }: Paper): string[] => [id, ...keys, titleKey(title) ?? id]

/** Finds papers of a file that are one with an earlier paper of the same file, of which nothing is stored yet. */
export function twins(): (paper: Paper) => boolean {
  const seen = new Map<string, Identity[]>()
  return (paper) => {
    const { keys, title, authors, date } = paper
    const names = namesOf(paper)
    const isTwin = names.some((name) =>
      seen.get(name)?.some((other) => !isTitleKey(name) || likeness(paper, other) === 'same'),
    )
    const identity = { keys, title, ...(authors && { authors }), ...(date && { date }) }
    for (const name of names) seen.set(name, [...(seen.get(name) ?? []).slice(-MOST_TWINS), identity])
    return isTwin
  }
}
const MOST_TWINS = 20

/** A highlight or a note of a file beside what is stored. */
export interface WeighedText<R> {
  way: Way
  /** What is stored then. */
  next: R
  before?: R
}

/** What would come of highlights or notes of a file: what it says otherwise than the stored record is kept as a version. */
export async function weighTexts<T extends 'highlights' | 'notes'>(
  table: T,
  records: (T extends 'highlights' ? Highlight : Note)[],
): Promise<WeighedText<T extends 'highlights' ? Highlight : Note>[]> {
  const all = await having<Highlight | Note>(
    db[table] as never,
    'id',
    records.map(({ id }) => id),
  )
  const stored = new Map(all.map((record) => [record.id, record as (typeof records)[number]]))
  const grown = await wholesOf(all)
  return records.map((record) => {
    const before = stored.get(record.id)
    if (!before) return { way: 'added', next: record }
    const field = table === 'highlights' ? 'comment' : 'text'
    // It is there, as a part of another.
    const isPart = 'comment' in record && grown.get(record.id)?.comment.includes(record.comment)
    if (isPart) return { way: 'same', next: before, before }
    if (before.deletedAt) {
      const next = { ...withText(record, before, field), rev: revOver(before, record) }
      return { way: 'added', next: next as typeof record, before }
    }
    const next = withText(before, record, field)
    return { way: same(next, before) ? 'same' : 'changed', next: next as typeof record, before }
  })
}

const FARTHEST = 100

/** The highlights that others became part of, however often, by the ids of those; of what was deleted since none. */
async function wholesOf(records: (Highlight | Note)[]): Promise<Map<string, Highlight>> {
  const wholes = new Map<string, Highlight>()
  const partsIn = (some: { id: string; whole?: Highlight | Note }[]) =>
    some.flatMap(({ id, whole }) => (whole && 'into' in whole && whole.into ? { id, into: whole.into } : []))
  let parts = partsIn(records.map((whole) => ({ id: whole.id, whole })))
  // Only broken ones lead in a circle.
  for (let far = 0; parts.length > 0 && far < FARTHEST; far++) {
    const found = await db.highlights.bulkGet(parts.map(({ into }) => into))
    const next = parts.map(({ id }, at) => ({ id, whole: found[at] }))
    for (const { id, whole } of next) if (whole && !whole.deletedAt) wholes.set(id, whole)
    parts = partsIn(next)
  }
  return wholes
}

function withText(stored: Highlight | Note, record: Highlight | Note, field: 'comment' | 'text'): Highlight | Note {
  const text = (of: Highlight | Note) => (of as unknown as Record<string, string>)[field] ?? ''
  const [mine, theirs] = [text(stored), text(record)]
  const others = new Set([...(stored.versions ?? []), ...(record.versions ?? []), theirs])
  others.delete(mine || theirs)
  others.delete('')
  const placed = 'exact' in stored && 'exact' in record ? attached(stored, record) : stored
  const next = { ...placed, [field]: mine || theirs }
  if (others.size > 0) next.versions = [...others]
  return next
}

/** The stored highlight, with the file's words where it was attached to those since; what either had is remembered. */
function attached(stored: Highlight, record: Highlight): Highlight {
  const had = ({ was = [] }: Highlight) => was.map((former) => JSON.stringify(wordsOf(former)))
  const [mine, theirs] = [stored, record].map((one) => JSON.stringify(wordsOf(one))) as [string, string]
  if (mine === theirs && !record.was) return stored
  const isLater = had(record).includes(mine) && !had(stored).includes(theirs)
  const was = new Set([...had(stored), ...had(record), mine, theirs])
  was.delete(isLater ? theirs : mine)
  const { abstractId: _abstractId, was: _was, ...kept } = stored
  const words = isLater ? wordsOf(record) : wordsOf(stored)
  return { ...kept, ...words, ...(was.size > 0 && { was: [...was].map((former): Former => JSON.parse(former)) }) }
}

const same = (one: object, other: object) =>
  JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort())
