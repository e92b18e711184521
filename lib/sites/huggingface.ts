import { dayIn } from '../day'
import { arxivKey } from '../identity'
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
  const search = url.searchParams.has('q')
  return numbers.map((number) => {
    // Trending has each paper twice, for wide windows and for narrow ones.
    const copies = cards.filter((card) => card.number === number)
    const card = copies.find(({ title }) => title.checkVisibility?.()) ?? (copies[0] as Card)
    const element = places[cards.indexOf(card)] as Element
    const known = told.get(number)
    const { nodes, date, authorCount, maker, text } = following(card, links)
    const place = holder(nodes, known?.abstract) ?? (search ? text : undefined)
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
      links: { ...addresses(page, number), ...known?.links },
      abstract: known?.abstract ?? (place && words(place)),
      upvotes: counted('vote') ?? count(preceding(card, links)) ?? known?.upvotes,
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

/** A link to a paper is `/papers/ID`, `/papers/ID#community`, or for those unknown to vote `/login?next=%2Fpapers%2FID`. */
const TARGET =
  /^(?:https:\/\/huggingface\.co)?(?:(\/login\?next=(?:%2F|\/)papers(?:%2F|\/))|\/papers\/)(\d{4}\.\d{4,5})(?:v\d+)?(#community)?$/i
const AUTHORS = /^(?:• ?)?(\d+) authors?$/

/** Whether a text could be a title or an abstract, and is not a count such as "2.61k" or "8 authors". */
const isProse = (text: string) => /\p{L}/u.test(text) && !/^[\d.,]+k$/.test(text) && !AUTHORS.test(text)

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
    const [, login, number, talk] = TARGET.exec(link.getAttribute('href') ?? '') ?? []
    if (!number) continue
    links.set(link, { number, use: login ? 'vote' : talk ? 'talk' : 'text' })
    const card = last.get(number)
    const text = login || talk ? '' : words(link)
    if (card ? text && text === words(card.title) : isProse(text)) {
      last.set(number, { number, title: link, others: early.filter((other) => links.get(other)?.number === number) })
      cards.push(last.get(number) as Card)
      early = early.filter((other) => links.get(other)?.number !== number)
    } else if (card) card.others.push(link)
    else early.push(link)
  }
  return { cards, links }
}

/** The words just before a title, if they are not another's: its votes, in a link or in a label once one can vote. */
function preceding({ number, title }: Card, links: Links): string {
  const texts = walk(title)
  while (texts.previousNode()) {
    const text = fold(texts.currentNode.textContent ?? '')
    const link = texts.currentNode.parentElement?.closest('a')
    const use = link && links.get(link)
    if (text) return !link || (use?.use === 'vote' && use.number === number) ? text : ''
  }
  return ''
}

/**
 * What stands between a title and the next. In a search result (text captures of 2026-07 and 2026-10) it is the
 * abstract as a link to the paper, "N authors" in a link to it or the maker's name in a link, then the date.
 */
function following({ title, others }: Card, links: Links) {
  const nodes: Text[] = []
  let [date, authorCount, maker, text, said]: [string?, number?, Element?, Element?, string?] = []
  const texts = walk(title)
  while (!date && texts.nextNode()) {
    const node = texts.currentNode as Text
    const link = node.parentElement?.closest('a') ?? undefined
    const before = said
    if (!fold(node.data) || link === title) continue
    if (link && links.has(link) && !others.includes(link)) break
    said = fold(node.data)
    nodes.push(node)
    const authors = AUTHORS.exec(link ? words(link) : said)?.[1]
    if (authors) authorCount = Number(authors)
    else if (!link) date = dayIn(said)
    else if (links.get(link)?.use === 'text') text ??= isProse(words(link)) ? link : undefined
    else if (/^\/[\w.-]+$/.test(link.getAttribute('href') ?? '') && before !== 'Submitted by') maker ??= link
  }
  return { nodes, date, authorCount, maker, text }
}

/** The texts of the page, from an element on. */
function walk(from: Element): TreeWalker {
  const texts = from.ownerDocument.createTreeWalker(from.ownerDocument.body, 4 /* NodeFilter.SHOW_TEXT */)
  texts.currentNode = from
  return texts
}

const addresses = (page: Document, number: string) => ({
  page: `https://huggingface.co/papers/${number}`,
  ...(page.querySelector(`a[href*="arxiv.org/pdf/${number}"]`) && { pdf: `https://arxiv.org/pdf/${number}` }),
})

/** A paper's own page: where it shows what its JSON tells, or its window title when the JSON is another paper's. */
function single(page: Document, number: string, known: Partial<PaperFacts> | undefined): Listed[] {
  const said = known?.title ?? fold(page.title.replace(/^Paper page - /, ''))
  const nodes: Text[] = []
  for (const texts = walk(page.body); texts.nextNode(); ) nodes.push(texts.currentNode as Text)
  const title = holder(nodes, said)
  if (!title) return []
  const abstract = holder(nodes, known?.abstract)
  const links = { ...addresses(page, number), ...known?.links }
  return [
    {
      facts: { ...known, keys: [arxivKey(number)], title: said, links },
      element: title,
      title: { element: title },
      abstract: abstract && { element: abstract },
    },
  ]
}

/** The papers in the page's JSON: `dailyPapers` of a listing (seen 2026-03), `paper` of a single page (reported 2026-08). */
function embedded(page: Document): Map<string, Partial<PaperFacts>> {
  const told = new Map<string, Partial<PaperFacts>>()
  for (const holder of page.querySelectorAll('[data-props*="aper"]')) {
    const props = fields(parsed(holder.getAttribute('data-props') ?? ''))
    for (const entry of [...items(props.dailyPapers), props].map(fields)) {
      const paper = fields(entry.paper)
      const number = line(paper.id)
      if (!number || told.has(number)) continue
      const maker = fields(paper.organization ?? entry.organization)
      const authors = items(paper.authors)
        .map(fields)
        .filter(({ hidden }) => hidden !== true)
      const code = line(paper.githubRepo)
      told.set(number, {
        title: line(paper.title),
        authors: Array.isArray(paper.authors) ? authors.flatMap(({ name }) => line(name, 500) ?? []) : undefined,
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
