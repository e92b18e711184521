import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { formatOf, readFile } from '@/lib/import/formats'
import { NotReadable, PART, recordsIn } from '@/lib/import/records'
import type { Source } from '@/lib/import/source'
import { bring } from '@/lib/library/bring'
import { perform } from '@/lib/library/perform'
import { everything } from '@/lib/library/queries'
import { given, NOW } from './given'

/** What a record of a test's file says. */
interface One {
  number: number
  title: string
  /** Text, where the format has one: a note, a comment or an abstract. */
  text: string
  date: string
  address: string
}

const at = '2026-01-02T03:04:05.000Z'
const uuid = (kind: number, number: number) => `00000000-0000-4000-8000-${kind}${String(number).padStart(11, '0')}`
const arxiv = (number: number) => `2611.${String(number).padStart(5, '0')}`
const tex = (text: string) => text.replace(/[\\{}$%&#_^~]/g, ' ')
const inLine = (text: string) => text.replace(/\s+/g, ' ')

interface Format {
  name: string
  before?: string
  one(record: One): string
  between?: string
  after?: string
}

const json = (value: unknown) => JSON.stringify(value)
const page = ({ number }: One) => `https://arxiv.org/abs/${arxiv(number)}`

/** Of each format a file with records, and how it is put together. */
const formats: Record<string, Format> = {
  papermargin: {
    name: 'a.json',
    before: '{"format":"papermargin","version":1,"highlights":[],"notes":[],"papers":[\n',
    one: ({ number, title, text, date, address }) =>
      json({
        ...{ id: uuid(1, number), rev: 1, createdAt: at, updatedAt: at, keys: [`arxiv:${arxiv(number)}`], title, date },
        links: address ? { page: address } : {},
        counts: {},
        abstracts: [{ id: uuid(2, number), text, site: 'arxiv', seenAt: at }],
      }),
    between: ',\n',
    after: ']}',
  },
  bibtex: {
    name: 'a.bib',
    one: ({ number, title, text, date, address }) =>
      `@article{k${number}, title={${tex(title)}}, note={${tex(text)}}, date={${date}}, url={${tex(address)}},\n eprint={${arxiv(number)}}}`,
  },
  ris: {
    name: 'a.ris',
    one: ({ number, title, text, date, address }) =>
      `TY  - JOUR\nTI  - ${inLine(title)}\nN1  - ${inLine(text)}\nDA  - ${date.replaceAll('-', '/')}\nUR  - ${address}\nM1  - arXiv:${arxiv(number)}\nER  - `,
  },
  csl: {
    name: 'a.json',
    before: '[\n',
    one: ({ number, title, text, date, address }) =>
      json({
        id: number,
        type: 'article',
        title,
        annote: text,
        issued: { 'date-parts': [date.split('-').map(Number)] },
        URL: address,
        number: `arXiv:${arxiv(number)}`,
      }),
    between: ',\n',
    after: ']',
  },
  csv: {
    name: 'a.csv',
    before: 'Title,arXiv,Notes,Date,Url\n',
    one: ({ number, ...record }) =>
      [record.title, arxiv(number), record.text, record.date, record.address]
        .map((cell) => `"${cell.replaceAll('"', '""')}"`)
        .join(','),
  },
  papermemory: {
    name: 'a.json',
    before: '{"__dataVersion": 508,\n',
    one: ({ number, title, text, date, address }) =>
      `"Arxiv-${arxiv(number)}": ${json({ id: `Arxiv-${arxiv(number)}`, title, note: text, year: date, addDate: date, pdfLink: address, author: '', tags: [] })}`,
    between: ',\n',
    after: '}',
  },
  hypothesis: {
    name: 'a.json',
    before: '{"client_version":"1","annotations":[\n',
    one: (record) =>
      json({
        ...{
          id: `h${record.number}`,
          uri: page(record),
          text: record.text,
          created: record.date,
          tags: [record.address],
        },
        document: { title: [record.title] },
        target: [{ source: page(record), selector: [{ type: 'TextQuoteSelector', exact: `words ${record.number}` }] }],
      }),
    between: ',\n',
    after: ']}',
  },
  obsidian: {
    name: 'a.json',
    before: '[\n',
    one: (record) =>
      json({
        url: page(record),
        title: record.title,
        highlights: [
          { text: `words ${record.number}`, notes: [record.text], timestamp: record.date, color: record.address },
        ],
      }),
    between: ',\n',
    after: ']',
  },
  w3c: {
    name: 'a.jsonld',
    before: '{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":[\n',
    one: (record) =>
      json({
        ...{
          id: `urn:uuid:${uuid(3, record.number)}`,
          type: 'Annotation',
          created: record.date,
          bodyValue: record.text,
        },
        target: {
          source: { id: page(record), 'dcterms:title': record.title },
          selector: { type: 'TextQuoteSelector', exact: `words ${record.number}` },
        },
      }),
    between: ',\n',
    after: ']}',
  },
  listing: {
    name: 'a.txt',
    one: ({ number, title }) => `${inLine(title)}\narXiv:${arxiv(number)}\n`,
  },
}

const record = (number: number, more: Partial<One> = {}): One => ({
  ...{
    number,
    title: `Essay ${number} on the Café and the Tides`,
    text: `Text ${number}`,
    date: '2026-01-02',
    address: '',
  },
  ...more,
})

const fileOf = ({ before = '', one, between = '\n', after = '' }: Format, records: One[]) =>
  `${before}${records.map(one).join(between)}${after}`

/** What stood in the library before a file is brought. */
const mine = { facts: { keys: ['doi:10.5555/mine'], title: 'Mine, and nobody else’s', links: {} }, site: 'arxiv' }

async function start() {
  for (const table of db.tables) await table.clear()
  await perform({ do: 'note', id: uuid(9, 1), paper: mine, text: 'Mine.' })
}
beforeEach(start)

/** Brings a file, and sees that what stood in the library stands there as it did. */
async function brought(content: BlobPart, name: string) {
  const before = await db.notes.get(uuid(9, 1))
  const file = given(content, name)
  try {
    return await bring(readFile(file, NOW, await formatOf(file)))
  } finally {
    expect(await db.notes.get(uuid(9, 1))).toEqual(before)
    expect((await db.papers.where('keys').equals('doi:10.5555/mine').toArray())[0]?.title).toBe(mine.facts.title)
  }
}

const titles = async () =>
  (await db.papers.toArray()).map(({ title }) => title).filter((title) => title !== mine.facts.title)
const reason = async (reading: Promise<unknown>) =>
  await reading.then(
    () => 'read',
    (error: unknown) => (error instanceof NotReadable ? error.reason : error),
  )

describe.each(Object.entries(formats))('%s', (name, format) => {
  const file = (...records: One[]) => fileOf(format, records)

  test('is known by what it holds, and comes in', async () => {
    const content = file(record(1), record(2))
    expect(await formatOf(given(content, 'anything'))).toBe(name)
    expect(await brought(content, 'anything')).toMatchObject({ papers: { added: 2 }, left: 0 })
    expect(await titles()).toHaveLength(2)
    expect(await brought(content, 'anything')).toMatchObject({
      papers: { added: 0, same: 2 },
      notes: { added: 0 },
      highlights: { added: 0 },
      left: 0,
    })
  })

  test('empty, or of white space alone, is said to be empty', async () => {
    expect(await reason(brought('', format.name))).toBe('empty')
    expect(await reason(brought(' \n\t\n', format.name))).toBe('empty')
  })

  test('cut in the middle, what is whole comes in, and the rest is named', async () => {
    const content = file(record(1), record(2), record(3))
    const cut = content.slice(0, content.lastIndexOf('Essay 3') + 5)
    const came = await brought(cut, format.name)
    expect(came.papers.added).toBeGreaterThanOrEqual(2)
    // A list has no end, and a line of RIS or of a list may be as short as it likes.
    if (!['ris', 'listing'].includes(name))
      expect(came.rejected).toMatchObject([{ why: expect.stringMatching(/cut|broken/), line: expect.any(Number) }])
  })

  test.each([
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13])],
    ['prose', 'once upon a time there was nothing to read here, and nobody minded.'],
    ['other JSON', '{"a": [1, 2, {"b": null}]}'],
  ])('%s of that name is none', async (_what, content) => {
    expect(await reason(brought(content as BlobPart, format.name))).toMatch(/^(unknown|notJson)$/)
    expect(await titles()).toEqual([])
  })

  test('is read in any encoding', async () => {
    const content = file(record(1))
    const wide = (isBig: boolean, mark: boolean) => {
      const view = new DataView(new ArrayBuffer((content.length + 1) * 2))
      for (const [index, unit] of [0xfeff, ...Array.from(content, (_, at) => content.charCodeAt(at))].entries())
        view.setUint16(index * 2, unit, !isBig)
      return view.buffer.slice(mark ? 0 : 2)
    }
    const latin = Uint8Array.from(content, (sign) => sign.charCodeAt(0))
    for (const bytes of [
      `\uFEFF${content}`,
      latin,
      wide(false, true),
      wide(true, true),
      wide(false, false),
      wide(true, false),
    ]) {
      await start()
      await brought(bytes as BlobPart, format.name)
      expect((await titles()).join()).toMatch(/Café/)
    }
  })

  test('markup, scripts and signs of any plane are text, and addresses that run something are not kept', async () => {
    const hostile = '<img src=x onerror=alert(1)> <script>alert(1)</script> ]]> --- 𝔘𝔫𝔦 👩‍🔬 é "quoted"'
    await brought(
      file(record(1, { title: `Tides ${hostile}`, text: hostile, address: 'javascript:alert(1)' }), record(2)),
      format.name,
    )
    const stored = JSON.stringify(await everything())
    expect(stored).not.toMatch(/"(?:page|pdf|code|url)":"javascript/)
    expect(await titles()).toContainEqual(expect.stringContaining('Essay 2'))
    if (name !== 'papermargin')
      expect(await titles()).toContainEqual(expect.stringContaining('<script>alert(1)</script>'))
  })

  test('a day that does not exist is not stored', async () => {
    await brought(file(record(1, { date: '2026-02-30' }), record(2)), format.name)
    expect(JSON.stringify(await everything())).not.toContain('2026-02-30')
    expect(await titles()).toContainEqual(expect.stringContaining('Essay 2'))
  })

  test('what is there twice is stored once', async () => {
    await brought(file(record(1), record(1), record(2)), format.name)
    expect(await titles()).toHaveLength(2)
    expect((await db.highlights.toArray()).length).toBeLessThanOrEqual(2)
  })

  test('keys of a prototype and endless nesting change nothing but their record', async () => {
    const deep = '['.repeat(50_000) + ']'.repeat(50_000)
    const bad = json({
      ...JSON.parse('{"__proto__":{"title":"Polluted"},"constructor":{"prototype":{"polluted":1}}}'),
      x: 0,
    })
      .replace('"x":0', `"x":${deep}`)
      .replace('{', '{"__proto__":{"title":"Polluted"},')
    const { before = '', between = '\n', after = '' } = format
    const said = {
      papermemory: `"__proto__":${bad},"bad":${bad}`,
      bibtex: `@article{__proto__, __proto__={x}, title={${'{'.repeat(50_000)}${'}'.repeat(50_000)}}}`,
    }
    const first = said[name as keyof typeof said] ?? bad
    await brought(`${before}${[first, format.one(record(1))].join(between)}${after}`, format.name)
    expect((await titles()).filter((title) => title.includes('Polluted'))).toEqual([])
    expect(await titles()).toContainEqual(expect.stringContaining('Essay 1'))
    expect(({} as { polluted?: 1 }).polluted).toBeUndefined()
  })

  test('of a large file no more is held than a part', async () => {
    const { before = '', one, between = '\n', after = '' } = format
    const text = 'x'.repeat(name === 'listing' ? 20 : 4000)
    const count = name === 'listing' ? 20_000 : 1500
    const large: Source = {
      name: format.name,
      async *text() {
        yield before
        for (let number = 1; number <= count; number += 10) {
          const some = Array.from({ length: 10 }, (_, n) =>
            one(record(number + n, { text, title: `Essay ${number + n} ${text.slice(0, 20)}` })),
          )
          yield some.join(between) + (number + 10 <= count ? between : after)
        }
      },
    }
    let records = 0
    for await (const part of readFile(large, NOW, await formatOf(large))) {
      records += part.papers.length
      expect(recordsIn(part)).toBeLessThan(PART.records * 10)
      expect(JSON.stringify(part).length).toBeLessThan(4 * PART.units)
    }
    expect(records).toBe(count)
  }, 30_000)
})

test('a newer version of our own is refused, and nothing of it comes in', async () => {
  const content = fileOf(
    { ...(formats.papermargin as Format), before: '{"format":"papermargin","version":99,"papers":[' },
    [record(1)],
  )
  expect(await reason(brought(content, 'a.json'))).toBe('newer')
  const last = '{"format":"papermargin","highlights":[],"notes":[],"papers":[],"version":2}'
  expect(await reason(brought(last, 'a.json'))).toBe('newer')
  expect(await titles()).toEqual([])
})
