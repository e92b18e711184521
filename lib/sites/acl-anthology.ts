import { doiKey } from '../identity'
import { allSaid, alone, meta } from '../page'
import type { Item, Part, Told, Where } from '../site'
import { words } from '../words'

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
export function* items(page: Document, url: URL, { all }: Part): Generator<Item> {
  const number = PAPER.exec(url.pathname)?.[1]
  if (number) yield* alone(page.querySelector('#title'), (title) => single(page, number, title))
  else for (const element of all(ENTRY)) yield { element, read: () => entry(page, element) }
}

const addressOf = (number: string) => `https://aclanthology.org/${number}/`

/** Identifiers tell the year, entries do not: `2022.acl-long.1`, `P05-1001`, `J79-1001`. */
function yearOf(number: string): string {
  const [, short] = /^[A-Z](\d\d)/i.exec(number) ?? []
  if (!short) return number.slice(0, 4)
  return `${Number(short) < 60 ? 20 : 19}${short}`
}

/** Entries are `.d-sm-flex.align-items-stretch` (`p` until 2024, then `div`) with the paper's link in `strong`. */
const ENTRY = '.align-items-stretch'

/** The abstract is whole and hidden, in a box of its own after the entry, whose id writes the dots of the paper's as `--`. */
const boxOf = (page: Document, number: string) =>
  page.getElementById(`abstract-${number.replaceAll('.', '--')}`)?.querySelector('.card-body')

function entry(page: Document, entry: Element): Told | undefined {
  const link = Array.from(entry.querySelectorAll('strong'))
    .flatMap((strong) => Array.from(strong.querySelectorAll('a[href]')))
    .find((link) => numberIn(link))
  const number = link && numberIn(link)
  if (!link || !number) return
  // A box that was never closed holds the entries behind it, and no abstract.
  const box = boxOf(page, number)
  const place = box && !box.querySelector(ENTRY) ? box : undefined
  const pdf = Array.from(entry.querySelectorAll('a[href$=".pdf"]'), (file) => file.getAttribute('href') ?? '').find(
    (href) => href.endsWith(`/${number}.pdf`),
  )
  return {
    facts: {
      keys: [`acl:${number}`],
      title: words(link),
      authors: allSaid(entry, 'a[href*="/people/"]'),
      venue: allSaid(entry, 'a[href*="/volumes/"]')?.find((name) => !/^(bib|pdf)\b/.test(name)),
      date: yearOf(number),
      links: { page: addressOf(number), pdf: pdf?.startsWith('/') ? `https://aclanthology.org${pdf}` : pdf },
      abstract: (place && words(place)) || undefined,
    },
    title: { element: link },
    abstract: place && { element: place },
  }
}

const numberIn = (link: Element) =>
  PAPER.exec((link.getAttribute('href') ?? '').replace(/^https?:\/\/(www\.)?aclanthology\.org/, ''))?.[1]

/** A paper's page: citation_* meta tags, which do not tell the abstract. */
function single(page: Document, number: string, title: Element): Told {
  const place = page.querySelector('.acl-abstract > span') ?? undefined
  const doi = doiKey(meta(page, 'citation_doi')[0] ?? '')
  const authors = meta(page, 'citation_author')
  return {
    facts: {
      keys: [...(doi ? [doi] : []), `acl:${number}`],
      title: meta(page, 'citation_title')[0] ?? words(title),
      authors: authors.length ? authors : undefined,
      venue: meta(page, 'citation_conference_title')[0] ?? meta(page, 'citation_journal_title')[0],
      // "2021/6"
      date: meta(page, 'citation_publication_date')[0]?.replace(/\/(\d\d?)/g, (_, part) => `-${part.padStart(2, '0')}`),
      links: { page: addressOf(number), pdf: meta(page, 'citation_pdf_url')[0] },
      abstract: (place && words(place)) || undefined,
    },
    title: { element: title },
    abstract: place && { element: place },
  }
}
