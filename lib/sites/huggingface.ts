import { dayIn } from '../day'
import { arxivId, arxivKey } from '../identity'
import { fields, line, items as list, natural, parsed } from '../json'
import { alone } from '../page'
import type { PaperFacts } from '../paper'
import { regions } from '../region'
import type { Item, Told, Where } from '../site'
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
export function* items(page: Document, url: URL): Generator<Item | undefined> {
  const about = tellerOf(page)
  const own = /^\/papers\/(\d{4}\.\d{4,5})(?:v\d+)?\/?$/.exec(url.pathname)?.[1]
  if (own) return yield* single(page, own, about(own))
  const { cards, links } = yield* shown(page)
  for (const [number, copies] of Map.groupBy(cards, ({ number }) => number)) {
    // Trending has each paper twice, for wide windows and for narrow ones.
    const visible = copies.length > 1 ? copies.find(({ title }) => title.checkVisibility?.()) : undefined
    const card = visible ?? (copies[0] as Card)
    yield { element: card.place, read: () => listed(card, copies, links, about(number), url) }
  }
}

/** What a card and the copies of it tell, beside what is known of its paper. */
function listed(card: Card, copies: Card[], links: Links, { known, addresses }: About, url: URL): Told {
  const { votes, nodes, date, authorCount, maker, abstract } = around(card, links)
  const search = url.searchParams.has('q')
  const place = holder(nodes, known?.abstract) ?? (search ? abstract : undefined)
  // A search result ends with its date, a card with itself; of trending it is not known.
  const whole = search ? date !== undefined : !url.pathname.startsWith('/papers/trending')
  const organization = maker && (search ? whole : card.place.contains(maker)) ? words(maker) : undefined
  const counted = (use: Use) => {
    for (const { others } of copies)
      for (const link of others) {
        const to = links.get(link)
        const number = to?.use === use ? count(to.text) : undefined
        if (number !== undefined) return number
      }
  }
  return {
    facts: {
      keys: [arxivKey(card.number)],
      title: words(card.title),
      authors: known?.authors,
      authorCount: known?.authors ? undefined : authorCount,
      organization: known ? known.organization : organization,
      date: known?.date ?? date,
      links: addresses,
      abstract: known?.abstract ?? (place && words(place)),
      upvotes: counted('vote') ?? votes ?? known?.upvotes,
      // Where no one has commented there is no link.
      comments: counted('talk') ?? known?.comments ?? (whole ? 0 : undefined),
    },
    title: { element: card.title },
    abstract: place && { element: place },
  }
}

type Use = 'vote' | 'talk' | 'text'
/** Each link to a paper, and what it says: as it is shown, for a repeated title is written twice alike. */
type Links = Map<Element, { number: string; use: Use; text: string }>

interface Card {
  number: string
  title: Element
  others: Element[]
  /** The part of the page that it has to itself. */
  place: Element
}

const AUTHORS = /^(?:• ?)?(\d+) authors?$/

