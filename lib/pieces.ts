import type { Highlight } from './highlight'
import { findQuote } from './quote'

/** Something that lies over part of a text, in UTF-16 offsets. */
export interface Placed<T> {
  what: T
  start: number
  end: number
}

/** Where highlights stand in a text; those whose words it does not have are left out. */
export function placesIn(text: string, highlights: Highlight[], abstractId?: string): Placed<Highlight>[] {
  return highlights.flatMap((highlight) => {
    const { start, end } = highlight
    const sameText = abstractId !== undefined && highlight.abstractId === abstractId
    const at = sameText && text.slice(start, end) === highlight.exact ? { start, end } : findQuote(text, highlight)
    return at ? [{ what: highlight, ...at }] : []
  })
}

/** Cuts a text wherever something begins or ends; each piece with what lies over it, the longest first. */
export function piecesOf<T>(text: string, places: Placed<T>[]): { text: string; start: number; over: T[] }[] {
  const cuts = new Set([0, text.length, ...places.flatMap(({ start, end }) => [start, end])])
  const ends = [...cuts].filter((cut) => cut >= 0 && cut <= text.length).sort((a, b) => a - b)
  const ordered = places.toSorted((a, b) => a.start - b.start || b.end - a.end)
  return ends.slice(1).map((end, index) => {
    const start = ends[index] as number
    const over = ordered.filter((place) => place.start <= start && place.end >= end).map(({ what }) => what)
    return { text: text.slice(start, end), start, over }
  })
}
