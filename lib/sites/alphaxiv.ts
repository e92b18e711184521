import { dayIn } from '../day'
import { arxivId, arxivKey } from '../identity'
import type { PaperFacts } from '../paper'
import { regions } from '../region'
import type { Item, Told, Where } from '../site'
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
const HEADING = 'a[href^="/abs/"] h2'
const [DATE, ABSTRACT, CODE] = ['[class~="text-[11px]"]', '.line-clamp-3', 'a[href^="https://github.com/"]']

/** A card is told from the others by what they have: another one may change where it ends. */
export const isWhole = true

/** The papers of the feed. */
export function* items(page: Document): Generator<Item | undefined> {
  const cards: [Element, ...Element[]][] = []
  for (const part of page.querySelectorAll([HEADING, DATE, ABSTRACT, CODE].join())) {
    if (part.matches(HEADING)) cards.push([part])
    else cards.at(-1)?.push(part)
  }
  const places = yield* regions(cards)
  for (const [at, [title, ...others]] of cards.entries())
    yield { element: places[at] ?? title, read: () => card(title, others) }
}

function card(title: Element, others: Element[]): Told | undefined {
  const name = numberIn(title.closest('a')?.getAttribute('href') ?? '')
  if (!name) return
  const { keys, links } = known(name)
  const of = (part: string) => others.filter((other) => other.matches(part))
  const abstract = of(ABSTRACT).find((text) => words(text))
  return {
    facts: {
      keys,
      title: words(title),
      date: of(DATE)
        .map((line) => dayIn(line.textContent ?? ''))
        .find(Boolean),
      links: { ...links, code: of(CODE)[0]?.getAttribute('href') ?? undefined },
      abstract: abstract && words(abstract),
    },
    title: { element: title },
    abstract: abstract && { element: abstract },
  }
}
