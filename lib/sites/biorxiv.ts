import { doiKey } from '../identity'
import { allSaid, alone, meta, web } from '../page'
import type { PaperFacts } from '../paper'
import type { Item, Part, Told, Where } from '../site'
import { words } from '../words'

/** Short name in records. */
export const id = 'biorxiv'

/** Search results, collections, recent papers and single papers (HighWire pages of 2019 to 2021). */
export const where: Where = {
  name: 'bioRxiv and medRxiv',
  hosts: ['www.biorxiv.org', 'biorxiv.org', 'www.medrxiv.org', 'medrxiv.org'],
  test: ({ pathname }) => /^\/(search|collection|content)(\/|$)/.test(pathname),
}

const CITATION = '.highwire-article-citation'
const HEADING = 'h1.highwire-cite-title'
const ORCID = 'a[href*="orcid.org/"]'

/** The papers of a listing, or the one paper of its own page, which may cite itself again below. */
export function* items(page: Document, url: URL, { all }: Part): Generator<Item> {
  const heading = page.querySelector(HEADING)
  if (heading) yield* alone(heading, (title) => single(page, url, title))
  else for (const element of all(CITATION)) yield { element, read: () => citation(element, url) }
}

/** What follows the DOI in an address: `v1`, `v2.full`, `v1.full.pdf`. */
const TAIL = /v\d+(\.[\w.-]+)?$/

/** What a citation block tells, of the paper at an address. */
function cited(citation: Element, title: Element, address: URL | undefined): PaperFacts {
  const doi = doiKey(citation.querySelector('.highwire-cite-metadata-doi')?.textContent ?? '')
  const key = doi ?? (address ? doiKey(address.href)?.replace(TAIL, '') : undefined)
  // `/biorxiv/early/2021/11/04/2021.11.04.467278.atom`: the day it was posted, which the DOI does not always tell.
  const path = citation.getAttribute('data-apath') ?? ''
  const day = /\/(\d{4}\/\d\d\/\d\d)\//.exec(path)?.[1] ?? /\/(\d{4}\.\d\d\.\d\d)\./.exec(doi ?? '')?.[1]
  return {
    keys: key ? [key] : [],
    title: words(title),
    authors: allSaid(citation, '.highwire-citation-author', ORCID),
    date: day?.replace(/\D/g, '-'),
    links: { page: address?.href.replace(/(v\d+)\.[\w.-]+$/, '$1') },
  }
}

/** A citation block of a list has its title as a link; one without a link is of a page's own paper. */
function citation(element: Element, url: URL): Told | undefined {
  const title = element.querySelector('a.highwire-cite-linked-title')
  return title
    ? { facts: cited(element, title, web(title.getAttribute('href'), url)), title: { element: title } }
    : undefined
}

/** A paper's own page: what its citation says, its meta tags first, and the abstract, in one part or in several. */
function single(page: Document, url: URL, title: Element): Told | undefined {
  const citation = title.closest(CITATION)
  if (!citation) return
  const facts = cited(citation, title, web(url.pathname, url))
  const path = citation.getAttribute('data-apath')
  const pdf = path ? `${url.origin}/content${path.replace(/\.atom$/, '.full.pdf')}` : undefined
  const authors = meta(page, 'citation_author')
  const abstract = page.querySelector('#abstract-1, .section.abstract')
  const text = abstract && words(abstract, 'h2')
  return {
    facts: {
      ...facts,
      authors: authors.length ? authors : facts.authors,
      date: meta(page, 'citation_date')[0]?.replaceAll('/', '-') ?? facts.date,
      links: {
        page: web(meta(page, 'citation_public_url')[0] ?? facts.links.page, url)?.href,
        pdf: web(meta(page, 'citation_pdf_url')[0] ?? pdf, url)?.href,
      },
      abstract: text || undefined,
    },
    title: { element: title },
    abstract: abstract && text ? { element: abstract, skip: 'h2' } : undefined,
  }
}
