import { dayIn } from '../day'
import { each } from '../each'
import { arxivId, arxivKey } from '../identity'
import { fields, line, items as list, natural, parsed } from '../json'
import { alone } from '../page'
import type { PaperFacts } from '../paper'
import { regions } from '../region'
import type { Item, Part, Told, Where } from '../site'
import { fold, holder, words } from '../words'

/** Short name in records. */
export const id = 'huggingface'

/** Daily, weekly and monthly papers, trending, search results and single papers (addresses of 2026-03 to 2026-10). */
export const where: Where = {
  name: 'Hugging Face Papers',
  hosts: ['huggingface.co'],
  required: true,
  test: ({ pathname }) => /^\/papers(\/|$)/.test(pathname),
}

/**
 * The papers of a page. Its links tell which are listed, as navigation inside the page leaves old JSON behind; the JSON
 * in `data-props` tells what it knows of those. Only a day page was seen as HTML (2026-03). Of the other kinds link
 * targets, order and text are known, so nothing here asks for a class, a tag or a depth.
 */
export function* items(page: Document, url: URL, part: Part): Generator<Item | undefined> {
  const about = yield* tellerOf(page, part)
  const own = /^\/papers\/(\d{4}\.\d{4,5})(?:v\d+)?\/?$/.exec(url.pathname)?.[1]
  if (own) return yield* single(page, own, about(own))
  const { cards, linkAt } = yield* shown(part)
  for (const [number, copies] of Map.groupBy(cards, ({ number }) => number)) {
    // Trending has each paper twice, for wide windows and for narrow ones.
    const visible = copies.length > 1 ? copies.find(({ title }) => title.element.checkVisibility?.()) : undefined
    const card = visible ?? (copies[0] as Card)
    yield { element: card.place, read: () => listed(card, copies, linkAt, about(number), url) }
  }
}

/** What a card and the copies of it tell, beside what is known of its paper. */
function listed(card: Card, copies: Card[], linkAt: LinkAt, { known, addresses }: About, url: URL): Told {
  const search = url.searchParams.has('q')
  // Most listings tell all of a paper in their JSON, and show no abstract.
  const isTold = known?.authors && known.date && known.abstract && !search && !hasRoom(card, known.abstract)
  const { nodes, date, authorCount, maker, abstract }: Partial<Around> = isTold ? {} : around(card, linkAt)
  const place = (nodes && holder(nodes, known?.abstract)) ?? (search ? abstract : undefined)
  // A search result ends with its date, a card with itself; of trending it is not known.
  const whole = search ? date !== undefined : !url.pathname.startsWith('/papers/trending')
  const organization = maker && (search ? whole : card.place.contains(maker)) ? words(maker) : undefined
  const counted = (use: Use) => {
    for (const { others } of copies)
      for (const link of others) {
        const number = link.use === use ? count(link.text) : undefined
        if (number !== undefined) return number
      }
  }
  return {
    facts: {
      keys: [arxivKey(card.number)],
      title: words(card.title.element),
      authors: known?.authors,
      authorCount: known?.authors ? undefined : authorCount,
      organization: known ? known.organization : organization,
      date: known?.date ?? date,
      links: addresses,
      abstract: known?.abstract ?? (place && words(place)),
      upvotes: counted('vote') ?? votesBefore(card, linkAt) ?? known?.upvotes,
      // Where no one has commented there is no link.
      comments: counted('talk') ?? known?.comments ?? (whole ? 0 : undefined),
    },
    title: { element: card.title.element },
    abstract: place && { element: place },
  }
}

type Use = 'vote' | 'talk' | 'text'

/** A link to a paper, and what it says: as it is shown, for a repeated title is written twice alike. */
interface Link {
  element: Element
  number: string
  use: Use
  text: string
}

/** The link to a paper that an element is. */
type LinkAt = (element: Element) => Link | undefined

interface Card {
  number: string
  title: Link
  others: Link[]
  /** The part of the page that it has to itself. */
  place: Element
  /** The place of the card that follows. */
  next?: Element
}

const AUTHORS = /^(?:• ?)?(\d+) authors?$/

