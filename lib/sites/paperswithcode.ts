import { dayIn } from '../day'
import { arxivId, arxivKey } from '../identity'
import { fields, items, line, parsed } from '../json'
import type { Listed, Where } from '../site'
import { words } from '../words'

/** Short name in records. */
export const id = 'paperswithcode'

/** Lists of cards and single papers, of which copies are left: the site closed in 2025 (copies of 2023-10). */
export const where: Where = {
  name: 'Papers with Code',
  hosts: ['paperswithcode.com', 'www.paperswithcode.com'],
  archived: true,
  test: ({ pathname }) => /^\/($|latest|greatest|search|task|paper\/|author\/|conference)/.test(pathname),
}

/** The papers of a list of cards, or the one of its own page. */
export function papers(page: Document, url: URL): Listed[] {
  const slug = slugIn(url.pathname)
  return slug ? single(page, url, slug) : cards(page, url)
}

const slugIn = (path: string) => /^\/paper\/([\w.-]+)\/?$/.exec(path)?.[1]

/** An address that may be kept: on the web. */
const web = (href: string | null | undefined, url: URL) => {
  const address = URL.parse(href ?? '', url)
  return address && /^https?:$/.test(address.protocol) ? address : undefined
}

/** A card has one sentence from the middle of the abstract, and, in the name of its picture, perhaps the arXiv number. */
function cards(page: Document, url: URL): Listed[] {
  const found = new Map<string, Listed>()
  let now: Listed | undefined
  let arxiv: string | undefined
  const parts = ['', ' .item-image', ' h1 a', ' .item-date-pub', ' .item-conference-link', ' .item-github-link a']
  for (const part of page.querySelectorAll(parts.map((part) => `.paper-card${part}`).join())) {
    if (part.matches('.paper-card')) {
      now = { facts: { keys: [], title: '', links: {} }, element: part }
      arxiv = undefined
    } else if (!now) continue
    else if (part.matches('.item-image')) {
      arxiv = arxivId(/\/thumbnails\/paper\/([\w.-]+)\.\w+/.exec(part.getAttribute('style') ?? '')?.[1] ?? '')
    } else if (part.matches('h1 a')) {
      const address = web(part.getAttribute('href'), url)
      const slug = address && slugIn(address.pathname)
      if (!slug || !words(part) || found.has(slug)) continue
      now.facts.keys = [...(arxiv ? [arxivKey(arxiv)] : []), `pwc:${slug}`]
      now.facts.title = words(part)
      now.facts.links.page = address.href
      now.title = { element: part }
      found.set(slug, now)
    } else if (part.matches('.item-date-pub')) now.facts.date = dayIn(part.textContent ?? '')
    else if (part.matches('.item-conference-link')) now.facts.venue = words(part)
    else now.facts.links.code ??= web(part.getAttribute('href'), url)?.href
  }
  return Array.from(found.values())
}

/** A paper's page: JSON-LD, whose "abstract" is none; the abstract and the PDF stand on the page. */
function single(page: Document, url: URL, slug: string): Listed[] {
  const article = Array.from(page.querySelectorAll('script[type="application/ld+json"]'))
    .map((script) => fields(fields(parsed(script.textContent ?? ''))['@graph']))
    .find((graph) => graph['@type'] === 'ScholarlyArticle')
  const title = page.querySelector('.paper-title h1')
  const abstract = page.querySelector('.paper-abstract p')
  const pdf = page.querySelector('.paper-abstract a[href*=".pdf"], .paper-abstract a[href*="arxiv.org/"]')
  const text = abstract && words(abstract)
  if (!title || !words(title)) return []
  const address = pdf?.getAttribute('href') ?? ''
  const arxiv = (/\barxiv\.org\//.test(address) && arxivId(address)) || arxivId(line(article?.['@id']) ?? '')
  const shown = Array.from(page.querySelectorAll('.authors .author-span a'), (name) => words(name)).filter(Boolean)
  const named = items(article?.author).flatMap((author) => line(fields(author).name, 500) ?? [])
  const told = /^\d{4}-\d\d-\d\d/.exec(line(article?.datePublished) ?? '')?.[0]
  return [
    {
      facts: {
        keys: [...(arxiv ? [arxivKey(arxiv)] : []), `pwc:${slug}`],
        title: words(title),
        authors: named.length ? named : shown.length ? shown : undefined,
        date: told ?? dayIn(page.querySelector('.authors')?.textContent ?? ''),
        links: {
          page: `${url.origin}/paper/${slug}`,
          pdf: address ? web(address, url)?.href : undefined,
          code: web(line(fields(items(article?.workExample)[0])['@id']) ?? 'none:', url)?.href,
        },
        abstract: text || undefined,
      },
      element: title,
      title: { element: title },
      abstract: abstract && text ? { element: abstract } : undefined,
    },
  ]
}
