import { dayIn } from '../day'
import { arxivId, arxivKey } from '../identity'
import { alone, linesOf, meta, turned } from '../page'
import type { PaperFacts } from '../paper'
import type { Item, Part, Told, Where } from '../site'
import { fold, words } from '../words'

/** Short name in records. */
export const id = 'cvf'

/** Conferences, whole or by day, their workshops, and single papers (CVPR 2020; reported the same until 2026). */
export const where: Where = {
  name: 'CVF open access',
  hosts: ['openaccess.thecvf.com'],
  test: ({ pathname }) => /^\/(content|[A-Z]+\d{4})/.test(pathname),
}

/** The papers of a conference, all of them on one page, or the one of its own page. */
export function* items(page: Document, url: URL, { all }: Part): Generator<Item> {
  const number = numberIn(url.pathname)
  if (number) yield* alone(page.querySelector('#papertitle'), (title) => single(page, url, number, title))
  else for (const element of all('dt.ptitle')) yield { element, read: () => entry(element, url) }
}

/** `Name_First_Words_CVPR_2020`: an address may have moved from one folder to another, its file has not. */
const numberIn = (path: string) => /\/([^/\s]+)_paper\.html$/.exec(path)?.[1]

/** An address on the web, resolved by hand where that is plain: parsing thousands takes longer than all the rest. */
function whole(href: string, url: URL): string | undefined {
  if (/^https?:\/\//.test(href)) return href
  if (href.startsWith('/')) return url.origin + href
  return /^[\w-]+\//.test(href) ? URL.parse(href, url)?.href : undefined
}

/** What the BibTeX of a paper says of it beside what is shown; each field is in braces. */
function cited(bibtex: string): Pick<PaperFacts, 'venue' | 'date'> {
  const year = /\byear\s*=\s*\{(\d{4})\}/.exec(bibtex)?.[1]
  const month = /\bmonth\s*=\s*\{(\w+)/.exec(bibtex)?.[1]
  return {
    venue: fold(/\bbooktitle\s*=\s*\{([^}]*)/.exec(bibtex)?.[1] ?? '') || undefined,
    date: dayIn(`1 ${month} ${year}`)?.slice(0, 7) ?? year,
  }
}

function authorsIn(bibtex: string): string[] | undefined {
  const names = /\bauthor\s*=\s*\{([^}]*)/.exec(bibtex)?.[1]
  return names?.split(/\sand\s/).map((name) => turned(fold(name)))
}

/** `dt.ptitle`, a `dd` with a form for each author, a `dd` with the links and the BibTeX. */
function entry(term: Element, url: URL): Told | undefined {
  const title = term.querySelector('a[href$="_paper.html"]')
  const address = title?.getAttribute('href') ?? ''
  const number = numberIn(address)
  if (!title || !number) return
  const lines = linesOf(term)
  const of = (part: string) => lines.flatMap((line) => Array.from(line.querySelectorAll(part)))
  const bibtex = of('.bibref')[0]?.textContent ?? ''
  const arxiv = arxivId(of('a[href*="arxiv.org/"]')[0]?.getAttribute('href') ?? '')
  const pdf = of('a[href$="_paper.pdf"]')[0]?.getAttribute('href')
  // Asked of each link: a query for `form a` takes Chromium a millisecond for each of 1467 papers (2026-11).
  const authors = of('a')
    .filter((link) => link.closest('form'))
    .map((link) => words(link))
  return {
    facts: {
      keys: [...(arxiv ? [arxivKey(arxiv)] : []), `cvf:${number}`],
      title: words(title),
      authors: authors.length ? authors : authorsIn(bibtex),
      ...cited(bibtex),
      links: { page: whole(address, url), pdf: whole(pdf ?? '', url) },
    },
    title: { element: title },
  }
}

/** A paper's page (reported by many who read it, 2013 to 2025): meta tags, `#papertitle`, `#abstract`. */
function single(page: Document, url: URL, number: string, title: Element): Told {
  const abstract = page.querySelector('#abstract')
  const text = abstract && words(abstract)
  const bibtex = page.querySelector('.bibref')?.textContent ?? ''
  const { venue, date } = cited(bibtex)
  const arxiv = page.querySelector('#content a[href*="arxiv.org/"]')
  const known = arxiv ? arxivId(arxiv.getAttribute('href') ?? '') : undefined
  const authors = meta(page, 'citation_author').map(turned)
  return {
    facts: {
      keys: [...(known ? [arxivKey(known)] : []), `cvf:${number}`],
      title: words(title),
      authors: authors.length ? authors : authorsIn(bibtex),
      venue: venue ?? meta(page, 'citation_conference_title')[0],
      date: date ?? /^\d{4}/.exec(meta(page, 'citation_publication_date')[0] ?? '')?.[0],
      links: { page: `${url.origin}${url.pathname}`, pdf: whole(meta(page, 'citation_pdf_url')[0] ?? '', url) },
      abstract: text || undefined,
    },
    title: { element: title },
    abstract: abstract && text ? { element: abstract } : undefined,
  }
}
