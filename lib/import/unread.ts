import type { PaperFacts } from '../paper'
import { fold } from '../words'
import { idsIn } from './identifiers'
import { BULLET, FURNITURE } from './lines'
import { isFurther } from './pasted'

const LABEL = /^(?:title|authors?|abstract|doi|subjects?|comments?): ?/i

/** Letters and digits alone, so that dashes, quotes and white space do not matter. */
const letters = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/**
 * The lines of a pasted text that went into none of the papers that were read in it, as they stand there; those of a page's
 * furniture, dates and counts are no loss.
 */
export function unreadIn(text: string, papers: PaperFacts[]): string[] {
  if (papers.length === 0) return []
  const keys = new Set(papers.flatMap(({ keys }) => keys))
  const said = papers.map(({ title, authors = [], organization, abstract }) =>
    [title, ...authors, organization, abstract].map((part) => letters(part ?? '')).join(' '),
  )
  let at = 0
  /** Looks first where the last line was found: papers are read in the order of the text. */
  const says = (words: string) => {
    const near = [at, at + 1].find((one) => said[one]?.includes(words))
    const found = near ?? said.findIndex((one) => one.includes(words))
    if (found >= 0) at = found
    return found >= 0
  }
  return text.split(/\r\n|[\n\r\u2028\u2029]/).filter((raw) => {
    const line = fold(raw).replace(BULLET, '')
    if (!/\p{L}{2}|\d{4}/u.test(line) || FURNITURE.test(line) || isFurther(line)) return false
    const { ids, rest, alone } = idsIn(line)
    if (ids.some(({ key }) => !keys.has(key))) return true
    const names = letters((ids.length > 0 ? rest : line).replace(LABEL, ''))
    return !alone && names !== '' && !says(names) && !namesOf(line).every(says)
  })
}

/** Names that stand in a line with others, each by itself. */
const namesOf = (line: string) =>
  line
    .replace(LABEL, '')
    .split(/, (?:and )?|; | and | & /)
    .map(letters)
