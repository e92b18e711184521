import { Highlight } from './highlight'
import { titleKey } from './identity'
import { JournalEntry } from './journal'
import { fields } from './json'
import { Note } from './note'
import { Paper } from './paper'
import { findQuote } from './quote'
import { wrongIn } from './record'
import { Sighting } from './sighting'
import { fold } from './words'

/** What can be wrong with a record, and a repair has a remedy for, in the order in which it is mended. */
export const mendable = [
  /** A record went into another that is not there, into itself by way of others, or lives all the same. */
  'joined',
  /** A highlight or a note is on a paper that is not there. */
  'paperGone',
  /** It is on a paper that was deleted or joined, and was not itself: nobody sees it. */
  'paperDeleted',
  /** A highlight counts in a text that its paper does not have. */
  'textGone',
  /** A highlight's words stand elsewhere in its text than it says. */
  'offsets',
  /** A highlight became part of another that is not there. */
  'intoGone',
  /** A highlight or a note was made on a record that is not there. */
  'originGone',
  /** A paper is not found by its title, or in no list. */
  'unlisted',
  /** The journal remembers an act on a record that is not there, which stands in the way of its undoing. */
  'journal',
] as const
/** These, and what is only told. */
export const faults = [
  ...mendable,
  /** A record has not the shape that it should have. */
  'invalid',
  /** Two records have one id. */
  'twice',
] as const
export type Fault = (typeof faults)[number]
export const isMendable = (fault: Fault): boolean => mendable.some((one) => one === fault)

const schemas = { papers: Paper, highlights: Highlight, notes: Note, journal: JournalEntry, sightings: Sighting }
type Table = keyof typeof schemas

/** One thing that is wrong with one record. */
export interface Finding {
  fault: Fault
  table: Table
  id: string
  /** The beginning of its title or words, to know it by. */
  what: string
  /** What exactly, for who looks into the file: fields, or the id of what is not there. */
  detail: string
}

/**
 * A check-up of a library or a file, which is told of each paper with what hangs on it, then of what hangs on none, then of the
 * journal, and finds what is wrong with each record by itself and beside the others. Records may be anything. It keeps ids alone.
 */
