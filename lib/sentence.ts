import type { Highlight } from './highlight'
import { asEdited, type Paper } from './paper'
import { placesIn } from './pieces'
import { segments } from './spans'

/** Highlighted words, and what stands around them. */
export interface Sentence {
  before: string
  words: string
  after: string
}

/** UTF-16 units that are shown at most on either side of the words. */
const WIDE = 280

/**
 * The sentence, or the sentences, that highlighted words stand in. Words that no stored text has any more stand between what
 * was remembered around them.
 */
export function sentenceOf(highlight: Highlight, paper: Paper): Sentence {
  const { field, abstractId, exact, prefix, suffix } = highlight
  // The text that it was made on is the likeliest to have it.
  const abstracts = paper.abstracts.toSorted((a, b) => Number(b.id === abstractId) - Number(a.id === abstractId))
  const texts = field === 'title' ? [{ text: asEdited(paper, paper.edits).title }] : abstracts
  for (const { text, ...one } of texts) {
    const [place] = placesIn(text, [highlight], 'id' in one ? one.id : undefined)
    if (!place) continue
    const sentences = segments(text, 'sentence')
    const start = sentences.findLast((one) => one.start <= place.start)?.start ?? 0
    const end = sentences.find((one) => one.end >= place.end)?.end ?? text.length
    return {
      before: ending(text.slice(start, place.start)),
      words: text.slice(place.start, place.end),
      after: beginning(text.slice(place.end, end)),
    }
  }
  return { before: prefix && `…${prefix}`, words: exact, after: suffix && `${suffix}…` }
}

const beginning = (text: string) => (text.length > WIDE ? `${text.slice(0, WIDE).replace(/\S*$/, '')}…` : text)
const ending = (text: string) => (text.length > WIDE ? `…${text.slice(-WIDE).replace(/^\S*/, '')}` : text)
