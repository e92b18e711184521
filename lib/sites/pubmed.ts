import { dayIn } from '../day'
import { doiKey } from '../identity'
import { allSaid, alone } from '../page'
import type { Item, Told, Where } from '../site'
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
export function* items(page: Document, url: URL): Generator<Item> {
  if (url.pathname !== '/') {
    const [own] = articles(page)
    return yield* alone(own?.element, () => own?.read())
  }
  for (const element of page.querySelectorAll('.full-docsum')) yield { element, read: () => result(element) }
  yield* articles(page)
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

/** A row of results: names and citation once for wide windows, once short; the text below is a piece of the abstract. */
function result(row: Element): Told | undefined {
  const link = row.querySelector('.docsum-title')
  const shown = row.querySelector('.docsum-pmid')?.textContent
  const number = [link?.getAttribute('data-article-id'), shown, link?.getAttribute('href')]
    .map((text) => /^\/?(\d+)\/?$/.exec(text?.trim() ?? '')?.[1])
    .find(Boolean)
  if (!link || !number) return
  const { venue, date, doi } = cited(fold(row.querySelector('.full-journal-citation')?.textContent ?? ''))
  return {
    facts: {
      keys: keysOf(number, doi),
      title: words(link),
      authors: listOf(fold(row.querySelector('.full-authors')?.textContent ?? '')),
      venue,
      date,
      links: { page: addressOf(number) },
    },
    title: { element: link },
  }
}

/** "Hagger MS, Wood C; A Study Group."; cut after 1200 signs, in the midst of a name: "Sherman J, S…". */
function listOf(line: string): string[] | undefined {
  const names = line
    .replace(/\.$/, '')
    .split(/[,;]\s+/)
    .filter((name) => name && !/…$|^et al$/.test(name))
  return names.length ? names : undefined
}

const HEAD = '[id$="full-view-heading"]'

/**
 * Articles with their abstracts, one or many (`format=abstract`): `#full-view-heading`, in results with the row before it
 * in its id, then the abstract. The same heading follows for narrow windows as `short-view-heading`.
 */
function* articles(page: Document): Generator<Item> {
  const parts = Array.from(page.querySelectorAll(`${HEAD}, .abstract-content.selected`))
  for (const [at, head] of parts.entries()) {
    if (!head.matches(HEAD)) continue
    const next = parts[at + 1]
    // One that was never closed holds the articles behind it.
    const abstract = next?.matches(HEAD) || next?.querySelector(HEAD) ? undefined : next
    const heading = head.querySelector('.heading-title')
    if (heading) yield { element: heading, within: head, read: () => article(head, heading, abstract) }
  }
}

function article(head: Element, heading: Element, abstract: Element | undefined): Told | undefined {
  const said = (part: string) => fold(head.querySelector(part)?.textContent ?? '')
  const number = /^\d+$/.exec(said('.current-id'))?.[0]
  if (!number) return
  const journal = head.querySelector('.journal-actions-trigger')
  return {
    facts: {
      keys: keysOf(number, doiKey(said('.identifier.doi a, .citation-doi'))),
      title: words(heading),
      authors: allSaid(head, '.authors-list .full-name'),
      venue: fold(journal?.getAttribute('title') ?? '') || (journal && words(journal)) || undefined,
      date: cited(said('.cit')).date,
      links: { page: addressOf(number) },
      abstract: (abstract && words(abstract)) || undefined,
    },
    title: { element: heading },
    abstract: abstract && { element: abstract },
  }
}
