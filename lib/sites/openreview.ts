import { dayIn } from '../day'
import { doiKey } from '../identity'
import type { Listed, Where } from '../site'
import { fold, words } from '../words'

/** Short name in records. */
export const id = 'openreview'

/** Venues, search results and forums (openreview-web of 2026-08, and the pages of 2017 to 2021). */
export const where: Where = {
  name: 'OpenReview',
  hosts: ['openreview.net'],
  test: ({ pathname }) => /^\/(group|forum|search|submissions|venue|profile)\/?$/.test(pathname),
}

/** The papers of a venue or a search, or the one that a forum is about. */
export const papers = (page: Document, url: URL): Listed[] =>
  url.pathname.startsWith('/forum') ? single(page, url) : notes(page)

/** A link's address; none for what is no link within the site or on the web. */
const addressOf = (href: string | null | undefined) =>
  href && /^(?:https?:\/)?\//i.test(href) ? URL.parse(href, 'https://openreview.net')?.href : undefined

const forum = (number: string) => `https://openreview.net/forum?id=${number}`

/** The paper that a link opens; a link to a reply names the reply beside it. */
function linked(link: Element): string | undefined {
  const query = new URLSearchParams(/\?([^#]*)/.exec(link.getAttribute('href') ?? '')?.[1])
  const number = query.get('id') ?? ''
  return /^[\w-]+$/.test(number) && (query.get('noteId') ?? number) === number ? number : undefined
}

const MORE = '.show-all, sup'

/** Names in a line, or none while they are hidden: "Anonymous", "Submission12 Authors". */
function named(place: Element | undefined) {
  const text = place && !place.querySelector('.note') ? words(place, MORE) : ''
  const authors = text.split(/\s*,\s+(?!(?:[JS]r|I{2,3}|IV)\b)/).filter(Boolean)
  if (/^(Anonymous|\S+ Authors)$/.test(text) || authors.length === 0) return {}
  // "et al. (4 additional authors not shown)", after twenty names
  const more = Number(/\((\d+) additional authors? not shown\)/.exec(place?.textContent ?? '')?.[1] ?? 0)
  return { authors, authorCount: more ? authors.length + more : undefined }
}

/** Where a paper's contents show its abstract: the value after the label "Abstract:", unless it was never closed. */
function abstractAmong(labels: Element[]): Element | undefined {
  const value = labels.find((label) => /^Abstract\s*:?$/i.test(fold(label.textContent ?? '')))?.nextElementSibling
  return value && !value.querySelector('.note') ? value : undefined
}

/**
 * `.note`, with the paper's link in its `h4`, in all years. Until 2021 a note held its abstract, collapsed; since then
 * it is put into the page when the reader asks for details.
 */
function notes(page: Document): Listed[] {
  const of = (part: string) => {
    const found = Map.groupBy(page.querySelectorAll(part), (element) => element.closest('.note'))
    return (note: Element) => found.get(note) ?? []
  }
  const [links, pdfs, authors, meta, labels] = [
    of('.note h4 a[href*="forum?id="]'),
    of('.note h4 a[href*="pdf"]'),
    of('.note-authors'),
    of('.note-meta-info > *'),
    of('.note-content-field'),
  ]
  const seen = new Set<string>()
  return Array.from(page.querySelectorAll('.note')).flatMap((note) => {
    const link = links(note).find((link) => linked(link))
    const number = link && linked(link)
    if (!link || !number || seen.has(number)) return []
    const title = words(link)
    if (!title) return []
    seen.add(number)
    const place = abstractAmong(labels(note))
    const pdf = pdfs(note)
      .find((pdf) => pdf !== link)
      ?.getAttribute('href')
    // "Published: 10 Jul 2024, Last Modified: ...", the venue, "Readers: ...", "8 Replies"
    const [date = '', venue = '', ...rest] = meta(note).map((item) => words(item))
    const replies = [venue, ...rest].map((text) => /^(\d+) Repl(?:y|ies)$/i.exec(text)?.[1]).find(Boolean)
    return {
      facts: {
        keys: [`openreview:${number}`],
        title,
        ...named(authors(note)[0]),
        venue: /^$|^Readers\b|^\d+ Repl/i.test(venue) ? undefined : venue,
        date: dayIn(date),
        links: { page: forum(number), pdf: addressOf(pdf) },
        abstract: (place && words(place)) || undefined,
        comments: replies ? Number(replies) : undefined,
      },
      element: note,
      title: { element: link },
      abstract: place && { element: place },
    }
  })
}

/** A forum: the citation_* meta tags that the server writes, and where the page shows what they say. */
function single(page: Document, url: URL): Listed[] {
  const meta = (name: string) =>
    Array.from(page.querySelectorAll(`meta[name="${name}"]`), (tag) => fold(tag.getAttribute('content') ?? '')).filter(
      Boolean,
    )
  const number = url.searchParams.get('id') ?? ''
  const heading = page.querySelector('.citation_title') ?? page.querySelector('.note_content_title, .forum-title h2')
  const shown = heading ? words(heading) : ''
  // Navigation inside the page may leave the tags of the forum before.
  const told = !shown || !meta('citation_title')[0] || meta('citation_title')[0] === shown
  const title = shown || (told && meta('citation_title')[0])
  if (!/^[\w-]+$/.test(number) || !heading || !title) return []
  const place = abstractAmong(Array.from(page.querySelectorAll('.note-content-field')))
  const tag = (name: string) => (told ? meta(name)[0] : undefined)
  const doi = doiKey(tag('citation_doi') ?? '')
  const authors = told ? meta('citation_author').map((name) => name.replace(/^([^,]+), (.+)$/, '$2 $1')) : []
  const [date = '', venue] = Array.from(page.querySelectorAll('.forum-meta .item'), (item) => words(item))
  const pdf = page.querySelector('.citation_pdf_url')?.getAttribute('href')
  return [
    {
      facts: {
        keys: [...(doi ? [doi] : []), `openreview:${number}`],
        title,
        ...(authors.length ? { authors } : named(page.querySelector('.forum-authors') ?? undefined)),
        venue: venue || tag('citation_conference_title'),
        date: (tag('citation_online_date') ?? tag('citation_publication_date'))?.replaceAll('/', '-') ?? dayIn(date),
        links: {
          page: forum(number),
          pdf: tag('citation_pdf_url') ?? addressOf(pdf),
        },
        abstract: tag('citation_abstract') ?? ((place && words(place)) || undefined),
      },
      element: heading,
      title: { element: heading },
      abstract: place && { element: place },
    },
  ]
}
