import { edits, fewestEdits } from './distance'
import type { Quote } from './highlight'
import { ADDRESS, canonical } from './text'

/** UTF-16 units kept on either side of a quote. */
const CONTEXT = 32
/** Folded letters that must agree, over those that do not, in the quote and on its sides; fewer agree by chance. */
const ENOUGH = 28
/** Folded letters from which a side says anything. */
const SPEAKS = 8
/** Errors allowed for each letter of the quote: when its sides agree, when one of two does, and, of long ones, when none does. */
const ERRORS = 0.34
const ERRORS_ONE_SIDE = 0.15
const ERRORS_ALONE = 0.13
/** Folded letters from which a quote is long enough to be known by itself though it was edited: two lines. */
const ALONE = 64
/** Cells of a table of edits that a page may wait for, some 80 ms; an abstract in full against another takes 10. */
const CELLS = 2e7

/** The words from `start` to `end` (UTF-16 offsets) without outer white space, and what stands around them. */
export function quoteOf(text: string, start: number, end: number): Quote {
  const words = text.slice(start, end)
  const from = start + words.length - words.trimStart().length
  const exact = words.trim()
  const to = from + exact.length
  return {
    exact,
    prefix: text.slice(Math.max(0, from - CONTEXT), from).replace(/^[\udc00-\udfff]/, ''),
    suffix: text.slice(to, to + CONTEXT).replace(/[\ud800-\udbff]$/, ''),
    start: from,
    end: to,
  }
}

// A page looks for all of an abstract's highlights in turn.
let latest = { source: '', folded: canonical('') }

/**
 * Where the quoted words stand in `text`, in UTF-16 offsets, or undefined: a false match is worse than none. `text` is
 * one abstract or one title. As DESIGN.md section 5: raw words first, then folded ones, then nearly the same ones.
 */
export function findQuote(text: string, quote: Quote): { start: number; end: number } | undefined {
  const { prefix, exact, suffix } = quote
  const around = prefix + exact + suffix
  const once = (words: string) => text.includes(words) && text.indexOf(words) === text.lastIndexOf(words)
  const stands = (at: number) => at >= prefix.length && text.startsWith(around, at - prefix.length)
  const at = !stands(quote.start) && once(around) ? text.indexOf(around) + prefix.length : quote.start
  if (stands(at) || (text.startsWith(exact, at) && once(exact))) return { start: at, end: at + exact.length }

  if (latest.source !== text) latest = { source: text, folded: canonical(text) }
  const { text: folded, offsets } = latest.folded
  const after = (unit: number) => offsets[unit]?.start ?? text.length
  const before = (unit: number) => offsets[unit - 1]?.end ?? 0
  const cut = (unit: number) => (offsets[unit - 1]?.end === offsets[unit]?.start ? 1 : 0)
  const sought = canonical(exact)
  const found = place(folded, canonical(prefix).text, sought.text, canonical(suffix).text, {
    far: (unit) => Math.abs(after(unit) - quote.start),
    // A quote of whole words is looked for as whole words.
    toStart: inWord(prefix.slice(-1) + exact.charAt(0)) ? free : cut,
    toEnd: inWord(exact.slice(-1) + suffix.charAt(0)) ? free : cut,
    keepsNumbers: ({ from, to }) => isWithin(numbers(exact), numbers(text.slice(after(from), before(to)))),
  })
  if (!found) return undefined

  // Folding leaves punctuation out; as much as the quote has at its ends is taken in again.
  const lead = marks(exact.slice(0, sought.offsets[0]?.start))
  const tail = marks(exact.slice(sought.offsets.at(-1)?.end))
  const first = after(found.from)
  const last = before(found.to)
  let start = before(found.from)
  let end = after(found.to)
  while (start < first && !lead.endsWith(marks(text.slice(start, first)))) start++
  while (end > last && !tail.startsWith(marks(text.slice(last, end)))) end--
  const inside = text.slice(start, end)
  const [outer = ''] = /^[\s\p{Cf}]*/u.exec(inside) ?? []
  const words = inside.slice(outer.length).replace(/[\s\p{Cf}]+$/u, '')
  return words ? { start: start + outer.length, end: start + outer.length + words.length } : undefined
}

/**
 * The part of a text in which the quote could stand with as many errors as are ever allowed, with room for its surroundings;
 * undefined when there is none, as in another paper's abstract.
 */
function window(text: string, quote: string, prefix: string, suffix: string): { lo: number; hi: number } | undefined {
  const most = Math.floor(quote.length * ERRORS)
  const edits = fewestEdits(quote, text)
  const few = (end: number) => (edits[end] as number) <= most
  let first = 0
  while (first <= text.length && !few(first)) first++
  if (first > text.length) return
  let last = text.length
  while (!few(last)) last--
  return {
    lo: Math.max(0, first - quote.length - most - 2 * prefix.length),
    hi: Math.min(text.length, last + 2 * suffix.length),
  }
}

