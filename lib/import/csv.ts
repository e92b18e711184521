import Papa from 'papaparse'
import { FORMULA } from '../export/csv'
import { arxivId, arxivKey, doiKey } from '../identity'
import { keyAt } from '../mentions'
import { dayOf } from './csl'
import { Gathered } from './gathered'
import { idsIn } from './identifiers'
import { type FileRecords, PART } from './records'
import type { Source } from './source'

/** What columns are called, in lower case: by Zotero, by ourselves and by others. */
const COLUMNS = {
  title: ['title', 'paper', 'paper title', 'name'],
  authors: ['author', 'authors', 'creators'],
  venue: [
    'publication title',
    'venue',
    'journal',
    'source title',
    'conference',
    'proceedings title',
    'publisher',
    'organization',
  ],
  date: ['date', 'published', 'publication date', 'publication year', 'year', 'issued'],
  doi: ['doi'],
  arxiv: ['arxiv', 'arxiv id', 'eprint'],
  ids: ['keys', 'identifiers', 'extra', 'pmid', 'id'],
  page: ['url', 'page', 'link', 'address'],
  pdf: ['pdf', 'pdf url'],
  abstract: ['abstract note', 'abstract', 'summary'],
  tags: ['manual tags', 'tags', 'keywords', 'labels'],
  notes: ['notes', 'note', 'annotation', 'annotations'],
  quote: ['quote', 'highlight', 'exact', 'text'],
  comment: ['comment'],
  color: ['color', 'colour', 'meaning'],
} as const
type Column = keyof typeof COLUMNS

/** Which columns a line of headings names, by their place; undefined where it names no title and no identifier. */
export function columnsOf(heads: string[]): Map<Column, number> | undefined {
  const found = new Map<Column, number>()
  const named = heads.map((head) =>
    head
      .replace(/^\uFEFF/, '')
      .trim()
      .toLowerCase()
      .replaceAll('_', ' '),
  )
  for (const [column, names] of Object.entries(COLUMNS) as [Column, readonly string[]][]) {
    const name = names.find((name) => named.includes(name))
    if (name) found.set(column, named.indexOf(name))
  }
  return (['title', 'doi', 'arxiv'] as const).some((one) => found.has(one)) ? found : undefined
}

/** Reads CSV (RFC 4180), also with semicolons or tabs: a paper, or a quote from one, in each row below the headings. */
export async function* readCsv(file: Source, at: string): AsyncGenerator<FileRecords> {
  const gathered = new Gathered(at)
  let columns: Map<Column, number> | undefined
  let delimiter: string | undefined
  for await (const { text, line: begins } of rowsOf(file.text())) {
    const { data, errors, meta } = Papa.parse<string[]>(text, {
      ...(delimiter && { delimiter }),
      skipEmptyLines: false,
    })
    delimiter ??= meta.delimiter
    let line = begins
    for (const [row, cells] of data.entries()) {
      const here = line
      line += 1 + cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0)
      if (cells.every((cell) => !cell.trim())) continue
      const wrong = errors.find((error) => error.row === row && error.type === 'Quotes')
      if (!columns) columns = columnsOf(cells)
      else if (wrong) gathered.reject('broken', { line: here, words: cells[0]?.slice(0, 60), detail: wrong.message })
      else await gather(gathered, columns, cells, here)
      if (gathered.size >= PART.records) yield gathered.take()
    }
    if (!columns) return
  }
  yield gathered.take()
}

async function gather(gathered: Gathered, columns: Map<Column, number>, cells: string[], line: number): Promise<void> {
  const cell = (column: Column) => unarmed(cells[columns.get(column) ?? -1] ?? '')
  const arxiv = arxivId(cell('arxiv'))
  const ids = idsIn(`${cell('ids')}`.slice(0, 2000).replace(/[;,\n]/g, ' ')).ids
  const keys = [doiKey(cell('doi')), arxiv && arxivKey(arxiv), keyAt(cell('page')), ...ids.map(({ key }) => key)]
  const paper = await gathered.paper(
    {
      keys: keys.flatMap((key) => key || []),
      title: cell('title'),
      authors: namesIn(cell('authors')),
      venue: cell('venue'),
      date: dayOf(cell('date')),
      page: cell('page'),
      pdf: cell('pdf'),
      abstract: cell('abstract'),
      tags: cell('tags')
        .split(/[;,\n]/)
        .map((tag) => tag.trim()),
    },
    line,
  )
  if (!paper) return
  const color = cell('color').slice(0, 64)
  if (cell('quote'))
    await gathered.highlight(paper, { exact: cell('quote'), comment: cell('comment'), ...(color && { color }) }, line)
  if (cell('notes').trim()) await gathered.note(paper, { text: cell('notes') }, line)
}

/** Without the apostrophe that keeps a spreadsheet from running a cell. */
const unarmed = (cell: string) => (cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell)

/** Names as Zotero divides them, "Tern, Ada; Gull, Bo", or as others do. */
function namesIn(cell: string): string[] {
  if (/[;\n]/.test(cell)) return cell.split(/[;\n]/).map(inOrder)
  if (/ and /.test(cell)) return cell.split(/,? and /).map(inOrder)
  // "Tern, Ada" is one name; "Ada Tern, Bo Gull" are two.
  const parts = cell.split(',').map((part) => part.trim())
  return parts.length === 2 && !parts[0]?.includes(' ') ? [inOrder(cell)] : parts
}

const inOrder = (name: string) => name.trim().replace(/^([^,]+), *([^,]+)$/, '$2 $1')

/** No row is longer, in UTF-16 units. */
const LONGEST = 20_000_000

/** Whole rows, as many as a piece of text ends: a line that ends within quotes is none. Each with its first line's number. */
async function* rowsOf(pieces: AsyncIterable<string>): AsyncGenerator<{ text: string; line: number }> {
  let rest = ''
  let line = 1
  let isOpen = false
  for await (const piece of pieces) {
    let end = 0
    for (const { 0: sign, index } of piece.matchAll(/["\n]/g)) {
      if (sign === '"') isOpen = !isOpen
      else if (!isOpen) end = rest.length + index + 1
    }
    rest += piece
    if (end === 0 && rest.length > LONGEST) {
      end = rest.length
      isOpen = false
    }
    if (end === 0) continue
    const text = rest.slice(0, end)
    yield { text: text.replace(/\r?\n$/, ''), line }
    line += text.split('\n').length - 1
    rest = rest.slice(end)
  }
  if (rest.trim()) yield { text: rest, line }
}
