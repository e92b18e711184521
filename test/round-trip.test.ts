import 'fake-indexeddb/auto'
import fc from 'fast-check'
import jsonld from 'jsonld'
import { beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { hypothesis } from '@/lib/export/hypothesis'
import { json } from '@/lib/export/json'
import { w3c } from '@/lib/export/w3c'
import type { Highlight } from '@/lib/highlight'
import { readFile } from '@/lib/import/formats'
import { type FileRecords, nothing } from '@/lib/import/records'
import { bring, preview, tables } from '@/lib/library/bring'
import { everything } from '@/lib/library/queries'
import type { Note } from '@/lib/note'
import type { Paper } from '@/lib/paper'
import { given, NOW, ours } from './given'

const empty = async () => {
  for (const table of db.tables) await table.clear()
}
beforeEach(empty)

/** Text that breaks formats: every plane, TeX, ends of CDATA and of front matter, any end of line, signs that turn the text. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom(
        ']]>',
        '---\n',
        '\r\n',
        '\r',
        '\\frac{a}{b}$',
        '"',
        '\\',
        '\u2028',
        '\u202E',
        '</script>',
        '{{x}}',
        '\u0000',
        '\uFFFF',
        '𝔘',
        '👩‍🔬',
      ),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join(''))
const some = hostile.filter((text) => text.trim() !== '')
const moment = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())
const stamps = fc.record({ id: fc.uuid(), rev: fc.integer({ min: 1, max: 99 }), createdAt: moment, updatedAt: moment })
const address = fc.webUrl({ withFragments: true, withQueryParameters: true })
const maybe = { requiredKeys: [] as [] }

const paper = (number: number): fc.Arbitrary<Paper> =>
  fc
    .tuple(
      stamps,
      fc.record({
        title: some.map((title) => `${number} ${title}`),
        abstracts: fc.array(
          fc.record({ id: fc.uuid(), text: some, site: fc.constantFrom('arxiv', 'huggingface'), seenAt: moment }),
          { maxLength: 2 },
        ),
        links: fc.record({ page: address, pdf: address }, maybe),
        counts: fc.constant({ arxiv: { upvotes: 3 } }),
      }),
      fc.record(
        {
          authors: fc.array(some, { minLength: 1, maxLength: 3 }),
          venue: some,
          date: fc.constantFrom('2026', '2026-02', '2024-02-29'),
          status: fc.constantFrom('to_read' as const, 'read' as const),
          touchedAt: moment,
          edits: fc.record({ title: some, venue: some }, maybe),
        },
        maybe,
      ),
    )
    .map(([stamps, own, more]) => ({
      ...stamps,
      ...own,
      ...more,
      keys: [`arxiv:2611.${10_000 + number}`, `doi:10.5555/${number}`],
    }))

/** Words of one of the paper's texts, or of a text that is gone. */
const highlight = ({ id, title, abstracts }: Paper): fc.Arbitrary<Highlight> =>
  fc
    .tuple(
      stamps,
      fc.constantFrom(
        { field: 'title' as const, text: title },
        ...abstracts.map(({ id, text }) => ({ field: 'abstract' as const, abstractId: id, text })),
      ),
      fc.nat(),
      fc.nat(),
      fc.record({
        color: fc.constantFrom('claim', 'method', 'yellow'),
        comment: fc.oneof(fc.constant(''), hostile),
        prefix: hostile,
        suffix: hostile,
      }),
      fc.record({ versions: fc.array(hostile, { maxLength: 2 }), url: address }, maybe),
      fc.boolean(),
    )
    .map(([stamps, { text, ...of }, from, length, own, more, isGone]) => {
      const start = from % text.length
      const end = start + 1 + (length % (text.length - start))
      const exact = isGone ? `${text.slice(start, end)} gone` : text.slice(start, end)
      return {
        ...stamps,
        ...of,
        ...own,
        ...more,
        prefix: own.prefix.slice(0, 64),
        suffix: own.suffix.slice(0, 64),
        paperId: id,
        exact,
        start,
        end,
      }
    })

const note = ({ id }: Paper): fc.Arbitrary<Note> =>
  fc
    .tuple(stamps, hostile, fc.record({ versions: fc.array(hostile, { maxLength: 2 }) }, maybe))
    .map(([stamps, text, more]) => ({ ...stamps, text, ...more, paperId: id }))

/** A library of some papers with what is written on them. */
const library: fc.Arbitrary<FileRecords> = fc
  .integer({ min: 1, max: 3 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, number) => paper(number))))
  .chain((papers) =>
    fc.tuple(
      fc.constant(papers),
      ...papers.map((paper) =>
        fc.tuple(fc.array(highlight(paper), { maxLength: 3 }), fc.array(note(paper), { maxLength: 2 })),
      ),
    ),
  )
  .map(([papers, ...written]) => ({
    ...nothing(),
    papers,
    highlights: written.flatMap(([highlights]) => highlights),
    notes: written.flatMap(([, notes]) => notes),
  }))

