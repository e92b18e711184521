import { plugins } from '@citation-js/core'
import { BibLatexParser, RISParser } from 'biblatex-csl-converter'
import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { toString as textOf } from 'mdast-util-to-string'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { citationStyles } from '@/lib/citation-style'
import { archive } from '@/lib/export/archive'
import { biblatex, bibtex } from '@/lib/export/bibtex'
import { citedAs } from '@/lib/export/citations'
import { cslJson } from '@/lib/export/csl-json'
import { columns, csv } from '@/lib/export/csv'
import { folder } from '@/lib/export/folder'
import { type Format, formats } from '@/lib/export/formats'
import { hypothesis } from '@/lib/export/hypothesis'
import { org } from '@/lib/export/org'
import { ris } from '@/lib/export/ris'
import { fold } from '@/lib/words'
import { read as readAgain } from './given'
import { entry, hostile, words } from './made'

const tides = entry(
  {
    keys: ['arxiv:2611.00001', 's2:77'],
    title: 'Tides of $f_{NN}$, & NASA\u2019s 50% {share}',
    authors: ['Ada B. Tern', 'Ludwig van Beethoven', '李明', 'Martin Luther King Jr.', 'Gull, Bo'],
    date: '2026-11-02',
    links: { page: 'https://arxiv.org/abs/2611.00001', code: 'https://a.example/code' },
    tags: ['to discuss', 'ebb, flow', '2026'],
    abstracts: [{ id: 'a', text: 'We measure $x^2$.', site: 'arxiv', seenAt: words.now }],
  },
  { quote: 'follows the moon', comment: 'Why *so*?\n\nTwice.', note: 'Look _again_.' },
)
const shores = entry({
  keys: ['doi:10.1234/abc'],
  title: 'Said by a page',
  venue: 'Proceedings of the Sea',
  date: '2025',
  edits: { title: 'Shores, as I call them', authors: ['Cy Puffin'], venue: 'Journal of Shores' },
})
const wild = entry(
  { title: hostile, authors: ['Dee Wild'], venue: hostile, organization: hostile, tags: [hostile.slice(0, 100)] },
  { quote: hostile, comment: hostile, note: hostile },
)
const all = [tides, shores, wild]

/** Letters and digits of any script: what no format may lose, whatever signs it writes otherwise. */
const letters = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '')
const nodes = (value: unknown): string =>
  Array.isArray(value) ? value.map(nodes).join('') : ((value as { text?: string }).text ?? '')

const read = (text: string) => {
  const { entries, errors } = new BibLatexParser(text, { processUnexpected: true }).parse()
  expect(errors).toEqual([])
  return Object.values(entries).map(({ entry_key, bib_type, fields }) => ({
    entry_key,
    bib_type,
    ...fields,
  })) as Record<string, unknown>[]
}

test.each([
  ['BibTeX', bibtex, '2026-11'],
  ['BibLaTeX', biblatex, '2026-11-02'],
])('%s is read by another reader: the citation, and the notes with it', (_name, write, date) => {
  const [one, two, three, ...more] = read(write(all, words))
  expect(more).toEqual([])
  expect(one).toMatchObject({
    entry_key: 'tern2026tides',
    bib_type: 'misc',
    date,
    doi: '10.48550/arXiv.2611.00001',
    eprint: '2611.00001',
    url: 'https://arxiv.org/abs/2611.00001',
  })
  expect(nodes(one?.title)).toBe('Tides of fNN, & NASA\u2019s 50% {share}')
  const authors = one?.author as Record<string, unknown>[]
  const names = authors.map(({ family, given, literal, prefix = [] }) =>
    literal ? nodes(literal) : [given, prefix, family].map(nodes).filter(Boolean).join(' '),
  )
  expect(names).toEqual(['Ada B. Tern', 'Ludwig van Beethoven', '李明', 'Martin Luther King', 'Bo Gull'])
  expect(nodes(one?.annotation)).toBe('“follows the moon” — CLAIM Why *so*?\n\nTwice.\n\nLook _again_.')
  // What the reader says of it counts.
  expect(two).toMatchObject({ entry_key: 'puffin2025shores', bib_type: 'article', doi: '10.1234/abc', date: '2025' })
  expect(nodes(two?.journaltitle)).toBe('Journal of Shores')
  expect(letters(nodes(three?.title))).toBe(letters(fold(hostile)))
  expect(letters(nodes(three?.annotation))).toBe(letters(`${fold(hostile)} CLAIM ${hostile} ${hostile}`))
})

