import { dayIn } from '../day'
import { doiKey } from '../identity'
import { alone, inside, meta, turned } from '../page'
import type { Item, Part, Told, Where } from '../site'
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
export function* items(page: Document, url: URL, { all }: Part): Generator<Item> {
  if (url.pathname.startsWith('/forum'))
    yield* alone(page.querySelector(TITLE) ?? page.querySelector(OLD), (title) => single(page, url, title))
  else for (const element of all('.note')) yield { element, read: () => note(element) }
}

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
function named(place: Element | null) {
  const text = place && !place.querySelector('.note') ? words(place, MORE) : ''
  const authors = text.split(/\s*,\s+(?!(?:[JS]r|I{2,3}|IV)\b)/).filter(Boolean)
  if (/^(Anonymous|\S+ Authors)$/.test(text) || authors.length === 0) return {}
  // "et al. (4 additional authors not shown)", after twenty names
  const more = Number(/\((\d+) additional authors? not shown\)/.exec(place?.textContent ?? '')?.[1] ?? 0)
  return { authors, authorCount: more ? authors.length + more : undefined }
}

/** Where a paper's contents show its abstract: the value after the label "Abstract:", unless it was never closed. */
function abstractIn(item: ParentNode): Element | undefined {
  const labels = Array.from(item.querySelectorAll('.note-content-field'))
  const value = labels.find((label) => /^Abstract\s*:?$/i.test(fold(label.textContent ?? '')))?.nextElementSibling
  return value && !value.querySelector('.note') ? value : undefined
}

/**
 * `.note`, with the paper's link in its `h4`, in all years. Until 2021 a note held its abstract, collapsed; since then
 * it is put into the page when the reader asks for details.
 */
function note(note: Element): Told | undefined {
  const link = inside(note, 'h4', 'a[href*="forum?id="]').find((link) => linked(link))
  const number = link && linked(link)
  if (!link || !number) return
  const place = abstractIn(note)
  const pdf = inside(note, 'h4', 'a[href*="pdf"]').find((pdf) => pdf !== link)
  // "Published: 10 Jul 2024, Last Modified: ...", the venue, "Readers: ...", "8 Replies"
  const [date = '', venue = '', ...rest] = Array.from(note.querySelector('.note-meta-info')?.children ?? [], (item) =>
    words(item),
  )
  const replies = [venue, ...rest].map((text) => /^(\d+) Repl(?:y|ies)$/i.exec(text)?.[1]).find(Boolean)
  return {
    facts: {
      keys: [`openreview:${number}`],
      title: words(link),
      ...named(note.querySelector('.note-authors')),
      venue: /^$|^Readers\b|^\d+ Repl/i.test(venue) ? undefined : venue,
      date: dayIn(date),
      links: { page: forum(number), pdf: addressOf(pdf?.getAttribute('href')) },
      abstract: (place && words(place)) || undefined,
      comments: replies ? Number(replies) : undefined,
    },
    title: { element: link },
    abstract: place && { element: place },
  }
}

/** The heading of a forum, and as it was until 2021. */
const [TITLE, OLD] = ['.citation_title', '.note_content_title, .forum-title h2']

/** A forum: the citation_* meta tags that the server writes, and where the page shows what they say. */
function single(page: Document, url: URL, heading: Element): Told | undefined {
  const number = url.searchParams.get('id') ?? ''
  if (!/^[\w-]+$/.test(number)) return
  const shown = words(heading)
  const [name] = meta(page, 'citation_title')
  // Navigation inside the page may leave the tags of the forum before.
  const told = !shown || !name || name === shown
  const tag = (name: string) => (told ? meta(page, name)[0] : undefined)
  const place = abstractIn(page)
  const doi = doiKey(tag('citation_doi') ?? '')
  const authors = told ? meta(page, 'citation_author').map(turned) : []
  const [date = '', venue] = Array.from(page.querySelectorAll('.forum-meta .item'), (item) => words(item))
  const pdf = page.querySelector('.citation_pdf_url')?.getAttribute('href')
  return {
    facts: {
      keys: [...(doi ? [doi] : []), `openreview:${number}`],
      title: shown || name || '',
      ...(authors.length ? { authors } : named(page.querySelector('.forum-authors'))),
      venue: venue || tag('citation_conference_title'),
      date: (tag('citation_online_date') ?? tag('citation_publication_date'))?.replaceAll('/', '-') ?? dayIn(date),
      links: { page: forum(number), pdf: tag('citation_pdf_url') ?? addressOf(pdf) },
      abstract: tag('citation_abstract') ?? ((place && words(place)) || undefined),
    },
    title: { element: heading },
    abstract: place && { element: place },
  }
}
