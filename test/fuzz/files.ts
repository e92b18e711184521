import fc from 'fast-check'
import { db } from '@/lib/db'
import { type FormatName, formats } from '@/lib/export/formats'
import { formatOf, readFile } from '@/lib/import/formats'
import { schemas } from '@/lib/import/json'
import { type FileRecords, NotReadable } from '@/lib/import/records'
import { sourceOf } from '@/lib/import/source'
import { bring } from '@/lib/library/bring'
import { type Garble, garbledLine, lineGarble, seldom } from './hostile'
import { named } from './named'
import { shelf, sound } from './shelf'
import type { Target } from './target'
import { type Spoil, spoil, spoiled } from './values'

const NOW = '2026-11-23T12:00:00.000Z'

/** Files of programs that we only read. */
const foreign: Record<string, string> = {
  'papermemory.json': JSON.stringify({
    'Arxiv-2611.00001': {
      ...{ id: 'Arxiv-2611.00001', title: 'Tides, Measured', author: 'Ada Tern and Bo Gull', year: '2026' },
      ...{ pdfLink: 'https://arxiv.org/pdf/2611.00001', codeLink: '', note: 'Read **again**', tags: ['sea'] },
      addDate: '2026-11-02T10:00:00.000Z',
    },
    'Arxiv-2611.00002': { id: 'Arxiv-2611.00002', title: 'Foam, Counted', author: '', year: '2025', tags: [] },
    __dataVersion: 508,
  }),
  'obsidian.json': JSON.stringify([
    {
      url: 'https://arxiv.org/abs/2611.00001',
      title: 'Tides, Measured',
      highlights: [
        { content: '<b>The tide</b> follows the moon', notes: ['Why?'], timestamp: 1_762_000_000_000, color: 'red' },
      ],
    },
    {
      url: 'https://doi.org/10.5555/foam',
      title: 'Foam, Counted',
      highlights: [{ text: 'most of it', createdAt: 'yesterday' }],
    },
  ]),
  'zotero.bib': `@article{tern2026, title = {{Tides}, {M}easured \\& weighed}, author = {Tern, Ada and Gull, Bo and others},
  journal = "Annals of {\\'E}tudes", year = 2026, month = nov, doi = {10.5555/tides}, abstract = {The tide $x^2$ follows.}, note = {one}}
@string{acl = "ACL"}
@comment{none}
@inproceedings(foam, title = "Foam" # " Counted", booktitle = acl, eprint = {2611.00002}, archiveprefix = {arXiv})
`,
  'mendeley.ris':
    'TY  - JOUR\r\nTI  - Tides, Measured\r\nAU  - Tern, Ada\r\nPY  - 2026/11/02/\r\nDO  - 10.5555/tides\r\nN1  - one\r\nKW  - sea\r\nER  - \r\n\r\nTY  - CONF\nT1  - Foam, Counted\nUR  - https://arxiv.org/abs/2611.00002\nER  - \n',
  'zotero.csv':
    'Key,Title,Author,Publication Year,DOI,Url,Notes,Manual Tags\r\nA,"Tides, ""Measured""","Tern, Ada; Gull, Bo",2026,10.5555/tides,https://example.org/a,"one\ntwo",sea; moon\r\nB,Foam,,2025,,https://arxiv.org/abs/2611.00002,,\r\n',
  'list.txt':
    'Tides, Measured\nAda Tern, Bo Gull\narXiv:2611.00001\n\nFoam, Counted\nhttps://doi.org/10.5555/foam\n[3] B. Gull. Kelp. 2025. arXiv:2611.00003\n',
}

const read: FormatName[] = ['json', 'w3c', 'hypothesis', 'csl', 'bibtex', 'biblatex', 'ris', 'csv']

/** A real file of each format. */
let files: { name: string; text: string; content?: unknown }[] = []

async function made(): Promise<typeof files> {
  const own = read.map(async (format) => {
    const { extension, load } = formats[format]
    return [`${format}.${extension}`, (await (await load())(shelf, named)) as string] as const
  })
  return [...(await Promise.all(own)), ...Object.entries(foreign)].map(([name, text]) => {
    const isJson = /json/.test(name.slice(name.lastIndexOf('.')))
    return { name, text, ...(isJson && { content: JSON.parse(text) }) }
  })
}

interface Input {
  file: number
  /** The name it is given, which need not say what it is. */
  name: number
  spoils: Spoil[]
  lines: { how: 'drop' | 'repeat' | 'move'; at: number; to: number }[]
  garbles: (Garble & { line: number })[]
  bytes: { at: number; byte: number }[]
  /** Where it breaks off. */
  cut?: number
  encoding: 'utf-8' | 'utf-16' | 'latin-1' | 'marked'
  /** Bytes of no meaning in its place. */
  noise?: Uint8Array<ArrayBuffer>
}

const input: fc.Arbitrary<Input> = fc.record({
  file: fc.nat(1_000_000),
  name: fc.nat(20),
  spoils: fc.array(spoil, { maxLength: 4 }),
  lines: fc.array(
    fc.record({ how: fc.constantFrom('drop', 'repeat', 'move'), at: fc.nat(1_000_000), to: fc.nat(1_000_000) }),
    { maxLength: 2 },
  ),
  garbles: fc.array(lineGarble, { maxLength: 2 }),
  bytes: fc.array(fc.record({ at: fc.nat(1_000_000), byte: fc.nat(255) }), { maxLength: 2 }),
  cut: seldom(8, fc.nat(1_000_000)),
  encoding: fc.oneof(
    { weight: 8, arbitrary: fc.constant('utf-8' as const) },
    { weight: 1, arbitrary: fc.constantFrom('utf-16', 'latin-1', 'marked') },
  ),
  noise: seldom(20, fc.uint8Array({ maxLength: 400 }) as fc.Arbitrary<Uint8Array<ArrayBuffer>>),
})