const TARGET =
  /^(?:https:\/\/huggingface\.co)?(\/login\?next=)?(?:\/|%2F)papers(?:\/|%2F)(\d{4}\.\d{4,5})(?:v\d+)?(#community)?$/i

/** What a link is to a paper: `/papers/ID`, `/papers/ID#community`, or to vote `/login?next=%2Fpapers%2FID`. */
function target(element: Element): Link | undefined {
  const found = TARGET.exec(element.getAttribute('href') ?? '')
  if (!found) return
  const use = found[1] ? 'vote' : found[3] ? 'talk' : 'text'
  return { element, number: found[2] as string, use, text: fold(element.textContent ?? '') }
}

/** Whether a text could be a title or an abstract, and is not a number or "8 authors". */
const isProse = (text: string) => /\p{L}/u.test(text) && !AUTHORS.test(text)

/** "64", "Upvote 117", "-" for none. Undefined for "2.61k", which is not all of them. */
function count(text: string): number | undefined {
  const found = /^(?:upvote )?(-|[\d,]+)$/i.exec(text)?.[1]
  return found === undefined ? undefined : Number(found.replace('-', '0').replaceAll(',', ''))
}

/** Each showing of a paper: the first of its links that says something is its title, and so is any that repeats it. */
function* shown({ all }: Part): Generator<undefined, { cards: Card[]; linkAt: LinkAt }> {
  const cards: Card[] = []
  const links: Link[] = []
  const last = new Map<string, Card>()
  let early: Link[] = []
  yield* each(all('a[href*="papers"]'), (element) => {
    const link = target(element)
    if (!link) return
    links.push(link)
    const { number, use, text } = link
    const card = last.get(number)
    const isTitle = use === 'text' && (card ? text && text === card.title.text : isProse(text))
    if (isTitle) {
      const begun = { number, title: link, others: early.filter((other) => other.number === number), place: element }
      early = early.filter((other) => other.number !== number)
      last.set(number, begun)
      cards.push(begun)
    } else if (card) card.others.push(link)
    else early.push(link)
  })
  const places = yield* regions(cards.map(({ title, others }) => [title, ...others].map(({ element }) => element)))
  for (const [at, card] of cards.entries()) {
    card.place = places[at] ?? card.place
    card.next = places[at + 1]
  }
  let byElement: Map<Element, Link> | undefined
  const linkAt = (element: Element) => {
    byElement ??= new Map(links.map((link) => [link.element, link]))
    // One that stands after the part that is looked at is a link to a paper, too.
    return byElement.get(element) ?? target(element)
  }
  return { cards, linkAt }
}

/** Whether there is room for an abstract from a title to the card that follows; drawn formulas say more than their source, not less. */
const hasRoom = ({ place, next }: Card, abstract: string): boolean =>
  !next || place.nextElementSibling !== next || (place.textContent ?? '').length > abstract.length / 2

/** The texts of a page from an element on, its own first, or those before it, the last first; not its scripts. */
function* textsFrom(element: Element, step: 'nextNode' | 'previousNode' = 'nextNode'): Generator<Text> {
  const nodes = element.ownerDocument.createTreeWalker(element.ownerDocument.body ?? element.ownerDocument)
  nodes.currentNode = element
  for (let node = nodes[step](); node; node = nodes[step]())
    if (node.nodeType === 3 && node.nodeValue?.trim() && !/^(script|style)$/.test(node.parentElement?.localName ?? ''))
      yield node as Text
}

const linkOf = (text: Text) => text.parentElement?.closest('a')

/** The votes that stand just before a title, in a link or, once one can vote, a label. */
function votesBefore({ number, title }: Card, linkAt: LinkAt): number | undefined {
  const [before] = textsFrom(title.element, 'previousNode')
  const voting = before && linkOf(before)
  const link = voting && linkAt(voting)
  if (before && (!voting || (link?.use === 'vote' && link.number === number))) return count(fold(before.data))
}

interface Around {
  nodes: Text[]
  date?: string
  authorCount?: number
  maker?: Element
  abstract?: Element
}

/**
 * What stands after a title: in a search result (text captures of 2026-07 and 2026-10) the abstract as a link to the paper,
 * "N authors" in a link to it or the maker's name in a link, then the date. Another's link ends it.
 */
function around({ title, others }: Card, linkAt: LinkAt): Around {
  let [date, authorCount, maker, abstract]: [string?, number?, Element?, Element?] = []
  const nodes: Text[] = []
  let last = ''
  for (const node of textsFrom(title.element)) {
    const text = fold(node.data)
    const link = linkOf(node)
    const to = link && linkAt(link)
    const submitter = last === 'Submitted by'
    last = text
    if (link === title.element) continue
    if (to && !others.includes(to)) break
    nodes.push(node)
    const said = to?.text ?? (link ? fold(link.textContent ?? '') : text)
    const authors = AUTHORS.exec(said)?.[1]
    if (authors) authorCount = Number(authors)
    else if (!link) date = dayIn(text)
    else if (to?.use === 'text') abstract ??= isProse(said) ? link : undefined
    else if (/^\/[\w.-]+$/.test(link.getAttribute('href') ?? '') && !submitter) maker ??= link
    if (date) break
  }
  return { nodes, date, authorCount, maker, abstract }
}

/** A paper's own page: where it shows what its JSON tells, or its window title when the JSON is another paper's. */
function single(page: Document, number: string, { known, addresses }: About): Item[] {
  // A page that is being written, or was taken apart, may have none.
  const body = page.body ?? page.documentElement
  const name = known?.title ?? fold(page.title.replace(/^Paper page - /, ''))
  const headings = Array.from(page.querySelectorAll('h1'))
  const title = headings.find((heading) => name && words(heading).includes(name)) ?? holder(textsFrom(body), name)
  return alone(title, (element) => {
    const abstract = holder(textsFrom(body), known?.abstract)
    return {
      facts: { ...known, keys: [arxivKey(number)], title: name, links: addresses },
      title: { element },
      abstract: abstract && { element: abstract },
    }
  })
}

interface About {
  /** What the page's JSON tells of a paper, if it does. */
  known: Partial<PaperFacts> | undefined
  addresses: PaperFacts['links']
}

/** What papers are told of in one element, by their numbers. */
type Props = Map<string, Partial<PaperFacts>>

interface Telling {
  props: Props[]
  /** The papers of which the page links to the PDF. */
  pdfs: Set<string | undefined>
}

/** What each page told when it was looked at whole and in parts since. */
const tellings = new WeakMap<Document, Telling>()

/**
 * Tells what a page knows of each paper apart from its card: its JSON, `dailyPapers` of a listing (seen 2026-03), `paper` of a
 * single page (reported 2026-08); and its links.
 */
function* tellerOf(page: Document, { all, isWhole }: Part): Generator<undefined, (number: string) => About> {
  const before = isWhole ? undefined : tellings.get(page)
  const telling = before ?? { props: [], pdfs: new Set() }
  tellings.set(page, telling)
  for (const holder of all('[data-props*="aper"]')) telling.props.push(yield* propsOf(holder))
  for (const link of all('a[href*="arxiv.org/pdf/"]')) telling.pdfs.add(arxivId(link.getAttribute('href') ?? ''))
  return (number) => {
    const known = telling.props.findLast((props) => props.has(number))?.get(number)
    // A PDF only where the page links to one.
    const pdf = telling.pdfs.has(number) ? { pdf: `https://arxiv.org/pdf/${number}` } : {}
    return { known, addresses: { page: `https://huggingface.co/papers/${number}`, ...pdf, ...known?.links } }
  }
}

/** What an element's JSON told when it was looked at last: megabytes that say the same as long as they are the same. */
const looked = new WeakMap<Element, { json: string; props: Props }>()

function* propsOf(holder: Element): Generator<undefined, Props> {
  const json = holder.getAttribute('data-props') ?? ''
  const before = looked.get(holder)
  if (before?.json === json) return before.props
  const props: Props = new Map()
  const told = fields(parsed(json))
  yield* each([...list(told.dailyPapers), told].map(fields), (entry) => {
    const paper = fields(entry.paper)
    const number = line(paper.id)
    if (!number) return
    const maker = fields(paper.organization ?? entry.organization)
    const authors = list(paper.authors)
      .map(fields)
      .flatMap(({ name, hidden }) => (hidden === true ? [] : (line(name, 500) ?? [])))
    const code = line(paper.githubRepo)
    props.set(number, {
      title: line(paper.title),
      authors: authors.length ? authors : undefined,
      organization: line(maker.fullname, 500) ?? line(maker.name, 500),
      // Not `entry.publishedAt`, which is some hours early.
      date: /^\d{4}-\d\d-\d\d/.exec(line(paper.publishedAt) ?? '')?.[0],
      links: code && /^https?:\/\//i.test(code) ? { code } : {},
      abstract: line(paper.summary, 50_000),
      upvotes: natural(paper.upvotes),
      comments: natural(entry.numComments),
    })
  })
  looked.set(holder, { json, props })
  return props
}
