import { type Held, keyOf, repeated, survey } from './blocks'
import { each } from './each'
import { LINE, type Mention, mentions } from './mentions'
import { COINS, coins, defined } from './metadata'
import type { PaperFacts } from './paper'
import { isAside, isReferences } from './references'
import type { Listed } from './site'
import { letters, titles } from './titles'
import { lengthOf, words } from './words'

/** Kinds of page that list papers, if at all, beside what they are for (schema.org types, og:type). */
const OTHER_KIND =
  /^(NewsArticle|BlogPosting|Article|Product|Recipe|SoftwareSourceCode|DiscussionForumPosting|Dataset)$/
const OTHER_OG = /^(article|product|object|profile|video.*|music.*|book)$/

/**
 * The papers that a page lists: blocks of one making, each with a title and an identifier of its own. None of a page that is
 * for something else and none of its references. `linked` and `kinds` are what its JSON-LD tells.
 */
export function* listing(
  page: Document,
  url: URL,
  linked: PaperFacts[],
  kinds: Set<string>,
): Generator<undefined, Listed[]> {
  const meta = (name: string) =>
    page.querySelector(`meta[name="${name}" i], meta[property="${name}" i]`)?.getAttribute('content') ?? ''
  if (/mediawiki/i.test(meta('generator'))) return []
  const other = OTHER_OG.test(meta('og:type')) || [...kinds].some((kind) => OTHER_KIND.test(kind))
  const named = yield* mentions(page, url)
  const cited = yield* works(page)
  const found = [...named, ...cited.flatMap(citedBy)]
  if (new Set(found.map(({ key }) => key)).size < 2) return []
  const known = yield* survey(yield* titles(page, url), found)
  const blocks = yield* repeated(known)
  if (!blocks || (yield* isReferences(page, blocks))) return []
  const read = yield* itemsOf(blocks, known.held, url, other ? 2 : 1)
  if (read.length < (other ? 3 : 2) || (yield* isAside(page, blocks))) return []
  return yield* enriched(read, linked, cited)
}

/** A work that COinS tells of, and where. */
interface Cited {
  element: Element
  facts: PaperFacts
}

function* works(page: Document): Generator<undefined, Cited[]> {
  const found: Cited[] = []
  yield* each(page.querySelectorAll(COINS), (element) => {
    const facts = coins(element)
    if (facts) found.push({ element, facts })
  })
  return found
}

/** COinS beside an item name its paper as a link does. */
const citedBy = ({ element, facts }: Cited): Mention[] => facts.keys.map((key) => ({ element, key, linked: true }))

/** What each block says, without identifiers that several papers share, each paper once. */
function* itemsOf(
  blocks: Element[],
  held: Map<Element, Held>,
  url: URL,
  least: number,
): Generator<undefined, Listed[]> {
  const titlesOf = new Map<string, Set<string>>()
  yield* each(blocks, (block) => {
    const { title, mentions } = held.get(block) as Held
    const own = letters(title?.text ?? '')
    for (const { key } of mentions) titlesOf.set(key, (titlesOf.get(key) ?? new Set()).add(own))
  })
  const listed: Listed[] = []
  const seen = new Set<string>()
  for (const element of blocks) {
    yield
    const { title, mentions } = held.get(element) as Held
    if (!title || title.rank < least) continue
    const sure = mentions.filter(({ key }) => titlesOf.get(key)?.size === 1)
    const keys = keysOf({ title, mentions: sure }, seen)
    if (keys.length === 0) continue
    const link = title.element.closest('a[href]') ?? title.element.querySelector('a[href]')
    const facts: PaperFacts = { keys, title: title.text, links: { page: addressOf(link, url) } }
    const place = words(title.element) === title.text ? { element: title.element } : undefined
    listed.push({ facts, element, title: place })
  }
  return listed
}

/** The key of a block, and of each other kind the one that stands in it; none of what was seen in a block before it. */
function keysOf(block: Held, seen: Set<string>): string[] {
  const key = keyOf(block)
  if (!key || seen.has(key)) return []
  seen.add(key)
  const keys = [key]
  for (const kind of ['arxiv', 'doi', 'pmid', 'openreview']) {
    if (key.startsWith(`${kind}:`)) continue
    const named = block.mentions.filter((one) => one.key.startsWith(`${kind}:`) && isLine(one))
    const [other, ...others] = new Set(named.map(({ key }) => key))
    if (!other || others.length > 0) continue
    if (!seen.has(other)) keys.push(other)
    seen.add(other)
  }
  return keys
}

function addressOf(link: Element | null, base: URL): string | undefined {
  const address = link?.getAttribute('href')
  return address && URL.canParse(address, base.href) ? new URL(address, base).href : undefined
}

/** Whether an identifier stands in a line of its own, and not in prose that may speak of data or of another paper. */
function isLine({ element, linked }: Mention): boolean {
  const line = linked ? element.parentElement : element
  return !line || lengthOf(line, LINE) < LINE
}

/** Adds what JSON-LD and COinS know of the papers that were found. */
function* enriched(listed: Listed[], linked: PaperFacts[], cited: Cited[]): Generator<undefined, Listed[]> {
  const known = new Map<string, PaperFacts>()
  yield* each(linked, (facts) => {
    for (const key of facts.keys) known.set(key, facts)
  })
  yield* each(cited, ({ facts }) => {
    for (const key of facts.keys) if (!known.has(key)) known.set(key, facts)
  })
  const all: Listed[] = []
  yield* each(listed, (one) => {
    const { keys } = one.facts
    const more = keys.map((key) => known.get(key)).find(Boolean)
    all.push(more ? { ...one, facts: { ...defined(more), ...defined(one.facts), keys } } : one)
  })
  return all
}
