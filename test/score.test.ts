import { expect, test } from 'vitest'
import { compared, dateSaid, type Truth } from './commands/truth'

const found = (title: string, keys: string[], more = {}) => ({ title, keys, links: {}, ...more })

test('a date is what it says, however it is written', () => {
  expect(dateSaid('2011')).toBe('2011')
  expect(dateSaid('1977/01')).toBe('1977-01')
  expect(dateSaid('2010 Jul')).toBe('2010-07')
  expect(dateSaid('May 2010')).toBe('2010-05')
  expect(dateSaid('3 February, 2011')).toBe('2011-02-03')
  expect(dateSaid('Thu, 2 Mar 2023')).toBe('2023-03-02')
  expect(dateSaid('Published: 10 Jul 2024, Last Modified: 18 Aug 2024')).toBe('2024-07-10')
})

test('papers are matched by identifier, then by title, each once; front matter may be left out', () => {
  const truth: Truth[] = [
    { title: 'Preface of the editors', otherId: 'x:0', isProceedingsFront: true },
    { title: 'On Tides', arxivId: '2605.99001v2' },
    { title: 'On Tides', doi: '10.5555/T.2' },
    { title: 'Über Ebbe & Flut' },
  ]
  const all = [
    found('Otherwise', ['doi:10.5555/t.2']),
    found('Another', ['arxiv:2605.99001']),
    found('ÜBER EBBE, FLUT', ['pmid:7']),
    found('Not there', ['pmid:8']),
  ]
  expect(compared(truth, all)).toMatchObject({ expected: 3, found: 4, matched: 3, precision: 0.75, recall: 1 })
  expect(compared(truth, [found('Preface of the editors', ['x:0'])])).toMatchObject({ precision: 1, recall: 0 })
  expect(compared([], [])).toMatchObject({ precision: 1, recall: 1 })
})

test('only what the truth holds is judged, and a snippet kept as an abstract is wrong', () => {
  const truth: Truth[] = [
    {
      title: 'A',
      doi: '10.5555/1',
      authors: ['Tern, Ada'],
      date: '2 Mar 2023',
      abstractStart: 'The',
      abstractIn: 'dom',
    },
    { title: 'B', doi: '10.5555/2', authorCount: 8, abstractStart: '… cut', abstractIn: 'dom-snippet' },
  ]
  const right = { authors: ['Ada Tern'], date: '2023-03-02', abstract: 'The whole.' }
  const { right: verdict } = compared(truth, [
    found('A', ['doi:10.5555/1'], right),
    found('B', ['doi:10.5555/2'], { authorCount: 7, abstract: '… cut' }),
  ])
  expect(verdict).toEqual({
    titles: { right: 2, of: 2 },
    identifiers: { right: 2, of: 2 },
    authors: { right: 1, of: 2 },
    dates: { right: 1, of: 1 },
    abstracts: { right: 1, of: 2 },
  })
})
