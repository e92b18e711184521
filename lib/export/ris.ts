import { plugins } from '@citation-js/core'
import '@citation-js/plugin-ris'
import type { Entry } from '../entry'
import { fold } from '../words'
import { annotations } from './annotations'
import { type CslName, cslItems } from './csl'
import type { ExportWords } from './words'

/**
 * RIS. What field a fact stands in says citation-js; the lines are written here, because it breaks them after 70 letters, within
 * words, and lets a text begin a record of its own. Each quote and each note is an N1, of which Zotero's importer makes a note.
 */
export function ris(entries: Entry[], words: ExportWords): string {
  const items = cslItems(entries).map(({ author, ...item }) => ({
    ...item,
    ...(author && { author: author.map(whole) }),
  }))
  const records = plugins.output.format('ris', items, { format: 'object' })
  return records
    .map(({ TY, N1: _, DA, ...rest }, at) => {
      // Months and days have two digits in RIS.
      const date = DA !== undefined && { DA: String(DA).replace(/\/(\d)(?=\/)/g, '/0$1') }
      const fields = { ...rest, ...date }
      const notes = annotations(entries[at] as Entry, words).map(noteOf)
      const facts = Object.entries(fields).flatMap(([tag, values]) =>
        [values].flat().map((value) => line(tag, fold(String(value)))),
      )
      return [line('TY', String(TY)), ...facts, ...notes.map((note) => line('N1', note)), line('ER', '')].join('\r\n')
    })
    .join('\r\n')
    .concat('\r\n')
}

/** A name with its particle, which citation-js would leave out. */
const whole = (name: CslName): CslName =>
  'family' in name ? { ...name, family: [name['non-dropping-particle'], name.family].filter(Boolean).join(' ') } : name

const line = (tag: string, value: string) => `${tag}  - ${value}`

/** A note of several lines, none of which begins as a field does. One with tags in it Zotero reads as HTML, so it is HTML. */
function noteOf(text: string): string {
  const safe = /<[^>]+>/.test(text)
    ? `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replace(/\n+/g, '</p>\n<p>')}</p>`
    : text
  return safe.replace(/\n(?=\s*[A-Z][A-Z0-9] {1,2}-)/g, '\n\u200b').replaceAll('\n', '\r\n')
}
