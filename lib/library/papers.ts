import { areNumberedApart, isFuller, isTitleKey } from '../likeness'
import { type Abstract, MOST, type Paper, type PaperFacts } from '../paper'
import { statuses } from '../status'
import { bothTags } from '../tag'
import { isCurrent } from '../versions'
import { fold } from '../words'

/** A paper as a page tells it, before it is stored. */
export function paperOf({ abstract: _abstract, upvotes: _upvotes, comments: _comments, ...facts }: PaperFacts) {
  return pick({ ...facts, id: crypto.randomUUID(), abstracts: [], counts: {} })
}

/**
 * One record of two: what `paper` says stands, `other` fills its gaps. Keys that `taken` names, of further stored papers,
 * are not taken over but remembered: perhaps those are the same, too.
 */
export function merged(paper: Paper, other: Paper, taken: string[] = []): Paper {
  const names = (other.authors?.length ?? 0) > (paper.authors?.length ?? 0) ? other.authors : paper.authors
  const { deletedAt: _deletedAt, joined: _joined, ...gaps } = other
  const keys = together(paper.keys, less(other.keys, taken))
  const apart = [...new Set([...(paper.apart ?? []), ...(other.apart ?? [])])]
  const claimed = together(paper.claimed ?? [], [...(other.claimed ?? []), ...shared(other.keys, taken)])
  return pick({
    ...gaps,
    ...paper,
    title: isPlaceholder(paper) ? other.title : paper.title,
    ...(names && { authors: names }),
    keys,
    links: { ...other.links, ...paper.links },
    counts: { ...other.counts, ...paper.counts },
    abstracts: [
      ...paper.abstracts,
      ...other.abstracts.filter(({ id }) => !paper.abstracts.some((abstract) => abstract.id === id)),
    ].slice(0, MOST.abstracts),
    edits: (paper.edits || other.edits) && { ...other.edits, ...paper.edits },
    tags: some(bothTags(paper.tags ?? [], other.tags ?? []).slice(0, MOST.tags)),
    apart: some(less(apart, keys)),
    claimed: some(less(claimed, keys)),
  })
}

/** How far the reader is with one or the other of two papers. */
export const further = (one: Paper, other: Paper) =>
  statuses.findLast((status) => status === one.status || status === other.status)

/** How many texts of an abstract pages may leave here by being looked at: the other half is for what is highlighted. */
const SEEN = MOST.abstracts / 2

type Fillable = Omit<Paper, 'rev' | 'createdAt' | 'updatedAt'>

/**
 * The paper with its gaps filled by what a page says; undefined when the page tells nothing new. What is stored stands,
 * except that a fuller list of names, a more exact date and newer counts take the place of what they only make fuller.
 * Keys that `taken` names are another stored paper's: that the two are one is never taken from a page alone, because authors
 * write each other's identifiers into their own records. It is remembered, for the reader to say.
 */
export function filled<P extends Fillable>(
  paper: P,
  facts: PaperFacts,
  site: string,
  at: string,
  taken: string[] = [],
): P | undefined {
  const next = { ...paper }
  if (isPlaceholder(paper)) next.title = facts.title
  const given = fitting(paper.keys, facts.keys)
  next.keys = together(paper.keys, less(given, taken))
  const claimed = less(shared(given, taken), paper.apart ?? [])
  if (claimed.length > 0) next.claimed = together(paper.claimed ?? [], claimed)
  next.links = { ...facts.links, ...paper.links }
  if (facts.authors && isFuller(facts.authors, paper.authors ?? [])) next.authors = facts.authors
  next.authorCount = paper.authorCount ?? facts.authorCount
  next.organization = paper.organization ?? facts.organization
  next.venue = paper.venue ?? facts.venue
  if (!paper.date || (facts.date?.startsWith(paper.date) ?? false)) next.date = facts.date ?? paper.date
  const { upvotes, comments } = facts
  if (upvotes !== undefined || comments !== undefined) {
    next.counts = { ...paper.counts, [site]: { ...paper.counts[site], ...pick({ upvotes, comments }) } }
  }
  if (facts.abstract) next.abstracts = withAbstract(paper.abstracts, facts.abstract, site, at, SEEN).abstracts
  const was = JSON.stringify(pick(paper))
  return JSON.stringify(pick(next)) === was ? undefined : pick(next)
}

/** Whether a title is but an identifier: all that the address of a PDF tells. */
const isPlaceholder = ({ keys, title }: Pick<Paper, 'keys' | 'title'>) => keys.includes(title.toLowerCase())

/**
 * The abstracts with this text among them, and its id. Texts that are shown word for word again are kept once; one that its
 * site had replaced is its newest again. No id when there are `most`: the quote then says by itself where it stood.
 */
export function withAbstract(abstracts: Abstract[], text: string, site: string, at: string, most = MOST.abstracts) {
  const folded = fold(text)
  const known = abstracts.find((abstract) => abstract.text === text || fold(abstract.text) === folded)
  if (known && isCurrent(known, abstracts)) return { abstracts, id: known.id }
  if (known) {
    const again = { ...known, site, seenAt: at }
    return { abstracts: abstracts.map((abstract) => (abstract === known ? again : abstract)), id: known.id }
  }
  if (abstracts.length >= most) return { abstracts, id: undefined }
  const added = { id: crypto.randomUUID(), text, site, seenAt: at }
  return { abstracts: [...abstracts, added], id: added.id }
}

/** Keys of one paper; that of its title only where there is no other. */
function together(keys: string[], more: string[]): string[] {
  const all = [...new Set([...keys, ...more])]
  const strong = all.filter((key) => !isTitleKey(key))
  return (strong.length > 0 ? strong : all).slice(0, MOST.keys)
}

/**
 * Those of a page's keys that can be a paper's, too. A second arXiv identifier, or a second DOI, is that of another paper: with
 * one a page could have the reader's notes on that one written on this one.
 */
function fitting(keys: string[], more: string[]): string[] {
  const all = [...keys]
  for (const key of more) if (!areNumberedApart(all, [key])) all.push(key)
  return all
}

const less = (keys: string[], others: string[]) => keys.filter((key) => !others.includes(key))
const shared = (keys: string[], others: string[]) => keys.filter((key) => others.includes(key))
const some = (texts: string[]) => (texts.length > 0 ? texts : undefined)

/** Without the fields that are undefined, which JSON and IndexedDB would treat differently. */
function pick<R extends object>(record: R): R {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as R
}