test('braces that close nothing end no entry', () => {
  const open = [entry({ title: 'Open { only' }, { note: 'and } again' }), entry({ title: 'Next' })]
  expect(read(bibtex(open, words)).map(({ title }) => nodes(title))).toEqual(['Open  only', 'Next'])
})

test.each([
  ['\\input{/etc/passwd}'],
  ['\\immediate\\write18{ls}'],
  ['\\openin1=key'],
  ['x^^5cinput{key}'],
  ['\\def\\section{x}'],
  ['\\csname in\\endcsname'],
  ['\\directlua{x}'],
])('a formula that would have TeX do %s is written out, and one that is drawn stands', (formula) => {
  const text = bibtex([entry({ title: `Of $\\left(x^2\\right)$ and $${formula}$` })], words)
  expect(text).toContain('$\\left(x^2\\right)$ and \\$')
  expect(text).not.toContain(formula)
})

test('BibTeX has all signs of a hostile text for a reader that knows their commands', () => {
  const [, , three] = plugins.input.chain(bibtex(all, words), { forceType: '@bibtex/text', generateGraph: false })
  expect(fold(String(three?.title)).replaceAll('\u0000', '')).toContain('{a} }b{ \\input{/etc/passwd} $5 & 10% #1 _x_')
})

test('RIS is read by another reader, and no text begins a field or a record', () => {
  const text = ris(all, words)
  const { entries } = new RISParser(text).parse() as unknown as { entries: Record<string, { fields: object }> }
  const [one, two, three, ...more] = Object.values(entries).map(({ fields }) => fields) as Record<string, unknown>[]
  expect(more).toEqual([])
  expect(one).toMatchObject({ doi: '10.48550/arXiv.2611.00001', url: 'https://arxiv.org/abs/2611.00001' })
  expect(JSON.stringify(one?.author)).toContain('van Beethoven')
  expect(nodes(two?.title)).toBe('Shores, as I call them')
  expect(letters(nodes(three?.title))).toBe(letters(fold(hostile)))
  // A note for each quote and for each of the reader's notes, whole.
  const records = text.split('\r\nER  - \r\n')
  expect(records.map((record) => record.match(/^N1 {2}- /gm)?.length ?? 0)).toEqual([2, 0, 2, 0])
  expect(records[0]).toContain('N1  - “follows the moon” — CLAIM\r\nWhy *so*?\r\n\r\nTwice.\r\nN1  - Look _again_.')
  expect(text.match(/^TY {2}- /gm)).toHaveLength(3)
  expect(text.match(/^TI {2}- /gm)).toHaveLength(3)
  // Read as HTML by Zotero where it looks like it, so it is HTML.
  expect(records[2]).toContain('&lt;b&gt;bold&lt;/b&gt;')
})

test('no line of RIS is taken for a field, also in a note without tags', () => {
  const text = ris([entry({}, { note: 'One.\nTI  - forged\nER  - \nTwo.' })], words)
  expect(text.match(/^(?:TI|ER) {2}- /gm)).toEqual(['TI  - ', 'ER  - '])
  expect(text).toContain('N1  - One.\r\n\u200bTI  - forged')
})

