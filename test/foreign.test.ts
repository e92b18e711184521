import { expect, test } from 'vitest'
import type { FileRecords } from '@/lib/import/records'
import { read } from './given'

/** What was read, without what is made of it: ids and times. */
const brief = ({ papers, highlights, notes, rejected }: FileRecords) => ({
  papers: papers.map(({ keys, title, authors, venue, date, links, abstracts, tags }) => ({
    ...{ keys, title, authors, venue, date, links, tags },
    abstract: abstracts[0]?.text,
  })),
  highlights: highlights.map(({ exact, comment, field, start, end, color }) => [
    exact,
    comment,
    field,
    start,
    end,
    color,
  ]),
  notes: notes.map(({ text }) => text),
  rejected,
})

const abstract = 'We measure tides. The tide follows the moon: $m_t > 50\\%$ & more.'
const tides = {
  keys: ['doi:10.5555/tides', 'arxiv:2611.00001'],
  title: 'Tides über $x^2$ and moons',
  authors: ['Ada Tern', 'The Tide Group', 'Bo van der Berg'],
  venue: 'Journal of Shores',
  date: '2026-02',
  links: { page: 'https://example.org/a_b~c' },
  tags: ['sea', 'moon'],
  abstract,
}

test('BibTeX: names, TeX, formulas, macros, arXiv’s number, keywords, and notes with their lines', async () => {
  const file = String.raw`% A library
@comment{jabref-meta: x}
@string{shores = "Journal of Shores"}
@article{tern2026, title={Tides {\"u}ber $x^2$ and \emph{moons}}, author={Tern, Ada and {The Tide Group} and van der Berg, Bo},
  year=2026, month=feb, journal=shores, doi={10.5555/Tides}, eprint={2611.00001v2}, archivePrefix={arXiv}, keywords={sea, moon},
  abstract={We measure tides. The tide follows the moon: $m_t > 50\%$ \& more.}, url={https://example.org/a_b~c},
  note={Read \emph{twice}.
Ask Bo.}, annote={<b>Mine</b> \& yours}}
@inproceedings(wren, title = "Second " # "part", booktitle={Proc.\ of Shores}, date={2025-03-04}, author={Wren, Cy})
`
  const found = await read(file)
  expect(found.format).toBe('bibtex')
  expect(brief(found)).toMatchObject({
    papers: [tides, { title: 'Second part', authors: ['Cy Wren'], venue: 'Proc. of Shores', date: '2025-03-04' }],
    notes: ['<b>Mine</b> & yours', 'Read twice.\nAsk Bo.'],
    rejected: [],
  })
})

test('RIS, as Zotero writes it: notes with their lines and dashes, tags, a PDF', async () => {
  const file = `TY  - JOUR\r
TI  - ${tides.title}\r
AU  - Tern, Ada\r
AU  - The Tide Group\r
AU  - van der Berg, Bo\r
T2  - Journal of Shores\r
DA  - 2026/02//\r
PY  - 2026\r
DO  - 10.5555/Tides\r
M1  - arXiv:2611.00001\r
UR  - https://example.org/a_b~c\r
L1  - https://example.org/a.pdf\r
AB  - ${abstract}\r
KW  - sea\r
KW  - moon\r
N1  - One  - two\r
and a second line\r
N1  - Another note\r
ER  - \r
\r
TY  - CONF\r
T1  - Second part\r
A1  - Wren, Cy\r
Y1  - 2025///\r
ER  - \r
`
  const found = await read(file)
  expect(found.format).toBe('ris')
  expect(brief(found)).toMatchObject({
    papers: [
      { ...tides, links: { ...tides.links, pdf: 'https://example.org/a.pdf' } },
      { title: 'Second part', authors: ['Cy Wren'], date: '2025' },
    ],
    notes: ['One  - two\nand a second line', 'Another note'],
    rejected: [],
  })
})

test('CSL-JSON, as Zotero writes it: arXiv’s number in Extra is no note', async () => {
  const item = {
    id: 'tern',
    type: 'article-journal',
    title: 'Tides über <i>$x^2$</i> and moons',
    author: [
      { family: 'Tern', given: 'Ada' },
      { literal: 'The Tide Group' },
      { family: 'Berg', given: 'Bo', 'non-dropping-particle': 'van der' },
    ],
    'container-title': 'Journal of Shores',
    issued: { 'date-parts': [['2026', 2]] },
    DOI: '10.5555/tides',
    URL: 'https://example.org/a_b~c',
    abstract,
    keyword: 'sea, moon',
    note: 'arXiv:2611.00001 [cs]',
    annote: 'Mine.',
  }
  const found = await read(JSON.stringify([item, { id: 'none', type: 'book' }]))
  expect(found.format).toBe('csl')
  expect(brief(found)).toMatchObject({
    papers: [tides],
    notes: ['Mine.'],
    rejected: [{ kind: 'paper', number: 2, line: 1, why: 'untitled' }],
  })
})

