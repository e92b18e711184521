import { db } from '../db'
import type { Highlight } from '../highlight'
import { type Placed, placesIn } from '../pieces'
import { quoteOf } from '../quote'
import { alive } from './queries'
import type { Writing } from './write'

/** A highlight before it is stored. */
type Made = Omit<Highlight, 'rev' | 'createdAt' | 'updatedAt'>

/**
 * Stores a new highlight. Where it overlaps others of its meaning, or nothing but white space is between them, all of them
 * become one: the oldest grows, the rest are deleted, and what was written beside those goes to it. `text` is what the new
 * one's offsets count in; an older one has part in it only where its words are found there. What was made on two
 * records that were joined stays apart, for they may be separated again.
 */
export async function putJoined(writing: Writing, made: Made, text: string): Promise<Highlight> {
  const others = await db.highlights.where({ paperId: made.paperId }).filter(alive).toArray()
  const alike = others.filter(
    ({ field, color, origin }) => field === made.field && color === made.color && origin === made.origin,
  )
  const places = placesIn(text, alike, made.abstractId)
  const { start, end } = covered(text, made, places)
  const [oldest, ...rest] = places
    .filter((place) => place.start >= start && place.end <= end)
    .sort((a, b) => a.what.createdAt.localeCompare(b.what.createdAt))
  if (!oldest) return await writing.put('highlights', made)
  // The new one lies within what is highlighted already.
  if (oldest.start === start && oldest.end === end && rest.length === 0) return oldest.what
  const { abstractId: _other, ...stored } = oldest.what
  const grown: Made = { ...stored, ...quoteOf(text, start, end) }
  if (made.abstractId) grown.abstractId = made.abstractId
  for (const { what: swallowed } of rest) {
    grown.comment = [grown.comment, swallowed.comment].filter((comment) => comment.trim()).join('\n\n')
    if (swallowed.versions) grown.versions = [...new Set([...(grown.versions ?? []), ...swallowed.versions])]
    if (swallowed.was) grown.was = [...(grown.was ?? []), ...swallowed.was]
    await writing.put('highlights', { ...swallowed, deletedAt: writing.at, into: oldest.what.id })
  }
  return await writing.put('highlights', grown)
}

/** The part of a text that a new part and all that it touches cover, and what these touch in turn. */
function covered(text: string, part: { start: number; end: number }, places: Placed<Highlight>[]) {
  let { start, end } = part
  for (let left = places; ; ) {
    const touched = left.filter((at) => !text.slice(Math.min(end, at.end), Math.max(start, at.start)).trim())
    if (touched.length === 0) return { start, end }
    left = left.filter((at) => !touched.includes(at))
    start = Math.min(start, ...touched.map((at) => at.start))
    end = Math.max(end, ...touched.map((at) => at.end))
  }
}
