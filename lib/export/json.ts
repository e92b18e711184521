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
export const json = (entries: Entry[], exportedAt: string, meanings: NamedColor[] = []): string =>
  [...pieces(entries, exportedAt, meanings)].join('')

/** The same as a file, of however many papers: it lets the screen have its turn while it is made. */
export async function jsonFile(entries: Entry[], exportedAt: string, meanings: NamedColor[] = []): Promise<Blob> {
  const parts: string[] = []
  let since = performance.now()
  for (const piece of pieces(entries, exportedAt, meanings)) {
    parts.push(piece)
    if (performance.now() - since < SLICE) continue
    await new Promise((resolve) => setTimeout(resolve, 0))
    since = performance.now()
  }
  return new Blob(parts, { type: 'application/json;charset=utf-8' })
}

/** Work goes on this long, in milliseconds, before the screen has its turn. */
const SLICE = 30
/** Records that are written at once. */
const AT_ONCE = 200

/** The file's text, in pieces. */
function* pieces(entries: Entry[], exportedAt: string, meanings: NamedColor[]): Generator<string> {
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
  yield `{\n  "exportedAt": ${JSON.stringify(exportedAt)},\n  "format": "${FORMAT}",\n`
  const own = entries.map(asFiled)
  yield* list('highlights', own.flatMap(({ highlights }) => highlights).sort(byId))
  if (meanings.length > 0) yield* list('meanings', meanings)
  yield* list('notes', own.flatMap(({ notes }) => notes).sort(byId))
  yield* list('papers', own.map(({ paper }) => paper).sort(byId))
  yield `  "version": ${VERSION}\n}\n`
}

/** A member of the file that is a list of records, indented as all of it is. */
function* list(name: string, records: object[]): Generator<string> {
  if (records.length === 0) return yield `  "${name}": [],\n`
  yield `  "${name}": [\n`
  for (let at = 0; at < records.length; at += AT_ONCE) {
    const some = JSON.stringify(records.slice(at, at + AT_ONCE), sortedKeys, 2)
    // Without the brackets, and one level further in. In a text a line's end is escaped; other ends of lines are not.
    yield `  ${some.slice(2, -2).replaceAll('\n', '\n  ')}`
    yield at + AT_ONCE < records.length ? ',\n' : '\n'
  }
  yield '  ],\n'
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
