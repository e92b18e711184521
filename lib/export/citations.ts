import { plugins } from '@citation-js/core'
import '@citation-js/plugin-csl'
import type { CitationStyle } from '../citation-style'
import type { PaperFacts } from '../paper'
import { piecesOf } from '../pieces'
import chicago from '../styles/chicago.csl?raw'
import ieee from '../styles/ieee.csl?raw'
import mla from '../styles/mla.csl?raw'
import { texIn } from '../tex'
import { cited } from './bibtex'
import { type CslItem, cslItem } from './csl'

const { styles } = plugins.config.get('@csl')
styles.add('mla', mla)
styles.add('chicago', chicago)
styles.add('ieee', ieee)

/** A paper as it is cited in a style, as plain text; in BibTeX as its entry. */
export function citedAs(style: Exclude<CitationStyle, 'short'>, paper: PaperFacts): string {
  const item = cslItem(paper)
  if (style === 'bibtex') return cited(item)
  // Its own id may be called as something that each object has, and citeproc keeps ids as keys.
  const safe = guarded(item)
  const text = plugins.output.format('bibliography', [{ ...safe, id: 'paper', title: still(safe.title) }], {
    format: 'text',
    style,
    lang: 'en-US',
  })
  return text.replaceAll(STANDS_FOR_LESS, '<').trim()
}

/** A character of nobody's (Unicode, private use), in the place of one that begins a mark of citeproc's own. */
const STANDS_FOR_LESS = '\ue000'

/** An item with no marks in its texts: what looks like a tag is shown as it is written. */
const guarded = (item: CslItem): CslItem => JSON.parse(JSON.stringify(item).replaceAll('<', STANDS_FOR_LESS))

/** A title whose formulas keep their letters as they are, where a style makes first letters large. */
const still = (title: string) =>
  piecesOf(title, texIn(title))
    .map(({ text, over }) => (over.some((tex) => 'formula' in tex) ? `<span class="nocase">${text}</span>` : text))
    .join('')
