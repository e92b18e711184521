import { Gathered } from './gathered'
import { readPasted } from './pasted'
import { type FileRecords, PART } from './records'
import type { Source } from './source'
import { textlines } from './textlines'

/** Text that is read at once, in UTF-16 units: a listing as somebody copies it is shorter. */
const AT_ONCE = 100_000

/** No abstract is longer, in UTF-16 units, and no line of a listing. */
const LONGEST = 50_000

/** Reads a text as what the reader pastes: a listing as copied from a page, or a list of identifiers, addresses or titles. */
export async function* readListing(file: Source, at: string): AsyncGenerator<FileRecords> {
  const gathered = new Gathered(at)
  let text = ''
  const gather = async () => {
    for (const { links, ...facts } of readPasted(text, new Date(at))) await gathered.paper({ ...facts, ...links })
    text = ''
  }
  for await (const { text: said, line } of textlines(file.text())) {
    if (said.length > LONGEST) gathered.reject('large', { line, words: said.slice(0, 60) })
    else text += `${said}\n`
    // A paragraph ends a paper's item, where there are any.
    if (text.length > AT_ONCE && (!said.trim() || text.length > 2 * AT_ONCE)) await gather()
    if (gathered.size >= PART.records) yield gathered.take()
  }
  await gather()
  yield gathered.take()
}
