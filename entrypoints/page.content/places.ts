import { type MappedText, mapText, offsetsWithin, rangesOf } from '@/lib/anchor'
import type { Highlight } from '@/lib/highlight'
import type { Mark } from '@/lib/paint'
import { placesIn } from '@/lib/pieces'
import { findQuote, quoteOf } from '@/lib/quote'
import { holds, within } from '@/lib/roots'
import type { TextPlace } from '@/lib/site'
import type { Item, Selected, Session } from './session'

/** A place with its words, and what is stored as their text: the same words, or the whole abstract of a shortened copy. */
export interface Place {
  item: Item
  field: Highlight['field']
  place: TextPlace
  /** Whether the words are all of the text, not a copy cut short. */
  whole: boolean
}

/** Everywhere that an item's words can be highlighted: its title, its abstract and copies of it, our own opened abstract. */
export function placesOf(item: Item, opened?: TextPlace): Place[] {
  const { title, abstract, copies } = item.listed
  return [
    ...(title ? [{ item, field: 'title' as const, place: title, whole: true }] : []),
    ...(opened ? [{ item, field: 'abstract' as const, place: opened, whole: true }] : []),
    ...(abstract ? [{ item, field: 'abstract' as const, place: abstract, whole: true }] : []),
    ...(copies ?? []).map((place) => ({ item, field: 'abstract' as const, place, whole: false })),
  ]
}

/**
 * Where the highlights of a paper stand in the page: once for each place that shows their words. `missing` are those whose
 * words are in none of the places, nor in what the page holds without showing it; where it has no such text, none is missing.
 */
export function findAll(item: Item): { marks: Mark[]; missing: string[] } {
  const highlights = item.entry?.highlights ?? []
  if (highlights.length === 0) return { marks: [], missing: [] }
  const places = placesOf(item)
  const marks = places.flatMap(({ field, place }) => {
    const mapped = mapText(place)
    const here = highlights.filter((highlight) => highlight.field === field)
    return placesIn(mapped.text, here).flatMap(({ what: { id, color }, start, end }) =>
      rangesOf(mapped, start, end).map((range) => ({ id, color, text: place.element, start, end, range })),
    )
  })
  const { title, abstract } = item.listed.facts
  const missing = highlights.filter((highlight) => {
    if (marks.some(({ id }) => id === highlight.id)) return false
    const held = highlight.field === 'title' ? title : abstract
    if (held === undefined) return places.some(({ field }) => field === highlight.field)
    return findQuote(held, highlight) === undefined
  })
  return { marks, missing: missing.map(({ id }) => id) }
}

/** The highlights whose painted words are under a point of the window, the shortest first; all of them are one paper's. */
export function marksAt(
  items: Item[],
  roots: ShadowRoot[],
  x: number,
  y: number,
): { item: Item; marks: Mark[] } | undefined {
  const at = document.caretPositionFromPoint(x, y, { shadowRoots: roots })
  if (!at) return
  const tree = at.offsetNode.getRootNode()
  const isUnder = ({ range }: Mark) =>
    range.startContainer.getRootNode() === tree &&
    range.isPointInRange(at.offsetNode, at.offset) &&
    // The caret is the nearest there is; the words must be under the point themselves, or the line below them.
    [...range.getClientRects()].some((r) => x >= r.left && x <= r.right && y >= r.top && y <= r.bottom + 8)
  for (const item of items) {
    const length = ({ range }: Mark) => range.toString().length
    const marks = item.marks.filter(isUnder).sort((a, b) => length(a) - length(b))
    if (marks.length > 0) return { item, marks }
  }
}

/**
 * The words of a range that lie in one of the places: in the place where the selection began; when it began outside them all,
 * in the place that has most of them, if all are of one paper. A selection of everything means no paper.
 */
function selectedIn(range: AbstractRange, places: Place[], anchor: Node) {
  const trees = new Map<Node, Range | undefined>()
  const meets = (element: Element) => {
    const tree = element.getRootNode()
    if (!trees.has(tree)) trees.set(tree, rangeIn(tree, range))
    return trees.get(tree)?.intersectsNode(element)
  }
  const candidates = places.flatMap((at) => {
    // A copy that the page hides has none of the words that the reader sees.
    if (!meets(at.place.element) || !at.place.element.checkVisibility()) return []
    const mapped = mapText(at.place)
    const part = offsetsWithin(mapped, range)
    return part ? [{ ...at, mapped, ...part }] : []
  })
  const begun = candidates.find(({ place }) => holds(place.element, anchor))
  const [first] = candidates
  const ofOne = candidates.every(({ item }) => item === first?.item)
  const best = begun ?? (ofOne ? candidates.sort((a, b) => b.end - b.start - (a.end - a.start))[0] : undefined)
  return best && selectedFrom(best, best.mapped, best.start, best.end)
}

/** What is selected in the page or in our opened abstract, clipped to one paper's title or abstract. */
export function selectedNow(
  { items, roots }: Session,
  opened?: { key: string; place?: TextPlace },
): Selected | undefined {
  const selection = document.getSelection()
  const [part] = selection?.rangeCount ? selection.getComposedRanges({ shadowRoots: roots() }) : []
  if (!part || part.collapsed) return
  const places = items().flatMap((item) => placesOf(item, item.key === opened?.key ? opened.place : undefined))
  return selectedIn(part, places, selection?.direction === 'backward' ? part.endContainer : part.startContainer)
}

/** The least range of a tree in which another stands, be it in roots below; undefined when it stands elsewhere. */
function rangeIn(tree: Node, { startContainer, startOffset, endContainer, endOffset }: AbstractRange) {
  const [start, end] = [within(tree, startContainer), within(tree, endContainer)]
  if (!start || !end) return
  const range = document.createRange()
  if (start === startContainer) range.setStart(start, startOffset)
  else range.setStartBefore(start)
  if (end === endContainer) range.setEnd(end, endOffset)
  else range.setEndAfter(end)
  return range
}

/** Selected words of one place, as part of the whole text that they belong to; undefined when they are not in it. */
export function selectedFrom({ item, field, whole }: Place, mapped: MappedText, start: number, end: number) {
  const ranges = rangesOf(mapped, start, end)
  const abstract = item.listed.facts.abstract
  if (whole || !abstract) return { item, field, text: mapped.text, start, end, ranges }
  const found = findQuote(abstract, quoteOf(mapped.text, start, end))
  return found && { item, field, text: abstract, ...found, ranges }
}

/** The language that the page says its words are in, if it does. */
export const langOf = (element: Element | undefined): string | undefined =>
  element?.closest('[lang]')?.getAttribute('lang') ?? undefined
