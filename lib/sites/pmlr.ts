import type { PaperFacts } from '../paper'
import type { Listed, Where } from '../site'
import { fold, words } from '../words'

/** Short name in records. */
export const id = 'pmlr'

/** Volumes and single papers (as the press's own Jekyll theme writes them, 2026). */
export const where: Where = {
  name: 'PMLR',
  hosts: ['proceedings.mlr.press'],
  test: ({ pathname }) => /^\/[vr]\d+(\/|$)/.test(pathname),
}

/** The papers of a volume, or the one of its own page. */
export function papers(page: Document, url: URL): Listed[] {
  const number = numberIn(url.pathname)
  return number ? single(page, url, number) : volume(page, url)
}

/** `v220/yip23a`, from `/v220/yip23a.html`. */
const numberIn = (path: string) => /\/([vr]\d+\/[^/\s]+)\.html$/.exec(path)?.[1]

/** An address that may be kept: on the web. */
const web = (href: string | null | undefined, url: URL) => {
  const address = URL.parse(href ?? '', url)
  return address && /^https?:$/.test(address.protocol) ? address : undefined
}

/** Authors stand in one text, a no-break space after each comma. */
const names = (text: string) => text.split(/,\s+/).map(fold).filter(Boolean)

/** What the links of a paper say: none is on its title, and its own address is the one called "abs". */
function linked(links: Iterable<Element>, url: URL) {
  let [number, openreview]: [string?, string?] = []
  const found: PaperFacts['links'] = {}
  for (const link of links) {
    const address = web(link.getAttribute('href'), url)
    const text = words(link)
    if (!address) continue
    if (address.hostname === 'openreview.net') openreview ??= address.searchParams.get('id') ?? undefined
    else if (text === 'Download PDF') found.pdf ??= address.href
    else if (/^(software|code)$/i.test(text)) found.code ??= address.href
    else if (numberIn(address.pathname) && !found.page) {
      number = numberIn(address.pathname)
      found.page = address.href
    }
  }
  return { number, openreview, found }
}

/** `div.paper`, in sections; the filters above hide items and remove none. */
function volume(page: Document, url: URL): Listed[] {
  const items = new Map<Element, Record<'title' | 'authors' | 'venue' | 'links', Element[]>>()
  for (const part of page.querySelectorAll('.paper .title, .paper .authors, .paper .info i, .paper .links a')) {
    const item = part.closest('.paper') as Element
    const parts = items.get(item) ?? { title: [], authors: [], venue: [], links: [] }
    items.set(item, parts)
    if (part.localName === 'a') parts.links.push(part)
    else if (part.localName === 'i') parts.venue.push(part)
    else parts[part.matches('.title') ? 'title' : 'authors'].push(part)
  }
  return Array.from(items).flatMap(([element, parts]) => {
    const [title] = parts.title
    const { number, openreview, found } = linked(parts.links, url)
    if (!title || !number || !words(title)) return []
    const venue = parts.venue[0] && words(parts.venue[0])
    return {
      facts: {
        keys: [...(openreview ? [`openreview:${openreview}`] : []), `pmlr:${number}`],
        title: words(title),
        authors: names(parts.authors[0]?.textContent ?? ''),
        venue,
        links: found,
      },
      element,
      title: { element: title },
    }
  })
}

/** A paper's page: meta tags, which hold no abstract; that is `#abstract`. */
function single(page: Document, url: URL, number: string): Listed[] {
  const meta = (name: string) =>
    Array.from(page.querySelectorAll(`meta[name="${name}"]`), (tag) => fold(tag.getAttribute('content') ?? '')).filter(
      Boolean,
    )
  const title = page.querySelector('article h1')
  const abstract = page.querySelector('#abstract')
  const text = abstract && words(abstract)
  if (!title || !words(title)) return []
  const { openreview, found } = linked(page.querySelectorAll('#extras a'), url)
  const venue = page.querySelector('#info i')
  const authors = meta('citation_author')
  return [
    {
      facts: {
        keys: [...(openreview ? [`openreview:${openreview}`] : []), `pmlr:${number}`],
        title: words(title),
        authors: authors.length ? authors : names(page.querySelector('.authors')?.textContent ?? ''),
        venue: (venue && words(venue)) || meta('citation_conference_title')[0],
        date: meta('citation_publication_date')[0]?.replaceAll('/', '-'),
        links: {
          ...found,
          page: `${url.origin}${url.pathname}`,
          pdf: web(meta('citation_pdf_url')[0] ?? 'none:', url)?.href ?? found.pdf,
        },
        abstract: text || undefined,
      },
      element: title,
      title: { element: title },
      abstract: abstract && text ? { element: abstract } : undefined,
    },
  ]
}
