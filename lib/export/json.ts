import type { Color } from '../color'
import type { Entry } from '../entry'

/** The newest version of the file; lib/import/json.ts reads it and all before it. */
export const FORMAT = 'papermargin'
export const VERSION = 1

/** What a colour was called when the file was written; a highlight says only which colour it has. */
export interface NamedColor {
  color: Color
  name: string
}

/**
 * Everything of these papers, as a file that our own import reads back whole, and what the reader calls the colours. Records are sorted by id, so that two exports
 * of the same library differ in nothing but `exportedAt`.
 */
export function json(entries: Entry[], exportedAt: string, meanings: NamedColor[] = []): string {
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
  const own = entries.map(asFiled)
  const file = {
    format: FORMAT,
    version: VERSION,
    exportedAt,
    ...(meanings.length > 0 && { meanings }),
    papers: own.map(({ paper }) => paper).sort(byId),
    highlights: own.flatMap(({ highlights }) => highlights).sort(byId),
    notes: own.flatMap(({ notes }) => notes).sort(byId),
  }
  return `${JSON.stringify(file, sortedKeys, 2)}\n`
}

/** A paper's records as a file has them: how it is looked up, and on which part of it something was written, is a library's own. */
export const asFiled = ({ paper: { titleKey: _key, ...paper }, highlights, notes }: Entry): Entry => ({
  paper,
  highlights: highlights.map(withoutOrigin),
  notes: notes.map(withoutOrigin),
})

const withoutOrigin = <R extends { id: string; origin?: string }>({ origin: _, ...record }: R) => record

/** Objects with their keys in order: how a record came to be stored must not show. */
function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
