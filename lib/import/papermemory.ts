import { arxivId, arxivKey, doiKey } from '../identity'
import { fields, line as inLine, items, parsed, textOf } from '../json'
import { keyAt } from '../mentions'
import { dayOf } from './csl'
import { Gathered } from './gathered'
import { members } from './members'
import { type FileRecords, PART } from './records'
import type { Source } from './source'

/** Reads what PaperMemory exports (as of 1.1, 2025): papers by their ids, with one note each, and the version of the data. */
export async function* readPaperMemory(file: Source, at: string): AsyncGenerator<FileRecords> {
  const gathered = new Gathered(at)
  for await (const { key = '', json, line, is } of members(file.text())) {
    // "__dataVersion"; a single underscore begins no id either.
    if (key.startsWith('_')) continue
    const raw = is ? undefined : parsed(json)
    if (is || raw === undefined) gathered.reject(is ?? 'broken', { line, words: key })
    else await gather(gathered, fields(raw), line)
    if (gathered.size >= PART.records) yield gathered.take()
  }
  yield gathered.take()
}

async function gather(gathered: Gathered, raw: Record<string, unknown>, line: number): Promise<void> {
  const text = (key: string) => (typeof raw[key] === 'string' ? raw[key] : '')
  const arxiv = /^arxiv-/i.test(text('id')) ? arxivId(text('id').slice(6)) : undefined
  const keys = [arxiv && arxivKey(arxiv), doiKey(text('doi')), keyAt(text('pdfLink'))].flatMap((key) => key || [])
  const paper = await gathered.paper(
    {
      keys,
      title: text('title'),
      authors: text('author').split(/ and /),
      venue: text('venue'),
      date: dayOf(textOf(raw.year)),
      pdf: text('pdfLink'),
      code: text('codeLink'),
      tags: items(raw.tags).flatMap((tag) => inLine(tag) ?? []),
      createdAt: text('addDate'),
    },
    line,
  )
  if (paper && text('note').trim()) await gathered.note(paper, { text: text('note'), createdAt: text('addDate') }, line)
}
