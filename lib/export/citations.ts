import { plugins } from '@citation-js/core'
import '@citation-js/plugin-csl'
import type { PaperFacts } from '../paper'
import { piecesOf } from '../pieces'
import chicago from '../styles/chicago.csl?raw'
import ieee from '../styles/ieee.csl?raw'
import mla from '../styles/mla.csl?raw'
import { texIn } from '../tex'
import { cited } from './bibtex'
import { cslItem } from './csl'
import type { CitationStyle } from './styles'

const { styles } = plugins.config.get('@csl')
styles.add('mla', mla)
styles.add('chicago', chicago)
styles.add('ieee', ieee)

/** A paper as it is cited in a style, as plain text; in BibTeX as its entry. */
export function citedAs(style: Exclude<CitationStyle, 'short'>, facts: PaperFacts): string {
  const item = cslItem(facts)
  if (style === 'bibtex') return cited(item)
  const { abstract: _, keyword: _tags, title, ...facts } = item
  const cited = plugins.output.format('bibliography', [{ ...facts, title: plain(title) }], {
    format: 'text',
    style,
    lang: 'en-US',
  })
  return cited.replaceAll(STANDS_FOR_LESS, '<').trim()
}

/** A character of nobody's (Unicode, private use), in the place of one that begins a mark of citeproc's own. */
const STANDS_FOR_LESS = '\ue000'

/** A title that shows as it is written: no tags in it, and no letter of a formula made large. */
function plain(title: string): string {
  const safe = title.replaceAll('<', STANDS_FOR_LESS)
  return piecesOf(safe, texIn(safe))
    .map(({ text, over }) => (over.some((tex) => 'formula' in tex) ? `<span class="nocase">${text}</span>` : text))
    .join('')
}
