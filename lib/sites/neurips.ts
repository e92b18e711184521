import { doiKey } from '../identity'
import { alone, meta, turned, web } from '../page'
import type { Item, Part, Told, Where } from '../site'
import { fold, words } from '../words'

/** Short name in records. */
export const id = 'neurips'

/** Years, search results and single papers (not seen: as those who read the site report it, 2017 to 2026). */
export const where: Where = {
  name: 'NeurIPS proceedings',
  hosts: [
    'papers.nips.cc',
    'papers.neurips.cc',
    'proceedings.neurips.cc',
    'datasets-benchmarks-proceedings.neurips.cc',
  ],
  test: ({ pathname }) => /^\/(paper_files|papers?|book)(\/|$)/.test(pathname),
}

/** The papers of a year, or the one of its own page. */
export function* items(page: Document, url: URL, { all }: Part): Generator<Item> {
  const own = targetOf(url.pathname)
  if (own) {
    const [name] = meta(page, 'citation_title')
    const title = headingsOn(page).find((heading) => name && words(heading) === name)
    return yield* alone(title, (title) => single(page, url, own.number, title))
  }
  for (const link of all('a[href*="/hash/"]')) {
    const target = targetOf(link.getAttribute('href') ?? '')
    const element = link.closest('li') ?? link
    if (target) yield { element, read: () => entry(element, link, target, url) }
  }
}

interface Target {
  year?: string
  number: string
}

/** `/paper_files/paper/2024/hash/<32 hex>-Abstract-Conference.html`; without `_files` and `-Conference` when older. */
function targetOf(path: string): Target | undefined {
  const [, year, number] = /\/paper\/(?:(\d{4})\/)?hash\/([0-9a-f]{32})-Abstract/.exec(path) ?? []
  return number ? { year, number } : undefined
}

/** A link on the title, then the authors in one text: `.paper-authors` from 2024 on, `<i>` before. */
function entry(item: Element, link: Element, { year, number }: Target, url: URL): Told {
  const authors = item.querySelector('.paper-authors, i')
  return {
    facts: {
      keys: [`neurips:${number}`],
      title: words(link),
      authors: authors
        ? words(authors)
            .split(/,\s+/)
            .flatMap((name) => fold(name) || [])
        : undefined,
      date: year,
      links: { page: web(link.getAttribute('href'), url)?.href },
    },
    title: { element: link },
  }
}

const headingsOn = (page: Document) => Array.from(page.querySelectorAll('h1, h2, h3, h4'))

/** A paper's page: meta tags; the abstract from the page. */
function single(page: Document, url: URL, number: string, title: Element): Told {
  const abstract = abstractOn(page)
  const doi = doiKey(meta(page, 'citation_doi')[0] ?? '')
  const authors = meta(page, 'citation_author').map(turned)
  return {
    facts: {
      keys: [...(doi ? [doi] : []), `neurips:${number}`],
      title: words(title),
      authors: authors.length ? authors : undefined,
      venue: meta(page, 'citation_journal_title')[0],
      date: meta(page, 'citation_publication_date')[0]?.replaceAll('/', '-'),
      links: { page: `${url.origin}${url.pathname}`, pdf: web(meta(page, 'citation_pdf_url')[0], url)?.href },
      abstract: abstract && words(abstract),
    },
    title: { element: title },
    abstract: abstract && { element: abstract },
  }
}

/** The site writes a paragraph within a paragraph, which a browser takes apart: the first is empty, the second it is. */
function abstractOn(page: Document): Element | undefined {
  const headings = headingsOn(page)
  const from = page.querySelector('.paper-abstract') ?? headings.find((heading) => words(heading) === 'Abstract')
  for (let at = from ?? null; at; at = at.nextElementSibling) {
    if (at.localName === 'p' && words(at)) return at
    if (at !== from && headings.includes(at)) return undefined
  }
  return undefined
}