const stored = async () => ({ highlights: await db.highlights.toArray(), notes: await db.notes.toArray() })
const meaning = (color: string) => `Meaning of ${color}`

test('our own file brings back the same library, and its preview says what the import does', async () => {
  await fc.assert(
    fc.asyncProperty(library, async (records) => {
      await empty()
      await bring([records])
      const file = json(await everything(), NOW)
      expect((await preview(ours(file))).papers).toMatchObject({ added: 0, joined: 0, changed: 0 })
      await empty()
      const foreseen = await preview(ours(file))
      const came = await bring(ours(file))
      for (const table of tables) expect(foreseen[table]).toEqual(came[table])
      expect(came.left).toBe(0)
      expect(json(await everything(), NOW)).toBe(file)
    }),
    { numRuns: 60 },
  )
}, 60_000)

test('W3C annotations bring back the same highlights and notes on the same papers', async () => {
  await fc.assert(
    fc.asyncProperty(library, async (records) => {
      await empty()
      await bring([records])
      const before = await stored()
      const file = w3c(await everything(), meaning)
      await empty()
      const came = await bring(read(file))
      expect(came.left).toBe(0)
      expect(await stored()).toEqual(before)
      const keys = (papers: Paper[]) => papers.map(({ id, keys }) => [id, ...keys]).sort()
      const written = new Set([...before.highlights, ...before.notes].map(({ paperId }) => paperId))
      expect(keys(await db.papers.toArray())).toEqual(keys(records.papers.filter(({ id }) => written.has(id))))
    }),
    { numRuns: 100 },
  )
}, 60_000)

/** Without a highlight or a note there is no annotation, and a file of none is refused. */
async function* read(file: string) {
  if (file.includes('"Annotation"')) yield* readFile(given(file, 'a.jsonld'), NOW, 'w3c')
}

test('a note of a megabyte goes out and comes back in both', async () => {
  const text = `${'𝔘 ]]> \\"--- \r\n'.repeat(70_000)}end`
  const [one] = fc.sample(paper(1), 1)
  const on = { ...one, abstracts: [] } as unknown as Paper
  const records = {
    ...nothing(),
    papers: [on],
    notes: [{ id: crypto.randomUUID(), rev: 1, createdAt: NOW, updatedAt: NOW, paperId: on.id, text }],
  }
  await bring([records])
  for (const parts of [ours(json(await everything(), NOW)), read(w3c(await everything(), meaning))]) {
    await empty()
    expect(await bring(parts)).toMatchObject({ notes: { added: 1 }, left: 0 })
    expect((await db.notes.toArray())[0]?.text).toBe(text)
  }
})

test('Hypothesis’ JSON brings back the words, the comments and the notes', async () => {
  await fc.assert(
    fc.asyncProperty(library, async (records) => {
      await empty()
      await bring([records])
      const brief = ({ highlights, notes }: Awaited<ReturnType<typeof stored>>) => [
        ...highlights.map(({ id, exact, comment, createdAt, updatedAt }) => [id, exact, comment, createdAt, updatedAt]),
        ...notes.map(({ id, text, createdAt, updatedAt }) => [id, text, createdAt, updatedAt]),
      ]
      const before = brief(await stored())
      const file = hypothesis(await everything(), NOW, meaning)
      if (before.length === 0) return
      await empty()
      await bring(readFile(given(file), NOW, 'hypothesis'))
      expect(brief(await stored())).toEqual(before)
    }),
    { numRuns: 60 },
  )
}, 60_000)

