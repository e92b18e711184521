import { citation, quotation } from '../cite'
import type { Quoted } from '../library/quotes'
import { asEdited } from '../paper'
import { escaped } from './markdown'

/** Quotes as the reader has them before them: under the name of their group. */
export interface NamedQuotes {
  name: string
  quotes: Quoted[]
}

const factsOf = ({ paper: { edits, ...said } }: Quoted) => asEdited(said, edits)

/** A section per group; each quote with the reader's comment below it and the paper that it is from. */
export function quotesAsMarkdown(groups: NamedQuotes[]): string {
  return groups
    .map(({ name, quotes }) => [`## ${escaped(name)}`, ...quotes.map(quoteAsMarkdown)].join('\n\n'))
    .join('\n\n')
    .concat('\n')
}

/** One quote, with the reader's comment below it and the paper that it is from. */
export function quoteAsMarkdown(quoted: Quoted): string {
  const { exact, comment } = quoted.highlight
  const parts = [`> ${escaped(exact)}`, comment.trim(), `— ${escaped(citation(factsOf(quoted)))}`]
  return parts.filter(Boolean).join('\n\n')
}

/** The same as text without signs: each quote on one line with its paper, the comment on the next. */
export function quotesAsText(groups: NamedQuotes[]): string {
  const textOf = (quoted: Quoted) =>
    [quotation(quoted.highlight.exact, factsOf(quoted)), quoted.highlight.comment.trim()].filter(Boolean).join('\n')
  return groups
    .map(({ name, quotes }) => [name, ...quotes.map(textOf)].join('\n\n'))
    .join('\n\n\n')
    .concat('\n')
}
