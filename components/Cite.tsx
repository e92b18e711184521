import { i18n } from '#i18n'
import { type CitationStyle, citationStyles } from '@/lib/citation-style'
import { Icon } from './Icon'
import { Key } from './Key'

/** What the licence of the library that sets citations asks to be said where they are (CPAL-1.0, 14). */
export const ATTRIBUTION = 'Citations by CSL (citeproc-js)'

interface Props {
  /** The style that was used last. */
  style: CitationStyle
  /** The key that does what the button does. */
  letter: string
  /** Whether there is little room. */
  short?: boolean
  copy(style: CitationStyle): void
}

/** Copies a paper as it is cited; the style beside it is the one that was used last, and another one copies at once. */
export const Cite = ({ style, letter, short = false, copy }: Props) => (
  <span className="row cite">
    <button type="button" className="btn bare sm" data-act="cite" onClick={() => copy(style)}>
      {!short && <Icon name="copy" />}
      {short ? i18n.t('cite.title') : i18n.t('cite.copy')} <Key name={letter.toUpperCase()} />
    </button>
    <select
      aria-label={i18n.t('citing.style')}
      value={style}
      onChange={({ target }) => copy(target.value as CitationStyle)}
    >
      {citationStyles.map((one) => (
        <option key={one} value={one}>
          {NAMED[one] ?? i18n.t('citing.short')}
        </option>
      ))}
      <option disabled>{ATTRIBUTION}</option>
    </select>
  </span>
)

/** Names that are the same in every language. */
const NAMED: Partial<Record<CitationStyle, string>> = {
  apa: 'APA',
  mla: 'MLA',
  chicago: 'Chicago',
  ieee: 'IEEE',
  bibtex: 'BibTeX',
}
