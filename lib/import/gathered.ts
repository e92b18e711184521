import type { z } from 'zod'
import { IMPORTED } from '../color'
import type { Highlight, Quote } from '../highlight'
import { titleKey } from '../identity'
import type { Note } from '../note'
import { type Abstract, MOST, Paper, WebAddress } from '../paper'
import { unitsIn } from '../points'
import { findQuote } from '../quote'
import { Time, wrongIn } from '../record'
import type { Span } from '../spans'
import { bothTags, tagOf } from '../tag'
import { fold, shortened } from '../words'
import { schemas } from './json'
import { type FileRecords, nothing, type Rejected, recordsIn } from './records'

/** What a foreign file says of a paper. Texts may be anything: what is too long or no address is left out. */
export interface Said {
  keys: string[]
  title?: string
  authors?: string[]
  venue?: string
  /** `YYYY[-MM[-DD]]` */
  date?: string
  page?: string
  pdf?: string
  code?: string
  abstract?: string
  /** Texts with ids and sites of their own, in a file that we wrote. */
  abstracts?: Abstract[]
  tags?: string[]
  createdAt?: string
  /** Our own id, in a file that we wrote. */
  id?: string
}

/** Words that a foreign file highlights in a paper, and what is written beside them. */
export interface SaidHighlight extends Partial<Omit<Highlight, 'exact' | 'paperId'>> {
  exact: string
}
export interface SaidNote extends Partial<Omit<Note, 'text' | 'paperId'>> {
  text: string
}

/**
 * Makes records of what a foreign file says. Of a paper there is one however often the file names it, and ids are made of what
 * a record says, so that the same file brought again brings nothing new.
 */
export class Gathered {
  #part = nothing()
  /** The papers that were gathered last, by their ids. */
  readonly #papers = new Map<string, Paper>()
  readonly #texts = new Set<string>()
  readonly #counts = { paper: 0, highlight: 0, note: 0, record: 0 }

  /** `at`: now, for what has no time of its own. */
  constructor(readonly at: string) {}

  /** What was gathered since it was asked last. */
  take(): FileRecords {
    const part = this.#part
    this.#part = nothing()
    return part
  }

  get size(): number {
    return recordsIn(this.#part)
  }

  /** Nothing of a file was a paper, or something that could have been one. */
  get isEmpty(): boolean {
    return this.#counts.paper === 0 && this.#counts.record === 0
  }

  reject(why: Rejected['why'], of: Partial<Rejected> = {}): void {
    const { kind = 'record' } = of
    this.#part.rejected.push({ kind, number: ++this.#counts[kind], ...of, why })
  }

  /** Gathers a paper; undefined when it was left out. `line` is where it stands in the file. */
  async paper(said: Said, line?: number): Promise<string | undefined> {
    // What we wrote ourselves stands as it was: places count in it.
    const title =
      (said.id ? said.title : fold(said.title ?? '').slice(0, 2000)) || said.keys[0]?.replace(/^arxiv/, 'arXiv')
    const where = { kind: 'paper' as const, ...(line && { line }) }
    if (!title) return void this.reject('untitled', where)
    const own = said.keys.length > 0 ? [...new Set(said.keys)] : [titleKey(title)].filter((key) => key !== undefined)
    const [first = title] = own
    const about = first.startsWith('title:') ? [first, said.authors?.[0] ?? '', said.date ?? ''] : [first]
    const id = said.id ?? (await idOf('paper', ...about))
    const before = this.#papers.get(id)
    const stamps = stampsOf(said.createdAt, undefined, this.at)
    const text = said.abstract?.trim().slice(0, 50_000)
    const links = { page: addressOf(said.page), pdf: addressOf(said.pdf), code: addressOf(said.code) }
    const authors = said.authors
      ?.map((name) => fold(name).slice(0, 500))
      .filter(Boolean)
      .slice(0, 10_000)
    const venue = fold(said.venue ?? '').slice(0, 1000)
    const tags = said.tags
      ?.map((tag) => tagOf(tag).slice(0, 100))
      .filter(Boolean)
      .slice(0, MOST.tags)
    const abstract = text && { id: await idOf('abstract', id, text), text, site: IMPORTED, seenAt: stamps.createdAt }
    const paper = this.#parse(schemas.papers, where, title, {
      ...stamps,
      id,
      keys: own.slice(0, MOST.keys),
      title,
      ...(authors?.length && { authors }),
      ...(venue && { venue }),
      ...(said.date && { date: said.date }),
      links: Object.fromEntries(Object.entries(links).filter(([, address]) => address)),
      abstracts: said.abstracts ?? (abstract ? [abstract] : []),
      counts: {},
      ...(tags?.length && { tags }),
    })
    if (!paper) return
    if (!before) this.#keep(paper)
    else {
      const whole = { ...paper, ...before, tags: bothTags(before.tags ?? [], paper.tags ?? []).slice(0, MOST.tags) }
      if (before.abstracts.length === 0) whole.abstracts = paper.abstracts
      const isMore = whole.tags.length > (before.tags?.length ?? 0) || whole.abstracts !== before.abstracts
      if (isMore) this.#keep(Paper.parse(whole), before)
    }
    return id
  }

  /** Puts a paper with those of this part, or in the place of what was said of it before. */
  #keep(paper: Paper, before?: Paper): void {
    const { papers } = this.#part
    const at = before ? papers.lastIndexOf(before) : -1
    if (at < 0) papers.push(paper)
    else papers[at] = paper
    this.#papers.set(paper.id, paper)
    const [oldest] = this.#papers.keys()
    if (this.#papers.size > REMEMBERED && oldest) this.#papers.delete(oldest)
  }

  /**
   * Gathers highlighted words. Where their place is told neither in units nor, by `points`, in code points of a text that has them
   * there, it is sought in the abstract and in the title; where it is not found it is for the reader to attach.
   */
  async highlight(paperId: string, { exact, ...said }: SaidHighlight, line?: number, points?: Span): Promise<void> {
    const where = { kind: 'highlight' as const, ...(line && { line }) }
    if (exact.length > LONGEST_QUOTE) {
      // Longer than a highlight can be, it is kept as a note.
      return await this.note(paperId, { ...said, text: `> ${exact}\n\n${said.comment ?? ''}`.trim() }, line)
    }
    const paper = this.#papers.get(paperId)
    const quote = { exact, prefix: (said.prefix ?? '').slice(-64), suffix: (said.suffix ?? '').slice(0, 64) }
    const id = said.id ?? (await idOf('highlight', paperId, exact, quote.prefix, said.comment ?? '', said.url ?? ''))
    this.#put('highlights', schemas.highlights, where, exact, {
      color: IMPORTED,
      comment: '',
      ...placed(quote, paper, said, points),
      ...said,
      ...quote,
      ...stampsOf(said.createdAt, said.updatedAt, this.at),
      ...(said.rev && { rev: said.rev }),
      url: addressOf(said.url),
      id,
      paperId,
    })
  }

  async note(paperId: string, said: SaidNote, line?: number): Promise<void> {
    const { text, rev, id, versions } = said
    this.#put('notes', schemas.notes, { kind: 'note', ...(line && { line }) }, text, {
      ...stampsOf(said.createdAt, said.updatedAt, this.at),
      ...(rev && { rev }),
      ...(versions && { versions }),
      id: id ?? (await idOf('note', paperId, text)),
      paperId,
      text,
    })
  }

  #put(table: 'highlights' | 'notes', schema: z.ZodType, where: Partial<Rejected>, words: string, raw: object): void {
    const record = this.#parse(schema, where, words, raw) as (Highlight & Note) | undefined
    if (!record) return
    if (this.#texts.has(record.id)) this.reject('twice', { ...where, words: shortened(words) })
    else this.#part[table].push(record)
    this.#texts.add(record.id)
  }

  #parse<S extends z.ZodType>(schema: S, where: Partial<Rejected>, words: string, raw: object): z.infer<S> | undefined {
    const parsed = schema.safeParse(Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== undefined)))
    if (!parsed.success) {
      const detail = wrongIn(parsed.error)
      return void this.reject('invalid', { ...where, words: shortened(words.slice(0, 500)), detail })
    }
    this.#counts[where.kind ?? 'record']++
    return parsed.data
  }
}