const term = (id: string) => ({ '@id': id, '@type': '@id' })
const named = (id: string) => ({ '@id': id, '@type': '@vocab' })
/** What is needed of the standard's context (https://www.w3.org/TR/annotation-vocab/, appendix A), in terms of our own. */
const CONTEXT = {
  '@context': {
    oa: 'http://www.w3.org/ns/oa#',
    dc: 'http://purl.org/dc/elements/1.1/',
    dcterms: 'http://purl.org/dc/terms/',
    id: '@id',
    type: '@type',
    ...Object.fromEntries(
      [
        'Annotation',
        'TextualBody',
        'SpecificResource',
        'TextQuoteSelector',
        'TextPositionSelector',
        'highlighting',
        'commenting',
        'classifying',
      ].map((name) => [name, `oa:${name}`]),
    ),
    AnnotationPage: 'http://www.w3.org/ns/activitystreams#OrderedCollectionPage',
    Text: 'http://purl.org/dc/dcmitype/Text',
    items: { '@id': 'http://www.w3.org/ns/activitystreams#items', '@type': '@id', '@container': '@list' },
    body: term('oa:hasBody'),
    target: term('oa:hasTarget'),
    source: term('oa:hasSource'),
    selector: term('oa:hasSelector'),
    motivation: named('oa:motivatedBy'),
    purpose: named('oa:hasPurpose'),
    created: { '@id': 'dcterms:created', '@type': 'http://www.w3.org/2001/XMLSchema#dateTime' },
    modified: { '@id': 'dcterms:modified', '@type': 'http://www.w3.org/2001/XMLSchema#dateTime' },
    value: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#value',
    format: 'dc:format',
    ...Object.fromEntries(
      ['exact', 'prefix', 'suffix', 'start', 'end', 'styleClass'].map((name) => [name, `oa:${name}`]),
    ),
  },
}

test('a JSON-LD processor finds in our annotations what the vocabulary calls it, drops nothing, and asks nobody', async () => {
  const [records] = fc.sample(
    library.filter(({ highlights, notes }) => highlights.length > 3 && notes.length > 1),
    { numRuns: 1, seed: 7 },
  ) as [FileRecords]
  await bring([records])
  const documentLoader = async (url: string) => {
    expect(url).toBe('http://www.w3.org/ns/anno.jsonld')
    return { contextUrl: undefined, documentUrl: url, document: CONTEXT }
  }
  type Node = Record<string, { '@id'?: string; '@value'?: unknown; '@list'?: Node[] }[]> & { '@type': string[] }
  const [page] = (await jsonld.expand(JSON.parse(w3c(await everything(), meaning)), {
    documentLoader,
    safe: true,
  })) as unknown as [Node]
  const items = (page['http://www.w3.org/ns/activitystreams#items']?.[0]?.['@list'] ?? []) as Node[]
  const OA = 'http://www.w3.org/ns/oa#'
  expect(items).toHaveLength(records.highlights.length + records.notes.length)
  expect(items.every((item) => item['@type'].includes(`${OA}Annotation`))).toBe(true)
  const targets = items.flatMap((item) => item[`${OA}hasTarget`] ?? []) as unknown as Node[]
  expect(targets.every((target) => target[`${OA}hasSource`]?.[0]?.['@id'])).toBe(true)
  const selectors = targets.flatMap((target) => target[`${OA}hasSelector`] ?? []) as unknown as Node[]
  const values = (name: string) =>
    selectors.flatMap((selector) => selector[`${OA}${name}`]?.map((one) => one['@value']) ?? [])
  expect(values('exact').sort()).toEqual(records.highlights.map(({ exact }) => exact).sort())
  // Points, not units: a sign beyond the first plane counts once.
  expect(values('end').length).toBeGreaterThan(0)
  const colors = targets.flatMap((target) => target[`${OA}styleClass`]?.map((one) => one['@value']) ?? [])
  expect(colors.sort()).toEqual(records.highlights.map(({ color }) => color).sort())
})

test('places are told in code points', async () => {
  const [one] = fc.sample(paper(1), 1)
  const text = '𝔘𝔫𝔦 moon'
  const on = { ...one, abstracts: [{ id: crypto.randomUUID(), text, site: 'arxiv', seenAt: NOW }] } as unknown as Paper
  const place = {
    field: 'abstract' as const,
    abstractId: on.abstracts[0]?.id,
    exact: 'moon',
    prefix: '',
    suffix: '',
    start: 7,
    end: 11,
  }
  const mark = {
    ...place,
    id: crypto.randomUUID(),
    rev: 1,
    createdAt: NOW,
    updatedAt: NOW,
    paperId: on.id,
    color: 'claim',
    comment: '',
  }
  const file = JSON.parse(w3c([{ paper: on, highlights: [mark as Highlight], notes: [] }], meaning))
  expect(file.items[0].target.selector[1]).toEqual({ type: 'TextPositionSelector', start: 4, end: 8 })
})
