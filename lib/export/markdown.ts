import type { Entry } from '../entry'
import { asEdited } from '../paper'
import type { ExportWords } from './words'

/** What Markdown says in words of the interface. */
export type MarkdownWords = Pick<ExportWords, 'meaning' | 'authors' | 'highlights' | 'notes' | 'tags'>

/**
 * A section per paper: title, authors, date, identifiers and links; the quotes, each with its meaning and comment; then the
 * notes. What the page said is escaped, because a title may hold anything; what the reader wrote is Markdown already.
 */
export function markdown(entries: Entry[], words: MarkdownWords): string {
  return entries.map((entry) => body(entry, words)).join('\n')
}

/** One paper's section. */
export function body({ paper: { edits, ...said }, highlights, notes }: Entry, words: MarkdownWords): string {
  const paper = asEdited(said, edits)
  const names = paper.authors?.join(', ') ?? (paper.authorCount ? words.authors(paper.authorCount) : '')
  const facts = [names, paper.organization, paper.venue, paper.date]
    .filter(Boolean)
    .map((fact) => escaped(fact as string))
  const links = Object.values(paper.links).map(linked)
  const lines = [`# ${escaped(paper.title)}`, '']
  if (facts.length > 0) lines.push(facts.join(' · '), '')
  lines.push([...paper.keys.map(keyed), ...links].join(' · '), '')
  if (paper.tags?.length) lines.push(`${words.tags}: ${paper.tags.map(escaped).join(', ')}`, '')
  if (highlights.length > 0) lines.push(`## ${words.highlights}`, '')
  for (const highlight of highlights) {
    lines.push(`> ${escaped(highlight.exact)}`, '', `**${escaped(words.meaning(highlight.color))}**`, '')
    if (highlight.comment.trim()) lines.push(highlight.comment.trim(), '')
  }
  const written = notes.filter((note) => note.text.trim())
  if (written.length > 0) lines.push(`## ${words.notes}`, '')
  for (const note of written) lines.push(note.text.trim(), '')
  return lines.join('\n')
}

/** An identifier as Markdown, which may hold anything. */
export const keyed = (key: string) => `\`${key.replaceAll('`', '')}\``

/** An address as Markdown that leads there. */
export const linked = (address: string) => `<${address.replace(/[\s<>\p{Cc}]/gu, encodeURIComponent)}>`

/** Text as Markdown that shows just this text, on one line: CommonMark 0.31, 2.4 (any ASCII punctuation may be escaped). */
export function escaped(text: string): string {
  return (
    text
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/[\\`*_[\]<>#|~$&]/g, '\\$&')
      // Between two of these Obsidian shows nothing, were it all that follows.
      .replace(/%(?=%)|(?<=%)%/g, '\\$&')
      .replace(/^([-+])/, '\\$1')
      .replace(/^(\d+)([.)])/, '$1\\$2')
  )
}
