import { dayIn } from '../day'
import { arxivId, arxivKey, doiKey } from '../identity'
import { latexml } from '../latexml'
import { alone, inside, linesOf, meta, termOf, turned } from '../page'
import type { PaperFacts } from '../paper'
import type { Item, Part, Told, Where } from '../site'
import { fold, words } from '../words'

/** Short name in records. */
export const id = 'arxiv'

/**
 * Listings, catch-up, author, search and abstract pages (as in arxiv-browse 2026-06 and arxiv-search 2026-07), and the
 * papers that are there as HTML.
 */
export const where: Where = {
  name: 'arXiv',
  hosts: ['arxiv.org', 'www.arxiv.org', 'export.arxiv.org'],
  required: true,
  test: ({ pathname }) => /^\/(list|catchup|a|search|abs|html)(\/|$)/.test(pathname),
}

/** The paper that an abstract, PDF or full-text address names: nothing but its identity is known. */
export function paperAt({ pathname }: URL): PaperFacts | undefined {
  const number = /^\/(abs|pdf|html|format)\/./.test(pathname) ? arxivId(pathname) : undefined
  return number ? { keys: [arxivKey(number)], title: `arXiv:${number}`, links: links(number) } : undefined
}

/** The papers of a listing, catch-up, author, search or abstract page, or the one whose whole text the page is. */
export function* items(page: Document, url: URL, part: Part): Generator<Item> {
  const number = arxivId(url.pathname)
  if (url.pathname.startsWith('/abs/'))
    yield* alone(page.querySelector('h1.title'), (title) => single(page, url, title))
  else if (url.pathname.startsWith('/html/')) yield* latexml(page, number, number ? links(number) : {})
  else {
    yield* listed(part)
    for (const element of part.all('li.arxiv-result')) yield { element, read: () => result(element) }
  }
}

const LABEL = '.descriptor'
const links = (number: string, pdf = true) => ({
  page: `https://arxiv.org/abs/${number}`,
  ...(pdf && { pdf: `https://arxiv.org/pdf/${number}` }),
})

/** Names are links to a search for them (`/find/` before 2019); others lead to affiliations or open the hidden rest. */
const isAuthor = (link: Element) => /searchtype=author|\/find\/|\/a\//.test(link.getAttribute('href') ?? '')

/** "et al. (84 additional authors not shown)" */
const unshown = (text: string) => Number(/\((\d+) additional authors? not shown\)/.exec(text)?.[1] ?? 0)

/** The authors that a line names, and how many they are with those that it does not show. */
function named(line: Element | null): Pick<PaperFacts, 'authors' | 'authorCount'> {
  const authors = Array.from(line?.querySelectorAll('a') ?? [])
    .filter(isAuthor)
    .map((link) => fold(link.textContent ?? ''))
    .filter(Boolean)
  const more = unshown(line?.textContent ?? '')
  return { authors: authors.length ? authors : undefined, authorCount: more ? authors.length + more : undefined }
}

/**
 * `<dt>` with the identifier, `<dd>` with the rest, on all lists alike; /new repeats `dl#articles` for each section.
 * The marker stands beside the `<dt>`, the first line of an item. Classic markup (until 2023) differs in the `<dt>`.
 */
function* listed({ all, isWhole }: Part): Generator<Item> {
  let date: string | undefined
  for (const mark of all('h3, a[title="Abstract"]')) {
    if (mark.localName === 'h3') {
      // /recent dates its sections: "Thu, 2 Mar 2023 (showing ...)". The day of /new is not that of a replacement.
      date = dayIn(mark.textContent ?? '')
      continue
    }
    const element = mark.closest('dt')
    if (!element) continue
    // Its section may have begun before what is looked at.
    const day = isWhole ? date : dayBefore(element)
    days.set(element, day)
    yield { element, read: () => entry(element, mark, day) }
  }
}

/** The day of the section in which each item stands. */
const days = new WeakMap<Element, string | undefined>()

/** The day of the section of an item: that of the item before it, or of the heading. */
function dayBefore(item: Element): string | undefined {
  const before = termOf(item)
  const isNext = before && [before, ...linesOf(before), item].every((line) => !line.querySelector('h3'))
  if (isNext && days.has(before)) return days.get(before)
  const headings = Array.from(item.ownerDocument.querySelectorAll('h3'))
  const isBefore = (heading: Element) => heading.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING
  return dayIn(headings.findLast(isBefore)?.textContent ?? '')
}

