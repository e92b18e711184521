import { type MappedText, mapText, offsetsWithin, rangeOf } from '@/lib/anchor'
import type { Highlight } from '@/lib/highlight'
import { findQuote, quoteOf } from '@/lib/quote'
import type { TextPlace } from '@/lib/site'
import type { Item } from './session'

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

/** A highlight's words where they stand; `own` in our opened abstract. */
export interface Found {
  highlight: Highlight
  range: Range
  own: boolean
}

/**
 * Where the highlights of a paper stand: once for each place that shows their words. `missing` are those whose words are in
 * none of the places, nor in what the page holds without showing it.
 */
export function findAll(item: Item, opened?: TextPlace): { found: Found[]; missing: string[] } {
  const highlights = item.entry?.highlights ?? []
  if (highlights.length === 0) return { found: [], missing: [] }
  const found = placesOf(item, opened).flatMap(({ field, place }) => {
    const mapped = mapText(place)
    return highlights.flatMap((highlight) => {
      const at = highlight.field === field ? findQuote(mapped.text, highlight) : undefined
      return at ? [{ highlight, range: rangeOf(mapped, at.start, at.end), own: place === opened }] : []
    })
  })
  const { title, abstract } = item.listed.facts
  const missing = highlights.filter((highlight) => {
    if (found.some((one) => one.highlight === highlight)) return false
    const held = highlight.field === 'title' ? title : abstract
    return held === undefined || findQuote(held, highlight) === undefined
  })
  return { found, missing: missing.map((highlight) => highlight.id) }
}

/** The words of a range that lie in one of the places, in the place that has most of them. */
export function selectedIn(range: Range, places: Place[]) {
  const candidates = places.flatMap((at) => {
    if (!range.intersectsNode(at.place.element)) return []
    const mapped = mapText(at.place)
    const part = offsetsWithin(mapped, range)
    return part ? [{ ...at, mapped, ...part }] : []
  })
  const best = candidates.sort((a, b) => b.end - b.start - (a.end - a.start))[0]
  return best && selectedFrom(best, best.mapped, best.start, best.end)
}

/** Selected words of one place, as part of the whole text that they belong to; undefined when they are not in it. */
export function selectedFrom({ item, field, whole }: Place, mapped: MappedText, start: number, end: number) {
  const range = rangeOf(mapped, start, end)
  const abstract = item.listed.facts.abstract
  if (whole || !abstract) return { item, field, text: mapped.text, start, end, range }
  const found = findQuote(abstract, quoteOf(mapped.text, start, end))
  return found && { item, field, text: abstract, ...found, range }
}
