import type { Entry } from '../entry'
import { annotations } from './annotations'
import { cslItems } from './csl'
import type { ExportWords } from './words'

/**
 * CSL-JSON. What the reader wrote stands in `note`, which Zotero's importer keeps (as *Extra*; `annote` it drops); identifiers
 * and links that CSL has no field for stand in `custom`.
 */
export function cslJson(entries: Entry[], words: ExportWords): string {
  const items = cslItems(entries).map((item, at) => {
    const { paper } = entries[at] as Entry
    const note = annotations(entries[at] as Entry, words).join('\n\n')
    return { ...item, ...(note && { note }), custom: { keys: paper.keys, ...paper.links } }
  })
  return `${JSON.stringify(items, null, 2)}\n`
}
