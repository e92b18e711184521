import { z } from 'zod'
import { textOf } from '../gzip'
import { Sighting } from '../sighting'
import { readJson } from './json'
import type { FileRecords } from './records'

/** A backup as it was read: the records of all its parts, and what else of the reader's it holds. */
export interface Backup {
  /** When it was begun. */
  at: string
  records: FileRecords
  /** What the reader chose in the options, for the library to check. */
  settings?: object
  /** What the reader skipped. */
  skipped: Sighting[]
  /** The numbers of the parts that are not among the files; of the last ones only that there are more. */
  missing: number[]
}

/** What a backup's file says beside the papers. A file that was exported is a backup of its papers, whole by itself. */
const Beside = z.object({
  exportedAt: z.iso.datetime().catch(''),
  backup: z
    .object({ at: z.iso.datetime(), part: z.number().int().positive(), isLast: z.boolean() })
    .optional()
    .catch(undefined),
  settings: z.looseObject({}).optional().catch(undefined),
  skipped: z.array(z.unknown()).catch([]),
})

/**
 * Reads the files of a backup, packed or not, its parts in any order; of files of several backups those that belong to the newest.
 * One after the other: of a large library each takes memory. Rejects with NotReadable where one is no file of ours; writes nothing.
 */
export async function readBackup(files: Blob[]): Promise<Backup> {
  const all: (z.infer<typeof Beside> & { records: FileRecords })[] = []
  for (const file of files) {
    const text = await textOf(file)
    all.push({ records: readJson(text), ...Beside.parse(JSON.parse(text.replace(/^\uFEFF/, ''))) })
  }
  const began = ({ backup, exportedAt }: (typeof all)[number]) => backup?.at ?? exportedAt
  const at = all.map(began).sort().at(-1) ?? ''
  const parts = all.filter((one) => began(one) === at).sort((a, b) => (a.backup?.part ?? 1) - (b.backup?.part ?? 1))
  return {
    at,
    records: together(parts.map(({ records }) => records)),
    settings: parts.find(({ settings }) => settings)?.settings,
    skipped: parts.flatMap(({ skipped }) => skipped.flatMap((one) => Sighting.safeParse(one).data ?? [])),
    missing: missingOf(parts.flatMap(({ backup }) => backup ?? [])),
  }
}

function missingOf(parts: { part: number; isLast: boolean }[]): number[] {
  if (parts.length === 0) return []
  const there = new Set(parts.map(({ part }) => part))
  const most = Math.max(...there)
  const last = parts.some(({ isLast }) => isLast) ? most : most + 1
  return Array.from({ length: last }, (_, index) => index + 1).filter((part) => !there.has(part))
}

function together(all: FileRecords[]): FileRecords {
  return {
    papers: distinct(all.flatMap(({ papers }) => papers)),
    highlights: distinct(all.flatMap(({ highlights }) => highlights)),
    notes: distinct(all.flatMap(({ notes }) => notes)),
    rejected: all.flatMap(({ rejected }) => rejected),
  }
}

/** The same part may be chosen twice. */
const distinct = <R extends { id: string }>(records: R[]): R[] => [
  ...new Map(records.map((one) => [one.id, one])).values(),
]
