import { expect, test } from 'vitest'
import { arxivId, arxivKey, doiKey } from '../lib/identity'
import { type Identity, isTelling, likeness } from '../lib/likeness'
import { Key } from '../lib/paper'

test('an arXiv identifier is found in any form that pages write, without its version', () => {
  for (const text of [
    '2306.03310',
    'arXiv:2306.03310v2 [cs.LG]',
    'https://arxiv.org/abs/2306.03310',
    '/pdf/2306.03310v12',
    'http://arxiv.org/pdf/2306.03310.pdf',
    'https://doi.org/10.48550/arXiv.2306.03310',
    'arxiv.2306.03310',
    'https://arxiv.org/html/2306.03310v1#S2',
  ])
    expect(arxivId(text), text).toBe('2306.03310')
  expect(arxivId('arXiv:0704.0046')).toBe('0704.0046')
})

test('old identifiers keep their archive and lose their class', () => {
  expect(arxivId('https://arxiv.org/abs/hep-th/9901001v3')).toBe('hep-th/9901001')
  expect(arxivId('arXiv:solv-int/9901001')).toBe('solv-int/9901001')
  expect(arxivId('math.GT/0309136')).toBe('math/0309136')
  expect(arxivId('https://arxiv.org/pdf/cond-mat.str-el/0101001v1.pdf')).toBe('cond-mat/0101001')
})

test('what only looks like an identifier is none', () => {
  for (const text of [
    '',
    'https://arxiv.org/list/cs/2306',
    'https://arxiv.org/abs/1234567',
    'https://example.org/pdf/1234567',
    '2313.03310',
    '12306.03310',
    '2306.033101',
    '10.1145/3442188.3445922',
    '3.2306.03310',
    'https://arxiv.org/a/ford_e_1',
    'hep-th/99010010',
  ])
    expect(arxivId(text), text).toBeUndefined()
})

test('a DOI is one key whatever its case, resolver and surroundings', () => {
  for (const text of [
    '10.1143/PTP.101.1155',
    'https://doi.org/10.1143/ptp.101.1155',
    'doi:10.1143/PTP.101.1155.',
    '(see 10.1143/PTP.101.1155)',
    'http://dx.doi.org/10.1143/PTP.101.1155?via=ref#top',
    '10.1143/PTP.101.1155, in print',
    '“10.1143/PTP.101.1155”',
  ])
    expect(doiKey(text), text).toBe('doi:10.1143/ptp.101.1155')
})

test('the brackets of a DOI are its own', () => {
  const wiley = 'doi:10.1002/(sici)1096-8652(199601)51:1<1::aid-ajh1>3.0.co;2-a'
  expect(doiKey('10.1002/(SICI)1096-8652(199601)51:1<1::AID-AJH1>3.0.CO;2-A')).toBe(wiley)
  expect(doiKey('https://doi.org/10.1002/%28SICI%291096-8652%28199601%2951%3A1%3C1%3A%3AAID-AJH1%3E3.0.CO;2-A')).toBe(
    wiley,
  )
  expect(doiKey('(10.1016/0021-9991(78)90023-2)')).toBe('doi:10.1016/0021-9991(78)90023-2')
  expect(doiKey('10.1000/a)b')).toBe('doi:10.1000/a)b')
  expect(doiKey('<a>10.1016/j.x.2020.01.001</a>')).toBe('doi:10.1016/j.x.2020.01.001')
})

test("arXiv's own DOIs give the arXiv key", () => {
  expect(doiKey('https://doi.org/10.48550/arXiv.2306.03310')).toBe('arxiv:2306.03310')
  expect(doiKey('10.48550/arXiv.hep-th/9901001')).toBe('arxiv:hep-th/9901001')
})

