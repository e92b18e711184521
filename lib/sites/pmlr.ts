import { alone, inside, meta, said, web } from '../page'
import type { PaperFacts } from '../paper'
import type { Item, Part, Told, Where } from '../site'
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
export function* items(page: Document, url: URL, { all }: Part): Generator<Item> {
  const number = numberIn(url.pathname)
  if (number) yield* alone(page.querySelector('article h1'), (title) => single(page, url, number, title))
  else for (const element of all('.paper')) yield { element, read: () => entry(element, url) }
}

/** `v220/yip23a`, from `/v220/yip23a.html`. */
const numberIn = (path: string) => /\/([vr]\d+\/[^/\s]+)\.html$/.exec(path)?.[1]

/** Authors stand in one text, a no-break space after each comma. */
const listOf = (text: string) => text.split(/,\s+/).map(fold).filter(Boolean)

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
function entry(item: Element, url: URL): Told | undefined {
  const title = item.querySelector('.title')
  const { number, openreview, found } = linked(inside(item, '.links', 'a'), url)
  if (!title || !number) return
  return {
    facts: {
      keys: [...(openreview ? [`openreview:${openreview}`] : []), `pmlr:${number}`],
      title: words(title),
      authors: listOf(item.querySelector('.authors')?.textContent ?? ''),
      venue: inside(item, '.info', 'i').map((place) => words(place))[0] || undefined,
      links: found,
    },
    title: { element: title },
  }
}

/** A paper's page: meta tags, which hold no abstract; that is `#abstract`. */
function single(page: Document, url: URL, number: string, title: Element): Told {
  const abstract = page.querySelector('#abstract')
  const text = abstract && words(abstract)
  const { openreview, found } = linked(page.querySelectorAll('#extras a'), url)
  const authors = meta(page, 'citation_author')
  return {
    facts: {
      keys: [...(openreview ? [`openreview:${openreview}`] : []), `pmlr:${number}`],
      title: words(title),
      authors: authors.length ? authors : listOf(page.querySelector('.authors')?.textContent ?? ''),
      venue: said(page, '#info i') ?? meta(page, 'citation_conference_title')[0],
      date: meta(page, 'citation_publication_date')[0]?.replaceAll('/', '-'),
      links: {
        ...found,
        page: `${url.origin}${url.pathname}`,
        pdf: web(meta(page, 'citation_pdf_url')[0], url)?.href ?? found.pdf,
      },
      abstract: text || undefined,
    },
    title: { element: title },
    abstract: abstract && text ? { element: abstract } : undefined,
  }
}
