import { dayIn } from '../day'
import { arxivId, arxivKey, doiKey } from '../identity'
import { fields, line, items as list, parsed } from '../json'
import { allSaid, alone, inside, said } from '../page'
import type { Item, Part, Told, Where } from '../site'
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
export function* items(page: Document, url: URL, { all }: Part): Generator<Item> {
  if (url.pathname.startsWith('/paper/')) {
    const title = page.querySelector('h1[data-test-id="paper-detail-title"]') ?? page.querySelector('h1')
    return yield* alone(title, (title) => single(page, url, title))
  }
  for (const element of all('.cl-paper-row[data-paper-id]')) yield { element, read: () => result(element, url) }
}

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

/** A row of a list. Its text is cut ("Expand") or a summary made of the abstract ("TLDR"), never the whole of it. */
function result(row: Element, url: URL): Told | undefined {
  const number = row.getAttribute('data-paper-id') ?? ''
  const link = row.querySelector('a[data-test-id="title-link"]')
  if (!/^[0-9a-f]{40}$/.test(number) || !link) return
  const authors = allSaid(row, '[data-test-id="author-list"]', 'button')
  // "+6 authors" stands for those between the first two and the last.
  const more = Number(/^\+(\d+)/.exec(allSaid(row, '.cl-paper-authors button')?.join(' ') ?? '')?.[1] ?? 0)
  // The page escapes names of venues twice, and cuts long ones.
  const venue = said(row, '[data-test-id="venue-metadata"]')?.replaceAll('&amp;', '&')
  const actions = inside(row, '.cl-paper-controls', 'a[href^="http"]')
  const pdf = actions.find((action) => action.getAttribute('data-heap-direct-pdf-link') === 'true')
  const href = link.getAttribute('href') ?? ''
  return {
    facts: {
      keys: [...keysIn(actions.map((action) => action.getAttribute('href') ?? '')), `s2:${number}`],
      title: words(link),
      authors,
      authorCount: more ? (authors?.length ?? 0) + more : undefined,
      venue: venue?.endsWith('…') ? undefined : venue,
      date: dateIn(fold(row.querySelector('.cl-paper-pubdates')?.textContent ?? '')),
      links: {
        page: url.origin + (/^\/paper\//.test(href) ? href : `/paper/${number}`),
        pdf: pdf?.getAttribute('href') ?? undefined,
      },
    },
    title: { element: link },
  }
}

/** A paper's own page: its JSON-LD, whose `abstract` begins with the summary that `about` repeats; the page cuts it. */
function single(page: Document, url: URL, heading: Element): Told | undefined {
  const number = /\/([0-9a-f]{40})(?:\/|$)/.exec(url.pathname)?.[1]
  if (!number) return
  const title = words(heading)
  const article = Array.from(page.querySelectorAll('script[type="application/ld+json"]'))
    .flatMap((script) => list(fields(parsed(script.textContent ?? ''))['@graph']).flat())
    .map(fields)
    // Navigation inside the page leaves the JSON of the paper before.
    .find(({ name }) => line(name) === title)
  const about = line(article?.about, 50_000)
  const abstract = line(article?.abstract, 50_000)
  const names = list(article?.author).flatMap((author) => line(fields(author).name, 500) ?? [])
  const pdf = line(article?.mainEntity)
  const date = line(article?.datePublished) ?? ''
  return {
    facts: {
      keys: [...keysIn([line(article?.sameAs) ?? '', pdf ?? '']), `s2:${number}`],
      title,
      authors: names.length ? names : undefined,
      venue: line(article?.publication),
      date: dashed(date) ?? dateIn(date),
      links: { page: url.origin + url.pathname, pdf: pdf && /^https?:.+pdf/.test(pdf) ? pdf : undefined },
      abstract: about && abstract?.startsWith(about) ? abstract.slice(about.length).trim() || undefined : abstract,
    },
    title: { element: heading },
  }
}

const dashed = (date: string) => /^\d{4}-\d\d(-\d\d)?(?!\d)/.exec(date)?.[0]
