import { arxivId, arxivKey, doiKey } from '../identity'
import { inside } from '../page'
import type { Item, Part, Told, Where } from '../site'
import { fold, words } from '../words'

/** Short name in records. */
export const id = 'google-scholar'

const COUNTRIES = ['com', 'co.uk', 'de', 'fr', 'es', 'it', 'nl', 'ca', 'com.au', 'com.br', 'co.in', 'co.jp', 'co.kr']

/** Results (seen 2016 and 2026) and the profiles of authors (seen 2015). */
export const where: Where = {
  name: 'Google Scholar',
  hosts: COUNTRIES.map((country) => `scholar.google.${country}`),
  test: ({ pathname }) => /^\/(scholar|citations)$/.test(pathname),
}

/** The papers of a page of results or of an author's profile. No abstract is whole on either. */
export function* items(_page: Document, url: URL, { all }: Part): Generator<Item> {
  for (const element of all('.gs_r')) yield { element, read: () => result(element, url) }
  for (const element of all('.gsc_a_tr')) yield { element, read: () => work(element, url) }
}

/** An address as it stands; one within the site made whole. */
function addressOf(link: Element | undefined, url: URL): string | undefined {
  const href = link?.getAttribute('href') ?? ''
  return /^https?:\/\//i.test(href) ? href : /^\/(?!\/)/.test(href) ? url.origin + href : undefined
}

/** What publishers write behind a DOI in an address: `/full/html`, `.full.pdf`, `v1.abstract`, the title of a book. */
const BEHIND =
  /(?:v\d+)?(?:[/.](?:full|abstract|html?|pdf|meta|epub|summary|short|xml|fulltext))+$|(?<=\/97[89]\d+(?:-\d+)?)\/.+$/

/** The DOI in an address, in its path or its query. */
function doiIn(address: string): string | undefined {
  const inQuery = Array.from(new URLSearchParams(/\?([^#]*)/.exec(address)?.[1]).values(), (value) => doiKey(value))
  const key = doiKey(address) ?? inQuery.find(Boolean)
  return key?.replace(BEHIND, '').replace(/^(doi:10\.1101\/.+)v\d+$/, '$1')
}

/** The identifiers that a result's own links carry. Its snippet may name another paper's. */
function keysIn(title: string, side: string): string[] {
  const number = [title, side]
    .map((address) => /\barxiv\.org\/(?:abs|pdf|html)\//.test(address) && arxivId(address))
    .find(Boolean)
  const doi = doiIn(title)
  const pmcid = /\/(PMC\d+)\b/.exec(title)?.[1]
  const pmid = /\/\/pubmed\.ncbi\.nlm\.nih\.gov\/(\d+)/.exec(title)?.[1]
  const review = /\/\/openreview\.net\/(?:forum|pdf)\?id=([\w-]+)/.exec(title)?.[1]
  const keys = [
    number && arxivKey(number),
    doi,
    pmid && `pmid:${pmid}`,
    pmcid && `pmcid:${pmcid}`,
    review && `openreview:${review}`,
  ]
  return [...new Set(keys.filter((key): key is string => Boolean(key)))]
}

const CUT = /…|\.\.\.$/

/** Names as they are abbreviated; of many only the first. */
const listOf = (line: string) => {
  const names = line
    .split(/,\s+/)
    .map((name) => name.replace(CUT, '').trim())
    .filter(Boolean)
  return names.length ? names : undefined
}

const YEAR = /(?:^|,\s*)((?:1[5-9]|20)\d\d)$/

/** "A Vaswani, N Shazeer… - Advances in neural …, 2017 - neurips.cc": names, then venue and year, then the source. */
function byline(text: string) {
  const [names = '', ...rest] = text.split(/\s+[-–]\s+/)
  const dated = rest.find((part) => YEAR.test(part))
  const venue = dated?.replace(YEAR, '') ?? (rest.length > 1 ? rest[0] : undefined)
  return {
    authors: YEAR.test(names) ? undefined : listOf(names),
    venue: venue && !CUT.test(venue) ? venue : undefined,
    date: dated && YEAR.exec(dated)?.[1],
  }
}

/** Type of a result before its title, said twice: "[PDF][PDF]", "[CITATION][C]". */
const TAG = '.gs_ctc, .gs_ctu'

/** The site's own number of a result: since 2017 its id; before, the links below it carry it. */
function numberOf(row: Element): string | undefined {
  const own = row.getAttribute('data-cid')
  if (own !== null) return /^[\w-]+$/.exec(own)?.[0]
  return Array.from(row.querySelectorAll('.gs_fl a, .gs_fl button'))
    .map((link) => `${link.getAttribute('href')} ${link.getAttribute('onclick')}`)
    .map((text) => /(?:related:|info:|gs_ocit\(event,\s*')([\w-]{12})(?![\w-])/.exec(text)?.[1])
    .find(Boolean)
}

function result(row: Element, url: URL): Told | undefined {
  const heading = row.querySelector('h3.gs_rt')
  const own = numberOf(row)
  if (!heading || !own) return
  const link = inside(row, 'h3.gs_rt', 'a[href]')[0]
  const address = addressOf(link, url)
  const side = inside(row, '.gs_ggs', 'a[href]')[0]
  const pdf =
    side && words(side).includes('[PDF]')
      ? addressOf(side, url)
      : words(heading).startsWith('[PDF]')
        ? address
        : undefined
  return {
    facts: {
      keys: [...keysIn(address ?? '', addressOf(side, url) ?? ''), `gs:${own}`],
      title: words(heading, TAG),
      ...byline(fold(row.querySelector('.gs_a')?.textContent ?? '')),
      links: { page: address, pdf },
    },
    title: link ? { element: link } : { element: heading, skip: TAG },
  }
}

const ENTRY = 'citation_for_view'

/** A row of an author's profile: title, names and venue in grey, year. */
function work(row: Element, url: URL): Told | undefined {
  const link = row.querySelector('a.gsc_a_at')
  // Until 2021 a script opened the entry: its address stood in data-href.
  const href = link && [link.getAttribute('href'), link.getAttribute('data-href')].find((href) => href?.includes(ENTRY))
  const own = new URLSearchParams(/\?([^#]*)/.exec(href ?? '')?.[1]).get(ENTRY)
  if (!link || !href || !own || !/^[\w:-]+$/.test(own)) return
  const [names, venue] = row.querySelectorAll('.gsc_a_t .gs_gray')
  // The year is repeated behind the venue, for narrow windows.
  const place = venue && words(venue, '.gs_oph')
  return {
    facts: {
      keys: [`gs:${own}`],
      title: words(link),
      authors: listOf(fold(names?.textContent ?? '')),
      venue: place && !CUT.test(place) ? place : undefined,
      date: /^(?:1[5-9]|20)\d\d$/.exec(fold(row.querySelector('.gsc_a_y')?.textContent ?? ''))?.[0],
      links: { page: href.startsWith('/') ? url.origin + href : href },
    },
    title: { element: link },
  }
}
