import { db } from '../db'
import type { Highlight } from '../highlight'
import type { Paper } from '../paper'
import { asEdited } from '../paper'
import { searchable } from '../words'
import { pagesOf } from './pages'
import { alive } from './queries'

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

/** Titles as they are searched, by the papers' ids, as this window read them. */
const titles = new Map<string, string>()

/** The highlights, by their ids, that have every word of a query in their own words, their comment, or their paper's title. */
export async function quotesWith(query: string, signal: AbortSignal): Promise<Set<string>> {
  const words = searchable(query).split(/\s+/).filter(Boolean)
  const found = new Set<string>()
  for await (const page of pagesOf(db.highlights)) {
    signal.throwIfAborted()
    const highlights = page.filter(alive)
    await readTitles([...new Set(highlights.map(({ paperId }) => paperId))])
    for (const { id, paperId, exact, comment } of highlights) {
      const text = `${searchable(`${exact}\n${comment}`)}\n${titles.get(paperId) ?? ''}`
      if (words.every((word) => text.includes(word))) found.add(id)
    }
  }
  return found
}

async function readTitles(paperIds: string[]): Promise<void> {
  const unread = paperIds.filter((id) => !titles.has(id))
  for (let at = 0; at < unread.length; at += CHUNK) {
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
