import { alone } from '../page'
import type { Item, Told, Where } from '../site'
import { fold, words } from '../words'

/** Short name in records. */
export const id = 'neurips-virtual'

/** Calendars, lists of papers and posters of the three conferences, which share one software (2023). */
export const where: Where = {
  name: 'NeurIPS, ICML and ICLR virtual sites',
  hosts: ['neurips.cc', 'nips.cc', 'icml.cc', 'iclr.cc'],
  test: ({ pathname }) => /^\/virtual\/\d{4}(\/|$)/.test(pathname),
}

/** A poster that comes has the talk on it be nothing of its own. */
export const isWhole = true

/** The papers of a page that links to posters, or the one of a poster's own page. */
export function* items(page: Document, url: URL): Generator<Item> {
  const own = targetOf(url.pathname)
  if (own) yield* alone(page.querySelector('.main-title'), (title) => single(page, url, keyOf(url, own), title))
  else yield* listed(page, url)
}

interface Target {
  year: string
  kind: string
  number: string
}

/** A calendar also links to sessions, talks, workshops and socials: none is a paper. */
function targetOf(path: string): Target | undefined {
  const [, year, kind, number] =
    /^(?:https:\/\/[\w.]+)?\/virtual\/(\d{4})\/(poster|spotlight|oral)\/(\d+)\/?$/.exec(path) ?? []
  return year && kind && number ? { year, kind, number } : undefined
}

/** Numbers are each conference's own; nips.cc is what neurips.cc was called. */
const keyOf = ({ hostname }: URL, { year, kind, number }: Target) =>
  `${hostname.replace(/^nips/, 'neurips').replace('.cc', '')}virtual:${year}/${kind}/${number}`

/** Links with a title and nothing else, 3551 on the calendar of 2023. A talk on a poster that is there too adds nothing. */
function* listed(page: Document, url: URL): Generator<Item> {
  let posters: Set<string> | undefined
  for (const link of page.querySelectorAll('a[href*="/virtual/"]')) {
    const href = link.getAttribute('href') ?? ''
    const target = targetOf(href)
    if (!target) continue
    if (target.kind !== 'poster') {
      posters ??= titlesOfPosters(page)
      if (posters.has(words(link))) continue
    }
    const around = link.parentElement
    yield {
      element: around?.childElementCount === 1 ? around : link,
      read: () => ({
        facts: {
          keys: [keyOf(url, target)],
          title: words(link),
          links: { page: href.startsWith('/') ? url.origin + href : href },
        },
        title: { element: link },
      }),
    }
  }
}

const titlesOfPosters = (page: Document) =>
  new Set(Array.from(page.querySelectorAll('a[href*="/poster/"]'), (link) => words(link)).filter(Boolean))

const LABEL = '.font-weight-bold'

/** A poster's page: its abstract is folded away, and its links tell what else it is called. */
function single(page: Document, url: URL, key: string, title: Element): Told {
  const authors = page.querySelector('.card-subtitle')
  const abstract = page.querySelector('#abstractExample')
  const text = abstract && words(abstract, LABEL)
  const names = fold(authors?.textContent ?? '').split(' · ')
  return {
    facts: {
      keys: [...elsewhere(page, abstract), key],
      title: words(title),
      authors: names[0] ? names.filter(Boolean) : undefined,
      links: { page: `${url.origin}${url.pathname}` },
      abstract: text || undefined,
    },
    title: { element: title },
    abstract: abstract && text ? { element: abstract, skip: LABEL } : undefined,
  }
}

/** The paper's keys at OpenReview, NeurIPS and PMLR; two papers of one site would not both be it. */
function elsewhere(page: Document, abstract: Element | null): string[] {
  const links = Array.from(
    page.querySelectorAll('a[href*="openreview.net/"], a[href*="/hash/"], a[href*="mlr.press/"]'),
  ).filter((link) => !abstract?.contains(link))
  const patterns: Record<string, RegExp> = {
    openreview: /openreview\.net\/(?:forum|pdf)\?(?:.*&)?id=([\w-]+)/,
    neurips: /\/hash\/([0-9a-f]{32})-Abstract/,
    pmlr: /mlr\.press\/([vr]\d+\/[\w-]+)(?:\.html|\/)/,
  }
  return Object.entries(patterns).flatMap(([name, pattern]) => {
    const found = new Set(links.flatMap((link) => pattern.exec(link.getAttribute('href') ?? '')?.[1] ?? []))
    return found.size === 1 ? Array.from(found, (id) => `${name}:${id}`) : []
  })
}
