/** Part of a text, in UTF-16 units. */
export interface Span {
  start: number
  end: number
}

/**
 * The words or sentences of a text, without the white space around them (Unicode UAX #29, by the browser's Intl.Segmenter).
 * `lang` is what a page says, which may be anything.
 */
export function segments(text: string, granularity: 'word' | 'sentence', lang?: string): Span[] {
  const [language] = /^[a-z]{2,3}(?![a-z\d])/i.exec(lang ?? '') ?? []
  return [...new Intl.Segmenter(language, { granularity }).segment(text)]
    .filter((part) => granularity === 'sentence' || part.isWordLike)
    .map(({ index, segment }) => ({ start: index, end: index + segment.trimEnd().length }))
}

/** Which end of a part of a text. */
export type Edge = 'start' | 'end'

/** Where an end of a part may stand so that it takes whole words: where words begin or end, and where the text does. */
const stops = (text: string, words: Span[], edge: Edge) =>
  edge === 'start' ? [0, ...words.map(({ start }) => start)] : [...words.map(({ end }) => end), text.length]

/** The place nearest to an offset where an end of a part takes whole words. */
export function nearestStop(text: string, words: Span[], edge: Edge, offset: number): number {
  const far = (stop: number) => Math.abs(stop - offset)
  return stops(text, words, edge).reduce((best, stop) => (far(stop) < far(best) ? stop : best))
}

/** Where an end of a part stands after a step of one word, on (1) or back (-1); where it stood when there is none. */
export function nextStop(text: string, words: Span[], edge: Edge, at: number, by: 1 | -1): number {
  const all = stops(text, words, edge)
  return (by > 0 ? all.find((stop) => stop > at) : all.findLast((stop) => stop < at)) ?? at
}

/** A part with one of its ends moved to an offset, without white space at its ends; undefined when nothing is left of it. */
export function moved(text: string, { start, end }: Span, edge: Edge, offset: number): Span | undefined {
  const [from, to] = edge === 'start' ? [offset, end] : [start, offset]
  const words = text.slice(from, Math.max(from, to))
  const first = from + words.length - words.trimStart().length
  return words.trim() ? { start: first, end: first + words.trim().length } : undefined
}
