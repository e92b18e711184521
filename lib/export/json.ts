import type { Color } from '../color'
import type { Entry } from '../entry'
import type { Paper } from '../paper'
import { turns } from './turns'

/** The newest version of the file; lib/import/json.ts reads it and all before it. */
export const FORMAT = 'papermargin'
export const VERSION = 1

/** What a colour was called when the file was written; a highlight says only which colour it has. */
export interface NamedColor {
  color: Color
  name: string
}

/**
 * Everything of these papers, as a file that our own import reads back whole, and what the reader calls the colours. Each record
 * has a line, and they are sorted by id, so that two exports of the same library differ in nothing but `exportedAt`.
 */
export const json = (entries: Entry[], exportedAt: string, meanings: NamedColor[] = []): string =>
  [...pieces(entries, exportedAt, meanings)].join('')

/** The same as a file, of however many papers: it lets the screen have its turn while it is made. */
export async function jsonFile(entries: Entry[], exportedAt: string, meanings: NamedColor[] = []): Promise<Blob> {
  const parts: string[] = []
  const turn = turns()
  for (const piece of pieces(entries, exportedAt, meanings)) {
    parts.push(piece)
    await turn()
  }
  return new Blob(parts, { type: 'application/json;charset=utf-8' })
}

/** Records that are written at once. */
const AT_ONCE = 200

/** The file's text, in pieces: the papers before what hangs on them, so that who reads it has to do so only once. */
function* pieces(entries: Entry[], exportedAt: string, meanings: NamedColor[]): Generator<string> {
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
  yield `{\n"format": "${FORMAT}",\n"version": ${VERSION},\n"exportedAt": ${JSON.stringify(exportedAt)}`
  if (meanings.length > 0) yield* list('meanings', meanings)
  yield* list('papers', entries.map(({ paper }) => paper).sort(byId), paperAsFiled)
  yield* list('highlights', entries.flatMap(({ highlights }) => highlights).sort(byId), withoutOrigin)
  yield* list('notes', entries.flatMap(({ notes }) => notes).sort(byId), withoutOrigin)
  yield '\n}\n'
}

/** A member of the file that is a list of records, each in a line. */
function* list<R>(
  name: string,
  records: R[],
  filed: (record: R) => object = (record) => record as object,
): Generator<string> {
  yield `,\n"${name}": [`
  for (let at = 0; at < records.length; at += AT_ONCE) {
    const lines = records.slice(at, at + AT_ONCE).map((record) => JSON.stringify(inOrder(filed(record))))
    yield `${at > 0 ? ',' : ''}\n${lines.join(',\n')}`
  }
  yield records.length > 0 ? '\n]' : ']'
}

/** A paper's records as a file has them: how it is looked up, and on which part of it something was written, is a library's own. */
export const asFiled = ({ paper, highlights, notes }: Entry) => ({
  paper: paperAsFiled(paper),
  highlights: highlights.map(withoutOrigin),
  notes: notes.map(withoutOrigin),
})

const paperAsFiled = ({ titleKey: _key, ...paper }: Paper) => paper
const withoutOrigin = <R extends { origin?: string }>({ origin: _origin, ...record }: R) => record

/** A value with the keys of its objects in order: how a record came to be stored must not show. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(inOrder)
  const fields = value as Record<string, unknown>
  const ordered: Record<string, unknown> = {}
  for (const key of Object.keys(fields).sort()) ordered[key] = inOrder(fields[key])
  return ordered
}
