import type { Highlight } from '../highlight'
import type { Note } from '../note'
import type { Paper } from '../paper'

/** The words that the reader wrote in a record or highlighted by it, if it is one to write in. */
export const wordsOf = (record: object) =>
  'comment' in record && 'exact' in record
    ? `${record.exact}\n${record.comment}`
    : 'text' in record
      ? record.text
      : undefined

/** What the reader says in a record, as a few signs: those of two that say something else are not the same. */
export function printOf(record: Paper | Highlight | Note): string {
  const own =
    'title' in record
      ? [record.status, record.edits, record.tags ?? [], record.joined]
      : [wordsOf(record), record.versions ?? []]
  const text = JSON.stringify(own)
  // Two sums that have nothing in common, of 32 bits each: nobody gains by records that are made to look alike.
  let [one, other] = [0x811c9dc5, 0]
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    one = Math.imul(one ^ unit, 0x01000193)
    other = (Math.imul(other, 31) + unit) | 0
  }
  return [one, other, text.length].map((sum) => (sum >>> 0).toString(36)).join(' ')
}
