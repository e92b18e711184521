import { formatOf, readFile } from '@/lib/import/formats'
import { readOurs } from '@/lib/import/json'
import { type FileRecords, nothing } from '@/lib/import/records'
import { sourceOf } from '@/lib/import/source'

/** A file as a reader chooses one. */
export const given = (content: BlobPart, name = 'a.json') => sourceOf(new Blob([content]), name)

/** The records of a file of our own, as `bring` takes them. */
export const ours = (text: string) => readOurs(given(text))

/** All parts of a file as one. */
export async function whole(parts: AsyncIterable<FileRecords>): Promise<FileRecords> {
  const all = nothing()
  for await (const { papers, highlights, notes, rejected } of parts) {
    all.papers.push(...papers)
    all.highlights.push(...highlights)
    all.notes.push(...notes)
    all.rejected.push(...rejected)
  }
  return all
}

/** When foreign files are brought in tests. */
export const NOW = '2026-11-23T12:00:00.000Z'

/** What a file of any format holds, read as the library reads it. */
export async function read(content: BlobPart, name = 'file.txt'): Promise<FileRecords & { format: string }> {
  const file = given(content, name)
  const format = await formatOf(file)
  return { format, ...(await whole(readFile(file, NOW, format))) }
}
