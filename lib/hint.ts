import { keyAt } from './mentions'

// What `described` and `cited` read: a head that names a paper, and the spans of COinS.
const NAMED =
  'meta[name^="citation_" i], meta[property^="citation_" i], meta[name="prism.doi" i], meta[name="dc.identifier" i], ' +
  'meta[name="dcterms.identifier" i], span.Z3988'

// What an address that `keyAt` knows has in it; the browser sorts out all other links by itself.
const LINKS = ['10.', 'arxiv', 'openreview', 'pubmed', 'europepmc', '/abs/', '/paper', '/pdf/']
  .map((part) => `a[href*="${part}" i]`)
  .join()

/**
 * Whether a page looks as if the general reader would find papers in it: two or three questions that the browser answers by
 * itself, for a script that runs on all pages of a host. It says yes too often rather than not often enough.
 */
export function mayList(page: Document, url: URL): boolean {
  if (keyAt(url.href) || page.querySelector(NAMED)) return true
  for (const { textContent } of page.querySelectorAll('script[type="application/ld+json"]'))
    if (textContent.includes('ScholarlyArticle')) return true
  // One link may be a news item's source; a listing has two at least.
  let first: string | undefined
  for (const link of page.querySelectorAll(LINKS)) {
    const key = keyAt(link.getAttribute('href') ?? '', url)
    if (key && first && key !== first) return true
    first ??= key
  }
  return false
}
