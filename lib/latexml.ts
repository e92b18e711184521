import { arxivKey } from './identity'
import { alone } from './page'
import type { PaperFacts } from './paper'
import type { Item } from './site'
import { words } from './words'

const HEADING = '.ltx_title_abstract, .ltx_note'

/**
 * A paper of arXiv's as LaTeXML makes it (arXiv's own HTML and ar5iv, class names as other readers report them; no page was
 * seen). Authors, with their places and footnotes in any order, are left to the abstract page.
 */
export const latexml = (page: Document, number: string | undefined, links: PaperFacts['links']): Item[] =>
  alone(page.querySelector('.ltx_title_document'), (title) => {
    const abstract = page.querySelector('.ltx_abstract')
    const text = abstract && words(abstract, HEADING)
    if (!number) return
    return {
      facts: { keys: [arxivKey(number)], title: words(title, HEADING), links, abstract: text || undefined },
      title: { element: title, skip: HEADING },
      abstract: abstract && text ? { element: abstract, skip: HEADING } : undefined,
    }
  })
