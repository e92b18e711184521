import type { Entry } from './entry'
import { isOpenQuestion } from './statistics'

/** What a stretch of time left open, and what was done; each paper with those of its highlights that are meant. */
export interface Digest {
  /** Stored then, and not read yet. */
  unread: Entry[]
  /** Highlighted then, and nothing written on them, neither a note nor a comment. */
  unnoted: Entry[]
  /** With the questions that were asked then and have no answer beside them. */
  questions: Entry[]
  /** Read then. */
  read: Entry[]
}

export const parts = ['unread', 'unnoted', 'questions', 'read'] as const satisfies (keyof Digest)[]

/** What some papers have to say for the time from one moment up to another; `read` are the ids of those that were read then. */
export function digestOf(entries: Entry[], from: Date, to: Date, read: ReadonlySet<string>): Digest {
  const isThen = ({ createdAt }: { createdAt: string }) => Date.parse(createdAt) >= +from && Date.parse(createdAt) < +to
  const bare = (entry: Entry) => ({ ...entry, highlights: [] })
  const made = entries.flatMap((entry) => {
    const highlights = entry.highlights.filter(isThen)
    return highlights.length > 0 ? [{ ...entry, highlights }] : []
  })
  const isWrittenOn = ({ highlights, notes }: Entry) =>
    notes.some(({ text }) => text.trim()) || highlights.some(({ comment }) => comment.trim())
  const written = new Set(entries.filter(isWrittenOn).map(({ paper }) => paper.id))
  return {
    unread: entries.filter(({ paper }) => isThen(paper) && paper.status !== 'read').map(bare),
    unnoted: made.filter(({ paper }) => !written.has(paper.id)),
    questions: made.flatMap((entry) => {
      const highlights = entry.highlights.filter(isOpenQuestion)
      return highlights.length > 0 ? [{ ...entry, highlights }] : []
    }),
    read: entries.filter(({ paper }) => paper.status === 'read' && read.has(paper.id)).map(bare),
  }
}
