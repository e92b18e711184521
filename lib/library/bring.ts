import { type FileRecords, nothing, PART, type Rejected } from '../import/records'
import type { Paper } from '../paper'
import { Around } from './around'
import { join } from './join'
import { met, onPapersNow, type Places, placedBy } from './meet'
import { type Names, namesOf, twins, type Way, ways, weighPapers, weighTexts } from './weigh'
import { leaveWord, type Records, type Writing, write } from './write'

/** The parts of a file, as lib/import reads them. */
type Parts = AsyncIterable<FileRecords> | Iterable<FileRecords>

type Table = keyof Records
export const tables = ['papers', 'highlights', 'notes'] as const

/** A record of a file by its table and the beginning of its title or words. */
export interface Listed {
  table: Table
  words: string
}

/** What came of a file, or would come of it. */
export interface Brought extends Record<Table, Record<Way, number>> {
  /** The first records that came in each way; their number is told in any case. */
  listed: Record<Way, Listed[]>
  /** The first of those that were left out. */
  rejected: Rejected[]
  /** How many were left out. */
  left: number
  /** The journal's last entry of this import, by which all of it is undone. */
  entry?: string
  /** Set when it was stopped before the end: what had come in until then stays. */
  isStopped?: true
}

interface Watching {
  /** Stops after what is being written. */
  signal?: AbortSignal
  /** Hears how many records were dealt with until now. */
  told?(records: number): void
}

/** How many of each way are listed. */
const LISTED = 500

/** What would come of a file if it were brought now. Writes nothing, and holds no more than a part of the file. */
export async function preview(parts: Parts, watching: Watching = {}): Promise<Brought> {
  const isTwin = twins()
  const around = new Around()
  return await inBatches(parts, watching, async ({ papers, highlights, notes }, count) => {
    await around.listen()
    await around.look(papers)
    for (const [at, { way }] of (await weighPapers(papers, around.names)).entries()) {
      const paper = papers[at] as Paper
      const isSecond = isTwin(paper)
      count('papers', way === 'added' && isSecond ? 'joined' : way, paper.title)
    }
    for (const [at, { way }] of (await weighTexts('highlights', highlights)).entries())
      count('highlights', way, highlights[at]?.exact)
    for (const [at, { way }] of (await weighTexts('notes', notes)).entries()) count('notes', way, notes[at]?.text)
  })
}

/**
 * Merges the records of a file into the library by identity: a paper that is stored, by id or by key, gets what it lacked;
 * one that is stored by its title alone is joined, so that it can be separated again; a text that says something else here and
 * there is kept twice. Nothing that is stored is lost or overwritten. It is written in parts, each all or nothing, that are
 * undone as one.
 */
export async function bring(parts: Parts, watching: Watching = {}): Promise<Brought> {
  const places: Places = new Map()
  const around = new Around()
  const later = new Set<string>()
  let last: string | undefined
  const brought = await inBatches(parts, watching, async (batch, count) => {
    await around.listen()
    const { entry, change } = await write(
      'import',
      async (writing) => {
        writing.later = later
        await around.look(batch.papers)
        await bringPapers(writing, batch.papers, places, count, around.names)
        for (const table of ['highlights', 'notes'] as const) {
          const placed = placedBy(places, batch[table])
          const records = around.isQuiet ? placed : await onPapersNow(placed)
          await bringTexts(writing, table, records as Records[typeof table][], count)
        }
      },
      last,
    )
    around.wrote(entry, change?.id)
    last = entry ?? last
  })
  // Who searched meanwhile may know the papers without what came in after them.
  if (last) await leaveWord([...later], last)
  return { ...brought, ...(last && { entry: last }) }
}

type Count = (table: Table, way: Way, words?: string) => void

