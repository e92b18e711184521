import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fewestEdits } from '../lib/distance'
import { findQuote, quoteOf } from '../lib/quote'
import { canonical } from '../lib/text'

/** Abstracts that were written for the seeds: prose of the field, with numbers, formulas and addresses. */
const abstracts = (
  JSON.parse(readFileSync(resolve('seeds/listing.json'), 'utf8')) as { papers: { summary?: string }[] }
).papers.flatMap(({ summary }) => (summary && summary.length > 300 ? [summary] : []))

const ACCENTS: Record<string, string> = {
  é: "\\'e",
  è: '\\`e',
  ü: '\\"u',
  ö: '\\"{o}',
  ä: '\\"a',
  ç: '\\c{c}',
  ñ: '\\~n',
}

/** What sites do to a text; each may be done to any part of it by itself. */
const foldings: Record<string, (text: string, nth: (every: number) => boolean) => string> = {
  'lines wrapped': (text, nth) => text.replace(/ /g, () => (nth(6) ? '\n    ' : ' ')),
  'spaces that do not break': (text, nth) => text.replace(/ /g, () => (nth(4) ? '\u00a0' : ' ')),
  'two spaces after a stop': (text) => text.replace(/\. /g, '.  '),
  'curled quotes': (text) => text.replace(/"([^"]*)"/g, '“$1”').replace(/'/g, '’'),
  dashes: (text) => text.replace(/ -- /g, ' – ').replace(/—/g, '---'),
  ellipses: (text) => text.replace(/\.\.\./g, '…'),
  ligatures: (text) => text.replace(/ffi/g, 'ﬃ').replace(/fi/g, 'ﬁ').replace(/fl/g, 'ﬂ').replace(/ff/g, 'ﬀ'),
  'soft hyphens': (text, nth) =>
    text.replace(/([a-z]{3})([a-z]{3})/g, (all, a, b) => (nth(5) ? `${a}\u00ad${b}` : all)),
  'zero-width spaces': (text, nth) =>
    text.replace(/([a-z])([a-z])/g, (all, a, b) => (nth(20) ? `${a}\u200b${b}` : all)),
  'marks of direction': (text, nth) => text.replace(/ /g, () => (nth(15) ? ' \u200e' : ' ')),
  decomposed: (text) => text.normalize('NFD'),
  'TeX accents': (text) => text.replace(/[éèüöäçñ]/g, (letter) => ACCENTS[letter] ?? letter),
  'hyphenated line ends': (text, nth) =>
    text.replace(/\b([a-z]{4,})([a-z]{4,})\b/g, (all, a, b) => (nth(12) ? `${a}-\n${b}` : all)),
  'upper case': (text) => text.toUpperCase(),
  emphasis: (text, nth) => text.replace(/\b[a-z]{5,}\b/g, (word) => (nth(15) ? `\\emph{${word}}` : word)),
  'escaped signs': (text) => text.replace(/[%&]/g, '\\$&'),
  'entities escaped twice': (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;'),
  'addresses named': (text) => text.replace(/https?:\/\/[^\s)]*[\w/]/g, 'this https URL'),
}

// The same cases at each run, so that a failure says something of what was changed.
fc.configureGlobal({ seed: 20261123 })

const some = fc.uniqueArray(fc.constantFrom(...Object.keys(foldings)), { maxLength: 5 })

/** A selection of whole words of an abstract. */
const selection = fc
  .tuple(fc.constantFrom(...abstracts), fc.nat(), fc.integer({ min: 1, max: 30 }))
  .map(([text, from, count]) => {
    const words = [...text.matchAll(/\S+/g)]
    const first = from % words.length
    const last = words[Math.min(first + count - 1, words.length - 1)] as RegExpExecArray
    return { text, start: words[first]?.index ?? 0, end: last.index + last[0].length }
  })

/** The same folding at the same places, whichever part of the text it is done to. */
function folded(text: string, names: string[], seed: number): string {
  let at = seed
  const nth = (every: number) => at++ % every === 0
  // Macros come last: nobody breaks their names.
  const inTurn = [...names].sort((a, b) => Number(a === 'emphasis') - Number(b === 'emphasis'))
  return inTurn.reduce((text, name) => foldings[name]?.(text, nth) ?? text, text)
}

test('words that were selected are found at their place again, through any chain of foldings', () => {
  const property = fc.property(selection, some, fc.nat(), fc.boolean(), ({ text, start, end }, names, seed, label) => {
    // What has neither letters nor digits is nothing to find.
    fc.pre(canonical(text.slice(start, end)).text.length > 1)
    const before = (label ? 'Abstract: ' : '') + folded(text.slice(0, start), names, seed)
    const inside = folded(text.slice(start, end), names, seed)
    const target = before + inside + folded(text.slice(end), names, seed)
    const found = findQuote(target, quoteOf(text, start, end))
    expect(found && [found.start, target.slice(found.start, found.end)]).toEqual([
      before.length + inside.length - inside.trimStart().length,
      inside.trim(),
    ])
  })
  fc.assert(property, { numRuns: 2000 })
}, 60_000)

test('each unit of a folded text leads back to a part of the text, in its order', () => {
  const property = fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
    const { text: units, offsets } = canonical(text)
    const inOrder = offsets.every(
      ({ start, end }, at) => start < end && (at === 0 || end >= (offsets[at - 1]?.end ?? 0)),
    )
    return units.length === offsets.length && inOrder && (offsets.at(-1)?.end ?? 0) <= text.length
  })
  fc.assert(property, { numRuns: 500 })
}, 60_000)

test('any text, any selection: the same words are found where they stand', () => {
  const unit = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.constantFrom(...abstracts))
  const property = fc.property(
    fc.array(unit, { minLength: 1, maxLength: 4 }),
    fc.nat(),
    fc.nat(),
    (parts, one, other) => {
      const text = parts.join(' ')
      const start = Math.min(one % (text.length + 1), other % (text.length + 1))
      const end = Math.max(one % (text.length + 1), other % (text.length + 1))
      fc.pre(text.slice(start, end).trim() !== '')
      const quote = quoteOf(text, start, end)
      expect(findQuote(text, quote)).toEqual({ start: quote.start, end: quote.end })
    },
  )
  fc.assert(property, { numRuns: 2000 })
}, 60_000)

test('the words of one abstract are found in no other', () => {
  const other = fc.constantFrom(...abstracts)
  const property = fc.property(selection, other, ({ text, start, end }, target) => {
    fc.pre(text !== target)
    return findQuote(target, quoteOf(text, start, end)) === undefined
  })
  fc.assert(property, { numRuns: 2000 })
}, 60_000)

test('the fewest edits are those that a plain table counts, for patterns of one and of several blocks', () => {
  const some = (maxLength: number) => fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength })
  const property = fc.property(some(110), some(60), (pattern, text) => {
    let row = new Array<number>(text.length + 1).fill(0)
    for (let i = 1; i <= pattern.length; i++) {
      const next = [i]
      for (let at = 1; at <= text.length; at++) {
        const kept = (row[at - 1] as number) + (pattern[i - 1] === text[at - 1] ? 0 : 1)
        next[at] = Math.min(kept, (row[at] as number) + 1, (next[at - 1] as number) + 1)
      }
      row = next
    }
    expect([...fewestEdits(pattern, text)]).toEqual(row)
  })
  fc.assert(property, { numRuns: 500 })
})
