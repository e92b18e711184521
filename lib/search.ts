import type { Entry } from './entry'
import { searchable } from './words'

/**
 * What of a paper is searched. Its place here is its bit in the index, which has room for eight: where it was published, by
 * which organization, and its identifiers are one.
 */
export const searched = ['title', 'author', 'abstract', 'quote', 'comment', 'note', 'tag', 'source'] as const
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
  for (const { word } of wordsAt(searchable(text))) yield word
}

/** The words of a text that is searchable as it is, and where each begins, in UTF-16 units. */
export function* wordsAt(text: string): Generator<{ word: string; at: number }> {
  for (const { 0: run, index: from } of text.matchAll(WORD)) {
    let end = 0
    for (const { 0: unspaced, index } of run.matchAll(UNSPACED)) {
      if (index > end) yield { word: run.slice(end, Math.min(index, end + LONGEST)), at: from + end }
      yield* pairs(unspaced, from + index)
      end = index + unspaced.length
    }
    if (end < run.length) yield { word: run.slice(end, end + LONGEST), at: from + end }
  }
}

/** Every two neighbours; the last sign also alone, so that each sign begins something. */
function* pairs(run: string, from: number): Generator<{ word: string; at: number }> {
  const signs = [...run]
  let at = from
  for (const [place, sign] of signs.entries()) {
    yield { word: sign + (signs[place + 1] ?? ''), at }
    at += sign.length
  }
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
      if (!isTail(words, at)) sought.push({ word, begins: !isUnspaced(word) || isOne(word) })
    }
  }
  return sought.slice(0, MOST_SOUGHT)
}

/** The words of a phrase: they stand so, one behind the other. */
export function phraseIn(phrase: string): Sought[] {
  const words = [...wordsIn(phrase)].slice(0, MOST_SOUGHT)
  // More signs may follow upon the last, where a script puts no spaces between words.
  const ended = isTail(words, words.length - 1) ? words.slice(0, -1) : words
  return ended.map((word, at) => ({ word, begins: at === words.length - 1 && isUnspaced(word) && isOne(word) }))
}

const isUnspaced = (word: string) => word.match(UNSPACED)?.[0] === word
const isOne = (word: string) => [...word].length === 1
/** Whether a word is the last sign of a run, which stands in the pair before it, too. */
const isTail = (words: string[], at: number) => {
  const [word, before] = [words[at] ?? '', words[at - 1]]
  return isUnspaced(word) && isOne(word) && before?.endsWith(word) === true && !isOne(before)
}

export const answers = ({ word, begins }: Sought, said: string) => (begins ? said.startsWith(word) : said === word)

/** Whether a phrase stands in a text. */
export function says(text: string, phrase: Sought[]): boolean {
  const words = [...wordsIn(text)]
  return words.some((_, from) => phrase.every((sought, at) => answers(sought, words[from + at] ?? '')))
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
export function add(said: Said, field: Searched, text: string): void {
  const bit = 1 << searched.indexOf(field)
  for (const word of wordsIn(text)) said.set(word, (said.get(word) ?? 0) | bit)
}

/** All of a paper that is searched: each text with the field that it stands in. */
export function* textsOf({ paper, highlights, notes }: Entry): Generator<[Searched, string]> {
  yield ['title', paper.title]
  for (const { exact, comment } of highlights) {
    yield ['quote', exact]
    if (comment) yield ['comment', comment]
  }
  for (const { text } of notes) yield ['note', text]
  for (const { text } of paper.abstracts) yield ['abstract', text]
  for (const tag of paper.tags ?? []) yield ['tag', tag]
  for (const name of paper.authors ?? []) yield ['author', name]
  // What the reader says otherwise than the pages; that is found as well as what they said.
  const { title, authors = [], organization, venue, abstract } = paper.edits ?? {}
  if (title) yield ['title', title]
  if (abstract) yield ['abstract', abstract]
  for (const name of authors) yield ['author', name]
  for (const said of [paper.organization, paper.venue, organization, venue]) if (said) yield ['source', said]
  for (const key of paper.keys) yield ['source', key]
}
