import { citation } from '../cite'
import type { Entry } from '../entry'
import { asEdited, type Paper } from '../paper'

/**
 * The highlights and notes of papers as Hypothesis' client exports and imports annotations (2026): of each it keeps the document, its
 * address, the words, the comment and tags. The colour is a tag, by `meaning` in the reader's words; places are not told, because
 * they are counted in the page there.
 */
export function hypothesis(entries: Entry[], exportedAt: string, meaning: (color: string) => string): string {
  const annotations = entries.flatMap(({ paper, highlights, notes }) => {
    const about = aboutOf(paper)
    return [
      ...highlights.map(({ exact, prefix, suffix, comment, color, ...highlight }) => {
        const uri = highlight.url ?? about.uri
        return {
          ...head(highlight),
          ...about,
          uri,
          text: comment,
          tags: [meaning(color)],
          target: [{ source: uri, selector: [{ type: 'TextQuoteSelector', exact, prefix, suffix }] }],
        }
      }),
      ...notes.map((note) => ({ ...head(note), ...about, text: note.text, tags: [], target: [{ source: about.uri }] })),
    ]
  })
  const file = { export_date: exportedAt, export_userid: '', client_version: 'papermargin', annotations }
  return `${JSON.stringify(file, null, 2)}\n`
}

const head = ({ id, createdAt, updatedAt }: { id: string; createdAt: string; updatedAt: string }) => ({
  id,
  created: createdAt,
  updated: updatedAt,
})

/** The document, as Hypothesis knows one by its address and its DOI. */
function aboutOf(paper: Paper) {
  const { edits, ...said } = paper
  const facts = asEdited(said, edits)
  const { title, links, keys } = facts
  const dois = keys.flatMap((key) => (key.startsWith('doi:') ? key.slice(4) : []))
  const arxiv = keys.find((key) => key.startsWith('arxiv:'))?.slice(6)
  const uri =
    links.page ??
    (dois[0] ? `https://doi.org/${dois[0]}` : arxiv ? `https://arxiv.org/abs/${arxiv}` : `urn:uuid:${paper.id}`)
  // Hypothesis has no place for a citation and passes over it; whoever reads the file by themselves finds it with each quote.
  return {
    uri,
    citation: citation(facts),
    document: { title: [title], ...(dois.length > 0 && { highwire: { doi: dois } }) },
  }
}