/** Papers that are remembered. Of an older one that is named again a file says the rest once more. */
const REMEMBERED = 1000

/** UTF-16 units of a quote at most; lib/highlight.ts has it. */
const LONGEST_QUOTE = 50_000

/** Where words stand in a paper's texts, or, where they do not, in themselves. */
function placed(
  quote: Pick<Quote, 'exact' | 'prefix' | 'suffix'>,
  paper?: Paper,
  said?: Partial<Highlight>,
  points?: Span,
) {
  const { exact } = quote
  const texts = [
    ...(paper?.abstracts ?? []).map(({ id, text }) => ({ field: 'abstract', abstractId: id, text })),
    { field: 'title', abstractId: undefined, text: paper?.title ?? '' },
  ]
  const own = texts.filter(({ field, abstractId }) => said?.field === field && said.abstractId === abstractId)
  const has = (text: string, { start, end }: Span) => text.slice(start, end) === exact
  for (const { text, ...of } of own.length > 0 ? own : texts) {
    const told = points && { start: unitsIn(text, points.start), end: unitsIn(text, points.end) }
    const found = told && has(text, told) ? told : findQuote(text, { ...quote, start: 0, end: exact.length })
    if (found && has(text, found)) return { ...of, ...found }
  }
  return { field: 'abstract', start: 0, end: exact.length }
}

/** When a record was made and changed, where the file tells a moment that there is. */
function stampsOf(created: string | undefined, updated: string | undefined, at: string) {
  const createdAt = momentOf(created) ?? momentOf(updated) ?? at
  return { rev: 1, createdAt, updatedAt: momentOf(updated) ?? createdAt }
}

/** A moment as ISO 8601 in UTC; undefined for what is none. */
export function momentOf(text: unknown): string | undefined {
  if (Time.safeParse(text).success) return text as string
  const moment = new Date(typeof text === 'string' || typeof text === 'number' ? text : Number.NaN)
  return Number.isNaN(moment.getTime()) || !/^\d{4}-/.test(moment.toISOString()) ? undefined : moment.toISOString()
}

/** An address as it may be stored: http or https. */
const addressOf = (address?: string) => WebAddress.safeParse(address?.trim()).data

/** An id made of what it names (RFC 9562, UUID version 5, in a space of our own): the same words have the same id. */
export async function idOf(...names: string[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(['papermargin', ...names]))
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-1', bytes)).slice(0, 16)
  hash[6] = ((hash[6] as number) & 0x0f) | 0x50
  hash[8] = ((hash[8] as number) & 0x3f) | 0x80
  const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
