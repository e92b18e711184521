import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { findQuote, quoteOf } from '../lib/quote'
import { ADDRESS, canonical } from '../lib/text'
import { type Case, scored } from './commands/anchors'

const ABSTRACT =
  'Sparse attention lowers the cost of long inputs, yet its effect on retrieval is poorly understood. We train ' +
  'twelve encoders of 1.5 billion parameters on legal prose and measure recall at every depth. Windowed attention ' +
  'keeps 93.4% of the recall of full attention while using 4 times less memory. A simple schedule that widens the ' +
  'window closes the remaining gap. We release the encoders and the legal benchmark.'

/** The quote of some words of a text, at their nth place. */
function quoted(text: string, words: string, nth = 0) {
  let at = text.indexOf(words)
  for (let i = 0; i < nth; i++) at = text.indexOf(words, at + 1)
  if (at < 0) throw new Error(`The text does not hold "${words}"`)
  return quoteOf(text, at, at + words.length)
}

const LONG = 'expectedrewardoftheoptimalpolicyunderboundednoise'

/** What is found in `text` of words that were quoted from `source`. */
function found(text: string, words: string, source = ABSTRACT, nth = 0) {
  const range = findQuote(text, quoted(source, words, nth))
  return range && text.slice(range.start, range.end)
}

test('a quote keeps 32 UTF-16 units on either side, drops outer white space and splits no pair', () => {
  expect(quoteOf('one two three', 3, 8)).toEqual({ exact: 'two', prefix: 'one ', suffix: ' three', start: 4, end: 7 })
  const pairs = '😀'.repeat(20)
  const { prefix, suffix } = quoteOf(`${pairs}a b${pairs}`, 40, 43)
  expect([prefix, suffix]).toEqual(['😀'.repeat(16), '😀'.repeat(16)])
  const odd = quoteOf(`${pairs}a b c${pairs}`, 42, 43)
  expect([odd.prefix, odd.suffix]).toEqual([`${'😀'.repeat(15)}a `, ` c${'😀'.repeat(15)}`])
  expect(quoteOf('only', 0, 4)).toMatchObject({ prefix: '', suffix: '' })
})

test.each([
  ['white space', 'a\n  b\u00a0c\u2009d', 'abcd'],
  ['quotes, dashes and ellipses', '``so’’ “far” — or -- not… no...', 'sofarornotno'],
  ['ligatures', 'eﬃcient ﬂow', 'efficientflow'],
  ['soft hyphens, zero-width and bidi marks', 'in\u00adfor\u200bma\u2060ti\u200eon', 'information'],
  ['hyphenated line ends', 'trans-\nformer', 'transformer'],
  ['case', 'BERT', 'bert'],
  ['composed and decomposed accents', 'naïve nai\u0308ve', 'naivenaive'],
  ["TeX's accents", 'H\\"older Poincar\\\'e Erd\\H{o}s Fran\\c{c}ois G\\"{o}del', 'holderpoincareerdosfrancoisgodel'],
  ['letters that TeX writes with two', "Łódź \\L\\'od\\'z Straße Stra\\ss e", 'lodzlodzstrassestrasse'],
  ['macros that dress', '\\textbf{bold} \\emph{em} {\\it it}', 'boldemit'],
  ['math, as TeX', '$\\alpha$ \\(\\mathbb{R}^d\\) $\\varepsilon$ \\frac{1}{2} $\\leq 3$', 'alphardepsilon12leq3'],
  ['math, as Unicode', 'α ℝᵈ ϵ ½ ≤3', 'alphardepsilon12leq3'],
  ['math, as MathJax 2 leaves it', 'α\\alpha Rd\\mathbb{R}^d ≤3\\leq 3 L2L_2', 'alphardleq3l2'],
  ['a long formula, as MathJax 2 leaves it', `${LONG}2${LONG}_2`, `${LONG}2`],
  ['escaped signs and entities', '5\\% Q\\&A Q&amp;A a &amp;lt; b caf&eacute; &#233;', '5qaqaabcafee'],
  ['addresses', 'at https://a.org/b_c. this https URL, www.a.org', `at${ADDRESS}${ADDRESS}${ADDRESS}`],
  ['decimal points, kept', 'by 1.5 of 15. 3 of 1,000', 'by1.5of153of1000'],
  ['other scripts', '注意力 внимание', '注意力внимание'],
])('folds %s', (_, text, folded) => {
  expect(canonical(text).text).toBe(folded)
})