const TARGET =
  /^(?:https:\/\/huggingface\.co)?(\/login\?next=)?(?:\/|%2F)papers(?:\/|%2F)(\d{4}\.\d{4,5})(?:v\d+)?(#community)?$/i

/** What a link is to a paper: `/papers/ID`, `/papers/ID#community`, or to vote `/login?next=%2Fpapers%2FID`. */
function target(link: Element): { number: string; use: Use; text: string } | undefined {
  const [, login, number, talk] = TARGET.exec(link.getAttribute('href') ?? '') ?? []
  if (!number) return
  return { number, use: login ? 'vote' : talk ? 'talk' : 'text', text: fold(link.textContent ?? '') }
}

/** Whether a text could be a title or an abstract, and is not a number or "8 authors". */
const isProse = (text: string) => /\p{L}/u.test(text) && !AUTHORS.test(text)

/** "64", "Upvote 117", "-" for none. Undefined for "2.61k", which is not all of them. */
function count(text: string): number | undefined {
  const found = /^(?:upvote )?(-|[\d,]+)$/i.exec(text)?.[1]
  return found === undefined ? undefined : Number(found.replace('-', '0').replaceAll(',', ''))
}

/** Each showing of a paper: the first of its links that says something is its title, and so is any that repeats it. */
function* shown(page: Document): Generator<undefined, { cards: Card[]; links: Links }> {
  const cards: Card[] = []
  const links: Links = new Map()
  const last = new Map<string, Card>()
  let early: Element[] = []
  for (const link of page.querySelectorAll('a[href*="papers"]')) {
    yield
    const to = target(link)
    if (!to) continue
    const { number, text } = to
    links.set(link, to)
    const card = last.get(number)
    const isText = to.use === 'text' && (card ? text && text === links.get(card.title)?.text : isProse(text))
    if (isText) {
      const others = early.filter((other) => links.get(other)?.number === number)
      early = early.filter((other) => !others.includes(other))
      const begun = { number, title: link, others, place: link }
      last.set(number, begun)
      cards.push(begun)
    } else if (card) card.others.push(link)
    else early.push(link)
  }
  const places = regions(cards.map(({ title, others }) => [title, ...others]))
  return { cards: cards.map((card, at) => ({ ...card, place: places[at] ?? card.place })), links }
}

/** The texts of a page from an element on, its own first, or those before it, the last first; not its scripts. */
function* textsFrom(element: Element, step: 'nextNode' | 'previousNode' = 'nextNode'): Generator<Text> {
  const nodes = element.ownerDocument.createTreeWalker(element.ownerDocument.body ?? element.ownerDocument)
  nodes.currentNode = element
  for (let node = nodes[step](); node; node = nodes[step]())
    if (node.nodeType === 3 && node.nodeValue?.trim() && !/^(script|style)$/.test(node.parentElement?.localName ?? ''))
      yield node as Text
}

const linkOf = (text: Text) => text.parentElement?.closest('a')

/**
 * What stands around a title. Just before it are its votes, in a link or, once one can vote, a label. After it, in a
 * search result (text captures of 2026-07 and 2026-10): the abstract as a link to the paper, "N authors" in a link to
 * it or the maker's name in a link, then the date. Another's link ends it.
 */
function around({ number, title, others }: Card, links: Links) {
  let [votes, date, authorCount, maker, abstract]: [number?, string?, number?, Element?, Element?] = []
  const nodes: Text[] = []
  const [before] = textsFrom(title, 'previousNode')
  const voting = before && linkOf(before)
  const use = voting && links.get(voting)
  if (before && (!voting || (use?.use === 'vote' && use.number === number))) votes = count(fold(before.data))
  const saidBy = (link: Element) => links.get(link)?.text ?? fold(link.textContent ?? '')
  let last = ''
  for (const node of textsFrom(title)) {
    const text = fold(node.data)
    const link = linkOf(node)
    const submitter = last === 'Submitted by'
    last = text
    if (link === title) continue
    if (link && links.has(link) && !others.includes(link)) break
    nodes.push(node)
    const authors = AUTHORS.exec(link ? saidBy(link) : text)?.[1]
    if (authors) authorCount = Number(authors)
    else if (!link) date = dayIn(text)
    else if (links.get(link)?.use === 'text') abstract ??= isProse(saidBy(link)) ? link : undefined
    else if (/^\/[\w.-]+$/.test(link.getAttribute('href') ?? '') && !submitter) maker ??= link
    if (date) break
  }
  return { votes, nodes, date, authorCount, maker, abstract }
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

/** Tells what a page knows of each paper apart from its card. Worked out when first asked, as most looks at a page ask nothing. */
function tellerOf(page: Document): (number: string) => About {
  let told: Map<string, Partial<PaperFacts>> | undefined
  let pdfs: Set<string | undefined> | undefined
  return (number) => {
    told ??= embedded(page)
    pdfs ??= new Set(
      Array.from(page.querySelectorAll('a[href*="arxiv.org/pdf/"]'), (link) =>
        arxivId(link.getAttribute('href') ?? ''),
      ),
    )
    const known = told.get(number)
    // A PDF only where the page links to one.
    const pdf = pdfs.has(number) ? { pdf: `https://arxiv.org/pdf/${number}` } : {}
    return { known, addresses: { page: `https://huggingface.co/papers/${number}`, ...pdf, ...known?.links } }
  }
}

/** The page's JSON: `dailyPapers` of a listing (seen 2026-03), `paper` of a single page (reported 2026-08). */
function embedded(page: Document): Map<string, Partial<PaperFacts>> {
  return new Map([...page.querySelectorAll('[data-props*="aper"]')].flatMap((holder) => [...propsOf(holder)]))
}

/** What an element's JSON told when it was looked at last: megabytes that say the same as long as they are the same. */
const looked = new WeakMap<Element, { json: string; told: Map<string, Partial<PaperFacts>> }>()

function propsOf(holder: Element): Map<string, Partial<PaperFacts>> {
  const json = holder.getAttribute('data-props') ?? ''
  const before = looked.get(holder)
  if (before?.json === json) return before.told
  const told = new Map<string, Partial<PaperFacts>>()
  looked.set(holder, { json, told })
  const props = fields(parsed(json))
  for (const entry of [...list(props.dailyPapers), props].map(fields)) {
    const paper = fields(entry.paper)
    const number = line(paper.id)
    if (!number) continue
    const maker = fields(paper.organization ?? entry.organization)
    const authors = list(paper.authors)
      .map(fields)
      .flatMap(({ name, hidden }) => (hidden === true ? [] : (line(name, 500) ?? [])))
    const code = line(paper.githubRepo)
    told.set(number, {
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
  }
  return told
}