test('nor is one that begins with white space, which readers of RIS pass over', async () => {
  const text = ris([entry({}, { note: 'One.\n TY  - JOUR\n\n\tTI  - forged\n\u00a0ER  - ' })], words)
  const { papers, notes } = await readAgain(text, 'a.ris')
  expect(papers.map(({ title }) => title)).toEqual(['Tides'])
  expect(notes.map((note) => note.text.replaceAll('\u200b', ''))).toEqual([
    'One.\n TY  - JOUR\n\n\tTI  - forged\n\u00a0ER  -',
  ])
})

test('CSL-JSON is read by citation-js as what it is, with notes where Zotero keeps them', () => {
  const items = JSON.parse(cslJson(all, words)) as Record<string, unknown>[]
  const known = plugins.input.chain(items, { forceType: '@csl/list+object', generateGraph: false })
  expect(known).toHaveLength(3)
  expect(known[0]).toMatchObject({
    type: 'article',
    title: tides.paper.title,
    publisher: 'arXiv',
    number: 'arXiv:2611.00001',
    issued: { 'date-parts': [[2026, 11, 2]] },
    abstract: 'We measure $x^2$.',
    keyword: 'to discuss,ebb flow,2026',
    note: '“follows the moon” — CLAIM\nWhy *so*?\n\nTwice.\n\nLook _again_.',
  })
  const authors = known[0]?.author as object[]
  expect(authors[1]).toEqual({
    family: 'Beethoven',
    given: 'Ludwig',
    'non-dropping-particle': 'van',
  })
  expect(items[0]?.custom).toEqual({ keys: tides.paper.keys, ...tides.paper.links })
  expect(known[1]).toMatchObject({ type: 'article-journal', 'container-title': 'Journal of Shores' })
  expect(known[2]?.title).toBe(fold(hostile))
})

test('papers that would have one id have ids of their own', () => {
  const twice = [tides, tides, entry({ title: '潮汐', keys: ['acl:2020.acl-main.1'] })]
  expect(read(bibtex(twice, words)).map(({ entry_key }) => entry_key)).toEqual([
    'tern2026tides',
    'tern2026tides_2',
    'acl_2020_acl_main_1',
  ])
})

/** A table read as RFC 4180 says and in no other way: section 2, rules 1 to 7. */
function strictly(text: string): string[][] {
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y
  const rows: string[][] = [[]]
  while (field.lastIndex < text.length) {
    const found = field.exec(text)
    if (!found) throw new Error(`Not RFC 4180 at ${field.lastIndex}.`)
    rows.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '')
    if (found[3] === '\r\n' && field.lastIndex < text.length) rows.push([])
  }
  return rows
}

test('CSV is RFC 4180, read alike by papaparse, and no cell of it is a formula', () => {
  const text = csv([...all, entry({ title: '\u200b＝1', tags: ['@x'] })], words)
  expect(text.startsWith('\ufeff')).toBe(true)
  const rows = strictly(text.slice(1))
  expect(Papa.parse(text, { skipEmptyLines: true }).data).toEqual(rows)
  const [head, ...body] = rows
  expect(head).toEqual([...columns])
  expect(body.every((row) => row.length === columns.length)).toBe(true)
  const cell = (row: number, column: (typeof columns)[number]) => body[row]?.[columns.indexOf(column)]
  expect(body.map((row) => row[0])).toEqual(['highlight', 'note', 'paper', 'highlight', 'note', 'paper'])
  expect([cell(0, 'quote'), cell(0, 'meaning'), cell(0, 'comment')]).toEqual([
    'follows the moon',
    'CLAIM',
    'Why *so*?\n\nTwice.',
  ])
  expect(cell(0, 'citation')).toMatch(/^Ada B\. Tern, .* \(2026\)\. Tides/)
  expect(cell(2, 'title')).toBe('Shores, as I call them')
  expect(cell(4, 'note')).toBe(hostile)
  expect(cell(5, 'title')).toBe("'\u200b＝1")
  expect(body.flat().filter((one) => /^[\s\u200b]*[=+\-@＝]/.test(one))).toEqual([])
})

