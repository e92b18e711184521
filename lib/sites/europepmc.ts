import { dayIn } from '../day'
import { doiKey } from '../identity'
import { allSaid, alone, inside, meta, said } from '../page'
import type { Item, Part, Told, Where } from '../site'
import { fold, words } from '../words'

/** Short name in records. */
export const id = 'europepmc'

/** Search results (seen 2026-08) and articles (the abstract's place as reported, 2025). */
export const where: Where = {
  name: 'Europe PMC',
  hosts: ['europepmc.org', 'www.europepmc.org'],
  test: ({ pathname }) => /^\/(search|article|abstract|authors)(\/|$)/.test(pathname),
}

/** `/article/MED/42528595`: the source, and the number that it has there. */
const RECORD = /\/(?:article|abstract)\/([A-Z]+)\/([\w.-]+)/i

/** The papers of search results, or the one of its own page. */
export function* items(page: Document, url: URL, { all }: Part): Generator<Item> {
  if (RECORD.test(url.pathname)) yield* alone(page.querySelector('h1'), (title) => single(page, url, title))
  else for (const element of all('.citation')) yield { element, read: () => result(element) }
}

/** A record's keys and its address: what comes from PubMed has PubMed's number. */
function known(address: string) {
  const [, source, number] = RECORD.exec(address) ?? []
  if (!source || !number) return
  const kind = source.toUpperCase()
  const shared = kind === 'MED' ? [`pmid:${number}`] : kind === 'PMC' ? [`pmcid:${number.toUpperCase()}`] : []
  return { keys: [...shared, `epmc:${kind}/${number}`], page: `https://europepmc.org/article/${kind}/${number}` }
}

/** "15 Jul 2026", "Jul 2026", "2026" */
const dateIn = (text: string) => dayIn(text) ?? dayIn(`1 ${text}`)?.slice(0, 7) ?? /^\d{4}$/.exec(text)?.[0]

/** A row of results, with its parts named by ids. The text in it is a piece of the abstract around the hit. */
function result(row: Element): Told | undefined {
  const link = inside(row, '.citation-title', 'a[href]')[0]
  const record = known(link?.getAttribute('href') ?? '')
  if (!link || !record) return
  return {
    facts: {
      keys: record.keys,
      title: words(link),
      authors: allSaid(row, '.citation-author-list a'),
      venue: said(row, '[id^="citation--publisher--name"]'),
      date: dateIn(fold(row.querySelector('[id^="citation--id--pub-date"]')?.textContent ?? '')),
      links: { page: record.page },
    },
    title: { element: link },
  }
}

/** An article: what citation_* meta tags there are, its heading and its abstract. */
function single(page: Document, url: URL, heading: Element): Told | undefined {
  const record = known(url.pathname)
  if (!record) return
  const title = words(heading)
  // Navigation inside the page may leave the tags of the article before.
  const tag = (name: string) => (meta(page, 'citation_title')[0] === title ? meta(page, name) : [])
  const place = page.querySelector('#article--abstract--content') ?? undefined
  const doi = doiKey(tag('citation_doi')[0] ?? '')
  const authors = tag('citation_author')
  return {
    facts: {
      keys: [...(doi ? [doi] : []), ...record.keys],
      title,
      authors: authors.length ? authors : undefined,
      venue: tag('citation_journal_title')[0],
      date: tag('citation_publication_date')[0]?.replaceAll('/', '-'),
      links: { page: record.page, pdf: tag('citation_pdf_url')[0] },
      abstract: (place && words(place)) || undefined,
    },
    title: { element: heading },
    abstract: place && { element: place },
  }
}
