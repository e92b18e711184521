import type { OnPaper } from '../act'
import { db } from '../db'
import type { Paper, PaperFacts } from '../paper'
import type { Writing } from './write'

/** The stored papers that share a key with these, oldest first; more than one when a page shows that two are the same. */
export async function papersOf(keys: string[]): Promise<Paper[]> {
  if (keys.length === 0) return []
  const found = await db.papers.where('keys').anyOf(keys).distinct().toArray()
  return found.filter((paper) => !paper.deletedAt).sort((a, b) => a.createdAt.localeCompare(b.createdAt))
}

/** The stored paper that an act is on, stored now when it was not, with its gaps filled by what the page knows. */
export async function paperFor(writing: Writing, on: OnPaper): Promise<Paper> {
  if ('id' in on) return await writing.get('papers', on.id)
  const [first, ...others] = await papersOf(on.facts.keys)
  if (!first) {
    const { abstract: _abstract, upvotes: _upvotes, comments: _comments, ...facts } = on.facts
    const paper = pick({ ...facts, id: crypto.randomUUID(), abstracts: [], counts: {} })
    return await writing.put('papers', filled(paper, on.facts, on.site, writing.at) ?? paper)
  }
  let paper = first
  for (const other of others) paper = await join(writing, paper, other)
  const fuller = filled(paper, on.facts, on.site, writing.at)
  return fuller ? await writing.putFacts(fuller) : paper
}

/** Moves all that hangs on `other` to `paper`, which gets its keys, texts and facts; `other` becomes a tombstone. */
export async function join(writing: Writing, paper: Paper, other: Paper): Promise<Paper> {
  const moved = { paperId: paper.id }
  for (const highlight of await db.highlights.where({ paperId: other.id }).toArray()) {
    await writing.put('highlights', { ...highlight, ...moved })
  }
  for (const note of await db.notes.where({ paperId: other.id }).toArray()) {
    await writing.put('notes', { ...note, ...moved })
  }
  await writing.put('papers', { ...other, deletedAt: writing.at })
  return await writing.put('papers', joined(paper, other))
}

/** One record of two: what `paper` says stands, `other` fills its gaps. */
export function joined(paper: Paper, other: Paper): Paper {
  const names = (other.authors?.length ?? 0) > (paper.authors?.length ?? 0) ? other.authors : paper.authors
  return {
    ...other,
    ...paper,
    title: isPlaceholder(paper) ? other.title : paper.title,
    ...(names && { authors: names }),
    keys: [...new Set([...paper.keys, ...other.keys])],
    links: { ...other.links, ...paper.links },
    counts: { ...other.counts, ...paper.counts },
    abstracts: [
      ...paper.abstracts,
      ...other.abstracts.filter((text) => !paper.abstracts.some((a) => a.id === text.id)),
    ],
  }
}

type Fillable = Omit<Paper, 'rev' | 'createdAt' | 'updatedAt'>

/**
 * The paper with its gaps filled by what a page says; undefined when the page tells nothing new. What is stored stands,
 * except that a fuller list of names, a more exact date and newer counts take the place of what they only make fuller.
 */
export function filled<P extends Fillable>(paper: P, facts: PaperFacts, site: string, at: string): P | undefined {
  const next = { ...paper }
  if (isPlaceholder(paper)) next.title = facts.title
  next.keys = [...new Set([...paper.keys, ...facts.keys])]
  next.links = { ...facts.links, ...paper.links }
  if ((facts.authors?.length ?? 0) > (paper.authors?.length ?? 0)) next.authors = facts.authors
  next.authorCount = paper.authorCount ?? facts.authorCount
  next.organization = paper.organization ?? facts.organization
  next.venue = paper.venue ?? facts.venue
  if (!paper.date || (facts.date?.startsWith(paper.date) ?? false)) next.date = facts.date ?? paper.date
  const { upvotes, comments } = facts
  if (upvotes !== undefined || comments !== undefined) {
    next.counts = { ...paper.counts, [site]: { ...paper.counts[site], ...pick({ upvotes, comments }) } }
  }
  if (facts.abstract) next.abstracts = withAbstract(paper.abstracts, facts.abstract, site, at).abstracts
  const was = JSON.stringify(pick(paper))
  return JSON.stringify(pick(next)) === was ? undefined : pick(next)
}

/** Whether a title is but an identifier: all that the address of a PDF tells. */
const isPlaceholder = ({ keys, title }: Pick<Paper, 'keys' | 'title'>) => keys.includes(title.toLowerCase())

/** The abstracts with this text among them, and its id. Texts that a site shows word for word again are kept once. */
export function withAbstract(abstracts: Paper['abstracts'], text: string, site: string, at: string) {
  const known = abstracts.find((abstract) => abstract.text === text)
  if (known) return { abstracts, id: known.id }
  const added = { id: crypto.randomUUID(), text, site, seenAt: at }
  return { abstracts: [...abstracts, added], id: added.id }
}

/** Without the fields that are undefined, which JSON and IndexedDB would treat differently. */
function pick<R extends object>(record: R): R {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as R
}
