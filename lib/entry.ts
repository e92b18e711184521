import type { Highlight } from './highlight'
import type { Note } from './note'
import type { Paper } from './paper'

/** A stored paper with all that hangs on it. */
export interface Entry {
  paper: Paper
  /** In the order of the words: the title's first, then the abstract's. */
  highlights: Highlight[]
  /** Oldest first. */
  notes: Note[]
}

/** What a marker beside a paper tells: nothing is kept, it is kept, words are highlighted, or there is only a note. */
export type State = 'new' | 'saved' | 'highlighted' | 'noted'

export function stateOf(entry: Entry | null | undefined): State {
  if (!entry) return 'new'
  if (entry.highlights.length > 0) return 'highlighted'
  return entry.notes.some((note) => note.text.trim() !== '') ? 'noted' : 'saved'
}
