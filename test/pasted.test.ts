import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { titleKey } from '../lib/identity'
import { readPasted } from '../lib/import/pasted'
import { Key, PaperFacts } from '../lib/paper'

const today = new Date('2026-11-23')
const read = (text: string) => readPasted(text, today)
const titles = (text: string) => read(text).map(({ title }) => title)

const sea = 'The sea follows the moon, as everybody on a shore knows. We propose to measure how far it does. '
  .repeat(4)
  .trim()
const foam = `Foam is what remains of waves. ${'In this paper we count its bubbles by ear. '.repeat(8)}Code: https://foam.example/code`

const listing = `new

Get trending papers in your email inbox!

Subscribe

Daily Papers

byTern and the research community

Nov 21

Tides Follow Moons -- At Every Shore We Asked

${sea}

  • 5 authors
·
Mar 22, 2022

Foam, Counted

${foam}

GullLab Gull Laboratory
·
May 29 12

When Do Waves Break? From the Perspective of Sand!

${sea}

Terns

${foam}

  • 1 author
·
Dec 9
`

const papers = [
  {
    title: 'Tides Follow Moons -- At Every Shore We Asked',
    abstract: sea,
    authorCount: 5,
    date: '2022-03-22',
    comments: 0,
  },
  { title: 'Foam, Counted', abstract: foam, organization: 'GullLab Gull Laboratory', date: '2026-05-29', comments: 12 },
  { title: 'When Do Waves Break? From the Perspective of Sand!', abstract: sea },
  { title: 'Terns', abstract: foam, authorCount: 1, date: '2025-12-09', comments: 0 },
]
const keyed = papers.map((paper) => ({ ...paper, keys: [titleKey(paper.title)], links: {} }))

/** Lines broken as mail breaks them. */
const broken = (text: string) => text.replace(/(.{1,72})(?: |$)/gm, '$1\n')

test.each([
  ['as it is copied', listing],
  ['without blank lines', listing.replace(/\n+/g, '\n')],
  ['with more blank lines', listing.replaceAll('\n', '\n\n')],
  ['from Windows', listing.replaceAll('\n', '\r\n')],
  ['without what stands around it', listing.slice(listing.indexOf('Tides'))],
  ['with paragraphs broken into lines', listing.replace(/^.{200,}$/gm, broken)],
  ['with its foot in one line', listing.replace(/\n·\n/g, ' · ')],
])('a listing is read %s', (_how, text) => {
  expect(read(text)).toEqual(keyed)
})

test('a listing in another order, or cut off after an abstract, is read in that order', () => {
  const [head = '', ...rest] = listing.split(/(?=^Foam, C|^When|^Terns)/m)
  const turned = [...rest.toReversed(), head.slice(head.indexOf('Tides'))].join('\n')
  expect(titles(turned)).toEqual(papers.map(({ title }) => title).toReversed())
  expect(read(listing.slice(0, listing.indexOf('Terns'))).at(-1)).toEqual(keyed[2])
})

test('cards without abstracts keep their titles, and the beginning of an abstract is none', () => {
  expect(read('Tides Follow Moons\n\n  • 3 authors\n·\nMar 2, 2024 1\n\nFoam\n·\nMay 2')).toMatchObject([
    { title: 'Tides Follow Moons', authorCount: 3, date: '2024-03-02', comments: 1 },
    { title: 'Foam', date: '2026-05-02' },
  ])
  const [cut] = read(`Tides Follow Moons\n\n${sea.slice(0, 320)}…\n\n• 3 authors`)
  expect(cut).toMatchObject({ title: 'Tides Follow Moons', authorCount: 3 })
  expect(cut).not.toHaveProperty('abstract')
})

