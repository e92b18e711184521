import fc from 'fast-check'

/** Texts of other scripts and planes, and such as mean something to one reader or another of this project. */
const told = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\udfff\ud83d',
  '\u202eRTL\u202c שלום العربية',
  '潮汐与声音的历史',
  'Приливы и отливы',
  'ज्वार-भाटा का इतिहास',
  'ประวัติศาสตร์ของน้ำขึ้นน้ำลง',
  '👩‍🔬🏳️‍🌈 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𠜎𠜱',
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢',
  'ﬁ ﬀ ½ ﷺ ｆｕｌｌ',
  '\u00ad\u200b\u200d\ufeff\u2060\u0085\u2028',
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  ']]><!--',
  '"><b class="',
  '{{ title }} {% raw %}',
  '$x^2$ $$ \\( \\begin{',
  'javascript:alert(1)',
  'http://[',
  'https://arxiv.org/abs/2605.99001v2',
  '//evil.example/%',
  '/abs/hep-th/9901001',
  'arXiv:9999.99999',
  '10.1000/182',
  'https://doi.org/10.1002/%28SICI%291097',
  '2026-02-30',
  '31 Feb 2026',
  '99999999999999999999',
  '-1',
  '1e400',
  'null',
  '{"paper":{"id":7}}',
  '[[[[',
  '"',
  '__proto__',
  'constructor',
  '.*+?^$()[',
  'tag:"',
]

/** What is written again and again, to be long: what patterns go back and forth in, and what folds to nothing or to more. */
const bricks = [
  ...['a', ' ', '(', ')', '"', "'", '$', '\\', '{', '[', '<', '&', '%', '9', '.', '-', ':', '/', ', ', '\n', '\t'],
  ...['é', 'e\u0301', '\u0301', '潮', '😀', '\ud800', '\u200b', 'ﷺ', 'İ', 'ﬁ'],
  ...['10.1000/', 'arXiv:', '2605.99001 ', 'http://', 'v1', 'Jan 1 ', 'and ', 'et al. ', '<b>', '&amp;', '\\(', '$$'],
]

/** A text without end: up to 100,000 UTF-16 units, seldom so many. */
const huge = fc
  .tuple(
    fc.constantFrom(...bricks),
    fc.constantFrom(30, 300, 300, 3000, 3000, 100_000),
    fc.constantFrom('', 'x', '!', '>'),
  )
  .map(([brick, length, end]) => brick.repeat(Math.ceil(length / brick.length)) + end)

/** A text that nobody expects: of any plane, empty, huge, in another script, or of another meaning. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...told) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 30 }) },
  { weight: 1, arbitrary: huge },
)

/** How a text is changed, as somebody would who wants it to be read wrongly. */
export interface Garble {
  by: keyof typeof garbles
  with: string
  at: number
  length: number
}

const garbles = {
  replace: (_before, { with: text }) => text,
  put: (before, { with: text, at }) => {
    const cut = at % (before.length + 1)
    return before.slice(0, cut) + text + before.slice(cut)
  },
  cut: (before, { at, length }) => {
    const cut = at % (before.length + 1)
    return before.slice(0, cut) + before.slice(cut + 1 + length)
  },
  twice: (before) => before + before,
  loud: (before) => before.toUpperCase(),
  nines: (before) => before.replace(/\d/g, '9'),
  joined: (before) => before.replace(/\s+/g, ''),
  foreign: (before) => before.replace(/[a-z]/gi, 'é'),
  backwards: (before) => [...before].toReversed().join(''),
  lists: (before) => before.replace(/"[^"]*"/g, '[]'),
  objects: (before) => before.replace(/\d+/g, '{}'),
} satisfies Record<string, (before: string, garble: Garble) => string>

/** The text that comes of another. */
export const garbled = (before: string, garble: Garble): string => garbles[garble.by](before, garble)

/** The same of one line of a text; a change of all of it would leave nothing of it too often. */
export function garbledLine(text: string, garble: Garble & { line: number }): string {
  const lines = text.split('\n')
  const at = garble.line % lines.length
  lines[at] = garbled(lines[at] as string, garble)
  return lines.join('\n')
}

export const garble: fc.Arbitrary<Garble> = fc.record({
  by: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('replace', 'put', 'cut') },
    { weight: 1, arbitrary: fc.constantFrom(...(Object.keys(garbles) as Garble['by'][])) },
  ),
  with: text,
  at: fc.nat(10_000),
  length: fc.nat(100),
})

export const lineGarble = fc
  .tuple(garble, fc.nat(1_000_000))
  .map(([garble, line]): Garble & { line: number } => ({ ...garble, line }))

/** Any value of JSON, and such as JSON cannot say. */
export const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: text },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(null, undefined, true, 0, -1, 1.5, 1e300, Number.NaN, [], {}, [[]], [null], {
      toString: 1,
      valueOf: 1,
    }),
  },
  { weight: 1, arbitrary: fc.anything({ maxDepth: 3, withNullPrototype: true }) },
  { weight: 1, arbitrary: fc.array(text, { maxLength: 5 }) },
  { weight: 1, arbitrary: fc.constantFrom(1, 10, 1000, 20_000).map((length) => Array.from({ length }, () => 'x')) },
)

/** What is there one time in so many. */
export const seldom = <T>(times: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: times - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })
