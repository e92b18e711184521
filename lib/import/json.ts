import { z } from 'zod'
import { FORMAT, VERSION } from '../export/json'
import { Highlight } from '../highlight'
import { Note } from '../note'
import { Paper } from '../paper'

/** A record that was left out, and why. */
export interface Rejected {
  /** Which one: the table and its place in the file, from 1, and its title or words where it has some. */
  what: string
  why: string
}

/** What a file holds: the good records, and the bad ones with the reason. */
export interface FileRecords {
  papers: Paper[]
  highlights: Highlight[]
  notes: Note[]
  rejected: Rejected[]
}

/** Why a file as a whole cannot be read; the interface has a sentence for each. */
export class NotReadable extends Error {
  constructor(
    readonly reason: 'notJson' | 'notOurs' | 'newer',
    detail: string,
  ) {
    super(detail)
  }
}

const File = z.object({
  format: z.literal(FORMAT),
  version: z.number().int().positive(),
  papers: z.array(z.unknown()),
  highlights: z.array(z.unknown()),
  notes: z.array(z.unknown()),
})

/**
 * Reads a file of our own, record by record; how records hang together is for the library to say, not for a file. Throws
 * NotReadable when the file as a whole is none; writes nothing.
 */
export function readJson(text: string): FileRecords {
  let content: unknown
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new NotReadable('notJson', String(error))
  }
  const version = z.object({ format: z.literal(FORMAT), version: z.number() }).safeParse(content)
  if (version.success && version.data.version > VERSION)
    throw new NotReadable('newer', `version ${version.data.version}`)
  const file = File.safeParse(content)
  if (!file.success) throw new NotReadable('notOurs', z.prettifyError(file.error))
  const rejected: Rejected[] = []
  const papers = good(file.data.papers, Paper.omit({ joined: true, titleKey: true }), 'paper', rejected)
  const ids = new Set(papers.map((paper) => paper.id))
  const hanging = <R extends { paperId: string }>(records: R[], what: string) =>
    records.filter((record) => {
      if (ids.has(record.paperId)) return true
      rejected.push({ what: named(what, record), why: `its paper ${record.paperId} is not in the file` })
      return false
    })
  const highlights = hanging(
    good(file.data.highlights, Highlight.omit({ origin: true, into: true }), 'highlight', rejected),
    'highlight',
  )
  const notes = hanging(good(file.data.notes, Note.omit({ origin: true }), 'note', rejected), 'note')
  return { papers, highlights, notes, rejected }
}

function good<S extends z.ZodType>(records: unknown[], schema: S, what: string, rejected: Rejected[]): z.infer<S>[] {
  const seen = new Set<string>()
  return records.flatMap((record, index) => {
    const parsed = schema.safeParse(record)
    const label = named(`${what} ${index + 1}`, record)
    if (!parsed.success) {
      const why = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'record'}: ${issue.message}`).join('; ')
      rejected.push({ what: label, why })
      return []
    }
    const { id, deletedAt } = parsed.data as { id: string; deletedAt?: string }
    if (deletedAt) {
      rejected.push({ what: label, why: `it was deleted on ${deletedAt}` })
      return []
    }
    if (seen.has(id)) {
      rejected.push({ what: label, why: `the id ${id} stands twice in the file` })
      return []
    }
    seen.add(id)
    return [parsed.data]
  })
}

/** The record's place and the beginning of its title or words. */
function named(what: string, record: unknown): string {
  const { title, exact, text } = (record ?? {}) as Record<string, unknown>
  const words = [title, exact, text].find((value) => typeof value === 'string') as string | undefined
  return words ? `${what} (${[...words.replace(/\s+/g, ' ')].slice(0, 60).join('')})` : what
}
