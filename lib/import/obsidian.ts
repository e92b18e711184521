import { fields, items, parsed } from '../json'
import { keyAt } from '../mentions'
import { Gathered, momentOf } from './gathered'
import { members } from './members'
import { type FileRecords, PART } from './records'
import type { Source } from './source'

/** Reads the highlights that Obsidian's web clipper exports (as of 1.7, 2026): an array of pages, each with what is highlighted on it. */
export async function* readObsidian(file: Source, at: string): AsyncGenerator<FileRecords> {
  const gathered = new Gathered(at)
  for await (const { json, line, is } of members(file.text())) {
    const page = is ? undefined : parsed(json)
    if (is || page === undefined) gathered.reject(is ?? 'broken', { line })
    else await gather(gathered, fields(page), line)
    if (gathered.size >= PART.records / 5) yield gathered.take()
  }
  yield gathered.take()
}

async function gather(
  gathered: Gathered,
  { url, title, highlights }: Record<string, unknown>,
  line: number,
): Promise<void> {
  const address = typeof url === 'string' ? url : ''
  const key = keyAt(address)
  const called = typeof title === 'string' && title.trim() ? title : key ? undefined : address
  const paper = await gathered.paper({ keys: key ? [key] : [], page: address, ...(called && { title: called }) }, line)
  if (!paper) return
  for (const one of items(highlights, Number.POSITIVE_INFINITY)) {
    const { text, content = text, color, notes, comment, timestamp, createdAt = timestamp } = fields(one)
    const written = [...new Set([comment, ...items(notes)])].filter((note) => typeof note === 'string' && note.trim())
    const words = typeof content === 'string' ? withoutTags(content) : ''
    if (!words) {
      gathered.reject('invalid', { kind: 'highlight', line, detail: 'text' })
      continue
    }
    const said = { exact: words, comment: written.join('\n\n'), url: address, createdAt: momentOf(createdAt) }
    await gathered.highlight(
      paper,
      { ...said, ...(typeof color === 'string' && color && { color: color.slice(0, 64) }) },
      line,
    )
  }
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' }

/** The words of a highlight, which the clipper keeps as HTML: as text, for nothing of it is drawn as HTML here. */
const withoutTags = (html: string) =>
  html
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '')
    .trim()
