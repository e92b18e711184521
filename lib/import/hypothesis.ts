import { doiKey } from '../identity'
import { fields, items, parsed, textOf } from '../json'
import { keyAt } from '../mentions'
import { Id } from '../record'
import { Gathered, momentOf } from './gathered'
import { members } from './members'
import { type FileRecords, PART } from './records'
import type { Source } from './source'

/**
 * Reads annotations as Hypothesis exports them (`annotations`, client of 2026) and as its API gives them (`rows`): with a quote
 * a highlight, without one a note. Their tags become the paper's. Places are counted in the page there, so the quote tells them.
 */
export async function* readHypothesis(file: Source, at: string): AsyncGenerator<FileRecords> {
  const gathered = new Gathered(at)
  for await (const { key, inArray, json, line, is } of members(file.text())) {
    if (!inArray || (key !== undefined && key !== 'annotations' && key !== 'rows')) continue
    const raw = is ? undefined : parsed(json)
    if (is || raw === undefined) gathered.reject(is ?? 'broken', { line })
    else await gather(gathered, fields(raw), line)
    if (gathered.size >= PART.records) yield gathered.take()
  }
  yield gathered.take()
}

async function gather(gathered: Gathered, raw: Record<string, unknown>, line: number): Promise<void> {
  const { uri, document, target, text, tags, id, created, updated } = raw
  const address = typeof uri === 'string' ? uri : ''
  const { title, highwire, dc, link } = fields(document)
  const dois = [...items(fields(highwire).doi), ...items(fields(dc).identifier)].map((doi) => doiKey(textOf(doi) ?? ''))
  const links = items(link).map((one) => textOf(fields(one).href) ?? '')
  const keys = [...dois, ...[address, ...links].map((one) => keyAt(one))].flatMap((key) => key || [])
  const [called = keys.length > 0 ? undefined : address] = Array.isArray(title) ? title : [title ?? undefined]
  const labels = items(tags).flatMap((tag) => textOf(tag) ?? [])
  const paper = await gathered.paper(
    { keys, page: address, ...(typeof called === 'string' && { title: called }), tags: labels },
    line,
  )
  if (!paper) return
  const selectors = items(target)
    .flatMap((one) => items(fields(one).selector))
    .map(fields)
  const { exact, prefix, suffix } = selectors.find(({ type }) => type === 'TextQuoteSelector') ?? {}
  const said = {
    ...(Id.safeParse(id).success && { id: String(id) }),
    createdAt: momentOf(created),
    updatedAt: momentOf(updated),
  }
  const written = typeof text === 'string' ? text : ''
  if (typeof exact !== 'string' || !exact) return void (await gathered.note(paper, { ...said, text: written }, line))
  const beside = { prefix: typeof prefix === 'string' ? prefix : '', suffix: typeof suffix === 'string' ? suffix : '' }
  await gathered.highlight(paper, { ...said, exact, ...beside, comment: written, url: address }, line)
}
