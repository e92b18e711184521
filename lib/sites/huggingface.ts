import { dayIn } from '../day'
import { arxivId, arxivKey } from '../identity'
import { fields, items, line, natural, parsed } from '../json'
import type { PaperFacts } from '../paper'
import { regions } from '../region'
import type { Listed, Where } from '../site'
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
export function papers(page: Document, url: URL): Listed[] {
  const told = embedded(page)
  const alone = /^\/papers\/(\d{4}\.\d{4,5})(?:v\d+)?\/?$/.exec(url.pathname)?.[1]
  if (alone) return single(page, alone, told.get(alone))
  const { cards, links } = shown(page)
  const places = regions(cards.map(({ title, others }) => [title, ...others]))
  const numbers = [...new Set(cards.map(({ number }) => number))]
  const addresses = addressed(page)
  const said = saidOn(page)
  const search = url.searchParams.has('q')
  return numbers.map((number) => {
    // Trending has each paper twice, for wide windows and for narrow ones.
    const copies = cards.filter((card) => card.number === number)
    const card = copies.find(({ title }) => title.checkVisibility?.()) ?? (copies[0] as Card)
    const element = places[cards.indexOf(card)] as Element
    const known = told.get(number)
    const { votes, nodes, date, authorCount, maker, abstract } = around(card, links, said)
    const place = holder(nodes, known?.abstract) ?? (search ? abstract : undefined)
    // A search result ends with its date, a card with itself; of trending it is not known.
    const whole = search ? date !== undefined : !url.pathname.startsWith('/papers/trending')
    const organization = maker && (search ? whole : element.contains(maker)) ? words(maker) : undefined
    const counted = (use: Use) =>
      copies
        .flatMap(({ others }) => others.map((link) => (links.get(link)?.use === use ? count(words(link)) : undefined)))
        .find((number) => number !== undefined)
    const facts: PaperFacts = {
      keys: [arxivKey(number)],
      title: words(card.title),
      authors: known?.authors,
      authorCount: known?.authors ? undefined : authorCount,
      organization: known ? known.organization : organization,
      date: known?.date ?? date,
      links: { ...addresses(number), ...known?.links },
      abstract: known?.abstract ?? (place && words(place)),
      upvotes: counted('vote') ?? votes ?? known?.upvotes,
      // Where no one has commented there is no link.
      comments: counted('talk') ?? known?.comments ?? (whole ? 0 : undefined),
    }
    return { facts, element, title: { element: card.title }, abstract: place && { element: place } }
  })
}

type Use = 'vote' | 'talk' | 'text'
type Links = Map<Element, { number: string; use: Use }>

interface Card {
  number: string
  title: Element
  others: Element[]
}

const AUTHORS = /^(?:• ?)?(\d+) authors?$/

/** What a link is to a paper: `/papers/ID`, `/papers/ID#community`, or to vote `/login?next=%2Fpapers%2FID`. */
function target(link: Element): { number: string; use: Use } | undefined {
  const [, login, path = ''] =
    /^(?:https:\/\/huggingface\.co)?(\/login\?next=)?(.*)$/.exec(link.getAttribute('href') ?? '') ?? []
  const [, number, talk] =
    /^\/papers\/(\d{4}\.\d{4,5})(?:v\d+)?(#community)?$/.exec(path.replaceAll(/%2F/gi, '/')) ?? []
  return number ? { number, use: login ? 'vote' : talk ? 'talk' : 'text' } : undefined
}

/** Whether a text could be a title or an abstract, and is not a number or "8 authors". */
const isProse = (text: string) => /\p{L}/u.test(text) && !AUTHORS.test(text)

/** "64", "Upvote 117", "-" for none. Undefined for "2.61k", which is not all of them. */
function count(text: string): number | undefined {
  const found = /^(?:upvote )?(-|[\d,]+)$/i.exec(text)?.[1]
  return found === undefined ? undefined : Number(found.replace('-', '0').replaceAll(',', ''))
}

/** Each showing of a paper: the first of its links that says something is its title, and so is any that repeats it. */
function shown(page: Document): { cards: Card[]; links: Links } {
  const cards: Card[] = []
  const links: Links = new Map()
  const last = new Map<string, Card>()
  let early: Element[] = []
  for (const link of page.querySelectorAll('a[href*="papers"]')) {
    const to = target(link)
    if (!to) continue
    links.set(link, to)
    const { number } = to
    const card = last.get(number)
    const text = to.use === 'text' ? words(link) : ''
    if (card ? text && text === words(card.title) : isProse(text)) {
      last.set(number, { number, title: link, others: early.filter((other) => links.get(other)?.number === number) })
      cards.push(last.get(number) as Card)
      early = early.filter((other) => links.get(other)?.number !== number)
    } else if (card) card.others.push(link)
    else early.push(link)
  }
  return { cards, links }
}

/** A text of the page and the link that it stands in. */
interface Said {
  node: Text
  text: string
  link: Element | null | undefined
}

/** All that the page says, in order; not its scripts. */
function saidOn(page: Document): Said[] {
  const said: Said[] = []
  const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const node = texts.currentNode as Text
    const text = fold(node.data)
    if (text && !node.parentElement?.matches('script, style'))
      said.push({ node, text, link: node.parentElement?.closest('a') })
  }
  return said
}

