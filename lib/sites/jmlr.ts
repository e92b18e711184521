import { alone, linesOf, meta, turned, web } from '../page'
import type { Item, Told, Where } from '../site'
import { fold, words } from '../words'

/** Short name in records. */
export const id = 'jmlr'

/** Volumes, special topics, the front page and single papers (not seen: as those who read the site report it, 2026). */
export const where: Where = {
  name: 'JMLR',
  hosts: ['jmlr.org', 'www.jmlr.org'],
  test: ({ pathname }) => /^\/($|index\.html$|papers(\/|$)|mloss)/.test(pathname),
}

/** The papers of a volume, or the one of its own page. */
export function* items(page: Document, url: URL): Generator<Item> {
  const number = numberIn(url.pathname)
  if (number) yield* alone(titleOn(page), (title) => single(page, url, number, title))
  else for (const element of page.querySelectorAll('dl dt')) yield { element, read: () => entry(element, url) }
}

/** `v25/23-0001`, from `/papers/v25/23-0001.html`. */
const numberIn = (path: string) => /\/papers\/(v\d+\/[^/\s]+)\.html$/.exec(path)?.[1]

const listOf = (text: string) => text.split(/,\s+|\s+and\s+/).flatMap((name) => fold(name) || [])

/** "(12):1−37, 2024." */
const year = (text: string) => /,\s*((?:19|20)\d\d)\b/.exec(text)?.[1]

/**
 * A `dl` for each paper, or one for all: the title as `dt`, then a `dd` with authors in italics, year and links. These are
 * called abs, pdf, bib, code: only the first names a paper.
 */
function entry(term: Element, url: URL): Told | undefined {
  const lines = linesOf(term)
  const links = lines
    .flatMap((line) => Array.from(line.querySelectorAll('a')))
    .map((link) => ({ name: words(link), address: web(link.getAttribute('href'), url) }))
  const own = links.flatMap(({ address }) => (address && numberIn(address.pathname) ? address : []))[0]
  if (!own) return
  const authors = lines.map((line) => line.querySelector('i')).find(Boolean)
  return {
    facts: {
      keys: [`jmlr:${numberIn(own.pathname)}`],
      title: words(term),
      authors: authors ? listOf(words(authors)) : undefined,
      date: lines.map((line) => year(line.textContent ?? '')).find(Boolean),
      links: {
        page: own.href,
        pdf: links.find(({ address }) => address?.pathname.endsWith('.pdf'))?.address?.href,
        code: links.find(({ name, address }) => address && /^code$/i.test(name))?.address?.href,
      },
    },
    title: { element: term },
  }
}

const headingsOn = (page: Document) => Array.from(page.querySelectorAll('h1, h2, h3, h4'))

function titleOn(page: Document): Element | null {
  const [name] = meta(page, 'citation_title')
  return headingsOn(page).find((heading) => name && words(heading) === name) ?? page.querySelector('#content h2')
}

/** A paper's page: meta tags; the abstract is a paragraph after the heading "Abstract". */
function single(page: Document, url: URL, number: string, title: Element): Told {
  const after = headingsOn(page).find((heading) => /^abstract:?$/i.test(words(heading)))?.nextElementSibling
  const abstract = page.querySelector('p.abstract') ?? (after?.localName === 'p' ? after : undefined)
  const text = abstract && words(abstract)
  const authors = meta(page, 'citation_author').map(turned)
  return {
    facts: {
      keys: [`jmlr:${number}`],
      title: words(title),
      authors: authors.length ? authors : undefined,
      venue: meta(page, 'citation_journal_title')[0],
      date: /^\d{4}/.exec(meta(page, 'citation_publication_date')[0] ?? '')?.[0],
      links: { page: `${url.origin}${url.pathname}`, pdf: web(meta(page, 'citation_pdf_url')[0], url)?.href },
      abstract: text || undefined,
    },
    title: { element: title },
    abstract: abstract && text ? { element: abstract } : undefined,
  }
}
