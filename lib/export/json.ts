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
 * of the same library differ in nothing but `exportedAt`. `more` is what else the file holds, for who reads more than papers in it.
 */
export function json(entries: Entry[], exportedAt: string, meanings: NamedColor[] = [], more: object = {}): string {
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
  const file = {
    format: FORMAT,
    version: VERSION,
    exportedAt,
    ...(meanings.length > 0 && { meanings }),
    ...more,
    // How a paper is looked up and put in order, and on which part of it something was written, is this library's own.
    papers: entries.map(({ paper: { titleKey: _key, ...paper } }) => paper).sort(byId),
    highlights: entries.flatMap((entry) => entry.highlights.map(withoutOrigin)).sort(byId),
    notes: entries.flatMap((entry) => entry.notes.map(withoutOrigin)).sort(byId),
  }
  return `${JSON.stringify(file, sortedKeys, 2)}\n`
}

const withoutOrigin = <R extends { id: string; origin?: string }>({ origin: _, ...record }: R) => record

/** Objects with their keys in order: how a record came to be stored must not show. */
function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
