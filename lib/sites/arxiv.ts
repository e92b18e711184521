import { dayIn } from '../day'
import { arxivId, arxivKey, doiKey } from '../identity'
import type { PaperFacts } from '../paper'
import type { Listed, Where } from '../site'
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
export function papers(page: Document, url: URL): Listed[] {
  if (url.pathname.startsWith('/abs/')) return single(page, url)
  if (url.pathname.startsWith('/html/')) return whole(page, url)
  const seen = new Set<string>()
  return [...listed(page), ...results(page)].filter(({ facts: { keys, title } }) => {
    const known = seen.has(keys[0] as string)
    seen.add(keys[0] as string)
    return title && !known
  })
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

/** Gathers what flat queries find by the item that it stands in: a relative query for each item would be quadratic. */
function under(page: Document, item: string) {
  return (selector: string) => {
    const found = new Map<Element, Element[]>()
    for (const element of page.querySelectorAll(`${item} ${selector}`)) {
      const owner = element.closest(item)
      const others = owner && found.get(owner)
      if (others) others.push(element)
      else if (owner) found.set(owner, [element])
    }
    return (owner: Element) => found.get(owner) ?? []
  }
}

function named(shown: Element[], line: Element | undefined): Pick<PaperFacts, 'authors' | 'authorCount'> {
  const authors = shown
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
function listed(page: Document): Listed[] {
  const of = under(page, 'dd')
  const [titles, lines, authors, venues, texts] = [
    of('.list-title'),
    of('.list-authors'),
    of('.list-authors a'),
    of('.list-journal-ref'),
    of('p.mathjax'),
  ]
  const pdfs = under(page, 'dt')('a[href*="/pdf/"]')
  const found: Listed[] = []
  let date: string | undefined
  for (const mark of page.querySelectorAll('h3, dt a[title="Abstract"]')) {
    if (mark.localName === 'h3') {
      // /recent dates its sections: "Thu, 2 Mar 2023 (showing ...)". The day of /new is not that of a replacement.
      date = dayIn(mark.textContent ?? '')
      continue
    }
    const number = arxivId(mark.getAttribute('href') ?? '')
    const item = mark.closest('dt')
    const rest = item?.nextElementSibling
    const title = rest && titles(rest)[0]
    if (!number || !item || !title) continue
    // A replacement may have the paragraph and nothing in it.
    const abstract = texts(rest).find((text) => text.textContent?.trim())
    const venue = venues(rest)[0]
    found.push({
      facts: {
        keys: [arxivKey(number)],
        title: words(title, LABEL),
        ...named(authors(rest), lines(rest)[0]),
        venue: venue && words(venue, LABEL),
        date,
        links: links(number, pdfs(item).length > 0),
        abstract: abstract && words(abstract),
      },
      element: item,
      title: { element: title, skip: LABEL },
      abstract: abstract && { element: abstract },
    })
  }
  return found
}

const TOGGLE = 'a.is-size-7'

/** Search results: `li.arxiv-result`, with the words around the hit, and the abstract hidden until asked for. */
function results(page: Document): Listed[] {
  const of = under(page, 'li.arxiv-result')
  const [ids, pdfs, dois, titles, lines, authors, full, short, dates, comments] = [
    of('.list-title a[href*="/abs/"]'),
    of('.list-title a[href*="/pdf/"]'),
    of('.tags a[href*="doi.org/"]'),
    of('p.title'),
    of('p.authors'),
    of('p.authors a'),
    of('.abstract-full'),
    of('.abstract-short'),
    of('p.is-size-7'),
    of('p.comments'),
  ]
  return Array.from(page.querySelectorAll('li.arxiv-result')).flatMap((item) => {
    const number = arxivId(ids(item)[0]?.getAttribute('href') ?? '')
    const title = titles(item)[0]
    const abstract = full(item)[0]
    if (!number || !title) return []
    const venue = comments(item)
      .map((line) => /^Journal ref:(.+)/.exec(words(line))?.[1]?.trim())
      .find(Boolean)
    return {
      facts: {
        keys: keysOf(number, dois(item)[0]?.getAttribute('href') ?? ''),
        title: words(title),
        ...named(authors(item), lines(item)[0]),
        venue,
        date: dayIn(dates(item)[0]?.textContent ?? ''),
        links: links(number, pdfs(item).length > 0),
        abstract: (abstract && words(abstract, TOGGLE)) || undefined,
      },
      element: item,
      title: { element: title },
      abstract: abstract && { element: abstract, skip: TOGGLE },
      copies: short(item).map((element) => ({ element, skip: TOGGLE })),
    }
  })
}

/** A paper's keys: its number, and the DOI that its authors gave. A DOI of arXiv's is this number's or somebody's mistake. */
function keysOf(number: string, doi: string): string[] {
  const key = doiKey(doi)
  return key?.startsWith('doi:') ? [arxivKey(number), key] : [arxivKey(number)]
}

/** An abstract page: its citation_* meta tags, which MathJax never touches; what they leave out, from the page. */
function single(page: Document, url: URL): Listed[] {
  const meta = (name: string) =>
    Array.from(page.querySelectorAll(`meta[name="${name}"]`), (tag) => fold(tag.getAttribute('content') ?? '')).filter(
      Boolean,
    )
  const title = page.querySelector('h1.title')
  const abstract = page.querySelector('blockquote.abstract')
  const number = arxivId(meta('citation_arxiv_id')[0] ?? url.pathname)
  const name = meta('citation_title')[0] ?? (title && words(title, LABEL))
  if (!number || !title || !name) return []
  // "Last, First", with any "Jr" beside the last name.
  const authors = meta('citation_author').map((author) => author.replace(/^([^,]+), (.+)$/, '$2 $1'))
  const venue = Array.from(page.querySelectorAll('td.jref')).find((cell) =>
    cell.previousElementSibling?.textContent?.trim().startsWith('Journal'),
  )
  const doi = meta('citation_doi')[0] ?? page.querySelector('td.doi a')?.textContent ?? ''
  const date =
    meta('citation_date')[0]?.replaceAll('/', '-') ?? dayIn(page.querySelector('.dateline')?.textContent ?? '')
  return [
    {
      facts: {
        keys: keysOf(number, doi),
        title: name,
        ...(authors.length ? { authors } : named(Array.from(page.querySelectorAll('.authors a')), undefined)),
        venue: venue && words(venue),
        date,
        links: links(number, meta('citation_pdf_url').length > 0 || page.querySelector('a[href*="/pdf/"]') !== null),
        abstract: meta('citation_abstract')[0] ?? (abstract ? words(abstract, LABEL) : undefined),
      },
      element: title,
      title: { element: title, skip: LABEL },
      abstract: abstract ? { element: abstract, skip: LABEL } : undefined,
    },
  ]
}

const HEADING = '.ltx_title_abstract, .ltx_note'

/**
 * A paper as LaTeXML makes it (class names as other readers report them; no page was seen). Authors, with their places and footnotes in
 * any order, are left to the abstract page.
 */
function whole(page: Document, url: URL): Listed[] {
  const number = arxivId(url.pathname)
  const title = page.querySelector('.ltx_title_document')
  const abstract = page.querySelector('.ltx_abstract')
  const name = title && words(title, HEADING)
  const text = abstract && words(abstract, HEADING)
  if (!number || !title || !name) return []
  return [
    {
      facts: { keys: [arxivKey(number)], title: name, links: links(number), abstract: text || undefined },
      element: title,
      title: { element: title, skip: HEADING },
      abstract: abstract && text ? { element: abstract, skip: HEADING } : undefined,
    },
  ]
}