test('folded units lead back to what they were folded from', () => {
  const source = '😀 e\u0301 ﬁ \\"u \\emph{ab} this https URL α\\alpha.'
  const { text, offsets } = canonical(source)
  expect(text).toBe('efiuabUalpha')
  expect(offsets).toHaveLength(text.length)
  expect(offsets.map(({ start, end }) => source.slice(start, end)).slice(0, 7)).toEqual([
    ...['e\u0301', 'ﬁ', 'ﬁ', '\\"u', '\\emph{a', 'b}', 'this https URL'],
  ])
  expect(source.slice(offsets.at(-5)?.start, offsets.at(-1)?.end)).toBe('α\\alpha')
})

test('finds the same words at their place, and after others were put before them', () => {
  expect(findQuote(ABSTRACT, quoted(ABSTRACT, 'recall'))).toEqual({ start: 177, end: 183 })
  expect(found(`Abstract: ${ABSTRACT}`, 'recall at every depth')).toBe('recall at every depth')
})

test('takes the place that the context names when words repeat', () => {
  for (const nth of [0, 1, 2]) {
    const { start, end } = quoted(ABSTRACT, 'attention', nth)
    const shown = `Abstract:\n  ${ABSTRACT.replaceAll(' ', '\n')}`
    expect(findQuote(shown, quoted(ABSTRACT, 'attention', nth))).toEqual({ start: start + 12, end: end + 12 })
  }
})

test('of places with the same context, takes the nearer', () => {
  const shown = ABSTRACT.replaceAll(' ', '  ')
  const twice = `${shown} … More ${shown}`
  const quote = quoted(ABSTRACT, 'Windowed attention')
  expect(findQuote(twice, quote)?.start).toBeLessThan(shown.length)
  expect(findQuote(twice, { ...quote, start: 700, end: 718 })?.start).toBeGreaterThan(shown.length)
})

test('finds words that another site dresses differently, with the punctuation at their ends', () => {
  const source =
    "We call this ``window decay'' (see Fig. 2), an $\\alpha$-schedule; code is at https://example.org/decay."
  const shown =
    'Abstract: We call this “window\n  de­cay” (see \\emph{Fig}. 2), an α-schedule; code is at this https URL.'
  expect(found(shown, "``window decay'' (see Fig. 2)", source)).toBe('“window\n  de­cay” (see \\emph{Fig}. 2)')
  expect(found(shown, '$\\alpha$-schedule; code', source)).toBe('α-schedule; code')
  expect(found(shown, 'schedule; code is at https://example.org/decay.', source)).toBe(
    'schedule; code is at this https URL.',
  )
})

test('finds words that were revised where they stand', () => {
  const revised = ABSTRACT.replace('A simple schedule that widens', 'A simple schedule which slowly widens')
  expect(found(revised, 'A simple schedule that widens the window')).toBe(
    'A simple schedule which slowly widens the window',
  )
})

test('finds long words whose surroundings were rewritten, but not short ones', () => {
  const rewritten =
    'Much is said of attention. We train twelve encoders of 1.5 billion parameters on legal prose, no more.'
  expect(found(rewritten, 'We train twelve encoders of 1.5 billion parameters')).toBe(
    'We train twelve encoders of 1.5 billion parameters',
  )
  expect(found(rewritten, 'attention')).toBeUndefined()
})

