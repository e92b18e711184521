import { each } from './each'
import type { Mention } from './mentions'
import { termOf } from './page'
import type { Title } from './titles'

/** What stands in an element, as far as it is asked. */
export interface Held {
  mentions: Mention[]
  title?: Title
}

/** How deep a page can be: the parser stops at 512. */
const DEEPEST = 1000

/** One level of the page: elements with the same tags above them. */
interface Level {
  depth: number
  blocks: Element[]
  below: Map<string, Level>
}

interface Survey {
  held: Map<Element, Held>
  levels: Level[]
}

/** How far up an item can begin, and how many identifiers it can have: more is another kind of page. */
const HIGHEST = 60
const MOST_MENTIONS = 100

/** What stands above an element, itself first, as far up as an item can begin. */
export function above(element: Element | null): Element[] {
  const chain: Element[] = []
  for (let at = element; at && chain.length < HIGHEST; at = up(at)) chain.push(at)
  return chain
}

/** An item of a list of definitions begins with its `<dt>`: for arXiv and CVF the one has the title, the other the rest. */
const up = (element: Element): Element | null =>
  (element.localName === 'dd' && termOf(element)) || element.parentElement

/** The one of which more speaks for it; of a heading and the link in it the link, which has no `[PDF]` before it. */
const isBetter = (title: Title, than: Title) =>
  title.rank > than.rank ||
  (title.rank === than.rank && than.element !== title.element && than.element.contains(title.element))

/** Tells every element what stands in it, and sorts elements by the tags above them. */
export function* survey(titles: Title[], found: Mention[]): Generator<undefined, Survey> {
  const held = new Map<Element, Held>()
  const at = (element: Element) => {
    const known = held.get(element) ?? { mentions: [] }
    held.set(element, known)
    return known
  }
  yield* each(titles, (title) => {
    for (const element of above(title.element)) {
      const one = at(element)
      if (!one.title || isBetter(title, one.title)) one.title = title
    }
  })
  yield* each(found, (mention) => {
    for (const element of above(mention.element)) {
      const { mentions } = at(element)
      if (mentions.length < MOST_MENTIONS) mentions.push(mention)
    }
  })
  const levels: Level[] = []
  const levelOf = new Map<Element, Level>()
  const top: Level = { depth: 0, blocks: [], below: new Map() }
  yield* each(held.keys(), (element) => {
    const chain: Element[] = []
    let at: Element | null = element
    // A form whose field is named `parentElement` would lead in a circle.
    for (; at && !levelOf.has(at) && chain.length < DEEPEST; at = up(at)) chain.push(at)
    let level = (at && levelOf.get(at)) ?? top
    for (const one of chain.reverse()) {
      let next = level.below.get(one.localName)
      if (!next) {
        next = { depth: level.depth + 1, blocks: [], below: new Map() }
        level.below.set(one.localName, next)
        levels.push(next)
      }
      next.blocks.push(one)
      levelOf.set(one, next)
      level = next
    }
  })
  return { held, levels }
}

/** The key that a block is of: that of its title's link, else of its first link, else of its text. */
export function keyOf({ title, mentions }: Held): string | undefined {
  const own = mentions.find(
    ({ element }) => title?.element.contains(element) || element.contains(title?.element ?? null),
  )
  return (own ?? mentions.find(({ linked }) => linked) ?? mentions[0])?.key
}

/** The blocks of the level on which most papers have a title and an identifier each; as wide as they come. */
export function* repeated({ held, levels }: Survey): Generator<undefined, Element[] | undefined> {
  let best: { weight: number; level: Level; blocks: Element[] } | undefined
  for (const level of levels) {
    const blocks: Element[] = []
    const ranks = new Map<string | undefined, number>()
    yield* each(level.blocks, (block) => {
      const there = held.get(block)
      if (!there?.title || there.mentions.length === 0) return
      blocks.push(block)
      ranks.set(keyOf(there), there.title.rank)
    })
    if (ranks.size < 2) continue
    const weight = [...ranks.values()].reduce((sum, rank) => sum + rank, 0)
    const deeper = best && weight === best.weight && level.depth > best.level.depth
    if (!best || weight > best.weight || deeper) best = { weight, level, blocks }
  }
  if (!best) return
  // As often as not the page has titles of the same making with no identifier: then it lists something else.
  const titled = best.level.blocks.filter((block) => held.get(block)?.title)
  if (best.blocks.length * 2 < titled.length) return
  for (let { blocks } = best; ; ) {
    const wider = blocks.map(up)
    const isShared = new Set(wider).size < blocks.length || wider.some((one) => one?.localName === 'body')
    // Nor is there an item so far up that nothing is known of it.
    if (isShared || !wider.every((one) => one && held.has(one))) return blocks
    blocks = wider as Element[]
    yield
  }
}
