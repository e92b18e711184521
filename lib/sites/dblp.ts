import { arxivId, arxivKey, doiKey } from '../identity'
import type { Listed, Where } from '../site'
import { fold, words } from '../words'

/** Short name in records. */
export const id = 'dblp'

/** Persons (seen 2015), volumes, search results and single records, which write their entries alike. */
export const where: Where = {
  name: 'DBLP',
  hosts: ['dblp.org', 'www.dblp.org', 'dblp.uni-trier.de', 'dblp.dagstuhl.de'],
  test: ({ pathname }) => /^\/(pers|pid|db|search|rec)\//.test(pathname) || pathname === '/search',
}

const ENTRY = '.publ-list > .entry[id], .entry[itemtype*="schema.org"][id]'

/** The records of a page: `.entry` with the record's key as its id, and schema.org's names on its parts. No abstracts. */
export function papers(page: Document): Listed[] {
  const of = (part: string) => {
    const found = Map.groupBy(page.querySelectorAll(`.entry ${part}`), (element) => element.closest('.entry'))
    return (entry: Element) => found.get(entry) ?? []
  }
  const [titles, authors, years, venues, editions] = [
    of('.title[itemprop="name"]'),
    of('[itemprop="author"] [itemprop="name"]'),
    of('[itemprop="datePublished"]'),
    of('[itemprop="isPartOf"] [itemprop="name"]'),
    of('.publ a[itemprop="url"]'),
  ]
  const seen = new Set<string>()
  return Array.from(page.querySelectorAll(ENTRY)).flatMap((entry) => {
    const record = entry.id
    const heading = titles(entry)[0]
    // Each title ends with a full stop that is not its own.
    const title = heading && words(heading).replace(/\.$/, '')
    if (!heading || !title || !/^\w+\/\S+$/.test(record) || seen.has(record)) return []
    seen.add(record)
    // "Wei Wang 0001" is the first of many of that name.
    const names = authors(entry)
      .map((author) => words(author).replace(/ \d{4}$/, ''))
      .filter(Boolean)
    const addresses = editions(entry)
      .map((edition) => edition.getAttribute('href') ?? '')
      .filter((address) => /^https?:\/\//i.test(address))
    const year = years(entry)
      .map((year) => fold(year.getAttribute('content') ?? year.textContent ?? ''))
      .find((year) => /^\d{4}$/.test(year))
    return {
      facts: {
        keys: [...keysIn(addresses), `dblp:${record}`],
        title,
        authors: names.length ? names : undefined,
        venue: (venues(entry)[0] && words(venues(entry)[0] as Element)) || undefined,
        date: year,
        links: { page: addresses[0] ?? `https://dblp.org/rec/${record}` },
      },
      element: entry,
      title: { element: heading },
    }
  })
}

/** The identifiers of the electronic editions, arXiv's first: a DOI also behind a publisher's resolver. */
function keysIn(addresses: string[]): string[] {
  const numbers = addresses.map((address) => /\barxiv\.org\//.test(address) && arxivId(address))
  const keys = [...numbers.map((number) => number && arxivKey(number)), ...addresses.map((address) => doiKey(address))]
  const found = [...new Set(keys.filter((key): key is string => Boolean(key)))]
  return found.sort((one, other) => Number(other.startsWith('arxiv:')) - Number(one.startsWith('arxiv:')))
}
