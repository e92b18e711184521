import { dayIn } from '../day'
import { doiKey } from '../identity'
import type { Listed, Where } from '../site'
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
export const papers = (page: Document, url: URL): Listed[] =>
  RECORD.test(url.pathname) ? single(page, url) : results(page)

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

/** Rows of results, each with its parts named by ids. The text in a row is a piece of the abstract around the hit. */
function results(page: Document): Listed[] {
  const ROW = '.citation'
  const of = (part: string) => {
    const found = Map.groupBy(page.querySelectorAll(`${ROW} ${part}`), (element) => element.closest(ROW))
    return (row: Element) => found.get(row) ?? []
  }
  const [links, authors, journals, dates] = [
    of('.citation-title a[href]'),
    of('.citation-author-list a'),
    of('[id^="citation--publisher--name"]'),
    of('[id^="citation--id--pub-date"]'),
  ]
  const seen = new Set<string>()
  return Array.from(page.querySelectorAll(ROW)).flatMap((row) => {
    const link = links(row)[0]
    const record = known(link?.getAttribute('href') ?? '')
    const title = link && words(link)
    if (!link || !record || !title || seen.has(record.page)) return []
    seen.add(record.page)
    const names = authors(row)
      .map((author) => words(author))
      .filter(Boolean)
    const journal = journals(row)[0]
    return {
      facts: {
        keys: record.keys,
        title,
        authors: names.length ? names : undefined,
        venue: (journal && words(journal)) || undefined,
        date: dateIn(fold(dates(row)[0]?.textContent ?? '')),
        links: { page: record.page },
      },
      element: row,
      title: { element: link },
    }
  })
}

/** An article: what citation_* meta tags there are, its heading and its abstract. */
function single(page: Document, url: URL): Listed[] {
  const meta = (name: string) =>
    Array.from(page.querySelectorAll(`meta[name="${name}"]`), (tag) => fold(tag.getAttribute('content') ?? '')).filter(
      Boolean,
    )
  const record = known(url.pathname)
  const heading = page.querySelector('h1')
  const title = heading && words(heading)
  if (!record || !heading || !title) return []
  // Navigation inside the page may leave the tags of the article before.
  const tag = (name: string) => (meta('citation_title')[0] === title ? meta(name) : [])
  const place = page.querySelector('#article--abstract--content') ?? undefined
  const doi = doiKey(tag('citation_doi')[0] ?? '')
  const authors = tag('citation_author')
  return [
    {
      facts: {
        keys: [...(doi ? [doi] : []), ...record.keys],
        title,
        authors: authors.length ? authors : undefined,
        venue: tag('citation_journal_title')[0],
        date: tag('citation_publication_date')[0]?.replaceAll('/', '-'),
        links: { page: record.page, pdf: tag('citation_pdf_url')[0] },
        abstract: (place && words(place)) || undefined,
      },
      element: heading,
      title: { element: heading },
      abstract: place && { element: place },
    },
  ]
}