/**
 * What stands around a title. Just before it are its votes, in a link or, once one can vote, a label. After it, in a
 * search result (text captures of 2026-07 and 2026-10): the abstract as a link to the paper, "N authors" in a link to
 * it or the maker's name in a link, then the date. Another's link ends it.
 */
function around({ number, title, others }: Card, links: Links, said: Said[]) {
  let [votes, date, authorCount, maker, abstract]: [number?, string?, number?, Element?, Element?] = []
  const nodes: Text[] = []
  const from = said.findIndex(({ link }) => link === title)
  const before = said[from - 1]
  const use = before?.link && links.get(before.link)
  if (before && (!before.link || (use?.use === 'vote' && use.number === number))) votes = count(before.text)
  for (let at = from; at < said.length && !date; at++) {
    const { node, text, link } = said[at] as Said
    if (link === title) continue
    if (link && links.has(link) && !others.includes(link)) break
    nodes.push(node)
    const authors = AUTHORS.exec(link ? words(link) : text)?.[1]
    if (authors) authorCount = Number(authors)
    else if (!link) date = dayIn(text)
    else if (links.get(link)?.use === 'text') abstract ??= isProse(words(link)) ? link : undefined
    else if (/^\/[\w.-]+$/.test(link.getAttribute('href') ?? '') && said[at - 1]?.text !== 'Submitted by')
      maker ??= link
  }
  return { votes, nodes, date, authorCount, maker, abstract }
}

/** The addresses of a paper; a PDF only where the page links to one. */
function addressed(page: Document) {
  const pdfs = Array.from(page.querySelectorAll('a[href*="arxiv.org/pdf/"]'), (link) =>
    arxivId(link.getAttribute('href') ?? ''),
  )
  return (number: string) => ({
    page: `https://huggingface.co/papers/${number}`,
    ...(pdfs.includes(number) && { pdf: `https://arxiv.org/pdf/${number}` }),
  })
}

/** A paper's own page: where it shows what its JSON tells, or its window title when the JSON is another paper's. */
function single(page: Document, number: string, known: Partial<PaperFacts> | undefined): Listed[] {
  const name = known?.title ?? fold(page.title.replace(/^Paper page - /, ''))
  const nodes = saidOn(page).map(({ node }) => node)
  const headings = Array.from(page.querySelectorAll('h1'))
  const title = headings.find((heading) => name && words(heading).includes(name)) ?? holder(nodes, name)
  if (!title) return []
  const abstract = holder(nodes, known?.abstract)
  const links = { ...addressed(page)(number), ...known?.links }
  return [
    {
      facts: { ...known, keys: [arxivKey(number)], title: name, links },
      element: title,
      title: { element: title },
      abstract: abstract && { element: abstract },
    },
  ]
}

/** The page's JSON: `dailyPapers` of a listing (seen 2026-03), `paper` of a single page (reported 2026-08). */
function embedded(page: Document): Map<string, Partial<PaperFacts>> {
  const told = new Map<string, Partial<PaperFacts>>()
  for (const holder of page.querySelectorAll('[data-props*="aper"]')) {
    const props = fields(parsed(holder.getAttribute('data-props') ?? ''))
    for (const entry of [...items(props.dailyPapers), props].map(fields)) {
      const paper = fields(entry.paper)
      const number = line(paper.id)
      if (!number) continue
      const maker = fields(paper.organization ?? entry.organization)
      const authors = items(paper.authors)
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
  }
  return told
}
