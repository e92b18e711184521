import type { Entry } from '../entry'
import { fold } from '../words'
import type { ExportWords } from './words'

/**
 * What the reader took from a paper and wrote on it, as plain text in the order of the words: each quote with its meaning and
 * comment, then each note. For formats that have one field for all of it, or one for each.
 */
export function annotations({ highlights, notes }: Entry, words: ExportWords): string[] {
  const quotes = highlights.map(({ exact, color, comment }) =>
    [`“${fold(exact)}” — ${words.meaning(color)}`, lines(comment)].filter(Boolean).join('\n'),
  )
  return [...quotes, ...notes.map(({ text }) => lines(text)).filter(Boolean)]
}

/** What the reader wrote, its lines ended in one way: tools end them at different signs. */
export const lines = (text: string) => text.replace(/\r\n?|[\v\f\x85\u2028\u2029]/g, '\n').trim()
