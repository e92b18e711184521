import { doiKey } from '../identity'
import type { Listed, Where } from '../site'
import { fold, words } from '../words'

/** Short name in records. */
export const id = 'acl-anthology'

/** `/P05-1001/`, `/2022.acl-long.1/` */
const PAPER = /^\/([A-Z]\d\d-\d{4,5}|\d{4}\.[a-z\d_]+-[a-z\d_]+\.\d+)\/?$/i

/** Volumes, events, people and papers (the site's own templates of 2022; papers as saved in 2025). */
export const where: Where = {
  name: 'ACL Anthology',
  hosts: ['aclanthology.org', 'www.aclanthology.org'],
  test: ({ pathname }) => /^\/(volumes|events|people)\/./.test(pathname) || PAPER.test(pathname),
}

/** The papers of a volume, event or person with the front matter, or the one of its own page. */
export function papers(page: Document, url: URL): Listed[] {
  const number = PAPER.exec(url.pathname)?.[1]
  return number ? single(page, number) : entries(page)
}

const addressOf = (number: string) => `https://aclanthology.org/${number}/`

/** Identifiers tell the year, entries do not: `2022.acl-long.1`, `P05-1001`, `J79-1001`. */
function yearOf(number: string): string {
  const [, short] = /^[A-Z](\d\d)/i.exec(number) ?? []
  if (!short) return number.slice(0, 4)
  return `${Number(short) < 60 ? 20 : 19}${short}`
}

/**
 * Entries are `.d-sm-flex.align-items-stretch` (`p` until 2024, then `div`) with the paper's link in `strong`. The
 * abstract is whole and hidden, in a box of its own, whose id writes the dots of the paper's as `--`.
 */
function entries(page: Document): Listed[] {
  const ENTRY = '.align-items-stretch'
  const of = (part: string) => {
    const found = Map.groupBy(page.querySelectorAll(part), (element) => element.closest(ENTRY))
    return (entry: Element) => found.get(entry) ?? []
  }
  const [links, people, files, volumes] = [
    of(`${ENTRY} strong a[href]`),
    of(`${ENTRY} a[href*="/people/"]`),
    of(`${ENTRY} a[href$=".pdf"]`),
    of(`${ENTRY} a[href*="/volumes/"]`),
  ]
  const abstracts = new Map(
    Array.from(page.querySelectorAll('.abstract-collapse .card-body'), (text) => [
      text
        .closest('.abstract-collapse')
        ?.id.replace(/^abstract-/, '')
        .replaceAll('--', '.'),
      text,
    ]),
  )
  const seen = new Set<string>()
  return Array.from(page.querySelectorAll(ENTRY)).flatMap((entry) => {
    const link = links(entry).find((link) => numberIn(link))
    const number = link && numberIn(link)
    if (!link || !number || seen.has(number)) return []
    const title = words(link)
    if (!title) return []
    seen.add(number)
    const authors = people(entry)
      .map((author) => words(author))
      .filter(Boolean)
    // A box that was never closed holds the entries behind it, and no abstract.
    const box = abstracts.get(number)
    const place = box?.querySelector(ENTRY) ? undefined : box
    const pdf = files(entry)
      .map((file) => file.getAttribute('href') ?? '')
      .find((href) => href.endsWith(`/${number}.pdf`))
    const venue = volumes(entry)
      .map((volume) => words(volume))
      .find((name) => name && !/^(bib|pdf)\b/.test(name))
    return {
      facts: {
        keys: [`acl:${number}`],
        title,
        authors: authors.length ? authors : undefined,
        venue,
        date: yearOf(number),
        links: { page: addressOf(number), pdf: pdf?.startsWith('/') ? `https://aclanthology.org${pdf}` : pdf },
        abstract: (place && words(place)) || undefined,
      },
      element: entry,
      title: { element: link },
      abstract: place && { element: place },
    }
  })
}

const numberIn = (link: Element) =>
  PAPER.exec((link.getAttribute('href') ?? '').replace(/^https?:\/\/(www\.)?aclanthology\.org/, ''))?.[1]

/** A paper's page: citation_* meta tags, which do not tell the abstract. */
function single(page: Document, number: string): Listed[] {
  const meta = (name: string) =>
    Array.from(page.querySelectorAll(`meta[name="${name}"]`), (tag) => fold(tag.getAttribute('content') ?? '')).filter(
      Boolean,
    )
  const heading = page.querySelector('#title')
  const title = meta('citation_title')[0] ?? (heading && words(heading))
  if (!heading || !title) return []
  const place = page.querySelector('.acl-abstract > span') ?? undefined
  const doi = doiKey(meta('citation_doi')[0] ?? '')
  const authors = meta('citation_author')
  return [
    {
      facts: {
        keys: [...(doi ? [doi] : []), `acl:${number}`],
        title,
        authors: authors.length ? authors : undefined,
        venue: meta('citation_conference_title')[0] ?? meta('citation_journal_title')[0],
        // "2021/6"
        date: meta('citation_publication_date')[0]?.replace(/\/(\d\d?)/g, (_, part) => `-${part.padStart(2, '0')}`),
        links: { page: addressOf(number), pdf: meta('citation_pdf_url')[0] },
        abstract: (place && words(place)) || undefined,
      },
      element: heading,
      title: { element: heading },
      abstract: place && { element: place },
    },
  ]
}