async function inBatches(
  parts: Parts,
  { signal, told }: Watching,
  deal: (batch: FileRecords, count: Count) => Promise<void>,
): Promise<Brought> {
  const none = () => Object.fromEntries(ways.map((way) => [way, 0])) as Record<Way, number>
  const listed = Object.fromEntries(ways.map((way) => [way, []])) as unknown as Brought['listed']
  const all: Brought = { papers: none(), highlights: none(), notes: none(), listed, rejected: [], left: 0 }
  const count: Count = (table, way, words = '') => {
    all[table][way]++
    if (listed[way].length < LISTED) listed[way].push({ table, words: words.slice(0, 200) })
  }
  let done = 0
  for await (const part of ahead(parts)) {
    all.left += part.rejected.length
    all.rejected.push(...part.rejected.slice(0, Math.max(0, LISTED - all.rejected.length)))
    done += part.rejected.length
    for (const batch of batchesOf(part)) {
      if (signal?.aborted) return { ...all, isStopped: true }
      await deal(batch, count)
      done += tables.reduce((sum, table) => sum + batch[table].length, 0)
      told?.(done)
    }
  }
  return all
}

/** The parts, each read while the one before it is dealt with: the database works meanwhile. */
async function* ahead(parts: Parts): AsyncGenerator<FileRecords> {
  const reading = Symbol.asyncIterator in parts ? parts[Symbol.asyncIterator]() : parts[Symbol.iterator]()
  const read = async () => await reading.next()
  try {
    for (let next = read(); ; ) {
      const { done, value } = await next
      if (done) return
      next = read()
      // What is wrong with it is said when it is its turn.
      next.catch(() => {})
      yield value
    }
  } finally {
    await reading.return?.()
  }
}

/** A part as pieces that are written in one transaction each, the papers before what hangs on them. */
function* batchesOf(part: FileRecords): Generator<FileRecords> {
  let batch = nothing()
  let size = 0
  for (const table of tables) {
    for (const record of part[table]) {
      if (size === PART.records) {
        yield batch
        batch = nothing()
        size = 0
      }
      batch[table].push(record as never)
      size++
    }
  }
  if (size > 0) yield batch
}

async function bringPapers(writing: Writing, papers: Paper[], places: Places, count: Count, stored?: Names) {
  const weighed = await weighPapers(papers, stored)
  /** What can be recognised in the papers that this batch has dealt with. */
  const names: Names = new Set()
  const added: { record: Paper; before?: Paper }[] = []
  for (const [at, paper] of papers.entries()) {
    let one = weighed[at]
    const known = () => [...namesOf(paper), ...(one?.stored ? namesOf(one.stored) : [])]
    if (known().some((name) => names.has(name))) {
      await writing.add('papers', added.splice(0))
      one = (await weighPapers([paper]))[0]
    }
    if (!one) continue
    for (const name of known()) names.add(name)
    count('papers', one.way, paper.title)
    let { stored = paper } = one
    const record = { record: one.own, ...(one.before && { before: one.before }) }
    if (one.way === 'added') added.push(record)
    else if (!one.next) {
      await writing.add('papers', [record])
      stored = await join(writing, stored, one.own)
    } else if (one.way !== 'same') await writing.put('papers', one.next)
    const { origin } = met(stored, one.meant)
    places.set(paper.id, { paperId: stored.id, ...(origin && { origin }) })
  }
  await writing.add('papers', added)
  if (stored) for (const name of names) stored.add(name)
}

async function bringTexts<T extends 'highlights' | 'notes'>(
  writing: Writing,
  table: T,
  records: Records[T][],
  count: Count,
): Promise<void> {
  const added: { record: Records[T]; before?: Records[T] }[] = []
  for (const { way, next, before } of await weighTexts(table, records as never)) {
    count(table, way, 'exact' in next ? next.exact : next.text)
    if (way === 'added') added.push({ record: next as Records[T], ...(before && { before: before as Records[T] }) })
    else if (way === 'changed') await writing.put(table, next as Records[T])
  }
  await writing.add(table, added)
}
