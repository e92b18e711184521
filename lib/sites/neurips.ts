import { doiKey } from '../identity'
import type { PaperFacts } from '../paper'
import type { Listed, Where } from '../site'
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
export function papers(page: Document, url: URL): Listed[] {
  const alone = targetOf(url.pathname)
  return alone ? single(page, url, alone.number) : listed(page, url)
}

/** `/paper_files/paper/2024/hash/<32 hex>-Abstract-Conference.html`; without `_files` and `-Conference` when older. */
function targetOf(path: string) {
  const [, year, number] = /\/paper\/(?:(\d{4})\/)?hash\/([0-9a-f]{32})-Abstract/.exec(path) ?? []
  return number ? { year, number } : undefined
}

const names = (text: string) => text.split(/,\s+/).flatMap((name) => fold(name) || [])

/** An address that may be kept: on the web. */
const web = (href: string | null | undefined, url: URL) => {
  const address = URL.parse(href ?? '', url)
  return address && /^https?:$/.test(address.protocol) ? address.href : undefined
}

/** A link on the title, then the authors in one text: `.paper-authors` from 2024 on, `<i>` before. */
function listed(page: Document, url: URL): Listed[] {
  const found = new Map<string, Listed>()
  let now: Listed | undefined
  for (const part of page.querySelectorAll('a[href*="/hash/"], li .paper-authors, li i')) {
    if (part.localName !== 'a') {
      if (now) now.facts.authors ??= names(words(part))
      continue
    }
    const target = targetOf(part.getAttribute('href') ?? '')
    if (!target || !words(part) || found.has(target.number)) continue
    now = {
      facts: {
        keys: [`neurips:${target.number}`],
        title: words(part),
        date: target.year,
        links: { page: web(part.getAttribute('href'), url) },
      },
      element: part.closest('li') ?? part,
      title: { element: part },
    }
    found.set(target.number, now)
  }
  return Array.from(found.values())
}

/** A paper's page: meta tags; the abstract from the page. */
function single(page: Document, url: URL, number: string): Listed[] {
  const meta = (name: string) =>
    Array.from(page.querySelectorAll(`meta[name="${name}"]`), (tag) => fold(tag.getAttribute('content') ?? '')).filter(
      Boolean,
    )
  const [name] = meta('citation_title')
  const headings = Array.from(page.querySelectorAll('h1, h2, h3, h4'))
  const title = headings.find((heading) => name && words(heading) === name)
  if (!title || !name) return []
  const abstract = abstractOn(page, headings)
  const doi = doiKey(meta('citation_doi')[0] ?? '')
  const authors = meta('citation_author').map((author) => author.replace(/^([^,]+), (.+)$/, '$2 $1'))
  const facts: PaperFacts = {
    keys: [...(doi ? [doi] : []), `neurips:${number}`],
    title: name,
    authors: authors.length ? authors : undefined,
    venue: meta('citation_journal_title')[0],
    date: meta('citation_publication_date')[0]?.replaceAll('/', '-'),
    links: { page: `${url.origin}${url.pathname}`, pdf: web(meta('citation_pdf_url')[0] ?? 'none:', url) },
    abstract: abstract && words(abstract),
  }
  return [{ facts, element: title, title: { element: title }, abstract: abstract && { element: abstract } }]
}

/** The site writes a paragraph within a paragraph, which a browser takes apart: the first is empty, the second it is. */
function abstractOn(page: Document, headings: Element[]): Element | undefined {
  const from = page.querySelector('.paper-abstract') ?? headings.find((heading) => words(heading) === 'Abstract')
  for (let at = from ?? null; at; at = at.nextElementSibling) {
    if (at.localName === 'p' && words(at)) return at
    if (at !== from && headings.includes(at)) return undefined
  }
  return undefined
}
