import { searchable } from './words'

/** What of a paper is searched. Its place here is its bit in the index. */
export const searched = ['title', 'name', 'abstract', 'quote', 'comment', 'note', 'tag', 'identifier'] as const
export type Searched = (typeof searched)[number]

/** The words of a paper, each with the fields that it stands in, as bits. */
export type Said = Map<string, number>

/** Scripts that put no spaces between words: every two signs that stand together are taken for one. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu
const WORD = /[\p{L}\p{N}]+/gu

/** Longer words are searched by their beginning, in UTF-16 units: data in a text, not words. */
const LONGEST = 40

/** The words of a text as the index holds them: without case and accents, in any script. */
export function* wordsIn(text: string): Generator<string> {
  for (const [run] of searchable(text).matchAll(WORD)) {
    let end = 0
    for (const { 0: unspaced, index } of run.matchAll(UNSPACED)) {
      if (index > end) yield run.slice(end, Math.min(index, end + LONGEST))
      yield* pairs(unspaced)
      end = index + unspaced.length
    }
    if (end < run.length) yield run.slice(end, end + LONGEST)
  }
}

/** Every two neighbours; the last sign also alone, so that each sign begins something. */
function* pairs(run: string): Generator<string> {
  const signs = [...run]
  for (const [at, sign] of signs.entries()) yield sign + (signs[at + 1] ?? '')
}

/** What is sought: all of it must be there. */
export interface Sought {
  word: string
  /** A word that begins so will do. Two signs of a script without spaces stand for themselves. */
  begins: boolean
}

/** More words than a query has; the others narrow nothing down. */
const MOST_SOUGHT = 32

/** The words of a query. Each may be the beginning of a longer one. */
export function soughtIn(query: string): Sought[] {
  const sought: Sought[] = []
  for (const [run] of searchable(query).matchAll(WORD)) {
    const words = [...wordsIn(run)]
    for (const [at, word] of words.entries()) {
      const unspaced = word.match(UNSPACED)?.[0] === word
      // The last sign of a run stands in the pair before it.
      if (unspaced && [...word].length === 1 && at > 0 && words[at - 1]?.endsWith(word)) continue
      sought.push({ word, begins: !unspaced || [...word].length === 1 })
    }
  }
  return sought.slice(0, MOST_SOUGHT)
}

/**
 * Whether a word, or one that it begins, was meant by the sought one: one slip of the hand in four letters or more, two in eight
 * (a letter too many, too few, another, or two that changed places). The first letter is taken for right.
 */
export function isSlip(sought: string, word: string): boolean {
  const most = sought.length < 4 ? 0 : sought.length < 8 ? 1 : 2
  if (most === 0 || word[0] !== sought[0] || word.length < sought.length - most) return false
  const wide = Math.min(word.length, sought.length + most)
  let [before, last] = [[] as number[], Array.from({ length: wide + 1 }, (_, at) => at)]
  for (let row = 1; row <= sought.length; row++) {
    const now = [row]
    for (let at = 1; at <= wide; at++) {
      const same = sought[row - 1] === word[at - 1]
      let edits = Math.min(
        (last[at - 1] as number) + (same ? 0 : 1),
        (last[at] as number) + 1,
        (now[at - 1] as number) + 1,
      )
      const turned = row > 1 && at > 1 && sought[row - 1] === word[at - 2] && sought[row - 2] === word[at - 1]
      if (turned) edits = Math.min(edits, (before[at - 2] as number) + 1)
      now.push(edits)
    }
    if (Math.min(...now) > most) return false
    ;[before, last] = [last, now]
  }
  return Math.min(...last) <= most
}

/** Notes the words of a text in one of the fields. */
export function add(said: Said, field: Searched, text: string | undefined): void {
  if (!text) return
  const bit = 1 << searched.indexOf(field)
  for (const word of wordsIn(text)) said.set(word, (said.get(word) ?? 0) | bit)
}