function entry(item: Element, mark: Element, date: string | undefined): Told | undefined {
  const number = arxivId(mark.getAttribute('href') ?? '')
  const rest = item.nextElementSibling
  const title = rest?.querySelector('.list-title')
  if (!number || !rest || !title) return
  // A replacement may have the paragraph and nothing in it.
  const lines = Array.from(rest.querySelectorAll('p.mathjax'), (element) => ({ element, text: words(element) }))
  const abstract = lines.find(({ text }) => text)
  const venue = rest.querySelector('.list-journal-ref')
  return {
    facts: {
      keys: [arxivKey(number)],
      title: words(title, LABEL),
      ...named(rest.querySelector('.list-authors')),
      venue: venue ? words(venue, LABEL) : undefined,
      date,
      links: links(number, item.querySelector('a[href*="/pdf/"]') !== null),
      abstract: abstract?.text,
    },
    title: { element: title, skip: LABEL },
    abstract: abstract && { element: abstract.element },
  }
}

const TOGGLE = 'a.is-size-7'

/** A search result, with the words around the hit, and the abstract hidden until asked for. */
function result(item: Element): Told | undefined {
  const number = arxivId(inside(item, '.list-title', 'a[href*="/abs/"]')[0]?.getAttribute('href') ?? '')
  const title = item.querySelector('p.title')
  const abstract = item.querySelector('.abstract-full')
  if (!number || !title) return
  const venue = Array.from(item.querySelectorAll('p.comments'))
    .map((line) => /^Journal ref:(.+)/.exec(words(line))?.[1]?.trim())
    .find(Boolean)
  return {
    facts: {
      keys: keysOf(number, item.querySelector('a[href*="doi.org/"]')?.getAttribute('href') ?? ''),
      title: words(title),
      ...named(item.querySelector('p.authors')),
      venue,
      date: dayIn(item.querySelector('p.is-size-7')?.textContent ?? ''),
      links: links(number, inside(item, '.list-title', 'a[href*="/pdf/"]').length > 0),
      abstract: (abstract && words(abstract, TOGGLE)) || undefined,
    },
    title: { element: title },
    abstract: abstract ? { element: abstract, skip: TOGGLE } : undefined,
    copies: Array.from(item.querySelectorAll('.abstract-short'), (element) => ({ element, skip: TOGGLE })),
  }
}

/** A paper's keys: its number, and the DOI that its authors gave. A DOI of arXiv's is this number's or somebody's mistake. */
function keysOf(number: string, doi: string): string[] {
  const key = doiKey(doi)
  return key?.startsWith('doi:') ? [arxivKey(number), key] : [arxivKey(number)]
}

/** An abstract page: its citation_* meta tags, which MathJax never touches; what they leave out, from the page. */
function single(page: Document, url: URL, title: Element): Told | undefined {
  const abstract = page.querySelector('blockquote.abstract')
  const number = arxivId(meta(page, 'citation_arxiv_id')[0] ?? url.pathname)
  if (!number) return
  // "Last, First", with any "Jr" beside the last name.
  const authors = meta(page, 'citation_author').map(turned)
  const venue = Array.from(page.querySelectorAll('td.jref')).find((cell) =>
    cell.previousElementSibling?.textContent?.trim().startsWith('Journal'),
  )
  const doi = meta(page, 'citation_doi')[0] ?? page.querySelector('td.doi a')?.textContent ?? ''
  const [pdf] = meta(page, 'citation_pdf_url')
  return {
    facts: {
      keys: keysOf(number, doi),
      title: meta(page, 'citation_title')[0] ?? words(title, LABEL),
      // All are there, though the page says that it does not show some.
      authors: authors.length ? authors : named(page.querySelector('.authors')).authors,
      venue: venue && words(venue),
      date:
        meta(page, 'citation_date')[0]?.replaceAll('/', '-') ??
        dayIn(page.querySelector('.dateline')?.textContent ?? ''),
      links: links(number, Boolean(pdf) || page.querySelector('a[href*="/pdf/"]') !== null),
      abstract: meta(page, 'citation_abstract')[0] ?? (abstract ? words(abstract, LABEL) : undefined),
    },
    title: { element: title, skip: LABEL },
    abstract: abstract ? { element: abstract, skip: LABEL } : undefined,
  }
}
