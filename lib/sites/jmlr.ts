import type { PaperFacts } from '../paper'
import type { Listed, Where } from '../site'
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
export function papers(page: Document, url: URL): Listed[] {
  const number = numberIn(url.pathname)
  return number ? single(page, url, number) : volume(page, url)
}

/** `v25/23-0001`, from `/papers/v25/23-0001.html`. */
const numberIn = (path: string) => /\/papers\/(v\d+\/[^/\s]+)\.html$/.exec(path)?.[1]

const names = (text: string) => text.split(/,\s+|\s+and\s+/).flatMap((name) => fold(name) || [])

/** "(12):1−37, 2024." */
const year = (text: string) => /,\s*((?:19|20)\d\d)\b/.exec(text)?.[1]

/** An address that may be kept: on the web. */
const web = (href: string | null | undefined, url: URL) => {
  const address = URL.parse(href ?? '', url)
  return address && /^https?:$/.test(address.protocol) ? address : undefined
}

/** A `dl` for each paper, or one for all: the title as `dt`, then a `dd` with authors in italics, year and links. */
function volume(page: Document, url: URL): Listed[] {
  const found = new Map<string, Listed>()
  let now: Listed | undefined
  for (const part of page.querySelectorAll('dl dt, dl dd, dl dd i, dl dd a')) {
    if (part.localName === 'dt') {
      now = { facts: { keys: [], title: words(part), links: {} }, element: part, title: { element: part } }
    } else if (!now) continue
    else if (part.localName === 'dd') now.facts.date ??= year(part.textContent ?? '')
    else if (part.localName === 'i') now.facts.authors ??= names(words(part))
    else link(part, now, url, found)
  }
  return Array.from(found.values())
}

/** Links are called abs, pdf, bib, code: only the first names a paper. */
function link(part: Element, now: Listed, url: URL, found: Map<string, Listed>) {
  const { facts } = now
  const address = web(part.getAttribute('href'), url)
  const number = address && numberIn(address.pathname)
  if (!address) return
  if (number && facts.title && !facts.keys.length && !found.has(number)) {
    facts.keys.push(`jmlr:${number}`)
    facts.links.page = address.href
    found.set(number, now)
  } else if (address.pathname.endsWith('.pdf')) facts.links.pdf ??= address.href
  else if (/^code$/i.test(words(part))) facts.links.code ??= address.href
}

/** A paper's page: meta tags; the abstract is a paragraph after the heading "Abstract". */
function single(page: Document, url: URL, number: string): Listed[] {
  const meta = (name: string) =>
    Array.from(page.querySelectorAll(`meta[name="${name}"]`), (tag) => fold(tag.getAttribute('content') ?? '')).filter(
      Boolean,
    )
  const [name] = meta('citation_title')
  const headings = Array.from(page.querySelectorAll('h1, h2, h3, h4'))
  const title = headings.find((heading) => name && words(heading) === name) ?? page.querySelector('#content h2')
  if (!title || !words(title)) return []
  const after = headings.find((heading) => /^abstract:?$/i.test(words(heading)))?.nextElementSibling
  const abstract = page.querySelector('p.abstract') ?? (after?.localName === 'p' ? after : undefined)
  const text = abstract && words(abstract)
  // Some are "Last, First".
  const authors = meta('citation_author').map((author) => author.replace(/^([^,]+), (.+)$/, '$2 $1'))
  const facts: PaperFacts = {
    keys: [`jmlr:${number}`],
    title: words(title),
    authors: authors.length ? authors : undefined,
    venue: meta('citation_journal_title')[0],
    date: /^\d{4}/.exec(meta('citation_publication_date')[0] ?? '')?.[0],
    links: { page: `${url.origin}${url.pathname}`, pdf: web(meta('citation_pdf_url')[0] ?? 'none:', url)?.href },
    abstract: text || undefined,
  }
  return [
    {
      facts,
      element: title,
      title: { element: title },
      abstract: abstract && text ? { element: abstract } : undefined,
    },
  ]
}
