import type { OnPaper } from '../act'
import { db } from '../db'
import { MOST, type Paper, type PaperFacts } from '../paper'
import type { Writing } from './write'

/** The stored papers that share a key with these, in the order of the keys that they share. */
export async function papersOf(keys: string[]): Promise<Paper[]> {
  if (keys.length === 0) return []
  const found = await db.papers.where('keys').anyOf(keys).distinct().toArray()
  const place = (paper: Paper) => keys.findIndex((key) => paper.keys.includes(key))
  return found.filter((paper) => !paper.deletedAt).sort((a, b) => place(a) - place(b))
}

/** The stored paper that an act is on, stored now when it was not, with its gaps filled by what the page knows. */
export async function paperFor(writing: Writing, on: OnPaper): Promise<Paper> {
  if ('id' in on) return await writing.get('papers', on.id)
  const [stored, ...others] = await papersOf(on.facts.keys)
  if (stored) {
    const fuller = filled(stored, without(on.facts, others), on.site, writing.at)
    return fuller ? await writing.putFacts(fuller) : stored
  }
  const { abstract: _abstract, upvotes: _upvotes, comments: _comments, ...facts } = on.facts
  const paper = pick({ ...facts, id: crypto.randomUUID(), abstracts: [], counts: {} })
  return await writing.put('papers', filled(paper, on.facts, on.site, writing.at) ?? paper)
}

/**
 * What a page says of a paper, less the keys of other stored papers. That two stored papers are one is never taken from a
 * page alone: authors write each other's identifiers into their own records.
 */
export function without(facts: PaperFacts, others: Paper[]): PaperFacts {
  const taken = new Set(others.flatMap((paper) => paper.keys))
  return { ...facts, keys: facts.keys.filter((key) => !taken.has(key)) }
}

/** One record of two: what `paper` says stands, `other` fills its gaps. */
export function joined(paper: Paper, other: Paper): Paper {
  const names = (other.authors?.length ?? 0) > (paper.authors?.length ?? 0) ? other.authors : paper.authors
  const { deletedAt: _deletedAt, ...gaps } = other
  return {
    ...gaps,
    ...paper,
    title: isPlaceholder(paper) ? other.title : paper.title,
    ...(names && { authors: names }),
    keys: together(paper.keys, other.keys),
    links: { ...other.links, ...paper.links },
    counts: { ...other.counts, ...paper.counts },
    abstracts: [
      ...paper.abstracts,
      ...other.abstracts.filter(({ id }) => !paper.abstracts.some((abstract) => abstract.id === id)),
    ].slice(0, MOST.abstracts),
  }
}

/** How many texts of an abstract pages may leave here by being looked at; what is highlighted is kept beyond that. */
const SEEN = 20

type Fillable = Omit<Paper, 'rev' | 'createdAt' | 'updatedAt'>

/**
 * The paper with its gaps filled by what a page says; undefined when the page tells nothing new. What is stored stands,
 * except that a fuller list of names, a more exact date and newer counts take the place of what they only make fuller.
 */
export function filled<P extends Fillable>(paper: P, facts: PaperFacts, site: string, at: string): P | undefined {
  const next = { ...paper }
  if (isPlaceholder(paper)) next.title = facts.title
  next.keys = together(paper.keys, facts.keys)
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
  if (facts.abstract && paper.abstracts.length < SEEN) {
    next.abstracts = withAbstract(paper.abstracts, facts.abstract, site, at).abstracts
  }
  const was = JSON.stringify(pick(paper))
  return JSON.stringify(pick(next)) === was ? undefined : pick(next)
}

/** Whether a title is but an identifier: all that the address of a PDF tells. */
const isPlaceholder = ({ keys, title }: Pick<Paper, 'keys' | 'title'>) => keys.includes(title.toLowerCase())

/**
 * The abstracts with this text among them, and its id. Texts that a site shows word for word again are kept once. No id when
 * there are as many as there may be: the quote then says by itself where it stood.
 */
export function withAbstract(abstracts: Paper['abstracts'], text: string, site: string, at: string) {
  const known = abstracts.find((abstract) => abstract.text === text)
  if (known) return { abstracts, id: known.id }
  if (abstracts.length >= MOST.abstracts) return { abstracts, id: undefined }
  const added = { id: crypto.randomUUID(), text, site, seenAt: at }
  return { abstracts: [...abstracts, added], id: added.id }
}

const together = (keys: string[], more: string[]) => [...new Set([...keys, ...more])].slice(0, MOST.keys)

/** Without the fields that are undefined, which JSON and IndexedDB would treat differently. */
function pick<R extends object>(record: R): R {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as R
}
