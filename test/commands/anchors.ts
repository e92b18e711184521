import { existsSync, readFileSync } from 'node:fs'
import { shipped } from './shipped.ts'

/** Part of a text, in UTF-16 units. */
interface Range {
  start: number
  end: number
}

/** One case: words quoted in `source` with what stood around them, to be found in `target`; null where they must not be. */
export interface Case {
  id: string
  kind: string
  target: string
  quote: string
  prefix: string
  suffix: string
  sourceStart: number
  expected: Range | null
  /** Further ranges that count as right: the same words, shown twice by the site. */
  alsoOk?: Range[]
  /** Whether not to find them is right as well. */
  orphanOk?: boolean
}

/** How often, of how many cases. */
export interface Tally {
  cases: number
  /** Of those that must be found: found nearly where they are (intersection over union at least 0.9), or rightly not. */
  right: number
  /** Found where they are to the letter, white space and signs that are not seen aside. */
  strict: number
  wrong: number
  orphaned: number
  /** Of those that must not be found. */
  falselyAnchored: number
  /** In all, in milliseconds. */
  ms: number
}

interface Outcome {
  summary: { mustAnchor: number; mustNotAnchor: number; all: Tally; kinds: Record<string, Tally> }
  cases: { id: string; found: Range | null }[]
}

const usage = 'Usage: npm run -s score:anchors -- FILE [--json]'

/**
 * Has the shipped matcher find the quotes of a file of cases, and prints per kind and in all how many it found rightly; with
 * `--json` stdout is one JSON value.
 */
export async function scoreAnchors(args: string[]): Promise<void> {
  const [file, ...options] = args.toSorted((a, b) => Number(a.startsWith('--')) - Number(b.startsWith('--')))
  if (!file || file.startsWith('--') || options.some((option) => option !== '--json')) throw new Error(usage)
  if (!existsSync(file)) throw new Error(`There is no file ${file}.\n${usage}`)
  const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases?: Case[] }
  if (!Array.isArray(cases)) throw new Error(`${file} has no list of cases.`)
  const { findQuote } = await shipped<typeof import('../../lib/quote.ts')>('quote')
  const outcome = scored(cases, findQuote)
  process.stdout.write(options.length > 0 ? `${JSON.stringify(outcome)}\n` : table(outcome))
}

type FindQuote = typeof import('../../lib/quote.ts').findQuote

/** Finds each case's quote and counts what came of it. */
export function scored(cases: Case[], findQuote: FindQuote): Outcome {
  const kinds: Record<string, Tally> = {}
  const found = cases.map((one) => {
    const { id, kind, target, quote, prefix, suffix, sourceStart } = one
    kinds[kind] ??= { cases: 0, right: 0, strict: 0, wrong: 0, orphaned: 0, falselyAnchored: 0, ms: 0 }
    const tally = kinds[kind]
    const began = performance.now()
    const end = sourceStart + quote.length
    const range = findQuote(target, { exact: quote, prefix, suffix, start: sourceStart, end })
    tally.ms += performance.now() - began
    tally.cases++
    count(tally, one, range)
    return { id, found: range ? { start: range.start, end: range.end } : null }
  })
  const all = Object.values(kinds).reduce((sum, tally) => {
    const added = Object.entries(tally).map(([name, value]) => [name, (sum[name as keyof Tally] ?? 0) + value])
    return Object.fromEntries(added) as Tally
  }, {} as Tally)
  const mustAnchor = cases.filter(({ expected }) => expected).length
  return { summary: { mustAnchor, mustNotAnchor: cases.length - mustAnchor, all, kinds }, cases: found }
}

function count(tally: Tally, { target, expected, alsoOk = [], orphanOk }: Case, range: Range | undefined) {
  if (!expected) {
    if (range) tally.falselyAnchored++
    return
  }
  const good = [expected, ...alsoOk]
  const isStrict = range && good.some((one) => isSame(trimmed(target, range), trimmed(target, one)))
  if (isStrict) tally.strict++
  if (isStrict || (range ? good.some((one) => overlap(range, one) >= 0.9) : orphanOk)) tally.right++
  else if (range) tally.wrong++
  if (!range) tally.orphaned++
}

/** Intersection over union. */
const overlap = (a: Range, b: Range) =>
  Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start)) /
  (Math.max(a.end, b.end) - Math.min(a.start, b.start))

const isSame = (a: Range, b: Range) => a.start === b.start && a.end === b.end

/** A range without white space and signs that are not seen at its ends. */
function trimmed(text: string, { start, end }: Range): Range {
  const isNothing = (at: number) => /[\s\p{Default_Ignorable_Code_Point}]/u.test(text.charAt(at))
  while (start < end && isNothing(start)) start++
  while (end > start && isNothing(end - 1)) end--
  return { start, end }
}

function table({ summary: { mustAnchor, mustNotAnchor, all, kinds } }: Outcome): string {
  const columns = ['cases', 'right', 'strict', 'wrong', 'orphaned', 'falselyAnchored', 'ms/case']
  const line = (name: string, cells: (string | number)[]) =>
    `${name.padEnd(32)}${cells.map((cell) => String(cell).padStart(17)).join('')}`
  const row = (name: string, { ms, ...tally }: Tally) =>
    line(name, [...Object.values(tally), (ms / tally.cases).toFixed(2)])
  const share = (part: number, of: number) => (of ? `${((100 * part) / of).toFixed(1)} %` : 'none')
  return [
    line('kind', columns),
    ...Object.entries(kinds).map(([kind, tally]) => row(kind, tally)),
    row('all', all),
    `Of ${mustAnchor} that must anchor ${share(all.right, mustAnchor)} right, ${share(all.wrong, mustAnchor)} in a wrong place; of ${mustNotAnchor} that must not, ${share(all.falselyAnchored, mustNotAnchor)} falsely anchored.`,
    '',
  ].join('\n')
}
