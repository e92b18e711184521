import type { Entry } from '../entry'
import { asEdited } from '../paper'
import { fold } from '../words'
import { lines } from './annotations'
import type { ExportWords } from './words'

/**
 * Org: a headline for each paper, its facts as properties (Org manual, 7.1), its quotes as quote blocks. What the reader wrote is
 * Markdown, and stands in source blocks as such.
 */
export const org = (entries: Entry[], words: ExportWords): string =>
  entries.map((entry) => section(entry, words)).join('\n')

function section({ paper: { edits, ...said }, highlights, notes }: Entry, words: ExportWords): string {
  const paper = asEdited(said, edits)
  const properties = {
    IDENTIFIERS: paper.keys.join(' '),
    AUTHORS: paper.authors?.join('; ') ?? (paper.authorCount ? words.authors(paper.authorCount) : undefined),
    DATE: paper.date,
    VENUE: paper.venue,
    ORGANIZATION: paper.organization,
    STATUS: paper.status,
    URL: paper.links.page,
    PDF: paper.links.pdf,
    CODE: paper.links.code,
  }
  const tags = paper.tags?.map(tagOf).filter(Boolean) ?? []
  const written = notes.map((note) => lines(note.text)).filter(Boolean)
  return [
    `* ${inert(paper.title)}${tags.length > 0 ? ` :${tags.join(':')}:` : ''}`,
    ':PROPERTIES:',
    ...Object.entries(properties).flatMap(([name, value]) => (value ? `:${name}: ${inert(value)}` : [])),
    ':END:',
    ...(highlights.length > 0 ? [`** ${words.highlights}`] : []),
    ...highlights.flatMap(({ exact, color, comment }) => [
      `*** ${inert(words.meaning(color))}`,
      '#+begin_quote',
      shown(inert(exact)),
      '#+end_quote',
      ...(lines(comment) ? source(lines(comment)) : []),
    ]),
    ...(written.length > 0 ? [`** ${words.notes}`, ...written.flatMap(source)] : []),
    '',
  ].join('\n')
}

/** Markdown as a source block; what Org would read in it is marked by a comma (Org manual, 2.6). */
const source = (markdown: string) => [
  '#+begin_src markdown',
  markdown.replace(/^(?=,*(?:\*|#\+))/gm, ',').replace(/Local (?=Variables:)/gi, '$&\u200b'),
  '#+end_src',
]

/** A line in which Emacs finds nothing to run: no link that is code, no code within the line, no variable of the file's. */
const inert = (line: string) =>
  fold(line).replace(/\b(?:elisp|shell)(?=:)|\b(?:src|call)(?=_)|-\*(?=-)|Local (?=Variables:)/gi, '$&\u200b')

/** A line that begins no headline and ends no block: a sign that has no width keeps Org from reading it (Org manual, 12.8). */
const shown = (line: string) => line.replace(/^(?=\*|#\+)/, '\u200b')

/** A tag of letters, digits, `_` and `@`, as Org has them. */
const tagOf = (tag: string) => tag.replace(/[^\p{L}\p{M}\p{N}_@]+/gu, '_')