/** The properties as a reader line by line finds them (YAML 1.2, 7.3: what is quoted singly, doubly, and not). */
function properties(text: string): Record<string, string> {
  const [, block] = /^---\n(.*?)\n---\n/s.exec(text) ?? []
  const said = (value = '') => {
    if (value.startsWith("'")) return value.slice(1, -1).replaceAll("''", "'")
    return value.startsWith('"') ? JSON.parse(value.replaceAll('\\0', '\\u0000').replaceAll('\\a', '\\u0007')) : value
  }
  return Object.fromEntries(
    (block ?? '').split('\n').map((line) => {
      const [name = '', value] = line.split(/: (.*)/s)
      return [name, said(value)]
    }),
  )
}

test('a folder has a file for each paper, its properties in single lines that nothing in a title ends', () => {
  const files = folder(
    [
      ...all,
      entry({ title: 'shores: as I call them?' }),
      entry({ title: 'CON' }),
      entry({ title: 'com¹ .x' }),
      entry({ title: '../..' }),
    ],
    words,
  )
  expect(files.map(({ name }) => name)).toEqual([
    'Tides of $f_ NN $, & NASA\u2019s 50 share.md',
    'Shores, as I call them.md',
    expect.stringMatching(/^He said =cmd/),
    'shores as I call them.md',
    'CON_.md',
    'com¹_ .x.md',
    'Paper.md',
  ])
  expect(files.every(({ name }) => new TextEncoder().encode(name).length < 130)).toBe(true)
  expect(properties(files[0]?.text as string)).toMatchObject({
    authors: '[Ada B. Tern, Ludwig van Beethoven, 李明, Martin Luther King Jr., "Gull, Bo"]',
    date: '2026-11-02',
    arxiv: '2611.00001',
    tags: '[to-discuss, ebb-flow, _2026]',
    url: 'https://arxiv.org/abs/2611.00001',
  })
  const [first, , odd] = files.map(({ text }) => parse(/^---\n(.*?)\n---\n/s.exec(text)?.[1] ?? ''))
  expect(first).toMatchObject({
    authors: tides.paper.authors,
    arxiv: '2611.00001',
    tags: ['to-discuss', 'ebb-flow', '_2026'],
  })
  expect(odd.title).toBe(fold(hostile))
  const third = properties(files[2]?.text as string)
  expect(third.title).toBe(fold(hostile))
  expect(Object.keys(third).sort()).toEqual([
    'added',
    'authors',
    'identifiers',
    'organization',
    'tags',
    'title',
    'venue',
  ])
})

test('Markdown says what is meant to another parser: titles are text, quotes are quotes, notes are the reader’s', () => {
  const [file] = folder([wild], words)
  const body = file?.text.replace(/^---\n.*?\n---\n/s, '') ?? ''
  const { children } = fromMarkdown(body)
  expect(children[0]).toMatchObject({ type: 'heading', depth: 1 })
  expect(textOf(children[0])).toBe(fold(hostile).replaceAll('\u0000', '\ufffd'))
  const quote = children.find(({ type }) => type === 'blockquote')
  expect(textOf(quote)).toBe(fold(hostile).replaceAll('\u0000', '\ufffd'))
})

test('Hypothesis JSON has what Hypothesis’ client takes of an annotation that it imports', () => {
  // hypothesis/client, src/sidebar/services/import-annotations.ts (2026): document, tags, target, text and uri.
  const { annotations } = JSON.parse(hypothesis(all, words.now, words.meaning)) as {
    annotations: Record<string, unknown>[]
  }
  const taken = annotations.map(({ document, tags, target, text, uri }) => ({ document, tags, target, text, uri }))
  expect(taken.slice(0, 2)).toEqual([
    {
      document: { title: [tides.paper.title] },
      tags: ['CLAIM'],
      target: [
        {
          source: 'https://arxiv.org/abs/2611.00001',
          selector: [expect.objectContaining({ type: 'TextQuoteSelector', exact: 'follows the moon' })],
        },
      ],
      text: 'Why *so*?\n\nTwice.',
      uri: 'https://arxiv.org/abs/2611.00001',
    },
    {
      document: { title: [tides.paper.title] },
      tags: [],
      target: [{ source: 'https://arxiv.org/abs/2611.00001' }],
      text: 'Look _again_.',
      uri: 'https://arxiv.org/abs/2611.00001',
    },
  ])
  expect(taken[3]?.text).toBe(hostile)
})