test('a list of identifiers gives one paper for each, by their keys', () => {
  const text = `2611.00001
https://arxiv.org/pdf/2611.00002v3
arXiv:hep-th/9901001
https://huggingface.co/papers/2611.00003
10.1143/PTP.101.1155
https://doi.org/10.1000/Xyz
doi: 10.48550/arXiv.2611.00004
PMID: 12345
31234567
https://pubmed.ncbi.nlm.nih.gov/31234568/
2611.00001v2
2611.00005, 2611.00006`
  expect(read(text).map(({ keys }) => keys.join())).toEqual([
    'arxiv:2611.00001',
    'arxiv:2611.00002',
    'arxiv:hep-th/9901001',
    'arxiv:2611.00003',
    'doi:10.1143/ptp.101.1155',
    'doi:10.1000/xyz',
    'arxiv:2611.00004',
    'pmid:12345',
    'pmid:31234567',
    'pmid:31234568',
    'arxiv:2611.00005',
    'arxiv:2611.00006',
  ])
  expect(read('2611.00001')).toEqual([
    { keys: ['arxiv:2611.00001'], title: 'arXiv:2611.00001', links: { page: 'https://arxiv.org/abs/2611.00001' } },
  ])
})

test('a list of titles gives them all, whatever the script, the bullets and the quotes', () => {
  const list = [
    'Tides and Moons',
    'xLSTM: More of It',
    'DINOv9',
    '潮汐と月の関係に関する研究',
    'Приливы и луна',
    'Is It Foam?',
  ]
  expect(titles(list.join('\n'))).toEqual(list)
  expect(titles(list.join('\r\n\r\n'))).toEqual(list)
  expect(titles(list.map((title, at) => `${at + 1}. ${title}`).join('\n'))).toEqual(list)
  expect(titles(list.map((title) => `- “${title}”`).join('\n'))).toEqual(list)
})

test('a title and its identifier are one paper: in one line, by turns, or labelled', () => {
  const wanted = [
    ['arxiv:2611.00001', 'Tides and Moons'],
    ['arxiv:2611.00002', 'Sea and Foam'],
  ]
  for (const text of [
    'Tides and Moons, arXiv:2611.00001\n2611.00002 - Sea and Foam',
    '* [Tides and Moons](https://arxiv.org/abs/2611.00001)\n* [Sea and Foam](https://arxiv.org/abs/2611.00002)',
    'Tides and Moons\nhttps://arxiv.org/abs/2611.00001\nSea and Foam\nhttps://arxiv.org/abs/2611.00002',
    'arXiv:2611.00001\nTides and Moons\n\narXiv:2611.00002\nSea and Foam',
    '[1] arXiv:2611.00001 [pdf, html, other]\nTitle: Tides and Moons\nAda Tern, Bo Gull\nSubjects: Seas (sea.SH)\n\n' +
      '[2] arXiv:2611.00002 (cross-list from sea.WV) [pdf]\nTitle: Sea and Foam\nCy Wren\nComments: 9 pages',
  ])
    expect(
      read(text).map(({ keys, title }) => [keys.join(), title]),
      text,
    ).toEqual(wanted)
  expect(read('arXiv:2611.00001\nTitle: Tides\nAda Tern, Bo Gull\nSubjects: Seas')[0]?.authors).toEqual([
    'Ada Tern',
    'Bo Gull',
  ])
})

test('a reference or a message that names a paper gives its identifier, and no title that is none', () => {
  for (const text of [
    '[3] A. Tern and B. Gull. Tides and moons, by the sea. arXiv preprint arXiv:2611.00001, 2026.',
    'See https://arxiv.org/abs/2611.00001 for the details',
    'arXiv:2611.00001v1 [sea.SH] 5 Nov 2026',
  ])
    expect(
      read(text).map(({ keys, title }) => [keys.join(), title]),
      text,
    ).toEqual([['arxiv:2611.00001', 'arXiv:2611.00001']])
  const cited = '1. Tern A, Gull B. Tides and moons. Sea. 2026;12(3):11-20. doi: 10.1000/xyz. PMID: 37012345'
  expect(read(cited).map(({ keys }) => keys)).toEqual([['doi:10.1000/xyz', 'pmid:37012345']])
})

