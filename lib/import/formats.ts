import { columnsOf } from './csv'
import { readOurs } from './json'
import { type FileRecords, NotReadable } from './records'
import { headOf, type Source } from './source'

type Reader = (file: Source, at: string) => AsyncGenerator<FileRecords>

/** What reads each format; parsers of others' formats are loaded when a file needs them. */
const readers = {
  papermargin: async () => readOurs,
  w3c: async () => (await import('./w3c')).readW3c,
  hypothesis: async () => (await import('./hypothesis')).readHypothesis,
  obsidian: async () => (await import('./obsidian')).readObsidian,
  papermemory: async () => (await import('./papermemory')).readPaperMemory,
  csl: async () => (await import('./csl')).readCsl,
  bibtex: async () => (await import('./bibtex')).readBibtex,
  ris: async () => (await import('./ris')).readRis,
  csv: async () => (await import('./csv')).readCsv,
  listing: async () => (await import('./listing')).readListing,
} satisfies Record<string, () => Promise<Reader>>
export type Format = keyof typeof readers

/** The records of a file of any format that we know, in parts; `at` is now. Throws NotReadable when it is none of them. */
export async function* readFile(file: Source, at: string, format: Format): AsyncGenerator<FileRecords> {
  let isEmpty = true
  const read: Reader = await readers[format]()
  for await (const part of read(file, at)) {
    isEmpty &&= part.papers.length + part.rejected.length + part.highlights.length === 0
    yield part
  }
  // Of our own an empty library is one; anything else without a paper was not what it seemed.
  if (isEmpty && format !== 'papermargin') throw new NotReadable('unknown', `${file.name} holds no paper`)
}

/** Which format a file has: by what it holds first, by its name where that says nothing. Throws NotReadable when it has none. */
export async function formatOf(file: Source): Promise<Format> {
  const head = await headOf(file)
  if (!head) throw new NotReadable('empty', `${file.name} is empty`)
  // No text has these: a picture, a PDF, a packed file. Those beyond ASCII stand in texts that were decoded wrongly once.
  if (/(?![\s\x7f-\x9f])\p{Cc}/u.test(head.slice(0, 1000))) throw new NotReadable('unknown', `${file.name} is no text`)
  const json = /^[{[]/.test(head) && jsonFormat(head)
  if (json) return json
  if (/^[^\S\n]*@\w+\s*[{(]/m.test(head)) return 'bibtex'
  if (/^[^\S\n]*TY {1,2}- /m.test(head)) return 'ris'
  const named = /\.(bib|ris|csv|tsv|json|jsonld)$/i.exec(file.name)?.[1]?.toLowerCase()
  if (named?.startsWith('json')) throw new NotReadable('notJson', `${file.name} holds no JSON that we know`)
  if (named === 'bib') return 'bibtex'
  if (named === 'ris') return 'ris'
  const [heads = ''] = head.split(/\r?\n/, 1)
  const cells = heads.split(/[,;\t]/).map((cell) => cell.replace(/^"|"$/g, ''))
  return cells.length > 1 && columnsOf(cells) ? 'csv' : 'listing'
}

/** Which of those that are written in JSON, by names that only it has. */
function jsonFormat(head: string): Format | undefined {
  const has = (...names: string[]) => names.every((name) => new RegExp(`"${name}"\\s*:`).test(head))
  if (/"format"\s*:\s*"papermargin"/.test(head)) return 'papermargin'
  if (/"type"\s*:\s*(?:\[\s*)?"Annotation(?:Page|Collection)?"/.test(head) || head.includes('anno.jsonld')) return 'w3c'
  if (has('target') && (has('uri') || has('annotations'))) return 'hypothesis'
  if (has('annotations', 'client_version')) return 'hypothesis'
  if (has('url', 'highlights')) return 'obsidian'
  if (has('pdfLink') || has('__dataVersion')) return 'papermemory'
  if (has('title') && head.startsWith('[')) return 'csl'
}
