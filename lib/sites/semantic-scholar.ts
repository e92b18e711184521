import { dayIn } from '../day'
import { arxivId, arxivKey, doiKey } from '../identity'
import { fields, items, line, parsed } from '../json'
import type { Listed, Where } from '../site'
import { fold, words } from '../words'

/** Short name in records. */
export const id = 'semantic-scholar'

/** Search results (seen 2026-08), lists of an author or a venue, single papers (as Zotero's translator of 2022 reads them). */
export const where: Where = {
  name: 'Semantic Scholar',
  hosts: ['www.semanticscholar.org'],
  test: ({ pathname }) => /^\/(search|paper|author|venue)(\/|$)/.test(pathname),
}

/** The papers of a list, or the one of its own page; there the rows are citations and references, not a listing. */
export const papers = (page: Document, url: URL): Listed[] =>
  url.pathname.startsWith('/paper/') ? single(page, url) : rows(page, url)

const ROW = '.cl-paper-row[data-paper-id]'

/** "1 May 1998", "May 1998", "2025" */
const dateIn = (text: string) =>
  dayIn(text) ?? dayIn(`1 ${text}`)?.slice(0, 7) ?? /^(?:1[5-9]|20)\d\d(?!\d)/.exec(text)?.[0]

/** The identifiers of other sites that links carry, strong ones first. */
function keysIn(addresses: string[]): string[] {
  const at = (host: string) => addresses.filter((address) => address.includes(host))
  const keys = [
    ...at('arxiv.org/')
      .map((address) => arxivId(address))
      .map((number) => number && arxivKey(number)),
    ...at('doi.org/').map(doiKey),
    ...addresses.map((address) => /ncbi\.nlm\.nih\.gov\/(?:pubmed\/)?(\d+)\/?$/.exec(address)?.[1]).map(pmid),
  ]
  return [...new Set(keys.filter((key) => key !== undefined && key !== ''))] as string[]
}

const pmid = (number: string | undefined) => number && `pmid:${number}`

/** Rows of a list. Their text is cut ("Expand") or a summary made of the abstract ("TLDR"), never the whole of it. */
function rows(page: Document, url: URL): Listed[] {
  const of = (part: string) => {
    const found = Map.groupBy(page.querySelectorAll(part), (element) => element.closest(ROW))
    return (row: Element) => found.get(row) ?? []
  }
  const [links, authors, more, venues, dates, actions] = [
    of('a[data-test-id="title-link"]'),
    of('[data-test-id="author-list"]'),
    of('.cl-paper-authors button'),
    of('[data-test-id="venue-metadata"]'),
    of('.cl-paper-pubdates'),
    of('.cl-paper-controls a[href^="http"]'),
  ]
  const seen = new Set<string>()
  return Array.from(page.querySelectorAll(ROW)).flatMap((row) => {
    const number = row.getAttribute('data-paper-id') ?? ''
    const link = links(row)[0]
    if (!/^[0-9a-f]{40}$/.test(number) || !link || seen.has(number)) return []
    const title = words(link)
    if (!title) return []
    seen.add(number)
    const names = authors(row)
      .map((author) => words(author, 'button'))
      .filter(Boolean)
    // "+6 authors" stands for those between the first two and the last.
    const unshown = Number(
      /^\+(\d+)/.exec(
        more(row)
          .map((button) => words(button))
          .join(' '),
      )?.[1] ?? 0,
    )
    // The page escapes names of venues twice, and cuts long ones.
    const venue = venues(row)[0] && words(venues(row)[0] as Element).replaceAll('&amp;', '&')
    const pdf = actions(row).find((action) => action.getAttribute('data-heap-direct-pdf-link') === 'true')
    return {
      facts: {
        keys: [...keysIn(actions(row).map((action) => action.getAttribute('href') ?? '')), `s2:${number}`],
        title,
        authors: names.length ? names : undefined,
        authorCount: unshown ? names.length + unshown : undefined,
        venue: venue?.endsWith('…') ? undefined : venue || undefined,
        date: dateIn(fold(dates(row)[0]?.textContent ?? '')),
        links: {
          page: /^\/paper\//.test(link.getAttribute('href') ?? '')
            ? url.origin + link.getAttribute('href')
            : `${url.origin}/paper/${number}`,
          pdf: pdf?.getAttribute('href') ?? undefined,
        },
      },
      element: row,
      title: { element: link },
    }
  })
}

/** A paper's own page: its JSON-LD, whose `abstract` begins with the summary that `about` repeats; the page cuts it. */
function single(page: Document, url: URL): Listed[] {
  const number = /\/([0-9a-f]{40})(?:\/|$)/.exec(url.pathname)?.[1]
  const heading = page.querySelector('h1[data-test-id="paper-detail-title"]') ?? page.querySelector('h1')
  if (!number || !heading) return []
  const article = Array.from(page.querySelectorAll('script[type="application/ld+json"]'))
    .flatMap((script) => items(fields(parsed(script.textContent ?? ''))['@graph']).flat())
    .map(fields)
    // Navigation inside the page leaves the JSON of the paper before.
    .find(({ name }) => line(name) === words(heading))
  const about = line(article?.about, 50_000)
  const abstract = line(article?.abstract, 50_000)
  const names = items(article?.author).flatMap((author) => line(fields(author).name, 500) ?? [])
  const pdf = line(article?.mainEntity)
  const date = line(article?.datePublished) ?? ''
  const title = words(heading)
  if (!title) return []
  return [
    {
      facts: {
        keys: [...keysIn([line(article?.sameAs) ?? '', pdf ?? '']), `s2:${number}`],
        title,
        authors: names.length ? names : undefined,
        venue: line(article?.publication),
        date: dashed(date) ?? dateIn(date),
        links: { page: url.origin + url.pathname, pdf: pdf && /^https?:.+pdf/.test(pdf) ? pdf : undefined },
        abstract: about && abstract?.startsWith(about) ? abstract.slice(about.length).trim() || undefined : abstract,
      },
      element: heading,
      title: { element: heading },
    },
  ]
}

const dashed = (date: string) => /^\d{4}-\d\d(-\d\d)?(?!\d)/.exec(date)?.[0]
