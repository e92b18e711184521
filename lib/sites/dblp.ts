import { arxivId, arxivKey, doiKey } from '../identity'
import { inside } from '../page'
import type { Item, Part, Told, Where } from '../site'
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
export function* items(_page: Document, _url: URL, { all }: Part): Generator<Item> {
  for (const element of all('.entry[id]')) if (element.matches(ENTRY)) yield { element, read: () => record(element) }
}

function record(entry: Element): Told | undefined {
  const key = entry.id
  const heading = entry.querySelector('.title[itemprop="name"]')
  if (!heading || !/^\w+\/\S+$/.test(key)) return
  // "Wei Wang 0001" is the first of many of that name.
  const names = Array.from(entry.querySelectorAll('[itemprop="author"]'))
    .flatMap((author) => author.querySelector('[itemprop="name"]') ?? [])
    .map((name) => words(name).replace(/ \d{4}$/, ''))
    .filter(Boolean)
  const addresses = inside(entry, '.publ', 'a[itemprop="url"]')
    .map((edition) => edition.getAttribute('href') ?? '')
    .filter((address) => /^https?:\/\//i.test(address))
  const year = Array.from(entry.querySelectorAll('[itemprop="datePublished"]'), (year) =>
    fold(year.getAttribute('content') ?? year.textContent ?? ''),
  ).find((year) => /^\d{4}$/.test(year))
  const venue = inside(entry, '[itemprop="isPartOf"]', '[itemprop="name"]')[0]
  return {
    facts: {
      keys: [...keysIn(addresses), `dblp:${key}`],
      // Each title ends with a full stop that is not its own.
      title: words(heading).replace(/\.$/, ''),
      authors: names.length ? names : undefined,
      venue: (venue && words(venue)) || undefined,
      date: year,
      links: { page: addresses[0] ?? `https://dblp.org/rec/${key}` },
    },
    title: { element: heading },
  }
}

/** The identifiers of the electronic editions, arXiv's first: a DOI also behind a publisher's resolver. */
function keysIn(addresses: string[]): string[] {
  const numbers = addresses.map((address) => /\barxiv\.org\//.test(address) && arxivId(address))
  const keys = [...numbers.map((number) => number && arxivKey(number)), ...addresses.map((address) => doiKey(address))]
  const found = [...new Set(keys.filter((key): key is string => Boolean(key)))]
  return found.sort((one, other) => Number(other.startsWith('arxiv:')) - Number(one.startsWith('arxiv:')))
}