test('CSV, as Zotero writes it, and a table of quotes: what was kept from a spreadsheet is itself again', async () => {
  const zotero = `\uFEFF"Key","Item Type","Publication Year","Author","Title","Publication Title","DOI","Url","Abstract Note","Date","Extra","Notes","Manual Tags"
"A1","journalArticle","2026","Tern, Ada; The Tide Group; van der Berg, Bo","${tides.title}","Journal of Shores","10.5555/Tides","https://example.org/a_b~c","${abstract}","2026-02","arXiv:2611.00001 [cs]","<p>A ""note""
in two lines</p>","sea; moon"
`
  const found = await read(zotero)
  expect(found.format).toBe('csv')
  expect(brief(found)).toMatchObject({ papers: [tides], notes: ['<p>A "note"\nin two lines</p>'], rejected: [] })
  const quotes = `title;doi;quote;comment;meaning\nTides;10.5555/tides;'=1+1;'-why;claim\nTides;10.5555/tides;moon;;\n`
  expect(brief(await read(quotes))).toMatchObject({
    papers: [{ keys: ['doi:10.5555/tides'] }],
    highlights: [
      ['=1+1', '-why', 'abstract', 0, 4, 'claim'],
      ['moon', '', 'abstract', 0, 4, 'imported'],
    ],
  })
})

test('PaperMemory: papers by their ids, with note, tags and code', async () => {
  const paper = {
    addDate: '2022-08-29T08:34:59.825Z',
    author: 'Ada Tern and Bo van der Berg',
    bibtex: '@article{x}',
    codeLink: 'https://example.org/code',
    id: 'Arxiv-2611.00001',
    note: 'Accepted',
    pdfLink: 'http://arxiv.org/pdf/2611.00001v7',
    source: 'arxiv',
    tags: ['sea', 'moon'],
    title: 'Tides',
    venue: 'ICCV',
    year: '2026',
  }
  const found = await read(JSON.stringify({ 'Arxiv-2611.00001': paper, __dataVersion: 508 }))
  expect(found.format).toBe('papermemory')
  expect(found.papers[0]?.createdAt).toBe(paper.addDate)
  expect(brief(found)).toMatchObject({
    papers: [
      {
        keys: ['arxiv:2611.00001'],
        authors: ['Ada Tern', 'Bo van der Berg'],
        date: '2026',
        tags: ['sea', 'moon'],
        links: { pdf: paper.pdfLink, code: paper.codeLink },
      },
    ],
    notes: ['Accepted'],
    rejected: [],
  })
})

const annotation = (more: object, ...selectors: object[]) => ({
  id: 'q1w2e3',
  created: '2026-01-02T03:04:05.678901+00:00',
  updated: '2026-01-03T03:04:05.678901+00:00',
  uri: 'https://arxiv.org/abs/2611.00001',
  user: 'acct:ada@hypothes.is',
  text: '',
  tags: [],
  document: { title: ['Tides'] },
  target: [{ source: 'https://arxiv.org/abs/2611.00001', ...(selectors.length > 0 && { selector: selectors }) }],
  ...more,
})

test('Hypothesis: quotes are highlights, page notes and replies notes, and the tags are the paper’s', async () => {
  const quote = { type: 'TextQuoteSelector', exact: 'the moon', prefix: 'follows ', suffix: ', mostly' }
  const place = { type: 'TextPositionSelector', start: 4711, end: 4719 }
  const annotations = [
    annotation({ text: 'Why?', tags: ['sea'] }, { type: 'RangeSelector' }, place, quote),
    annotation({ id: 'r4', text: 'On all of it', tags: ['moon'] }),
    annotation(
      { id: 'r5', text: 'A web page', uri: 'https://blog.example/post', document: { title: ['A post'] } },
      quote,
    ),
  ]
  const found = await read(JSON.stringify({ export_date: '', export_userid: '', client_version: '1', annotations }))
  expect(found.format).toBe('hypothesis')
  expect(found.highlights[0]).toMatchObject({ prefix: 'follows ', createdAt: '2026-01-02T03:04:05.678Z' })
  expect(brief(found)).toMatchObject({
    papers: [
      { keys: ['arxiv:2611.00001'], title: 'Tides', tags: ['sea', 'moon'] },
      { keys: ['title:apost'], links: { page: 'https://blog.example/post' } },
    ],
    highlights: [
      ['the moon', 'Why?', 'abstract', 0, 8, 'imported'],
      ['the moon', 'A web page', 'abstract', 0, 8, 'imported'],
    ],
    notes: ['On all of it'],
    rejected: [],
  })
  expect((await read(JSON.stringify({ total: 1, rows: annotations.slice(0, 1) }))).highlights).toHaveLength(1)
})

