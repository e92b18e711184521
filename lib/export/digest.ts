import { namesOf } from '../cite'
import { type Digest, parts } from '../digest'
import type { Entry } from '../entry'
import { asEdited } from '../paper'
import { escaped, keyed, linked } from './markdown'

/** What the words of the interface are in the reader's language, where the file says them. */
export interface DigestWords {
  /** Of the whole: which week it is. */
  title: string
  part(name: keyof Digest): string
  meaning(color: string): string
}

/** A digest as Markdown: a list of papers for each of its parts that has some, with the quotes that are meant below each. */
export function digestMarkdown(digest: Digest, words: DigestWords): string {
  const sections = parts.flatMap((name) =>
    digest[name].length > 0 ? [`## ${escaped(words.part(name))}\n\n${digest[name].map(item).join('\n')}`] : [],
  )
  return [`# ${escaped(words.title)}\n`, ...sections].join('\n')

  function item({ paper: { edits, ...said }, highlights }: Entry): string {
    const paper = asEdited(said, edits)
    const names = namesOf(paper)
    const address = paper.links.page ?? paper.links.pdf
    const facts = [
      escaped(paper.title),
      ...(names ? [escaped(names)] : []),
      ...(paper.keys[0] ? [keyed(paper.keys[0])] : []),
      ...(address ? [linked(address)] : []),
    ]
    const quotes = highlights.map(
      ({ exact, color }) => `  > ${escaped(exact)} – **${escaped(words.meaning(color))}**\n`,
    )
    return [`- ${facts.join(' · ')}\n`, ...quotes].join('\n')
  }
}