test('names below a title are its authors', () => {
  const text = 'Tides and Moons\nAda Tern, Bo de Gull and Cy Wren\nSea and Foam\nD. Auk, E. Coot\nSand'
  expect(read(text).map(({ title, authors }) => [title, authors])).toEqual([
    ['Tides and Moons', ['Ada Tern', 'Bo de Gull', 'Cy Wren']],
    ['Sea and Foam', ['D. Auk', 'E. Coot']],
  ])
})

test('titles, each above its abstract, need nothing else', () => {
  expect(titles(`Tides Follow Moons\n\n${sea}\n\nFoam, Counted\n\n${foam}`)).toEqual([
    'Tides Follow Moons',
    'Foam, Counted',
  ])
})

const prose = 'We walked along the shore until night came, and nobody spoke. In the morning the tide was low. '.repeat(
  5,
)
test.each([
  ['nothing', ''],
  ['a sentence', 'We walked along the shore until night came, and nobody spoke of it.'],
  ['a letter', 'Dear Ada,\n\nthanks for your mail. I will come on Monday.\n\nYours,\nBo'],
  ['an essay with headings', `The North Shore\n\n${prose}\n\nThe South Shore\n\n${prose}`],
  ['an essay that names a paper', `${prose}\n\nAs arXiv:2611.00001 says, the tide was low, and so we went home again.`],
  ['an essay in broken lines', broken(prose)],
  ['code', 'const tide = moon()\nif (tide) {\n  return tide.at(1);\n}'],
  ['the furniture of a page', 'Daily Papers\n\nSubscribe\n\nLog In\nSign Up\nModels\nDatasets\n42\n·'],
])('%s has no papers', (_what, text) => {
  expect(read(text)).toEqual([])
})

test('hostile texts are read in no time, and what is read can be stored', () => {
  const texts = [
    'a b '.repeat(500_000),
    '[[(10.1/'.repeat(200_000),
    `${'Ab. '.repeat(100_000)}${'\n· · ·'.repeat(20_000)}`,
    `Tides\u0000 and\u202E Moons\n${'x'.repeat(1_000_000)} y`,
    `${'Tides '.repeat(45)}\n${'海'.repeat(290)}`,
    listing,
  ]
  for (const text of texts) {
    const begun = performance.now()
    for (const paper of read(text)) expect(PaperFacts.safeParse(paper).success).toBe(true)
    expect(performance.now() - begun).toBeLessThan(20_000)
  }
})

test('the key of a title is that of its letters and digits', () => {
  expect(titleKey('Tides -- Ｍoons, 2nd ﬁnding: Straße')).toBe('title:tidesmoons2ndfindingstrasse')
  expect(titleKey('TIDES—moons 2ND finding STRASSE')).toBe('title:tidesmoons2ndfindingstrasse')
  expect(titleKey('潮汐と月')).toBe('title:潮汐と月')
  expect(titleKey('…?!')).toBeUndefined()
  for (const title of ['x'.repeat(2000), '𝒳'.repeat(900), '𠀀'.repeat(900)])
    expect(Key.safeParse(titleKey(title)).success).toBe(true)
})

const folder = '../shared/seed'
test.skipIf(!existsSync(folder))('the real listing is read whole (skipped where ../shared/seed is not there)', () => {
  const truth = JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8'))
  const text = readFileSync(`${folder}/${truth.source}`, 'utf8')
  const day = new Date(truth.listedOn)
  const told = ({ title, abstract, authorCount, organization, date, comments }: Partial<PaperFacts>) =>
    Object.fromEntries(
      Object.entries({ title, abstract, authorCount, organization, date, comments }).map(([of, it]) => [
        of,
        it ?? null,
      ]),
    )
  expect(readPasted(text, day).map(told)).toEqual(truth.papers)
  expect(readPasted(text.replace(/\n+/g, '\n'), day).map(told)).toEqual(truth.papers)
  const names = truth.papers.map(({ title }: PaperFacts) => title)
  expect(readPasted(names.join('\n'), day).map(({ title }) => title)).toEqual(names)
})