test('prefers its own sentence, edited, to a copy elsewhere', () => {
  const edited = ABSTRACT.replace('closes the remaining gap', 'closes most of the remaining gap')
  const text = `${edited} Others say that a simple schedule that widens the window closes the remaining gap as well.`
  expect(found(text, 'widens the window closes the remaining gap')).toBe(
    'widens the window closes most of the remaining gap',
  )
})

test('finds a whole title again, revised, but not in another title', () => {
  const title = 'Attention Windows That Grow'
  expect(found('Attention Windows that Slowly Grow', title, title)).toBe('Attention Windows that Slowly Grow')
  expect(found('Retention Policies That Glow', title, title)).toBeUndefined()
})

test('finds no words that differ in a number', () => {
  const words = 'Windowed attention keeps 93.4% of the recall of full attention'
  expect(found(ABSTRACT.replace('93.4%', '39.4%'), words)).toBeUndefined()
  expect(found(ABSTRACT.replace('93.4%', '934%'), words)).toBeUndefined()
  expect(found(ABSTRACT.replace('93.4%', '93.4\\%'), words)).toBe(words.replace('%', '\\%'))
})

test('finds nothing in another paper, even where it has the same stock phrase', () => {
  const other =
    'Protein folding was long a mystery. Here we fold 12 of them. Our code is publicly available at this https URL.'
  expect(found(other, 'recall at every depth')).toBeUndefined()
  const source = `${ABSTRACT} Our code is publicly available at https://example.org/windows.`
  expect(found(other, 'Our code is publicly available at https://example.org/windows', source)).toBeUndefined()
})

test('finds nothing when the sentence is gone and another like it stands in its place', () => {
  const of = (place: string, points: number) =>
    `Training on ${place} alone improves recall by ${points} points on average.`
  const gone = `${ABSTRACT} ${of('patents', 17)}`
  expect(found(gone, of('treaties', 6), `${ABSTRACT} ${of('treaties', 6)} ${of('patents', 17)}`)).toBeUndefined()
})

test('finds a quote without letters by what stands around it', () => {
  const source = ABSTRACT.replace(', yet', ' — yet')
  expect(found(source.replaceAll(' ', '\n'), '—', source)).toBe('—')
  expect(found(ABSTRACT.replaceAll(' ', '\n'), '—', source)).toBeUndefined()
})

test('fresh random numbers: a sentence whose number changed is never found', () => {
  let seed = 20261201
  const random = (below: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return Math.floor((seed / 2 ** 32) * below)
  }
  const number = () => (random(2) ? `${1 + random(98)}.${random(10)}` : `${1 + random(999)}`)
  const sentences = ABSTRACT.split(/(?<=\.) (?=[A-Z])/)
  for (let i = 0; i < 500; i++) {
    const [own, other] = [number(), number()]
    if (own === other) continue
    const at = random(sentences.length + 1)
    const of = (points: string) => `Our method improves recall by ${points} points over the strongest baseline.`
    const withSentence = (sentence: string) => sentences.toSpliced(at, 0, sentence).join(' ')
    expect(found(withSentence(of(other)), of(own), withSentence(of(own))), `${own} → ${other}`).toBeUndefined()
  }
})

// The cases stand beside the repository, not in it.
const path = resolve(import.meta.dirname, '../../shared/anchoring-cases.json')
const absent = !existsSync(path)
if (absent) console.log(`Skipped the 660 anchoring cases: there is no ${path}`)

test.skipIf(absent)(
  'the 660 anchoring cases',
  () => {
    const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: Case[] }
    const { mustAnchor, mustNotAnchor, all } = scored(cases, findQuote).summary
    expect([mustAnchor, mustNotAnchor]).toEqual([564, 96])
    expect(all.right / mustAnchor).toBeGreaterThanOrEqual(0.99)
    expect(all.wrong / mustAnchor).toBeLessThanOrEqual(0.002)
    expect(all.falselyAnchored).toBe(0)
  },
  60_000,
)