test('what is no DOI gives no key, and every key given is one', () => {
  for (const text of ['', 'doi', '10.1/short', '110.1143/x', 'https://doi.org/', `10.1000/${'x'.repeat(400)}`])
    expect(doiKey(text), text).toBeUndefined()
  for (const text of ['10.1000/a%zz', 'https://doi.org/10.1000/a%zz', '10.1000/ünïcode'])
    expect(Key.safeParse(doiKey(text)).success, text).toBe(true)
  expect(Key.safeParse(arxivKey('hep-th/9901001')).success).toBe(true)
})

const title = 'Sorted Attention: Reading Long Documents'
const paper = (facts: Partial<Identity> = {}): Identity => ({ keys: ['arxiv:2605.99001'], title, ...facts })
const elsewhere = (facts: Partial<Identity> = {}): Identity => ({ keys: ['acl:2026.inv-long.7'], title, ...facts })

test.each([
  ['Deep Residual Learning', true],
  ['注意力机制综述', true],
  ['深層学習による画像認識', true],
  ['어텐션 메커니즘의 이해', true],
  ['О чтении длинных документов', true],
  ['BERT', false],
  ['On Tides', false],
  ['注意力', false],
  ['arXiv:2611.00001', false],
  ['Editorial: The Year in Invented Linguistics', false],
  ['Introduction to the Special Issue on Tides', false],
  ['Correction to: Sorted Attention and Long Documents', false],
  ['Reply to “Sorted Attention for Long Documents”', false],
  ['Book Review: A History of Harbours in the North', false],
  ['Éditorial : vingt ans de marées', false],
  ['От редакции: двадцать лет приливов', false],
  ['编者按：关于深度学习的专题', false],
  // Begins like one of those, and is none.
  ['Editorializing Machines Considered', true],
  ['Introduction to Quantum Error Correction', true],
])('the title "%s" tells a paper from others: %s', (title, telling) => {
  expect(isTelling(title)).toBe(telling)
})

test.each([
  [['Odalys Fernquist'], ['Fernquist, Odalys']],
  [['Odalys Fernquist'], ['O. Fernquist']],
  [['Odalys Fernquist'], ['Fernquist O']],
  [['Odalys Fernquist', 'Bram Thistlewood'], ['B. K. Thistlewood']],
  [['José Ángel Muñoz'], ['MUNOZ, JOSE']],
  [['Kezia Moorland-Vey'], ['Moorland-Vey, K.']],
  [['Lars Ødegård'], ['Odegard L']],
  [['Wei Zhang 0001'], ['Zhang Wei']],
  [['Ludwig van Wren, Jr.'], ['van Wren, Ludwig']],
  [['王小明'], ['王小明', '李雷']],
  [['Анна Волкова'], ['Волкова, А.']],
])('%j and %j have an author in common', (authors, others) => {
  expect(likeness(paper({ authors }), elsewhere({ authors: others }))).toBe('same')
  expect(likeness(elsewhere({ authors: others }), paper({ authors }))).toBe('same')
})

test.each([
  [['Odalys Fernquist'], ['Odalys Thistlewood']],
  [['Odalys Fernquist'], ['Bram Fernquist']],
  [['Odalys Fernquist'], ['B. Fernquist']],
  [['王小明'], ['李雷']],
])('of %j and %j nobody is the same, and so are the papers not', (authors, others) => {
  const [date, later] = ['2026-05', '2026-06']
  expect(likeness(paper({ authors, date }), elsewhere({ authors: others, date: later }))).toBeUndefined()
})

test('titles are compared without case, punctuation and width, in any script', () => {
  const authors = ['A. Tern']
  for (const [one, other] of [
    [title, 'SORTED ATTENTION – reading long documents.'],
    ['深層学習による画像認識', '深層学習による、画像認識'],
    ['Ｓｏｒｔｅｄ attention in long documents', 'Sorted Attention in Long Documents'],
  ] as const)
    expect(likeness(paper({ title: one, authors }), elsewhere({ title: other, authors })), other).toBe('same')
  expect(likeness(paper({ authors }), elsewhere({ title: `${title} II`, authors }))).toBeUndefined()
})

