import { citation } from '../cite'
import type { Entry } from '../entry'
import { asEdited } from '../paper'
import { fold } from '../words'
import { annotations } from './annotations'
import type { ExportWords } from './words'

/** Plain text: a paper as it stands in a list of references, then what the reader took from it and wrote on it. */
export function text(entries: Entry[], words: ExportWords): string {
  const sections = entries.map((entry) => {
    const { edits, ...said } = entry.paper
    const tags = said.tags?.length ? `${words.tags}: ${said.tags.map(fold).join(', ')}` : ''
    const keys = said.keys.join(' ')
    return [citation(asEdited(said, edits)), [keys, tags].filter(Boolean).join('\n'), ...annotations(entry, words)]
      .filter(Boolean)
      .join('\n\n')
  })
  return sections.join(`\n\n${'─'.repeat(40)}\n\n`).concat('\n')
}
