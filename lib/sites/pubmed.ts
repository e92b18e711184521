import { dayIn } from '../day'
import { doiKey } from '../identity'
import type { Listed, Where } from '../site'
import { fold, words } from '../words'

/** Short name in records. */
export const id = 'pubmed'

/** Search results (seen 2023-11 and 2026-08), results with abstracts, articles (both as reported 2020 to 2026). */
export const where: Where = {
  name: 'PubMed',
  hosts: ['pubmed.ncbi.nlm.nih.gov'],
  test: ({ pathname, search }) => /^\/\d+\/?$/.test(pathname) || (pathname === '/' && search.length > 1),
}

/** The papers of search results, or the one of its own page; what that lists as similar is no listing. */
export function papers(page: Document, url: URL): Listed[] {
  const whole = articles(page)
  if (url.pathname !== '/') return whole.slice(0, 1)
  const seen = new Set<string>()
  return [...results(page), ...whole].filter(({ facts: { keys } }) => {
    const own = keys.at(-1) as string
    if (seen.has(own)) return false
    seen.add(own)
    return true
  })
}

/** What a citation tells: "Psychol Bull. 2010 Jul 16;136(4):495-525. doi: 10.1037/a0019486. Epub 2010 Jun 2." */
function cited(citation: string) {
  const [, venue, year, month, day] =
    /^(?:(.*?)\. )?((?:1[5-9]|20)\d\d)\b(?: ([A-Z][a-z]{2})\b(?: (\d\d?)\b)?)?/.exec(citation) ?? []
  return {
    venue,
    date: (month && dayIn(`${day ?? 1} ${month} ${year}`)?.slice(0, day ? 10 : 7)) ?? year,
    doi: doiKey(/\bdoi: (\S+)/i.exec(citation)?.[1] ?? ''),
  }
}

const keysOf = (number: string, doi: string | undefined) => [...(doi ? [doi] : []), `pmid:${number}`]
const addressOf = (number: string) => `https://pubmed.ncbi.nlm.nih.gov/${number}/`

/** Rows of results: names and citation once for wide windows, once short; the text below is a piece of the abstract. */
function results(page: Document): Listed[] {
  const ROW = '.full-docsum'
  const of = (part: string) => {
    const found = Map.groupBy(page.querySelectorAll(`${ROW} ${part}`), (element) => element.closest(ROW))
    return (row: Element) => found.get(row) ?? []
  }
  const [links, numbers, authors, citations] = [
    of('.docsum-title'),
    of('.docsum-pmid'),
    of('.full-authors'),
    of('.full-journal-citation'),
  ]
  return Array.from(page.querySelectorAll(ROW)).flatMap((row) => {
    const link = links(row)[0]
    const number = [link?.getAttribute('data-article-id'), numbers(row)[0]?.textContent, link?.getAttribute('href')]
      .map((text) => /^\/?(\d+)\/?$/.exec(text?.trim() ?? '')?.[1])
      .find(Boolean)
    const title = link && words(link)
    if (!link || !number || !title) return []
    const { venue, date, doi } = cited(fold(citations(row)[0]?.textContent ?? ''))
    return {
      facts: {
        keys: keysOf(number, doi),
        title,
        authors: listOf(fold(authors(row)[0]?.textContent ?? '')),
        venue,
        date,
        links: { page: addressOf(number) },
      },
      element: row,
      title: { element: link },
    }
  })
}

/** "Hagger MS, Wood C; A Study Group."; cut after 1200 signs, in the midst of a name: "Sherman J, S…". */
function listOf(line: string): string[] | undefined {
  const names = line
    .replace(/\.$/, '')
    .split(/[,;]\s+/)
    .filter((name) => name && !/…$|^et al$/.test(name))
  return names.length ? names : undefined
}

/**
 * Articles with their abstracts, one or many (`format=abstract`): `#full-view-heading`, in results with the row before it
 * in its id, then the abstract. The same heading follows for narrow windows as `short-view-heading`.
 */
function articles(page: Document): Listed[] {
  const HEAD = '[id$="full-view-heading"]'
  const of = (part: string) => {
    const found = Map.groupBy(page.querySelectorAll(`${HEAD} ${part}`), (element) => element.closest(HEAD))
    return (head: Element) => found.get(head) ?? []
  }
  const [titles, numbers, authors, journals, citations, dois] = [
    of('.heading-title'),
    of('.current-id'),
    of('.authors-list .full-name'),
    of('.journal-actions-trigger'),
    of('.cit'),
    of('.identifier.doi a, .citation-doi'),
  ]
  const places = new Map<Element, Element>()
  let last: Element | undefined
  for (const element of page.querySelectorAll(`${HEAD}, .abstract-content.selected`)) {
    if (element.matches(HEAD)) last = element
    else if (last && !places.has(last) && !element.querySelector(HEAD)) places.set(last, element)
  }
  return Array.from(page.querySelectorAll(HEAD)).flatMap((head) => {
    const heading = titles(head)[0]
    const title = heading && words(heading)
    const number = /^\d+$/.exec(fold(numbers(head)[0]?.textContent ?? ''))?.[0]
    if (!heading || !title || !number) return []
    const place = places.get(head)
    const journal = journals(head)[0]
    const names = authors(head)
      .map((author) => words(author))
      .filter(Boolean)
    return {
      facts: {
        keys: keysOf(number, doiKey(fold(dois(head)[0]?.textContent ?? ''))),
        title,
        authors: names.length ? names : undefined,
        venue: (journal && (fold(journal.getAttribute('title') ?? '') || words(journal))) || undefined,
        date: cited(fold(citations(head)[0]?.textContent ?? '')).date,
        links: { page: addressOf(number) },
        abstract: (place && words(place)) || undefined,
      },
      element: heading,
      title: { element: heading },
      abstract: place && { element: place },
    }
  })
}
