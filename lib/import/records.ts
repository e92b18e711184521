import type { Highlight } from '../highlight'
import type { Note } from '../note'
import type { Paper } from '../paper'

/** Why a record was left out; the interface has a sentence for each. */
export const whys = ['broken', 'cut', 'invalid', 'twice', 'deleted', 'paperless', 'untitled', 'large'] as const
/** Why a file as a whole cannot be read; the interface has a sentence for each of these, too. */
export const reasons = ['empty', 'unknown', 'notJson', 'notOurs', 'newer', 'unreadable'] as const

/** A record that was left out: where it stands in its file, and why. */
export interface Rejected {
  kind: 'paper' | 'highlight' | 'note' | 'record'
  /** Its place among those of its kind, from 1. */
  number?: number
  /** The line that it begins in, from 1. */
  line?: number
  /** The file, where several are read at once. */
  file?: string
  /** The beginning of its title or words. */
  words?: string
  why: (typeof whys | typeof reasons)[number]
  /** What exactly: fields and what is wrong with them, an id, a day. */
  detail?: string
}

/**
 * What a part of a file holds: the good records, and the bad ones with the reason. A paper stands in the part in which the
 * first record is that hangs on it, or in one before that.
 */
export interface FileRecords {
  papers: Paper[]
  highlights: Highlight[]
  notes: Note[]
  rejected: Rejected[]
}

/** A part of a file that holds nothing yet. */
export const nothing = (): FileRecords => ({ papers: [], highlights: [], notes: [], rejected: [] })

/** A file that cannot be read as a whole. */
export class NotReadable extends Error {
  constructor(
    readonly reason: (typeof reasons)[number],
    detail: string,
  ) {
    super(detail)
  }
}

/** Records of a part at most, and how much of a file it takes, in UTF-16 units: so little is in memory at once. */
export const PART = { records: 1000, units: 2_000_000 }

/** How many records of a file a part has dealt with. */
export const recordsIn = ({ papers, highlights, notes, rejected }: FileRecords): number =>
  papers.length + highlights.length + notes.length + rejected.length
