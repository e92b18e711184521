import { arxivId, arxivKey } from '../identity'
import type { Listed, Where } from '../site'
import { words } from '../words'

/** Short name in records. */
export const id = 'papers.cool'

/** Days, venues, searches and single papers: all are the same panels (arXiv lists seen 2026-03). */
export const where: Where = {
  name: 'Cool Papers',
  hosts: ['papers.cool'],
  test: ({ pathname }) => /^\/(arxiv|venue)(\/|$)/.test(pathname),
}

/** Venues number their papers as `ID@OpenReview`, `ID@CVF`, `ID@ACL` (reported); where that is a site's own, its key. */
function keyOf(number: string): string | undefined {
  const [, name, venue] = /^(\S+)@(\w+)$/.exec(number) ?? []
  if (!name || !venue) {
    const arxiv = arxivId(number)
    return arxiv && arxivKey(arxiv)
  }
  if (/^(openreview|acl)$/i.test(venue)) return `${venue.toLowerCase()}:${name}`
  if (/^cvf$/i.test(venue)) return `cvf:${name.replace(/_paper$/, '')}`
  return `paperscool:${number}`
}

/** An address that may be kept: on the web. */
const web = (href: string | null | undefined, url: URL) => {
  const address = URL.parse(href ?? '', url)
  return address && /^https?:$/.test(address.protocol) ? address.href : undefined
}

/** The panels of a page: every field is in them. */
export function papers(page: Document, url: URL): Listed[] {
  const found = new Map<string, Listed>()
  let now: Listed | undefined
  const parts = ['', ' .title-link', ' .title-pdf', ' .author', ' .summary', ' .date-data'].map(
    (part) => `.paper${part}`,
  )
  for (const part of page.querySelectorAll(parts.join())) {
    if (part.matches('.paper')) {
      const key = keyOf(part.id)
      now = key ? { facts: { keys: [key], title: '', links: {} }, element: part } : undefined
      if (now && key && !found.has(key)) found.set(key, now)
    } else if (!now) continue
    else if (part.matches('.title-link')) {
      now.facts.title = words(part)
      now.facts.links.page = web(part.getAttribute('href'), url)
      now.title = { element: part }
    } else if (part.matches('.title-pdf')) now.facts.links.pdf = web(part.getAttribute('data') ?? 'none:', url)
    else if (part.matches('.author')) {
      now.facts.authors ??= []
      now.facts.authors.push(words(part))
    } else if (part.matches('.date-data')) now.facts.date = /^\s*(\d{4}-\d\d-\d\d)/.exec(part.textContent ?? '')?.[1]
    else if (words(part)) {
      now.facts.abstract = words(part)
      now.abstract = { element: part }
    }
  }
  return Array.from(found.values()).filter(({ facts }) => facts.title)
}
