import { dayIn } from '../day'
import { arxivId, arxivKey } from '../identity'
import type { PaperFacts } from '../paper'
import { regions } from '../region'
import type { Listed, Where } from '../site'
import { words } from '../words'

/** Short name in records. */
export const id = 'alphaxiv'

/** The feed (not seen: read from reports of the site's own card of 2025-11). A paper's page is a PDF and a discussion. */
export const where: Where = {
  name: 'alphaXiv',
  hosts: ['www.alphaxiv.org', 'alphaxiv.org'],
  test: ({ pathname }) => /^\/(explore(\/|$)|$)/.test(pathname),
}

/** `/abs/2605.99001v1`, `/overview/2605.99001`; papers that are not on arXiv have names of the site's own. */
const numberIn = (path: string) => /^\/(?:abs|pdf|overview)\/([\w.-]+(?:\/\d{7})?(?:v\d+)?)$/.exec(path)?.[1]

function known(name: string): Pick<PaperFacts, 'keys' | 'links'> {
  const number = arxivId(name)
  return {
    keys: [number ? arxivKey(number) : `alphaxiv:${name}`],
    links: { page: `https://www.alphaxiv.org/abs/${number ?? name}` },
  }
}

/** The paper that an address names: nothing but its identity is known. */
export function paperAt({ pathname }: URL): PaperFacts | undefined {
  const number = arxivId(numberIn(pathname) ?? '')
  return number ? { ...known(number), title: `arXiv:${number}` } : undefined
}

/**
 * The cards of the feed. Names of classes change often: a card begins with a heading that is a link to `/abs/`. After it
 * come the date and either a summary or the abstract, which is whole and cut off by `line-clamp-3` alone.
 */
export function papers(page: Document): Listed[] {
  const found = new Map<string, { parts: [Element, ...Element[]]; listed: Listed }>()
  let now: { parts: [Element, ...Element[]]; listed: Listed } | undefined
  const parts = 'a[href^="/abs/"] h2, [class~="text-[11px]"], .line-clamp-3, a[href^="https://github.com/"]'
  for (const part of page.querySelectorAll(parts)) {
    if (part.localName === 'h2') {
      const name = numberIn(part.closest('a')?.getAttribute('href') ?? '')
      now = name && words(part) && !found.has(name) ? begin(name, part) : undefined
      if (name && now) found.set(name, now)
      continue
    }
    if (!now) continue
    const { facts } = now.listed
    now.parts.push(part)
    if (part.localName === 'a') facts.links.code ??= part.getAttribute('href') ?? undefined
    else if (!part.matches('.line-clamp-3')) facts.date ??= dayIn(part.textContent ?? '')
    else if (words(part) && !now.listed.abstract) {
      facts.abstract = words(part)
      now.listed.abstract = { element: part }
    }
  }
  const cards = Array.from(found.values())
  const places = regions(cards.map(({ parts }) => parts))
  return cards.map(({ listed }, at) => ({ ...listed, element: places[at] ?? listed.element }))
}

const begin = (name: string, title: Element) => ({
  parts: [title] as [Element, ...Element[]],
  listed: { facts: { ...known(name), title: words(title) }, element: title, title: { element: title } } as Listed,
})