export class Checkup {
  readonly findings: Finding[] = []
  /** How many records there are, deleted ones with them. */
  readonly counts: Record<Table, number> = { papers: 0, highlights: 0, notes: 0, journal: 0, sightings: 0 }
  readonly #ids: Record<Table, Set<string>> = {
    ...{ papers: new Set(), highlights: new Set(), notes: new Set() },
    ...{ journal: new Set(), sightings: new Set() },
  }
  readonly #joins = new Map<string, { into: string; what: string }>()
  readonly #origins: { table: 'highlights' | 'notes'; id: string; what: string; origin: string }[] = []
  /** Whether it is the library itself, whose papers are listed by what no file has. */
  readonly #isStored: boolean

  constructor(isStored: boolean) {
    this.#isStored = isStored
  }

  paper(record: unknown, highlights: unknown[], notes: unknown[]): void {
    const { deletedAt, joined, abstracts, title, titleKey: key, touchedAt } = this.#look('papers', record)
    const of = (fault: Fault, detail: string) => this.#find(fault, 'papers', record, detail)
    if (joined) {
      const into = String(fields(joined).into)
      this.#joins.set(idOf(record), { into, what: wordsOf(record) })
      if (!deletedAt) of('joined', into)
    }
    const isLost = this.#isStored && !deletedAt && (!touchedAt || key !== titleKey(String(title)))
    if (isLost) of('unlisted', touchedAt ? 'titleKey' : 'touchedAt')
    const texts = new Map(list(abstracts).map((one) => [idOf(one), String(fields(one).text)]))
    const intos = new Set(highlights.map(idOf))
    for (const highlight of highlights) this.#highlight(highlight, texts, intos)
    for (const note of notes) this.#hanging('notes', note)
    if (!deletedAt) return
    for (const [table, records] of [['highlights', highlights] as const, ['notes', notes] as const])
      for (const one of records) if (!fields(one).deletedAt) this.#find('paperDeleted', table, one, idOf(record))
  }

  /** A highlight or a note whose paper is not there. */
  loose(table: 'highlights' | 'notes', record: unknown): void {
    this.#hanging(table, record)
    this.#find('paperGone', table, record, String(fields(record).paperId))
  }

  /** An entry of the journal, when all that it may be of was told of. */
  entry(record: unknown): void {
    const { changes, made, deleted } = this.#look('journal', record)
    const told: [table: unknown, id: string][] = list(changes).map((change) => {
      const { table, after } = fields(change)
      return [table, idOf(after)]
    })
    for (const [table, prints] of Object.entries(fields(made)))
      for (const id of Object.keys(fields(prints))) told.push([table, id])
    for (const [table, ids] of Object.entries(fields(deleted)))
      for (const id of list(ids)) told.push([table, String(id)])
    const gone = told.flatMap(([table, id]) => (table === 'sightings' || this.#ids[table as Table]?.has(id) ? [] : id))
    if (gone.length > 0) this.#find('journal', 'journal', record, gone.join(' '))
  }

  sighting(record: unknown): void {
    this.#look('sightings', record)
  }

  /** What is left to be said when everything was told of. */
  end(): Finding[] {
    const papers = this.#ids.papers
    for (const [id, { into, what }] of this.#joins) {
      if (!papers.has(into) || this.#isRound(id)) this.#add('joined', 'papers', id, what, into)
    }
    for (const { table, id, what, origin } of this.#origins)
      if (!papers.has(origin)) this.#add('originGone', table, id, what, origin)
    return this.findings
  }

  /** Whether a record went into itself by way of others. */
  #isRound(id: string): boolean {
    const seen = new Set<string>()
    for (let at = this.#joins.get(id)?.into; at !== undefined && !seen.has(at); at = this.#joins.get(at)?.into) {
      if (at === id) return true
      seen.add(at)
    }
    return false
  }

  #highlight(record: unknown, texts: Map<string, string>, beside: Set<string>): void {
    this.#hanging('highlights', record)
    const { field, abstractId, into, exact, start, end } = fields(record)
    if (into !== undefined && !beside.has(String(into))) this.#find('intoGone', 'highlights', record, String(into))
    if (field !== 'abstract' || abstractId === undefined) return
    const text = texts.get(String(abstractId))
    if (text === undefined) this.#find('textGone', 'highlights', record, String(abstractId))
    if (text === undefined || fold(text.slice(Number(start), Number(end))) === fold(String(exact))) return
    const quote = Highlight.safeParse(record).data
    const at = quote && findQuote(text, quote)
    // Words that their text has not are kept as lost ones, and attached by hand.
    if (at) this.#find('offsets', 'highlights', record, `${start}–${end}, not ${at.start}–${at.end}`)
  }

  #hanging(table: 'highlights' | 'notes', record: unknown): void {
    const { origin } = this.#look(table, record)
    if (origin !== undefined)
      this.#origins.push({ table, id: idOf(record), what: wordsOf(record), origin: String(origin) })
  }

  /** Counts a record, looks at it by itself, and returns its fields. */
  #look(table: Table, record: unknown): Record<string, unknown> {
    this.counts[table]++
    const id = idOf(record)
    if (this.#ids[table].has(id)) this.#find('twice', table, record, id)
    this.#ids[table].add(id)
    const { error } = schemas[table].safeParse(record)
    if (error) this.#find('invalid', table, record, wrongIn(error))
    return fields(record)
  }

  #find(fault: Fault, table: Table, record: unknown, detail: string): void {
    this.#add(fault, table, idOf(record), wordsOf(record), detail)
  }

  #add(fault: Fault, table: Table, id: string, what: string, detail: string): void {
    this.findings.push({ fault, table, id, what, detail })
  }
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const idOf = (record: unknown): string => String(fields(record).id ?? fields(record).key)

/** The beginning of a record's title or words. */
function wordsOf(record: unknown): string {
  const { title, exact, text, act } = fields(record)
  const words = [title, exact, text, act].find((value) => typeof value === 'string' && value.trim()) ?? ''
  return [...fold(String(words).slice(0, 200))].slice(0, 60).join('')
}

/** Looks at a file's records, of whatever parts it has. */
export function checkFile(parts: unknown[]): Checkup {
  const checkup = new Checkup(false)
  const of = (table: string) => parts.flatMap((part) => list(fields(part)[table]))
  const paperOf = (record: unknown) => String(fields(record).paperId)
  const [papers, highlights, notes] = [of('papers'), of('highlights'), of('notes')]
  const [marked, written] = [Map.groupBy(highlights, paperOf), Map.groupBy(notes, paperOf)]
  for (const paper of papers) {
    const id = idOf(paper)
    checkup.paper(paper, marked.get(id) ?? [], written.get(id) ?? [])
    // One that stands twice has its own once.
    for (const groups of [marked, written]) groups.delete(id)
  }
  for (const record of [...marked.values()].flat()) checkup.loose('highlights', record)
  for (const record of [...written.values()].flat()) checkup.loose('notes', record)
  for (const entry of of('journal')) checkup.entry(entry)
  for (const sighting of [...of('skipped'), ...of('sightings')]) checkup.sighting(sighting)
  checkup.end()
  return checkup
}
