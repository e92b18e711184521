import { dayIn } from '../day'
import { arxivId, arxivKey } from '../identity'
import type { PaperFacts } from '../paper'
import type { Listed, Where } from '../site'
import { fold, words } from '../words'

/** Short name in records. */
export const id = 'cvf'

/** Conferences, whole or by day, their workshops, and single papers (CVPR 2020; reported the same until 2026). */
export const where: Where = {
  name: 'CVF open access',
  hosts: ['openaccess.thecvf.com'],
  test: ({ pathname }) => /^\/(content|[A-Z]+\d{4})/.test(pathname),
}

/** The papers of a conference, or the one of its own page. */
export function papers(page: Document, url: URL): Listed[] {
  const number = numberIn(url.pathname)
  return number ? single(page, url, number) : conference(page, url)
}

/** `Name_First_Words_CVPR_2020`: an address may have moved from one folder to another, its file has not. */
const numberIn = (path: string) => /\/([^/\s]+)_paper\.html$/.exec(path)?.[1]

/** "Last, First" */
const turned = (name: string) => name.replace(/^([^,]+), (.+)$/, '$2 $1')

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

/**
 * `dt.ptitle`, a `dd` with a form for each author, a `dd` with the links and the BibTeX: all of a conference on one page,
 * so it is gone through once.
 */
function conference(page: Document, url: URL): Listed[] {
  const found = new Map<string, Listed>()
  let now: Listed | undefined
  for (const part of page.querySelectorAll('dt.ptitle a, dd a, dd .bibref')) {
    if (part.localName !== 'a') {
      if (!now) continue
      const bibtex = part.textContent ?? ''
      Object.assign(now.facts, cited(bibtex))
      now.facts.authors ??= authorsIn(bibtex)
      continue
    }
    const href = part.getAttribute('href') ?? ''
    const number = part.parentElement?.localName === 'dt' ? numberIn(href) : undefined
    if (number) {
      now = {
        facts: { keys: [`cvf:${number}`], title: words(part), links: { page: whole(href, url) } },
        element: part.parentElement as Element,
        title: { element: part },
      }
      if (now.facts.title && !found.has(number)) found.set(number, now)
    } else if (!now || !href) continue
    else if (part.closest('form')) {
      now.facts.authors ??= []
      now.facts.authors.push(words(part))
    } else if (href.endsWith('_paper.pdf')) now.facts.links.pdf = whole(href, url)
    else if (/\barxiv\.org\//.test(href)) {
      const arxiv = arxivId(href)
      if (arxiv && now.facts.keys.length === 1) now.facts.keys.unshift(arxivKey(arxiv))
    }
  }
  return Array.from(found.values())
}

/** A paper's page (reported by many who read it, 2013 to 2025): meta tags, `#papertitle`, `#abstract`. */
function single(page: Document, url: URL, number: string): Listed[] {
  const meta = (name: string) =>
    Array.from(page.querySelectorAll(`meta[name="${name}"]`), (tag) => fold(tag.getAttribute('content') ?? '')).filter(
      Boolean,
    )
  const title = page.querySelector('#papertitle')
  const abstract = page.querySelector('#abstract')
  const text = abstract && words(abstract)
  if (!title || !words(title)) return []
  const bibtex = page.querySelector('.bibref')?.textContent ?? ''
  const { venue, date } = cited(bibtex)
  const arxiv = page.querySelector('#content a[href*="arxiv.org/"]')
  const known = arxiv ? arxivId(arxiv.getAttribute('href') ?? '') : undefined
  const authors = meta('citation_author').map(turned)
  return [
    {
      facts: {
        keys: [...(known ? [arxivKey(known)] : []), `cvf:${number}`],
        title: words(title),
        authors: authors.length ? authors : authorsIn(bibtex),
        venue: venue ?? meta('citation_conference_title')[0],
        date: date ?? /^\d{4}/.exec(meta('citation_publication_date')[0] ?? '')?.[0],
        links: { page: `${url.origin}${url.pathname}`, pdf: whole(meta('citation_pdf_url')[0] ?? '', url) },
        abstract: text || undefined,
      },
      element: title,
      title: { element: title },
      abstract: abstract && text ? { element: abstract } : undefined,
    },
  ]
}
