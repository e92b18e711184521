import { type MappedText, mapText, offsetsWithin, rangeOf } from '@/lib/anchor'
import type { Highlight } from '@/lib/highlight'
import { findQuote, quoteOf } from '@/lib/quote'
import type { TextPlace } from '@/lib/site'
import type { Item } from './session'

/** A place with its words, and what is stored as their text: the same words, or the whole abstract of a shortened copy. */
interface Place {
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
 * Where a highlight's words stand in the places of its paper: one range for each place that shows them. None when the text
 * here differs too much; `held` then tells whether the page at least holds the words without showing them.
 */
export function find(item: Item, highlight: Highlight, opened?: TextPlace): { ranges: { range: Range; own: boolean }[]; held: boolean } {
  const ranges = placesOf(item, opened)
    .filter(({ field }) => field === highlight.field)
    .flatMap(({ place }) => {
      const mapped = mapText(place)
      const found = findQuote(mapped.text, highlight)
      return found ? [{ range: rangeOf(mapped, found.start, found.end), own: place === opened }] : []
    })
  const { title, abstract } = item.listed.facts
  const text = highlight.field === 'title' ? title : abstract
  return { ranges, held: ranges.length > 0 || (text !== undefined && findQuote(text, highlight) !== undefined) }
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