test('Obsidian’s clipper: what is highlighted on each page, its HTML as text', async () => {
  const highlights = [
    {
      text: '<p>The tide follows &amp; <b>leads</b></p>',
      timestamp: '2026-01-02T03:04:05.000Z',
      color: 'yellow',
      notes: ['a', 'b'],
      comment: 'a',
    },
    { text: 'The moon' },
  ]
  const found = await read(JSON.stringify([{ url: 'https://arxiv.org/abs/2611.00001v1', highlights }], null, 2))
  expect(found.format).toBe('obsidian')
  expect(brief(found)).toMatchObject({
    papers: [{ keys: ['arxiv:2611.00001'], title: 'arXiv:2611.00001' }],
    highlights: [
      ['The tide follows & leads', 'a\n\nb', 'abstract', 0, 24, 'yellow'],
      ['The moon', '', 'abstract', 0, 8, 'imported'],
    ],
    rejected: [],
  })
})

test('W3C annotations of others: bodies of any form, targets by address, places in code points', async () => {
  const own = { id: 'http://example.org/a1', type: 'Annotation', created: '2026-01-02T03:04:05Z' }
  const exact = 'moon'
  const selector = { type: 'TextQuoteSelector', exact }
  const items = [
    { ...own, bodyValue: 'Why?', target: { source: 'https://arxiv.org/abs/2611.00001', selector } },
    {
      ...own,
      id: 'http://example.org/a2',
      body: [{ type: 'TextualBody', value: 'sea', purpose: 'tagging' }, { value: 'On all' }],
      target: 'https://arxiv.org/abs/2611.00001',
    },
    { ...own, id: 'http://example.org/a3', target: 'https://arxiv.org/abs/2611.00001' },
  ]
  const expected = {
    papers: [{ keys: ['arxiv:2611.00001'], tags: ['sea'] }],
    highlights: [[exact, 'Why?', 'abstract', 0, 4, 'imported']],
    notes: ['On all'],
    rejected: [{ kind: 'record', why: 'invalid' }],
  }
  const context = 'http://www.w3.org/ns/anno.jsonld'
  for (const file of [
    items.map((item) => ({ '@context': context, ...item })),
    { '@context': context, type: 'AnnotationPage', items },
    { '@context': context, type: 'AnnotationCollection', first: { type: 'AnnotationPage', items } },
  ]) {
    const found = await read(JSON.stringify(file))
    expect(found.format).toBe('w3c')
    expect(brief(found)).toMatchObject(expected)
  }
  expect(brief(await read(JSON.stringify({ '@context': context, ...items[0] })))).toMatchObject({
    highlights: expected.highlights,
  })
})

test('lists of identifiers, and a listing as it is pasted', async () => {
  const found = await read('2611.00001\nhttps://doi.org/10.5555/tides\nPMID: 12345678\n')
  expect(found.format).toBe('listing')
  expect(found.papers.map(({ keys }) => keys)).toEqual([['arxiv:2611.00001'], ['doi:10.5555/tides'], ['pmid:12345678']])
  const ids = Array.from({ length: 12_000 }, (_, n) => `26${String(1 + (n % 12)).padStart(2, '0')}.${10_000 + n}`)
  expect((await read(ids.join('\n'))).papers).toHaveLength(ids.length)
})

test('what should be a text and is none at all keeps nothing beside it from coming in', async () => {
  // No text can be made of it.
  const odd = { toString: 1, valueOf: 1 }
  const uri = 'https://arxiv.org/abs/2611.00001'
  const selector = { type: 'TextQuoteSelector', exact: 'moon' }
  const ours = { 'dcterms:identifier': odd, 'dcterms:issued': odd, 'dcterms:bibliographicCitation': odd }
  const files = [
    [
      { type: 'Annotation', 'papermargin:record': { url: [] }, target: { source: uri, selector } },
      {
        type: 'Annotation',
        id: odd,
        body: { value: 'Why?', purpose: odd },
        target: { source: { id: uri, ...ours }, selector },
      },
      { type: 'Annotation', target: { source: { id: odd }, selector } },
    ],
    {
      client_version: '1',
      annotations: [
        {
          uri,
          tags: [odd, 'sea'],
          document: { highwire: { doi: [odd] }, dc: { identifier: [odd] }, link: [{ href: odd }] },
          target: [{ selector: [selector] }],
        },
      ],
    },
    [{ title: 'Tides', number: 'arXiv:2611.00001', issued: { 'date-parts': [[odd, odd]] } }],
    { 'Arxiv-2611.00001': { id: 'Arxiv-2611.00001', title: 'Tides', year: odd, pdfLink: uri }, __dataVersion: 1 },
  ]
  for (const file of files) {
    const { papers } = await read(JSON.stringify(file))
    expect(papers.map(({ keys }) => keys)).toContainEqual(['arxiv:2611.00001'])
  }
})

test('a sign that controls a terminal, beyond ASCII, in the first title does not make a picture of a file', async () => {
  const { papers } = await read(JSON.stringify([{ title: 'Tides\u0085 Measured', DOI: '10.5555/tides' }]))
  expect(papers.map(({ keys }) => keys)).toEqual([['doi:10.5555/tides']])
})
