import type { Entry } from './entry'
import type { Highlight } from './highlight'
import type { Abstract } from './paper'
import { findQuote } from './quote'
import { canonical } from './text'

/** One wording of a paper's abstract, however many sites and pages wrote it so. */
export interface Version {
  /** The text to show: of equals the one that most highlights were made on, then the longest. */
  abstract: Abstract
  /** All stored texts that say the same. */
  ids: string[]
}

/** The wordings of a paper's abstract, the newest first. What differs by markup, signs or white space alone is one. */
export function versionsOf({ paper, highlights }: Entry): Version[] {
  const made = (id: string) => highlights.filter(({ abstractId }) => abstractId === id).length
  // Of those that were seen at once the later one in the record is that which was highlighted.
  const newest = paper.abstracts.toReversed().sort((a, b) => b.seenAt.localeCompare(a.seenAt))
  return [...Map.groupBy(newest, ({ text }) => canonical(text).text).values()].map((same) => {
    const [abstract] = same.toSorted((a, b) => made(b.id) - made(a.id) || b.text.length - a.text.length)
    const { site, seenAt } = same[0] as Abstract
    return { abstract: { ...(abstract as Abstract), site, seenAt }, ids: same.map(({ id }) => id) }
  })
}

/** The texts that sites show now, as far as is known: of each site the one that it showed last. */
export function currentOf(abstracts: Abstract[]): Abstract[] {
  const bySite = Map.groupBy(abstracts, ({ site }) => site)
  return [...bySite.values()].map((texts) => texts.reduce((last, one) => (one.seenAt >= last.seenAt ? one : last)))
}

/** Whether a stored text is what its site shows now, or says the same. */
export function isCurrent(abstract: Abstract, abstracts: Abstract[]): boolean {
  const current = currentOf(abstracts).find(({ site }) => site === abstract.site)
  return current?.id === abstract.id || canonical(current?.text ?? '').text === canonical(abstract.text).text
}

/**
 * A paper's highlights that have lost their words: no site shows them any more. Of a title one wording is stored, so only
 * a page can tell that its words are gone.
 */
export function orphansOf({ paper, highlights }: Entry): Highlight[] {
  const current = currentOf(paper.abstracts)
  if (current.length === 0) return []
  return highlights.filter(
    (highlight) =>
      highlight.field === 'abstract' &&
      !current.some(({ id }) => id === highlight.abstractId) &&
      !current.some(({ text }) => findQuote(text, highlight)),
  )
}
