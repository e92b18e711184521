import type { Entry } from '../entry'
import { asEdited, type Paper } from '../paper'
import { fold } from '../words'
import { ownNames } from './own-names'

/** A name as CSL has it: in two parts, or, where it cannot be told which is which, whole. */
export type CslName =
  | { family: string; given: string; suffix?: string; 'non-dropping-particle'?: string }
  | { literal: string }

/** A paper as the Citation Style Language knows it (CSL 1.0.2, csl-data.json): what all reference managers read. */
export interface CslItem {
  id: string
  type: 'article' | 'article-journal' | 'paper-conference' | 'document'
  title: string
  author?: CslName[]
  issued?: { 'date-parts': number[][] }
  'container-title'?: string
  publisher?: string
  number?: string
  DOI?: string
  PMID?: string
  PMCID?: string
  URL?: string
  abstract?: string
  keyword?: string
  annote?: string
  note?: string
  /** What CSL has no field for (csl-data.json, `custom`). */
  custom?: Record<string, unknown>
}

/** The papers as CSL items, each with an id of its own, such as `tern2026tides`. */
export function cslItems(entries: Entry[]): CslItem[] {
  const ownId = ownNames('_')
  return entries.map(({ paper }) => {
    const item = cslItem(paper)
    return { ...item, id: ownId(item.id) }
  })
}

/** A paper as a CSL item, with what the reader says of it in the place of what pages said. */
export function cslItem({ edits, abstracts = [], ...said }: CslPaper): CslItem {
  const { keys, title, authors = [], venue, date, links, tags } = asEdited(said, edits)
  const key = (kind: string) => identifier({ keys }, kind)
  const arxiv = key('arxiv')
  // arXiv registers a DOI for each of its papers (2022, and for all before).
  const doi = key('doi') ?? (arxiv && `10.48550/arXiv.${arxiv}`)
  const abstract = edits?.abstract ?? abstracts.toSorted((a, b) => b.seenAt.localeCompare(a.seenAt))[0]?.text
  const url = links.page ?? links.pdf
  const names = authors.map(nameOf)
  const [year, month, day] = (date ?? '').split('-').map(Number)
  return {
    id: idOf(names[0], date, title) || (keys[0] ?? 'paper').replace(/[^a-z0-9]+/gi, '_'),
    ...kindOf(venue && fold(venue), keys),
    title: fold(title),
    ...(names.length > 0 && { author: names }),
    ...(year && { issued: { 'date-parts': [[year, month, day].filter((part) => part !== undefined)] } }),
    ...(doi && { DOI: doi }),
    ...(key('pmid') && { PMID: key('pmid') }),
    ...(key('pmcid') && { PMCID: key('pmcid') }),
    ...(url && { URL: url }),
    ...(abstract && { abstract: fold(abstract) }),
    // Keywords are separated by commas, by some readers at semicolons: a tag can hold neither here.
    ...(tags?.length && { keyword: tags.map((tag) => fold(tag.replace(/[,;]/g, ' '))).join(',') }),
  }
}

/** A paper's identifier of a kind (`doi`, `arxiv`), without the kind. */
export const identifier = ({ keys }: Pick<Paper, 'keys'>, kind: string): string | undefined =>
  keys.find((one) => one.startsWith(`${kind}:`))?.slice(kind.length + 1)

/** What is needed of a paper, stored or on a page. */
type CslPaper = Pick<Paper, 'keys' | 'title' | 'authors' | 'venue' | 'date' | 'links' | 'tags' | 'edits'> & {
  abstracts?: Paper['abstracts']
}

/** Sites whose papers are conference papers, by the kind of their identifiers. */
const MEETINGS = /^(acl|cvf|neurips|neuripsvirtual|pmlr|openreview):/
const MEETING =
  /\b(proc|proceedings|conference|conf|workshop|symposium|meeting|congress|advances in neural|neurips|nips|icml|iclr|cvpr|iccv|eccv|wacv|acl|naacl|emnlp|eacl|coling|aaai|ijcai|aistats|uai|colt|corl|rss|icra|iros|interspeech|icassp|kdd|sigir|chi|siggraph|www)\b/i
const SERVER = /^(arxiv|biorxiv|medrxiv|ssrn|preprints)\b/i

/** What kind of a publication it is, as far as the venue and the identifiers tell. */
function kindOf(
  venue: string | undefined,
  keys: string[],
): Pick<CslItem, 'type' | 'container-title' | 'publisher' | 'number'> {
  const arxiv = keys.find((key) => key.startsWith('arxiv:'))
  if (venue && !SERVER.test(venue)) {
    const type = MEETING.test(venue) || keys.some((key) => MEETINGS.test(key)) ? 'paper-conference' : 'article-journal'
    return { type, 'container-title': venue }
  }
  if (arxiv) return { type: 'article', publisher: 'arXiv', number: `arXiv:${arxiv.slice(6)}` }
  return venue ? { type: 'article', publisher: venue } : { type: 'document' }
}

const SUFFIX = /^(jr|sr|ii|iii|iv)\.?$/i
const PARTICLE = /^(von|van|der|den|de|del|della|di|da|dos|du|la|le|ten|ter|zu|zur|al|el|bin|ibn)$/i

/** A name as pages write it, in its parts: "Ada B. Tern", "Tern, Ada", "Ludwig van Beethoven"; one word, and CJK, whole. */
function nameOf(said: string): CslName {
  const text = fold(said)
  const [family = '', given, ...more] = text.split(/\s*,\s*/)
  if (given && more.length === 0 && !SUFFIX.test(given)) return { family, given }
  const parts = text.split(' ')
  const suffix = parts.length > 2 && SUFFIX.test(parts.at(-1) as string) ? parts.pop() : undefined
  if (parts.length < 2 || more.length > 0) return { literal: text }
  const last = (parts.pop() as string).replace(/,$/, '')
  const before: string[] = []
  while (parts.length > 1 && PARTICLE.test(parts.at(-1) as string)) before.unshift(parts.pop() as string)
  return {
    family: last,
    given: parts.join(' ').replace(/,$/, ''),
    ...(suffix && { suffix }),
    ...(before.length > 0 && { 'non-dropping-particle': before.join(' ') }),
  }
}

/** A short id that says which paper it is, in letters and digits that every tool takes; empty where there are none. */
function idOf(name: CslName | undefined, date: string | undefined, title: string): string {
  const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const word = plain(title)
    .split(/[^a-z0-9]+/)
    .find((one) => one.length > 3)
  const family =
    name &&
    plain('family' in name ? name.family : name.literal)
      .replace(/[^a-z0-9]/g, '')
      .slice(0, 30)
  return word || family ? [family, date?.slice(0, 4), word].filter(Boolean).join('') : ''
}
