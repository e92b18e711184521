import { asEdited, type Paper } from './paper'
import { currentOf } from './versions'
import { fold, searchable } from './words'

/** Longer keys would sort no better, in UTF-16 units. */
const LONGEST = 60

/** By what a paper is put in order, as the reader has its record, and whether a site shows another text of it than it did. */
export function byOf(paper: Paper): Pick<Paper, 'by' | 'reworded'> {
  const { title, authors = [], date } = asEdited(paper, paper.edits)
  const author = keyOf(familyName(authors[0] ?? ''))
  const by = { title: keyOf(title), ...(author && { author }), ...(date && { date }) }
  return { by, ...(currentOf(paper.abstracts).length < paper.abstracts.length && { reworded: 1 as const }) }
}

/** Words as they are sorted: without case, accents, and signs before them. */
const keyOf = (text: string) =>
  searchable(fold(text))
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, LONGEST)

/** The name by which an author is looked up: what stands before a comma, else the last word. */
function familyName(author: string): string {
  const [before, after] = author.split(',')
  return after ? (before as string) : (fold(author).split(' ').at(-1) as string)
}