test('where the authors of one are not known, the year decides', () => {
  const authors = ['A. Tern']
  expect(likeness(paper({ date: '2026-05-20' }), elsewhere({ date: '2026', authors }))).toBe('same')
  expect(likeness(paper({ date: '2026-12-20' }), elsewhere({ date: '2027-01' }))).toBe('same')
  expect(likeness(paper({ date: '2026' }), elsewhere({ date: '2024' }))).toBeUndefined()
  // Where authors agree, a journal may be years behind.
  expect(likeness(paper({ date: '2021', authors }), elsewhere({ date: '2026', authors }))).toBe('same')
})

test('where nothing is known that could agree, two are perhaps one; what is but a title is, unless something contradicts', () => {
  const bare = (facts: Partial<Identity> = {}) =>
    elsewhere({ keys: ['title:sortedattentionreadinglongdocuments'], ...facts })
  expect(likeness(paper({ authors: ['A. Tern'] }), elsewhere())).toBe('perhaps')
  expect(likeness(paper({ authors: ['A. Tern'] }), bare())).toBe('same')
  expect(likeness(paper({ authors: ['A. Tern'] }), bare({ authors: ['Bo Gull'] }))).toBeUndefined()
  expect(likeness(paper({ date: '2026' }), bare({ date: '2001' }))).toBeUndefined()
  const short = { keys: ['title:bert'], title: 'BERT' }
  expect(likeness(short, { ...short })).toBe('same')
  expect(likeness(paper({ title: 'BERT' }), short)).toBeUndefined()
})

test.each([
  ['two arXiv identifiers are two papers', ['arxiv:2605.99001'], ['arxiv:2605.99002'], false],
  ['two DOIs of journals are two papers', ['doi:10.1000/1'], ['doi:10.1000/2'], false],
  ['a preprint has a DOI of its own', ['doi:10.1101/2026.05.20.123456'], ['doi:10.1038/s1'], true],
  ['and its versions are one', ['doi:10.26434/chemrxiv-2026-ab-v2'], ['doi:10.26434/chemrxiv-2026-ab'], true],
  ['two preprints are two papers', ['doi:10.1101/2026.05.20.123456'], ['doi:10.1101/2026.05.20.123457'], false],
  ['a journal of the same publisher is none', ['doi:10.1101/gr.280001.126'], ['doi:10.1101/gr.280002.126'], false],
  ['an arXiv identifier and a DOI may be one paper', ['arxiv:2605.99001'], ['doi:10.1000/1'], true],
  ['some sites number editions', ['dblp:journals/corr/abs-2605-99001'], ['dblp:conf/inv/Tern26'], true],
  ['one number in common is enough', ['pmid:1', 'doi:10.1000/1'], ['pmid:1', 'doi:10.1000/1'], true],
])('%s', (_name, keys, others, one) => {
  const authors = ['A. Tern']
  expect(likeness(paper({ keys, authors }), elsewhere({ keys: others, authors }))).toBe(one ? 'same' : undefined)
})

test('what the reader said is apart stays apart, whichever of the two remembers it', () => {
  const authors = ['A. Tern']
  const apart = paper({ authors, apart: ['acl:2026.inv-long.7'] })
  expect(likeness(apart, elsewhere({ authors }))).toBeUndefined()
  expect(likeness(elsewhere({ authors }), apart)).toBeUndefined()
})

test('of ten thousand names on a page the first hundred are compared', () => {
  const among = (before: number) => [...Array.from({ length: before }, (_, n) => `Q${n} W${n}`), 'Ada Tern']
  const isOne = (before: number) =>
    likeness(paper({ authors: ['Ada Tern'] }), elsewhere({ authors: among(before) })) === 'same'
  expect([isOne(99), isOne(100)]).toEqual([true, false])
})
