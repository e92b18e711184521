import { db } from '../db'
import type { Highlight } from '../highlight'
import type { Paper } from '../paper'
import { asEdited } from '../paper'
import { meant, parsed, printed, type Term } from '../query'
import { meanings } from '../settings'
import { searchable } from '../words'
import { alive } from './queries'
import { found as papersWith } from './search'
import { inSlices } from './slices'

/** A highlight and the paper that it is from. */
export interface Quoted {
  highlight: Highlight
  paper: Paper
}

/** Papers read at once. */
const CHUNK = 500

/** These highlights with their papers, in the same order; those that were deleted are left out. */
export async function quotesOf(ids: string[]): Promise<Quoted[]> {
  const highlights = (await db.highlights.bulkGet(ids)).flatMap((one) => (one && alive(one) ? one : []))
  const papers = new Map<string, Paper>()
  const wanted = [...new Set(highlights.map(({ paperId }) => paperId))]
  for (const paper of await db.papers.bulkGet(wanted)) if (paper) papers.set(paper.id, paper)
  return highlights.flatMap((highlight) => {
    const paper = papers.get(highlight.paperId)
    return paper ? [{ highlight, paper }] : []
  })
}

/**
 * The highlights, by their ids, that answer a query. What a query asks of words it asks of the highlight's own, its comment and
 * its paper's title, and what it asks of colours of the highlight's own; all else of the paper.
 */
export async function quotesWith(query: string, signal: AbortSignal): Promise<Set<string>> {
  const asked = parsed(query)
  const own = asked.filter(isOfQuote)
  const others = asked.filter((term) => !isOfQuote(term))
  const papers = others.length > 0 ? new Set(await papersWith(printed(others))) : undefined
  const called = (await meanings.getValue()).map(({ color, name }) => [color, ...(name ? [name] : [])])
  const titles = new Map<string, string>()
  const wanted = own.map((term) => wantedOf(term, called, titles))
  const asksTitles = own.some(({ field }) => field === undefined || field === 'title')
  const found = new Set<string>()
  for await (const page of inSlices(db.highlights)) {
    signal.throwIfAborted()
    const highlights = page.filter((one) => alive(one) && (!papers || papers.has(one.paperId)))
    if (asksTitles) await readTitles(titles, new Set(highlights.map(({ paperId }) => paperId)), signal)
    for (const highlight of highlights) if (wanted.every((is) => is(highlight))) found.add(highlight.id)
  }
  return found
}

/** What of a query each highlight answers by itself. */
const isOfQuote = ({ field }: Term) =>
  field === undefined || field === 'quote' || field === 'comment' || field === 'title' || field === 'color'

type Titles = Map<string, string>

function wantedOf({ field, value, not }: Term, called: string[][], titles: Titles): (highlight: Highlight) => boolean {
  if (field === 'color') {
    const colors = new Set(meant(value, called).map((place) => called[place]?.[0]))
    return ({ color }) => colors.has(color) !== not
  }
  const words = searchable(value).trim()
  const texts = ({ paperId, exact, comment }: Highlight) => ({
    quote: searchable(exact),
    comment: searchable(comment),
    title: titles.get(paperId) ?? '',
  })
  return (highlight) => {
    const said = texts(highlight)
    const all = field ? said[field as keyof typeof said] : Object.values(said).join('\n')
    return all.includes(words) !== not
  }
}

/**
 * Reads the titles that are not there yet, as they are searched. Each search reads them anew, because they change: in any
 * window, and without an entry of the journal where a page tells another.
 */
async function readTitles(titles: Titles, paperIds: Set<string>, signal: AbortSignal): Promise<void> {
  const unread = [...paperIds].filter((id) => !titles.has(id))
  for (let at = 0; at < unread.length; at += CHUNK) {
    signal.throwIfAborted()
    for (const paper of await db.papers.bulkGet(unread.slice(at, at + CHUNK))) {
      if (paper) titles.set(paper.id, searchable(asEdited(paper, paper.edits).title))
    }
  }
}

/** A stored paper's title, as the reader has it. */
export async function titleOf(id: string): Promise<string | undefined> {
  const paper = await db.papers.get(id)
  return paper && asEdited(paper, paper.edits).title
}
