import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asking, asksFor, fieldWords, meant, parsed, printed, type Term, toggled, tokensOf, yearsOf } from '@/lib/query'

const word = (value: string, more: Partial<Term> = {}): Term => ({ value, phrase: false, not: false, ...more })

test.each<[string, Term[]]>([
  ['tides moon', [word('tides'), word('moon')]],
  ['"cross attention" maps', [word('cross attention', { phrase: true }), word('maps')]],
  ['„cross attention“', [word('cross attention', { phrase: true })]],
  ['"not closed', [word('not closed', { phrase: true })]],
  [
    '-moon -"the sun" -tag:done',
    [
      word('moon', { not: true }),
      word('the sun', { phrase: true, not: true }),
      word('done', { field: 'tag', not: true }),
    ],
  ],
  ['Tag:x colour:claim', [word('x', { field: 'tag' }), word('claim', { field: 'color' })]],
  ['tag：注意', [word('注意', { field: 'tag' })]],
  ['tag:"to discuss"', [word('to discuss', { field: 'tag', phrase: true })]],
  [String.raw`tag:"the \"q\" \\ b\c"`, [word(String.raw`the "q" \ b\c`, { field: 'tag', phrase: true })]],
  ['arxiv:2306.03310 cross-attention', [word('arxiv:2306.03310'), word('cross-attention')]],
  ['constructor:x', [word('constructor:x')]],
  // What is being typed asks for nothing yet.
  ['tag: -tag: "" - x', [word('x')]],
  ['   ', []],
])('%s is read as what it says', (text, query) => {
  expect(parsed(text)).toEqual(query)
})

/** Texts as they are typed, and as nobody types them. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '-',
        '"',
        '“',
        '”',
        '„',
        '\\',
        ':',
        '：',
        ' ',
        '\n',
        ' ',
        'tag',
        'colour',
        'x',
        '潮',
        'é',
        '..',
        '>',
      ),
    )
    .map((parts) => parts.join('')),
)

test('whatever is typed is read, and printed it says the same', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const query = parsed(text)
      expect(parsed(printed(query))).toEqual(query)
      for (const { value } of query) expect(value.trim()).toBe(value)
    }),
    { seed: 6, numRuns: 5000 },
  )
})

test('tokens stand where they were typed, one behind the other, and leave out white space alone', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      let at = 0
      let between = ''
      for (const { start, end } of tokensOf(text)) {
        expect(start).toBeGreaterThanOrEqual(at)
        expect(end).toBeGreaterThan(start)
        between += text.slice(at, start)
        at = end
      }
      expect((between + text.slice(at)).trim()).toBe('')
    }),
    { seed: 6, numRuns: 5000 },
  )
})

test('a value that is asked for, whatever it is, is asked for until it is not any more, and nothing else changes', () => {
  const name = fc.string({ unit: 'binary', minLength: 1 }).filter((value) => value.trim() !== '')
  fc.assert(
    fc.property(hostile, fc.constantFrom(...fieldWords), name, (text, field, value) => {
      const before = parsed(text)
      fc.pre(!asksFor(before, field, [value]))
      const asks = toggled(text, field, [value])
      expect(asksFor(parsed(asks), field, [value])).toBe(true)
      expect(parsed(toggled(asks, field, [value]))).toEqual(before)
    }),
    { seed: 6, numRuns: 2000 },
  )
})

test.each<[string, [number, number] | undefined]>([
  ['2024', [2024, 2024]],
  ['20', [2000, 2099]],
  ['2020..2023', [2020, 2023]],
  ['2020..', [2020, 9999]],
  ['..2023', [1, 2023]],
  ['>2020', [2021, 9999]],
  ['>=2020', [2020, 9999]],
  ['<2020', [1, 2019]],
  ['soon', undefined],
])('year:%s', (value, years) => {
  expect(yearsOf(value)).toEqual(years)
})

test('a value is meant by its own name, else but for signs and accents, else by its beginning', () => {
  const named = [['read'], ['reading'], ['to_read'], ['Émile', 'claim']]
  expect(meant('READ', named)).toEqual([0])
  expect(meant('To read', named)).toEqual([2])
  expect(meant('rea', named)).toEqual([0, 1])
  expect(meant('emile', named)).toEqual([3])
  expect(meant('claim', named)).toEqual([3])
  expect(meant('x', named)).toEqual([])
  expect(meant('+', [['+'], ['-'], ['x']])).toEqual([0])
})

test('what asks for a tag is that when it is read again, whatever the tag is made of', () => {
  for (const tag of ['ebb', 'to discuss', 'a "quoted" one', '„so“', 'back\\slash', '-', '-ebb', 'tag:ebb']) {
    expect(parsed(printed([asking('tag', tag)]))).toEqual([
      expect.objectContaining({ field: 'tag', value: tag, not: false }),
    ])
  }
})
