import Papa from 'papaparse'
import { citation } from '../cite'
import type { Entry } from '../entry'
import { asEdited } from '../paper'
import { fold } from '../words'
import type { ExportWords } from './words'

/** What the columns are called, in every language alike, so that other programs find them. */
export const columns = [
  ...['kind', 'quote', 'meaning', 'comment', 'note', 'title', 'authors', 'date', 'venue', 'organization'],
  ...['identifiers', 'page', 'pdf', 'code', 'status', 'tags', 'field', 'created', 'citation'],
] as const

/** What a spreadsheet would run as a formula, also behind spaces and in full-width signs. */
export const FORMULA = /^[\s\p{Cc}\u200b\ufeff]*[=+\-@＝＋－＠]|^[\t\r]/u

/**
 * CSV as RFC 4180 has it, a row for each quote and each note with the paper beside it; of a paper without any, one row. It begins
 * with a byte order mark, without which spreadsheets take it for another encoding.
 */
export function csv(entries: Entry[], words: ExportWords): string {
  const rows = entries.flatMap((entry) => rowsOf(entry, words))
  const text = Papa.unparse({ fields: [...columns], data: rows }, { newline: '\r\n', escapeFormulae: FORMULA })
  return `\ufeff${text}\r\n`
}

function rowsOf({ paper: { edits, ...said }, highlights, notes }: Entry, words: ExportWords): string[][] {
  const paper = asEdited(said, edits)
  const facts: Partial<Record<(typeof columns)[number], string>> = {
    title: fold(paper.title),
    authors: paper.authors?.join('; ') ?? (paper.authorCount ? words.authors(paper.authorCount) : ''),
    date: paper.date,
    venue: paper.venue,
    organization: paper.organization,
    identifiers: paper.keys.join(' '),
    ...paper.links,
    status: paper.status,
    tags: paper.tags?.join('; '),
    citation: citation(paper),
  }
  const row = (own: typeof facts) => columns.map((column) => ({ ...facts, ...own })[column] ?? '')
  const rows = [
    ...highlights.map(({ exact, color, comment, field, createdAt }) =>
      row({ kind: 'highlight', quote: fold(exact), meaning: words.meaning(color), comment, field, created: createdAt }),
    ),
    ...notes.map(({ text, createdAt }) => row({ kind: 'note', note: text, created: createdAt })),
  ]
  return rows.length > 0 ? rows : [row({ kind: 'paper', created: paper.createdAt })]
}
