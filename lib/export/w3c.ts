import type { Entry } from '../entry'
import type { Highlight } from '../highlight'
import { asEdited, type Paper } from '../paper'
import { pointsIn, unitsIn } from '../points'

/** What the standard's vocabulary has no words for; lib/import/w3c.ts reads it back. */
export const OURS = 'urn:papermargin:'

const CONTEXT = [
  'http://www.w3.org/ns/anno.jsonld',
  {
    papermargin: OURS,
    // Kept as they stand: lists whose order and repetition count, and what may be missing.
    'papermargin:record': { '@type': '@json' },
  },
]

/**
 * The highlights and notes of papers as W3C Web Annotations (https://www.w3.org/TR/annotation-model/) in one page of JSON-LD:
 * the quote by TextQuoteSelector and TextPositionSelector, its colour as `styleClass` and, by `meaning`, in the reader's words. Papers
 * stand in the first annotation on them, each with the texts that positions count in, in code points.
 */
export function w3c(entries: Entry[], meaning: (color: string) => string): string {
  const items = entries.flatMap((entry) => annotationsOn(entry, meaning))
  const page = { '@context': CONTEXT, id: `${OURS}annotations`, type: 'AnnotationPage', items }
  return `${JSON.stringify(page, null, 2)}\n`
}

function annotationsOn({ paper, highlights, notes }: Entry, meaning: (color: string) => string): object[] {
  const source = sourceOf(paper)
  const annotations = [
    ...highlights.map((highlight) => annotated(highlight, paper, source.id, meaning)),
    ...notes.map((note) => ({
      ...head(note, 'commenting'),
      body: [markdown(note.text)],
      target: { type: 'SpecificResource', source: source.id as string | object },
      'papermargin:record': rest(note, []),
    })),
  ]
  const [first] = annotations
  if (first) first.target.source = source
  return annotations
}

function annotated(highlight: Highlight, paper: Paper, source: string | object, meaning: (color: string) => string) {
  const { exact, prefix, suffix, color, comment } = highlight
  const position = positionOf(highlight, paper)
  const classified = { type: 'TextualBody', value: meaning(color), format: 'text/plain', purpose: 'classifying' }
  return {
    ...head(highlight, comment ? 'commenting' : 'highlighting'),
    body: comment ? [markdown(comment), classified] : [classified],
    target: {
      type: 'SpecificResource',
      source,
      styleClass: color,
      selector: [{ type: 'TextQuoteSelector', exact, prefix, suffix }, ...(position ? [position] : [])],
    },
    'papermargin:record': rest(highlight, [
      'field',
      'abstractId',
      'url',
      'was',
      ...(position ? [] : (['start', 'end'] as const)),
    ]),
  }
}

const head = (
  { id, createdAt, updatedAt }: { id: string; createdAt: string; updatedAt: string },
  motivation: string,
) => ({
  id: `urn:uuid:${id}`,
  type: 'Annotation',
  motivation,
  created: createdAt,
  modified: updatedAt,
})

const markdown = (value: string) => ({ type: 'TextualBody', value, format: 'text/markdown', purpose: 'commenting' })

/** Where words stand in the text that they were made on; undefined where that text has them elsewhere, or not at all. */
function positionOf({ exact, start, end, field, abstractId }: Highlight, paper: Paper) {
  const text = field === 'title' ? paper.title : paper.abstracts.find(({ id }) => id === abstractId)?.text
  if (text?.slice(start, end) !== exact) return
  const points = { start: pointsIn(text, start), end: pointsIn(text, end) }
  // Half of a sign has no place in points.
  if (unitsIn(text, points.start) !== start || unitsIn(text, points.end) !== end) return
  return { type: 'TextPositionSelector', ...points }
}

/** Fields of a record that the standard does not hold, and what every record has. */
function rest<R extends { rev: number; versions?: string[] }>(record: R, names: (keyof R)[]): object {
  const { rev, versions } = record
  const more = names.flatMap((name) => (record[name] === undefined ? [] : [[name, record[name]]]))
  return { rev, ...(versions && { versions }), ...Object.fromEntries(more) }
}

/** A paper as what is annotated, with what cites it in Dublin Core's terms. */
function sourceOf(paper: Paper) {
  const { title, authors, venue, date, links, keys } = asEdited(paper, paper.edits)
  const page = links.page && URL.canParse(links.page) ? new URL(links.page).href : undefined
  return {
    id: page ?? `urn:uuid:${paper.id}`,
    type: 'Text',
    'dcterms:title': title,
    ...(authors && { 'dcterms:creator': authors }),
    ...(venue && { 'dcterms:bibliographicCitation': venue }),
    ...(date && { 'dcterms:issued': date }),
    'dcterms:identifier': keys,
    'papermargin:record': paperIn(paper),
  }
}

/** What positions count in, and by which the paper is known again. */
const paperIn = ({ id, title, keys, abstracts }: Paper) => ({ id, title, keys, abstracts })
