import { dayIn } from '../day'
import { arxivId, arxivKey } from '../identity'
import { fields, line, items as list, parsed } from '../json'
import { allSaid, alone, said, web } from '../page'
import type { Item, Part, Told, Where } from '../site'
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
export function* items(page: Document, url: URL, { all }: Part): Generator<Item> {
  const slug = slugIn(url.pathname)
  if (slug) yield* alone(page.querySelector('.paper-title h1'), (title) => single(page, url, slug, title))
  else for (const element of all('.paper-card')) yield { element, read: () => card(element, url) }
}

const slugIn = (path: string) => /^\/paper\/([\w.-]+)\/?$/.exec(path)?.[1]

/** A card has one sentence from the middle of the abstract, and, in the name of its picture, perhaps the arXiv number. */
function card(card: Element, url: URL): Told | undefined {
  const title = card.querySelector('h1 a')
  const address = web(title?.getAttribute('href'), url)
  const slug = address && slugIn(address.pathname)
  if (!title || !slug) return
  const picture = card.querySelector('.item-image')?.getAttribute('style') ?? ''
  const arxiv = arxivId(/\/thumbnails\/paper\/([\w.-]+)\.\w+/.exec(picture)?.[1] ?? '')
  return {
    facts: {
      keys: [...(arxiv ? [arxivKey(arxiv)] : []), `pwc:${slug}`],
      title: words(title),
      venue: said(card, '.item-conference-link'),
      date: dayIn(card.querySelector('.item-date-pub')?.textContent ?? ''),
      links: {
        page: address.href,
        code: web(card.querySelector('.item-github-link a')?.getAttribute('href'), url)?.href,
      },
    },
    title: { element: title },
  }
}

/** A paper's page: JSON-LD, whose "abstract" is none; the abstract and the PDF stand on the page. */
function single(page: Document, url: URL, slug: string, title: Element): Told {
  const article = Array.from(page.querySelectorAll('script[type="application/ld+json"]'))
    .map((script) => fields(fields(parsed(script.textContent ?? ''))['@graph']))
    .find((graph) => graph['@type'] === 'ScholarlyArticle')
  const abstract = page.querySelector('.paper-abstract p')
  const pdf = page.querySelector('.paper-abstract a[href*=".pdf"], .paper-abstract a[href*="arxiv.org/"]')
  const text = abstract && words(abstract)
  const address = pdf?.getAttribute('href') ?? ''
  const arxiv = (/\barxiv\.org\//.test(address) && arxivId(address)) || arxivId(line(article?.['@id']) ?? '')
  const named = list(article?.author).flatMap((author) => line(fields(author).name, 500) ?? [])
  const told = /^\d{4}-\d\d-\d\d/.exec(line(article?.datePublished) ?? '')?.[0]
  return {
    facts: {
      keys: [...(arxiv ? [arxivKey(arxiv)] : []), `pwc:${slug}`],
      title: words(title),
      authors: named.length ? named : allSaid(page, '.authors .author-span a'),
      date: told ?? dayIn(page.querySelector('.authors')?.textContent ?? ''),
      links: {
        page: `${url.origin}/paper/${slug}`,
        pdf: web(address, url)?.href,
        code: web(line(fields(list(article?.workExample)[0])['@id']), url)?.href,
      },
      abstract: text || undefined,
    },
    title: { element: title },
    abstract: abstract && text ? { element: abstract } : undefined,
  }
}
