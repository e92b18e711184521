import type { Highlight } from './highlight'
import type { Note } from './note'
import type { Paper } from './paper'
import type { Sighting } from './sighting'

/** A stored paper with all that hangs on it. */
export interface Entry {
  paper: Paper
  /** In the order of the words: the title's first, then the abstract's. */
  highlights: Highlight[]
  /** Oldest first. */
  notes: Note[]
}

/** What else of the reader's hangs on a paper; for a page, only whether something does. */
interface Hanging {
  edits?: object | true
  tags?: string[] | true
}

/**
 * What is known of a paper that a page lists: what of the reader's is stored of it, when it was seen before this visit, and
 * when the reader skipped it.
 */
export interface Known {
  entry: (Pick<Entry, 'highlights' | 'notes'> & { paper: Pick<Paper, 'status'> & Hanging }) | null
  seen?: Pick<Sighting, 'count' | 'last'>
  skipped?: Sighting['skipped']
}

/** Whether a paper is kept and nothing of the reader's hangs on it. */
export const isBare = ({ paper, highlights, notes }: NonNullable<Known['entry']>): boolean =>
  !paper.status && !paper.edits && !hasTags(paper) && highlights.length === 0 && notes.length === 0

const hasTags = ({ tags = [] }: Hanging) => tags === true || tags.length > 0

/** What a marker beside a paper tells: never listed before, listed before, skipped, kept, words highlighted, or only a note. */
export const states = ['new', 'seen', 'skipped', 'saved', 'highlighted', 'noted'] as const
export type State = (typeof states)[number]

export function stateOf({ entry, seen, skipped }: Known): State {
  if (!entry) return skipped ? 'skipped' : seen ? 'seen' : 'new'
  if (entry.highlights.length > 0) return 'highlighted'
  return entry.notes.some((note) => note.text.trim() !== '') ? 'noted' : 'saved'
}