test('files of one name in any case are two files, and come out of an archive as they went in', async () => {
  const files = folder([entry({ title: 'Foam' }), entry({ title: 'FOAM' }), wild], words)
  expect(files.map(({ name }) => name).slice(0, 2)).toEqual(['Foam.md', 'FOAM 2.md'])
  const zip = unzipSync(new Uint8Array(await (await archive(files)).arrayBuffer()))
  expect(Object.keys(zip)).toEqual(files.map(({ name }) => name))
  expect(Object.values(zip).map((bytes) => new TextDecoder().decode(bytes))).toEqual(
    files.map(({ text }) => text.toWellFormed()),
  )
})

test('Org has a headline for each paper and nothing that a note began', () => {
  const text = org(all, words)
  expect(text.match(/^\*+ .*/gm)?.map((line) => line.split(' ')[0])).toEqual([
    '*',
    '**',
    '***',
    '**',
    '*',
    '*',
    '**',
    '***',
    '**',
  ])
  expect(text).toContain('\n#+begin_src markdown\nWhy *so*?\n\nTwice.\n#+end_src\n')
  const blocks = text.match(/^#\+(begin|end)_(src|quote)/gm) ?? []
  expect(blocks.map((line) => line.slice(2, 5)).join()).toBe('beg,end,beg,end,beg,end,beg,end,beg,end,beg,end')
  expect(text).toContain('\n,* headline\n,#+end_src\n')
})

test('Emacs finds nothing in Org that it would run', () => {
  const traps = '-*- eval: (ls) -*- [[elisp:(ls)][x]] <shell:ls> src_sh{ls} call_f() Local Variables:'
  const text = org(
    [entry({ title: traps, venue: traps }, { quote: traps, comment: 'Local Variables:', note: traps })],
    words,
  )
  const outside = text.replace(/#\+begin_src markdown\n.*?\n#\+end_src/gs, '')
  expect(outside).not.toMatch(/-\*-|\b(?:elisp|shell):|\b(?:src|call)_/)
  expect(text).not.toContain('Local Variables:')
})

test('no text and no fact is too odd for a format or a style', async () => {
  const writers = await Promise.all(Object.values<Format>(formats).map((format) => format.load()))
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 })
  const odd = fc.oneof(text, fc.constantFrom(...hostile.split('\r\n'), 'toString', '__proto__'))
  await fc.assert(
    fc.asyncProperty(odd, odd, odd, odd, async (title, name, venue, note) => {
      const one = entry({ title, authors: [name], venue, tags: [name] }, { quote: title, comment: note, note })
      for (const write of writers) await write([one], words)
      for (const style of citationStyles) if (style !== 'short') citedAs(style, one.paper)
    }),
    { numRuns: 40 },
  )
}, 60_000)

test('every format has quote, meaning, comment, note and citation together, and takes any text', async () => {
  for (const [name, format] of Object.entries<Format>(formats)) {
    const writer = await format.load()
    const made = await writer([tides], words)
    const text = typeof made === 'string' ? made : made.map(({ text }) => text).join('\n')
    const said = ['follows the moon', name === 'json' ? 'claim' : 'CLAIM', 'so', 'again', 'Tern', '2026', '2611.00001']
    expect([name, said.filter((one) => !text.includes(one))]).toEqual([name, []])
    // As promises, whatever they are: what one throws fails the test.
    await writer([wild], words)
    await writer([], words)
  }
})
