import { dayIn } from '../day'
import { arxivId, arxivKey } from '../identity'
import { alone } from '../page'
import type { Item, Part, Told, Where } from '../site'
import { words } from '../words'

/** Short name in records. */
export const id = 'scirate'

/** Feeds, search results and single papers (not seen: read from the site's published templates, scirate/scirate). */
export const where: Where = {
  name: 'SciRate',
  hosts: ['scirate.com', 'www.scirate.com'],
  test: ({ pathname }) => /^\/($|arxiv(\/|$)|search(\/|$))/.test(pathname),
}

/** The papers of a feed, or the one of its own page. */
export function* items(page: Document, url: URL, { all }: Part): Generator<Item> {
  const number = numberIn(url.pathname)
  if (number) yield* alone(page.querySelector('h1'), (title) => single(page, number, title))
  else for (const element of all('.paper')) yield { element, read: () => entry(element) }
}

/** `/arxiv/2605.99001`; `/arxiv/quant-ph` is a feed, and `/arxiv/2605.99001/scites` lists people. */
function numberIn(path: string): string | undefined {
  const [, found] = /\/arxiv\/((?:[a-z-]+(?:\.[A-Za-z-]+)?\/)?[\d.]+(?:v\d+)?)$/.exec(path) ?? []
  return found && arxivId(found)
}

const begin = (number: string, title: Element): Told => ({
  facts: {
    keys: [arxivKey(number)],
    title: words(title),
    links: { page: `https://scirate.com/arxiv/${number}` },
  },
  title: { element: title },
})

/**
 * A link on the title, links to searches for the authors, a line with the date, a link with the count of scites, one to
 * the PDF, and one that counts comments where there are any. The abstract may be hidden; it is whole.
 */
function entry(item: Element): Told | undefined {
  const numberOf = (link: Element) => numberIn(link.getAttribute('href') ?? '')
  const title = Array.from(item.querySelectorAll('a[href]')).find((link) => numberOf(link) && words(link))
  const number = title && numberOf(title)
  if (!title || !number) return
  const told = begin(number, title)
  told.facts.comments = 0
  for (const part of item.querySelectorAll('a[href], .uid, .abstract')) add(told, part)
  return told
}

/** A paper's page: its heading, then the same. */
function single(page: Document, number: string, title: Element): Told {
  const told = begin(number, title)
  for (const part of page.querySelectorAll('.paper a[href], .paper .dates, .paper .abstract')) add(told, part)
  return told
}

/** Adds what a part of an item tells of its paper. */
function add(item: Told, part: Element) {
  const { facts } = item
  const href = part.getAttribute('href') ?? ''
  const text = words(part)
  const others = /^et al \((\d+)\)$/.exec(text)?.[1]
  const comments = /^(\d+) comments?$/.exec(text)?.[1]
  if (part.matches('.abstract')) {
    if (!text) return
    facts.abstract ??= text
    item.abstract ??= { element: part }
  } else if (part.matches('.uid, .dates')) facts.date ??= dayIn(text)
  else if (others) facts.authorCount = (facts.authors?.length ?? 0) + Number(others)
  else if (comments) facts.comments = Number(comments)
  else if (/\/search\?q=au:/.test(href)) {
    facts.authors ??= []
    facts.authors.push(text.replace(/,$/, ''))
  } else if (/\/scites$/.test(href)) facts.upvotes = /^\d+$/.test(text) ? Number(text) : undefined
  else if (/^https?:\/\/(?:\w+\.)?arxiv\.org\/pdf\//.test(href)) facts.links.pdf ??= href
}
