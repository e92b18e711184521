import { z } from 'zod'
import { doiKey } from '../identity'
import { fields, items, parsed, textOf } from '../json'
import { keyAt } from '../mentions'
import { Abstract, Key } from '../paper'
import { Id } from '../record'
import { dayOf } from './csl'
import { Gathered, momentOf, type Said, type SaidHighlight } from './gathered'
import { members } from './members'
import { type FileRecords, PART } from './records'
import type { Source } from './source'

/**
 * Reads W3C Web Annotations in JSON-LD as the recommendation writes it: an array, a page (`items`), a collection (`first`) or one
 * annotation. What is selected by a quote becomes a highlight, other bodies notes. Of our own files all comes back as it was.
 */
export async function* readW3c(file: Source, at: string): AsyncGenerator<FileRecords> {
  const gathered = new Gathered(at)
  const sources: Sources = new Map()
  const whole: Record<string, unknown> = {}
  for await (const { key, inArray, json, line, is } of members(file.text())) {
    const raw = is ? undefined : parsed(json)
    if (key !== undefined && key !== 'items') {
      // An annotation that stands for itself is the outermost object.
      if (!ANNOTATION.has(key)) continue
      if (inArray) (whole[key] as unknown[]).push(raw)
      else whole[key] = json === '[' ? [] : raw
      continue
    }
    if (!inArray) continue
    if (is || raw === undefined) gathered.reject(is ?? 'broken', { line })
    else await gather(gathered, sources, fields(raw), line)
    if (gathered.size >= PART.records) yield gathered.take()
  }
  if (whole.target) await gather(gathered, sources, whole, 1)
  for (const one of items(fields(whole.first).items, Number.POSITIVE_INFINITY)) {
    await gather(gathered, sources, fields(one), 1)
    if (gathered.size >= PART.records) yield gathered.take()
  }
  yield gathered.take()
}

/** What is looked at of an annotation that stands for itself, and of a collection. */
const ANNOTATION = new Set(['id', 'target', 'body', 'bodyValue', 'created', 'modified', 'papermargin:record', 'first'])
/** How many targets one may have: all that it says is kept with each of them. */
const MOST_TARGETS = 1000

async function gather(gathered: Gathered, sources: Sources, raw: Record<string, unknown>, line: number): Promise<void> {
  const bodies = [raw.bodyValue ?? [], raw.body ?? []]
    .flat()
    .map((body) => (typeof body === 'string' ? { value: body } : fields(body)))
  const saying = (...purposes: string[]) =>
    bodies.flatMap(({ purpose, value }) =>
      purposes.includes(textOf(purpose) ?? '') && typeof value === 'string' ? [value] : [],
    )
  const tags = saying('tagging')
  const text = saying('commenting', 'describing', 'replying', 'editing', 'questioning', '').join('\n\n')
  const ours = fields(raw['papermargin:record'])
  const said = {
    ...idIn(raw.id),
    createdAt: momentOf(raw.created),
    updatedAt: momentOf(raw.modified),
    ...(typeof ours.rev === 'number' && { rev: ours.rev }),
    ...(Array.isArray(ours.versions) && { versions: ours.versions as string[] }),
  }
  const targets = [raw.target ?? []].flat()
  if (targets.length > MOST_TARGETS) return gathered.reject('large', { line })
  for (const target of targets) {
    const { source = target, selector, styleClass } = typeof target === 'string' ? {} : fields(target)
    const paper = await gathered.paper({ ...saidOf(sources, source), ...(tags.length > 0 && { tags }) }, line)
    if (!paper) continue
    const selectors = [selector ?? []].flat().map(fields)
    const { exact, prefix, suffix } = selectors.find(({ type }) => type === 'TextQuoteSelector') ?? {}
    if (typeof exact === 'string' && exact) {
      const { start, end } = selectors.find(({ type }) => type === 'TextPositionSelector') ?? {}
      const highlight = {
        ...said,
        ...mine(ours),
        exact,
        prefix: typeof prefix === 'string' ? prefix : '',
        suffix: typeof suffix === 'string' ? suffix : '',
        comment: text,
        ...(typeof styleClass === 'string' && styleClass && { color: styleClass.slice(0, 64) }),
      }
      const points = typeof start === 'number' && typeof end === 'number' ? { start, end } : undefined
      await gathered.highlight(paper, highlight, line, points)
    } else if (bodies.length > 0) await gathered.note(paper, { ...said, text }, line)
    else gathered.reject('invalid', { line, detail: 'body' })
  }
}

/** What the standard has no words for, of a file that we wrote. */
function mine({ field, abstractId, url, was, start, end }: Record<string, unknown>): Partial<SaidHighlight> {
  const named = { field, abstractId, url: textOf(url), was, start, end }
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined))
}

/** What was said of sources, by their addresses: a source stands whole in one annotation and by its address in others. */
type Sources = Map<string, Said>

function saidOf(sources: Sources, source: unknown): Said {
  const iri = textOf(source) ?? textOf(fields(source).id) ?? ''
  const before = sources.get(iri)
  if (before && typeof source === 'string') return before
  const { [`${DC}title`]: title, [`${DC}creator`]: creator, [`${DC}issued`]: issued, ...more } = fields(source)
  const ours = fields(more['papermargin:record'])
  const identifiers = [more[`${DC}identifier`] ?? []].flat().flatMap((one) => textOf(one) ?? [])
  const keys = identifiers.map((one) => Key.safeParse(one).data ?? doiKey(one) ?? keyAt(one))
  const called = [ours.title, title].find((one) => typeof one === 'string' && one)
  const known = [...keys, keyAt(iri)].flatMap((key) => key || [])
  const said: Said = {
    ...idIn(ours.id),
    keys: [...new Set(known)],
    title: typeof called === 'string' ? called : known.length > 0 ? undefined : iri,
    authors: [creator ?? []].flat().filter((name) => typeof name === 'string'),
    venue: textOf(more[`${DC}bibliographicCitation`]),
    date: dayOf(textOf(issued)),
    page: iri,
  }
  sources.set(iri, said)
  const abstracts = z.array(Abstract).safeParse(ours.abstracts).data
  return { ...said, ...(abstracts && { abstracts }) }
}

const DC = 'dcterms:'

/** An id of our own kind, as it stands or as a URN. */
function idIn(id: unknown): { id?: string } {
  const own = Id.safeParse((textOf(id) ?? '').replace(/^urn:uuid:/, '')).data
  return own ? { id: own } : {}
}
