import { isDay } from '../day'
import { arxivId, arxivKey, doiKey } from '../identity'
import { fields, items, parsed, textOf } from '../json'
import { keyAt } from '../mentions'
import { Gathered, type Said } from './gathered'
import { members } from './members'
import { type FileRecords, PART } from './records'
import type { Source } from './source'

/** Reads CSL-JSON (https://docs.citationstyles.org/en/stable/specification.html): an array of items, as Zotero exports it. */
export async function* readCsl(file: Source, at: string): AsyncGenerator<FileRecords> {
  const gathered = new Gathered(at)
  for await (const { json, line, is, inArray } of members(file.text())) {
    const item = is ? undefined : parsed(json)
    if (is || item === undefined) gathered.reject(is ?? 'broken', { line })
    else if (inArray) await gatherCsl(gathered, fields(item), line)
    if (gathered.size >= PART.records) yield gathered.take()
  }
  yield gathered.take()
}

/** Gathers an item of CSL-JSON, whatever format it was read from, with its notes; `more` is what that format says better. */
export async function gatherCsl(
  gathered: Gathered,
  item: Record<string, unknown>,
  line?: number,
  more: Partial<Said> = {},
  notes: unknown[] = [item.annote, item.note],
): Promise<void> {
  const paper = await gathered.paper({ ...saidBy(item), ...more }, line)
  if (!paper) return
  for (const text of notes) {
    // What Zotero writes in "Extra" of the paper's own numbers is no note of the reader's.
    if (typeof text === 'string' && !text.split('\n').every((line) => EXTRA.test(line)))
      await gathered.note(paper, { text }, line)
  }
}

/** A line of such numbers, or one that says nothing. */
const EXTRA = /^\s*(?:(?:arxiv|doi|pmid|pmcid|issn|isbn|citation key|original-date|type|status)\s*:.*)?$/is

/** What an item says of its paper. */
function saidBy(item: Record<string, unknown>): Said {
  const title = textOf(item.title) ?? textOf(item['title-short'])
  const venue =
    textOf(item['container-title']) ?? textOf(item['event-title']) ?? textOf(item.event) ?? textOf(item.publisher)
  const url = textOf(item.URL)
  const abstract = typeof item.abstract === 'string' ? plain(item.abstract) : undefined
  const authors = items(item.author).flatMap((name) => nameOf(fields(name)) ?? [])
  const date = dateOf(item.issued)
  return {
    keys: keysOf(item, url),
    ...(title && { title: plain(title) }),
    ...(authors.length > 0 && { authors }),
    ...(venue && { venue: plain(venue) }),
    ...(date && { date }),
    ...(url && { page: url }),
    ...(abstract && { abstract }),
    tags: (textOf(item.keyword) ?? '').split(/[,;]/).map((tag) => tag.trim()),
  }
}

/** The identifiers of an item: its DOI, arXiv's number wherever it stands, PubMed's, and what its address carries. */
function keysOf(item: Record<string, unknown>, url?: string): string[] {
  const number = [textOf(item.number), textOf(item.note), textOf(item.archive_location)].find((one) =>
    /arxiv:/i.test(one ?? ''),
  )
  const eprint = /arxiv/i.test(textOf(item.archive) ?? '') ? textOf(item.archive_location) : undefined
  const arxiv = arxivId(eprint ?? number?.match(/arxiv:\s*\S+/i)?.[0] ?? '')
  const pmid = /^\d{1,9}$/.exec(textOf(item.PMID) ?? '')?.[0]
  const pmcid = /^PMC\d{1,9}$/i.exec(textOf(item.PMCID) ?? '')?.[0]
  const keys = [
    doiKey(textOf(item.DOI) ?? ''),
    arxiv && arxivKey(arxiv),
    pmid && `pmid:${Number(pmid)}`,
    pmcid && `pmcid:${pmcid.toUpperCase()}`,
    url && keyAt(url),
  ]
  return keys.flatMap((key) => key || [])
}

function nameOf({ given, family, literal, ...particles }: Record<string, unknown>): string | undefined {
  const parts = [given, particles['dropping-particle'], particles['non-dropping-particle'], family, particles.suffix]
  return textOf(literal) ?? (parts.flatMap((part) => textOf(part) ?? []).join(' ') || undefined)
}

/** The day, month or year of a CSL date, if the calendar has it. */
function dateOf(issued: unknown): string | undefined {
  const { 'date-parts': parts, raw, literal } = fields(issued)
  const [year, month, day] = items(items(parts)[0]).map((part) => Number(textOf(part)))
  if (!year) return dayOf(textOf(raw) ?? textOf(literal))
  return dayOf([String(year).padStart(4, '0'), month && pad(month), month && day && pad(day)].filter(Boolean).join('-'))
}
const pad = (number: number) => String(number).padStart(2, '0')

/** What a text begins with of a day that there is: where there is no such day its month, or its year. */
export function dayOf(date?: string): string | undefined {
  const [whole] = /^\d{4}(?:[-/]\d{1,2}(?:[-/]\d{1,2})?)?(?!\d)/.exec(date?.trim() ?? '') ?? []
  const day = whole?.replace(/[-/](\d{1,2})/g, (_, part) => `-${part.padStart(2, '0')}`)
  return [day, day?.slice(0, 7), day?.slice(0, 4)].find((one) => one && isDay(one))
}

/** Without the few tags that CSL allows in a text. */
const plain = (text: string) => text.replace(/<\/?(?:i|b|sup|sub|sc|span(?: (?:class|style)="[^"<>]*")?)>/g, '')
