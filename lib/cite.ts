import type { PaperFacts } from './paper'
import { type Span, segments } from './spans'
import { fold } from './words'

/** Words as a quote, with the paper that they are from on the same line: as much of it as is known. */
export function quotation(words: string, facts: PaperFacts): string {
  const { title, venue, organization, date, links } = facts
  const source = [namesOf(facts), title, venue ?? organization, date?.slice(0, 4), links.page ?? links.pdf]
  return `“${fold(words)}” (${source.flatMap((part) => (part ? [fold(part)] : [])).join(', ')})`
}

/** How many names a citation gives before the rest is "et al.". */
const NAMES = 6

/** A paper as it stands in a list of references: who, when, what, where, and its address; as much of it as is known. */
export function citation(facts: PaperFacts): string {
  const { authors = [], authorCount = 0, title, venue, organization, date, links } = facts
  const names = authors.slice(0, NAMES)
  const more = names.length > 0 && Math.max(authors.length, authorCount) > names.length && 'et al.'
  const year = date && `(${date.slice(0, 4)})`
  const head = [names.join(', '), more, year].filter(Boolean).join(' ')
  const sentences = [head, title, venue ?? organization].flatMap((part) => (part ? [ended(fold(part))] : []))
  const address = addressOf(facts.keys) ?? links.page ?? links.pdf
  return [...sentences, ...(address ? [address] : [])].join(' ')
}

const ended = (sentence: string) => (/[.?!。？！…]$/.test(sentence) ? sentence : `${sentence}.`)

/** Where an identifier leads; undefined for those that lead nowhere by themselves. */
function addressOf(keys: string[]): string | undefined {
  const doi = keys.find((key) => key.startsWith('doi:'))
  if (doi) return `https://doi.org/${encodeURI(doi.slice(4).toWellFormed()).replace(/[?#]/g, encodeURIComponent)}`
  const arxiv = keys.find((key) => key.startsWith('arxiv:'))
  return arxiv && `https://arxiv.org/abs/${arxiv.slice(6)}`
}

/** One author, two, or the first of more; a page may count more than it names. */
export function namesOf({
  authors = [],
  authorCount = 0,
}: Pick<PaperFacts, 'authors' | 'authorCount'>): string | undefined {
  const [first, second] = authors
  const count = Math.max(authors.length, authorCount)
  return first && count > (second ? 2 : 1) ? `${first} et al.` : second ? `${first} and ${second}` : first
}

/** UTF-16 units of a quote up to which a link has it whole; of a longer one it has the first words and the last. */
const WHOLE = 300
/** Units under which a quote may well stand somewhere else on the page, too. */
const SHORT = 20
/** How many words a link names of each end of a long quote, and of what stands beside a short one. */
const ENDS = 5
const BESIDE = 3

/**
 * An address that has a browser show words of a page (WICG, URL Fragment Text Directives): `span` is where they stand in
 * `text`. Undefined for what is no address on the web. Only whole words are found by it: those that the words begin and end in.
 */
export function linkTo(address: string, text: string, span: Span): string | undefined {
  if (!/^https?:/i.test(address)) return
  const words = segments(text, 'word')
  const first = words.findIndex(({ end }) => end > span.start)
  const last = words.findLastIndex(({ start }) => start < span.end)
  if (first < 0 || last < first) return
  const said = (from: number, to: number) =>
    text.slice(words[Math.max(from, 0)]?.start, words[Math.min(to, words.length - 1)]?.end)
  const quote = said(first, last)
  const isLong = quote.length > WHOLE && last - first >= 2 * ENDS
  const parts = isLong ? [said(first, first + ENDS - 1), said(last - ENDS + 1, last)] : [quote]
  const terms = parts.map(encoded)
  if (quote.length < SHORT || text.indexOf(quote) !== text.lastIndexOf(quote)) {
    if (first > 0) terms.unshift(`${encoded(said(first - BESIDE, first - 1))}-`)
    if (last < words.length - 1) terms.push(`-${encoded(said(last + 1, last + BESIDE))}`)
  }
  const [page = ''] = address.split(':~:')
  return `${page}${page.includes('#') ? '' : '#'}:~:text=${terms.join(',')}`
}

/** A term of a text directive: what has a meaning there, `-`, `,` and `&`, may stand in it only encoded. */
const encoded = (words: string) => encodeURIComponent(fold(words).toWellFormed()).replaceAll('-', '%2D')
