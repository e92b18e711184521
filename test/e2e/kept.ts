import type { Page } from 'playwright-core'
import { bring } from './stored.ts'

/** A paper as a file of ours has it, with only what a test is about. */
export interface Kept {
  title: string
  /** When it was stored. */
  at: string
  date?: string
  site?: string
  status?: 'to_read' | 'reading' | 'read'
  tags?: string[]
  note?: string
  /** Words of its abstract, made when it was stored. */
  highlights?: { color: string; comment?: string }[]
}

/** Brings papers into the library that a page shows, by its own import. */
export async function bringKept(library: Page, kept: Kept[]): Promise<void> {
  const stamps = (at: string) => ({ id: crypto.randomUUID(), rev: 1, createdAt: at, updatedAt: at })
  const all = kept.map(({ title, at, date, site = 'arxiv', status, tags, note, highlights = [] }, place) => {
    const text = `${title} is told of here, in some words.`
    const abstract = { id: crypto.randomUUID(), text, site, seenAt: at }
    const facts = { title, keys: [`arxiv:2611.${place + 10_000}`], links: {}, date, status, tags }
    const paper = { ...stamps(at), ...facts, abstracts: [abstract], counts: {} }
    const on = { paperId: paper.id, field: 'abstract', abstractId: abstract.id }
    return {
      paper,
      notes: note ? [{ ...stamps(at), paperId: paper.id, text: note }] : [],
      highlights: highlights.map(({ color, comment = '' }, nth) => {
        const quote = { exact: text.slice(nth, -1), prefix: '', suffix: '', start: nth, end: text.length - 1 }
        return { ...stamps(at), ...on, ...quote, color, comment }
      }),
    }
  })
  await bring(library, {
    papers: all.map(({ paper }) => paper),
    highlights: all.flatMap(({ highlights }) => highlights),
    notes: all.flatMap(({ notes }) => notes),
  })
}

/** A moment so many days ago, at noon. */
export function daysAgo(days: number): string {
  const at = new Date()
  at.setHours(12, 0, 0, 0)
  at.setDate(at.getDate() - days)
  return at.toISOString()
}
