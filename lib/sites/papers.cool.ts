import { arxivId, arxivKey } from '../identity'
import { allSaid, web } from '../page'
import type { Item, Part, Told, Where } from '../site'
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

/** The panels of a page: every field is in them. */
export function* items(_page: Document, url: URL, { all }: Part): Generator<Item> {
  for (const element of all('.paper')) yield { element, read: () => panel(element, url) }
}

function panel(panel: Element, url: URL): Told | undefined {
  const key = keyOf(panel.id)
  const title = panel.querySelector('.title-link')
  if (!key || !title) return
  const abstract = panel.querySelector('.summary')
  const text = abstract && words(abstract)
  return {
    facts: {
      keys: [key],
      title: words(title),
      authors: allSaid(panel, '.author'),
      date: /^\s*(\d{4}-\d\d-\d\d)/.exec(panel.querySelector('.date-data')?.textContent ?? '')?.[1],
      links: {
        page: web(title.getAttribute('href'), url)?.href,
        pdf: web(panel.querySelector('.title-pdf')?.getAttribute('data'), url)?.href,
      },
      abstract: text || undefined,
    },
    title: { element: title },
    abstract: abstract && text ? { element: abstract } : undefined,
  }
}