function bytesOf({ file, spoils, lines, garbles, bytes, cut, encoding, noise }: Input): Uint8Array<ArrayBuffer> {
  if (noise) return noise
  const { text, content } = files[file % files.length] as (typeof files)[number]
  let changed =
    content !== undefined && spoils.length > 0 ? (JSON.stringify(spoiled(content, spoils), null, 1) ?? '') : text
  for (const { how, at, to } of lines) {
    const all = changed.split('\n')
    const [line = ''] = how === 'repeat' ? all.slice(at % all.length) : all.splice(at % all.length, 1)
    if (how !== 'drop') all.splice(to % (all.length + 1), 0, line)
    changed = all.join('\n')
  }
  changed = garbles.reduce(garbledLine, changed)
  if (cut !== undefined) changed = changed.slice(0, cut % (changed.length + 1))
  const coded = encoded(changed, encoding)
  for (const { at, byte } of bytes) if (coded.length > 0) coded[at % coded.length] = byte
  return coded
}

function encoded(text: string, encoding: Input['encoding']): Uint8Array<ArrayBuffer> {
  if (encoding === 'latin-1') return Uint8Array.from(text, (sign) => sign.charCodeAt(0))
  if (encoding === 'utf-16') {
    const units = Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
    return new Uint8Array(units.buffer)
  }
  return new TextEncoder().encode(encoding === 'marked' ? `\uFEFF${text}` : text)
}

/** Every record that a file is read as must parse as what is stored. */
async function* parsing(parts: AsyncIterable<FileRecords>): AsyncGenerator<FileRecords> {
  for await (const part of parts) {
    for (const table of ['papers', 'highlights', 'notes'] as const)
      for (const record of part[table]) {
        const { error } = schemas[table].safeParse(record)
        if (error) throw new Error(`A file is read as what does not parse: ${error.message}`)
      }
    yield part
  }
}

/** Files of every format as they come from elsewhere, broken, and files of no format, brought into one library. */
export const imports: Target<Input> = {
  input,
  async begin() {
    files = await made()
    for (const table of db.tables) await table.clear()
  },
  async feed(given) {
    const { name } = files[
      given.name < 18 ? given.file % files.length : given.name % files.length
    ] as (typeof files)[number]
    const file = sourceOf(new Blob([bytesOf(given)]), name)
    const began = performance.now()
    let came = false
    try {
      const { papers } = await bring(parsing(readFile(file, NOW, await formatOf(file))))
      came = papers.added + papers.changed + papers.joined + papers.same > 0
    } catch (error) {
      if (!(error instanceof NotReadable)) throw error
    }
    return { ms: performance.now() - began, came, ...(!given.noise && { of: name }) }
  },
  end: sound,
}

/** The records of a file's JSON: an array, a list in it, or its members. */
function recordsOf(content: object): Record<string, unknown> {
  const { items, annotations, papers } = content as Record<string, Record<string, unknown> | undefined>
  return items ?? annotations ?? papers ?? (content as Record<string, unknown>)
}

/** The ids of all that a file's JSON is read as. */
async function idsOf(name: string, content: unknown): Promise<string[]> {
  const file = sourceOf(new Blob([JSON.stringify(content)]), name)
  const ids: string[] = []
  for await (const { papers, highlights, notes } of parsing(readFile(file, NOW, await formatOf(file))))
    ids.push(...[...papers, ...highlights, ...notes].map(({ id }) => id))
  return ids
}

/** Files of which one record is broken: all others are read as if it were not there. */
export const records: Target<{ file: number; record: number; spoils: Spoil[] }> = {
  input: fc.record({
    file: fc.nat(1000),
    record: fc.nat(1000),
    spoils: fc.array(spoil, { minLength: 1, maxLength: 4 }),
  }),
  async feed({ file, record, spoils }) {
    if (files.length === 0) files = await made()
    // What annotations of one source say of it stands in the first of them, and is missing without it.
    const whole = files.filter(({ name, content }) => content !== undefined && name !== 'w3c.jsonld')
    const { name, content } = whole[file % whole.length] as (typeof files)[number]
    const [broken, without] = [structuredClone(content) as object, structuredClone(content) as object]
    const keys = Object.keys(recordsOf(broken)).filter((key) => key !== '__dataVersion')
    // By what it begins with a file is known: endless, its first record would hide what it is.
    const key = keys[1 + (record % (keys.length - 1))] as string
    recordsOf(broken)[key] = spoiled(recordsOf(broken)[key], spoils) ?? null
    const others = recordsOf(without)
    if (Array.isArray(others)) others.splice(Number(key), 1)
    else delete others[key]
    const began = performance.now()
    const read = new Set(await idsOf(name, broken))
    const ms = performance.now() - began
    const lost = (await idsOf(name, without)).filter((id) => !read.has(id))
    if (lost.length > 0) throw new Error(`A broken record keeps ${lost.length} others out of ${name}`)
    return { ms, of: name, came: true }
  },
}
