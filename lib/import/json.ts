import { FORMAT, VERSION } from '../export/json'
import { Highlight } from '../highlight'
import { fields, items, parsed } from '../json'
import { Note } from '../note'
import { Paper } from '../paper'
import { wrongIn } from '../record'
import { type Member, members } from './members'
import { type FileRecords, NotReadable, nothing, PART, type Rejected, recordsIn } from './records'
import type { Source } from './source'

/** The records of files. What was joined, and into what, is for the library to say, not for a file. */
export const schemas = {
  papers: Paper.omit({ joined: true, titleKey: true }),
  highlights: Highlight.omit({ origin: true, into: true }),
  notes: Note.omit({ origin: true }),
}
const kinds = { papers: 'paper', highlights: 'highlight', notes: 'note' } as const
type Table = keyof typeof schemas

/**
 * Reads a file of our own, record by record. Where something stands before the papers that it hangs on, as in older files, the
 * file is read twice. Throws NotReadable when the file as a whole is none; writes nothing.
 */
export async function* readOurs(file: Source): AsyncGenerator<FileRecords> {
  await check(file)
  const good = reading(new Set())
  /** What stands before the papers. */
  const early = new Set<string>()
  let part = nothing()
  let units = 0
  for (const isAgain of [false, true]) {
    if (isAgain && early.size === 0) break
    let papersCame = false
    for await (const member of members(file.text())) {
      const { key = '', inArray, is } = member
      if (!inArray && !papersCame && !isAgain && HANGING.has(key)) early.add(key)
      papersCame ||= key === 'papers'
      const isNow = early.has(key) === isAgain
      // Where a file ends in the middle is told once.
      if (!(isNow && inArray && Object.hasOwn(schemas, key)) && !(is === 'cut' && isNow)) continue
      good({ ...member, raw: parsed(member.json) }, part)
      units += member.json.length
      if (units < PART.units && recordsIn(part) < PART.records) continue
      yield part
      part = nothing()
      units = 0
    }
  }
  yield part
}

const HANGING = new Set(['highlights', 'notes'])

/** The same of a file that is held whole, such as a part of a backup. */
export function readJson(text: string): FileRecords {
  const content = parsed(text.replace(/^\uFEFF/, ''))
  if (content === undefined) throw new NotReadable('notJson', 'it holds no JSON')
  checkHead(fields(content))
  const part = nothing()
  const good = reading(new Set())
  for (const key of Object.keys(schemas)) {
    for (const raw of items(fields(content)[key], Number.POSITIVE_INFINITY)) good({ key, raw }, part)
  }
  return part
}

/** Looks at what stands beside the records, of a file that may end in the middle. */
async function check(file: Source): Promise<void> {
  const head: Record<string, unknown> = {}
  let isJson = false
  let isCut = false
  for await (const { key, inArray, json, is } of members(file.text())) {
    isJson = true
    isCut = is === 'cut'
    if (key === undefined) break
    if (!inArray && key !== '__proto__') head[key] = json === '[' ? [] : parsed(json)
    if ('format' in head && 'version' in head && 'papers' in head) break
  }
  if (!isJson) throw new NotReadable('notJson', `${file.name} holds no JSON`)
  checkHead(head, isCut)
}

/** Throws unless a file says that it is one of ours, of a version that we know, and has what such a file has. */
function checkHead({ format, version, papers }: Record<string, unknown>, isCut = false): void {
  const isOurs = format === FORMAT
  if (isOurs && typeof version === 'number' && version > VERSION) throw new NotReadable('newer', `version ${version}`)
  const isWhole = Number.isSafeInteger(version) && (version as number) > 0 && Array.isArray(papers)
  // Of one that ends in the middle, all comes in that is there.
  if (!isOurs || !(isWhole || isCut)) throw new NotReadable('notOurs', `it is no whole file of ${FORMAT}`)
}

type Value = Partial<Pick<Member, 'key' | 'line' | 'is'>> & { raw: unknown }

/** Puts each value of a file with the good records of a part, or with the rejected ones; `papers` gets the good papers' ids. */
function reading(papers: Set<string>) {
  const counts = { papers: 0, highlights: 0, notes: 0 }
  const seen = new Set<string>()
  return ({ key, raw, line, is }: Value, part: FileRecords): unknown => {
    const table = Object.hasOwn(schemas, key ?? '') ? (key as Table) : undefined
    const number = table && ++counts[table]
    const of = { kind: table ? kinds[table] : ('record' as const), ...(number && { number }), ...(line && { line }) }
    if (!table || is) return part.rejected.push({ ...of, why: is ?? 'broken' })
    const reject = (why: Rejected['why'], detail?: string) =>
      part.rejected.push({ ...of, ...named(raw), why, ...(detail && { detail }) })
    if (raw === undefined) return reject('broken')
    const record = schemas[table].safeParse(raw)
    if (!record.success) return reject('invalid', wrongIn(record.error))
    const { id, deletedAt, ...more } = record.data
    if (deletedAt) return reject('deleted', deletedAt)
    if (seen.has(`${table} ${id}`)) return reject('twice', id)
    if ('paperId' in more && !papers.has(more.paperId)) return reject('paperless', more.paperId)
    seen.add(`${table} ${id}`)
    if (table === 'papers') papers.add(id)
    return part[table].push(record.data as never)
  }
}

/** A record by the beginning of its title or words. */
function named(record: unknown): { words?: string } {
  const { title, exact, text } = (record ?? {}) as Record<string, unknown>
  const words = [title, exact, text].find((value) => typeof value === 'string') as string | undefined
  return words ? { words: [...words.slice(0, 500).replace(/\s+/g, ' ')].slice(0, 60).join('') } : {}
}