/** What a place in folded text costs besides edits: to start there, to end there, and, of equals, to be far. */
interface Costs extends Record<'toStart' | 'toEnd' | 'far', (unit: number) => number> {
  /** Whether a place still has all numbers of the quote in their order: one that came between them is a revision. */
  keepsNumbers(place: { from: number; to: number }): boolean
}

/** The part of a folded text that costs least, its surroundings included, if it is to be trusted. */
function place(whole: string, prefix: string, quote: string, suffix: string, costs: Costs) {
  const near = window(whole, quote, prefix, suffix)
  if (!near) return
  // Only what could be the place is looked at closely; units count from there.
  const { lo, hi } = near
  const text = whole.slice(lo, hi)
  const before = edits(prefix, text, free)
  const reversed = edits(backwards(suffix), backwards(text), free)
  const after = (to: number) => reversed(text.length - to)
  // Surroundings that were rewritten cost no more than any others, or they would draw the quote from its place. Where
  // a text began or ended, so should this one, though a label may stand before it.
  const surrounded = (side: string, cost: number, left: number) =>
    side ? Math.min(cost, side.length >> 1) : Math.min(left, SPEAKS >> 1)
  const costBefore = (from: number) => surrounded(prefix, before(from).cost, lo + from) + costs.toStart(lo + from)
  const costAfter = (to: number) => surrounded(suffix, after(to).cost, whole.length - lo - to) + costs.toEnd(lo + to)

  let best = { from: 0, to: 0, errors: quote.length, cost: Number.POSITIVE_INFINITY }
  const offer = (from: number, to: number, errors: number) => {
    const cost = errors + costBefore(from) + costAfter(to)
    if (cost < best.cost || (cost === best.cost && costs.far(lo + from) < costs.far(lo + best.from)))
      best = { from, to, errors, cost }
  }
  const evidence = () => {
    const { from, to, errors } = best
    const sides = [
      { size: prefix.length, cost: before(from).cost },
      { size: suffix.length, cost: after(to).cost },
    ].filter(({ size }) => size >= SPEAKS)
    // English letters at random agree by 0.1 to 0.4. One side alone has to say more than two, unless the other is the
    // beginning or the end of the text, then and now.
    const edge = (side: string, left: number) => side.length < SPEAKS && left <= side.length
    const atEdge = edge(prefix, lo + from) || edge(suffix, whole.length - lo - to)
    const agreeing = sides.filter(({ size, cost }) => cost < size / (sides.length > 1 || atEdge ? 2 : 4))
    const letters = agreeing.reduce((sum, { size, cost }) => sum + size - 2 * cost, quote.length - 2 * errors)
    // All of a title was marked, and it is all of a title still.
    const isWhole = !sides.length && lo + from <= prefix.length && whole.length - lo - to <= suffix.length
    const all = isWhole || (agreeing.length > 0 && agreeing.length === sides.length)
    // Nothing differs anywhere: half of it agrees by chance no more.
    const exact = all && errors === 0 && sides.every(({ cost }) => cost === 0)
    return { all, any: all || agreeing.length > 0, enough: isWhole || letters >= (exact ? ENOUGH / 2 : ENOUGH) }
  }

  for (let at = quote ? text.indexOf(quote) : -1; at >= 0; at = text.indexOf(quote, at + 1))
    offer(at, at + quote.length, 0)
  if (!evidence().all && quote.length * text.length <= CELLS) {
    const near = edits(quote, text, costBefore)
    for (let to = 1; to <= text.length; to++) {
      const { cost, start } = near(to)
      offer(start, to, cost - costBefore(start))
    }
  }
  const { all, any, enough } = evidence()
  const alone = quote.length >= ALONE ? ERRORS_ALONE : 0
  const allowed = quote.length * (all ? ERRORS : any ? ERRORS_ONE_SIDE : alone)
  const isSame =
    digits(quote) === digits(text.slice(best.from, best.to)) ||
    (all && costs.keepsNumbers({ from: lo + best.from, to: lo + best.to }))
  // "Our code is at this https URL" is in many an abstract.
  return enough && isSame && best.errors <= allowed && (any || !quote.includes(ADDRESS))
    ? { from: lo + best.from, to: lo + best.to }
    : undefined
}

const free = () => 0
const inWord = (two: string) => /[\p{L}\p{N}]{2}/u.test(two)
const backwards = (text: string) => text.split('').reverse().join('')
const digits = (text: string) => text.replace(/[^\d.]/g, '')
const numbers = (text: string) => text.match(/\d+(?:[.,]\d+)*/g) ?? []
/** Whether all of `some` stand in `all`, in their order. */
const isWithin = (some: string[], all: string[]) => {
  let at = 0
  for (const one of all) if (one === some[at]) at++
  return at === some.length
}
/** Punctuation as far as sites agree on it. */
const marks = (text: string) =>
  text
    .replace(/&amp;/g, '&')
    .replace(/[\s\p{Cf}\\${}]|&\w+;/gu, '')
    .replace(/[‘’“”`'"]+/g, '"')
    .replace(/[-‐-―−]+/g, '-')
    .replace(/…/g, '...')
