import { doiKey } from '../identity'
import type { PaperFacts } from '../paper'
import type { Listed, Where } from '../site'
import { fold, words } from '../words'

/** Short name in records. */
export const id = 'biorxiv'

/** Search results, collections, recent papers and single papers (HighWire pages of 2019 to 2021). */
export const where: Where = {
  name: 'bioRxiv and medRxiv',
  hosts: ['www.biorxiv.org', 'biorxiv.org', 'www.medrxiv.org', 'medrxiv.org'],
  test: ({ pathname }) => /^\/(search|collection|content)(\/|$)/.test(pathname),
}

/** The papers of a listing, or the one paper of its own page, which may cite itself again below. */
export function papers(page: Document, url: URL): Listed[] {
  const seen = new Set<string>()
  return cited(page, url).filter(({ facts: { keys } }) => {
    const known = seen.has(keys[0] as string)
    seen.add(keys[0] as string)
    return !known
  })
}

const CITATION = '.highwire-article-citation'
const HEADING = 'h1.highwire-cite-title'
const LINK = 'a.highwire-cite-linked-title'
const AUTHOR = '.highwire-citation-author'
const DOI = '.highwire-cite-metadata-doi'
const ORCID = 'a[href*="orcid.org/"]'

interface Citation {
  element: Element
  title?: Element
  authors: string[]
  doi?: string
}

/** Every citation block with a title of its own: a heading on a paper's page, a link in a list. */
function cited(page: Document, url: URL): Listed[] {
  const alone = page.querySelector(HEADING)
  const citations: Citation[] = []
  const parts = [CITATION, `${CITATION} ${alone ? HEADING : LINK}`, `${CITATION} ${AUTHOR}`, `${CITATION} ${DOI}`]
  for (const part of page.querySelectorAll(parts.join())) {
    const last = citations.at(-1)
    if (part.matches(CITATION)) citations.push({ element: part, authors: [] })
    else if (!last) continue
    else if (part.matches(AUTHOR)) last.authors.push(...[words(part, ORCID)].filter(Boolean))
    else if (part.matches(DOI)) last.doi = doiKey(part.textContent ?? '')
    else last.title ??= part
  }
  return citations.flatMap(({ element, title, authors, doi }) => {
    if (!title) return []
    const address = web(alone ? url.pathname : title.getAttribute('href'), url)
    const key = doi ?? (address ? doiKey(address.href)?.replace(TAIL, '') : undefined)
    // `/biorxiv/early/2021/11/04/2021.11.04.467278.atom`: the day it was posted, which the DOI does not always tell.
    const path = element.getAttribute('data-apath') ?? ''
    const day = /\/(\d{4}\/\d\d\/\d\d)\//.exec(path)?.[1] ?? /\/(\d{4}\.\d\d\.\d\d)\./.exec(doi ?? '')?.[1]
    const facts: PaperFacts = {
      keys: key ? [key] : [],
      title: words(title),
      authors: authors.length ? authors : undefined,
      date: day?.replace(/\D/g, '-'),
      links: { page: address?.href.replace(/(v\d+)\.[\w.-]+$/, '$1') },
    }
    if (!facts.keys.length || !facts.title) return []
    if (!alone) return { facts, element, title: { element: title } }
    return single(page, url, facts, title, path && `${url.origin}/content${path.replace(/\.atom$/, '.full.pdf')}`)
  })
}

/** An address that may be kept: on the web. */
const web = (href: string | null | undefined, url: URL) => {
  const address = URL.parse(href ?? '', url)
  return address && /^https?:$/.test(address.protocol) ? address : undefined
}

/** What follows the DOI in an address: `v1`, `v2.full`, `v1.full.pdf`. */
const TAIL = /v\d+(\.[\w.-]+)?$/

const meta = (page: Document, name: string) =>
  Array.from(page.querySelectorAll(`meta[name="${name}"]`), (tag) => fold(tag.getAttribute('content') ?? '')).filter(
    Boolean,
  )

/** A paper's own page: what its citation says, its meta tags first, and the abstract, in one part or in several. */
function single(page: Document, url: URL, facts: PaperFacts, title: Element, pdf: string): Listed {
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
        pdf: web(meta(page, 'citation_pdf_url')[0] ?? (pdf || 'none:'), url)?.href,
      },
      abstract: text || undefined,
    },
    element: title,
    title: { element: title },
    abstract: abstract && text ? { element: abstract, skip: 'h2' } : undefined,
  }
}
