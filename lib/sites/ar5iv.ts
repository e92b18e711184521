import { arxivId, arxivKey } from '../identity'
import type { Listed, Where } from '../site'
import { words } from '../words'

/** Short name in records. */
export const id = 'ar5iv'

/** Single papers as HTML (no page was seen: class names as other readers of LaTeXML's pages report them). */
export const where: Where = {
  name: 'ar5iv',
  hosts: ['ar5iv.labs.arxiv.org', 'ar5iv.org', 'www.ar5iv.org'],
  test: ({ pathname }) => /^\/(html|abs)\/./.test(pathname),
}

const HEADING = '.ltx_title_abstract, .ltx_note'

/** The paper whose whole text the page is; its authors stand among their places and footnotes, in any order. */
export function papers(page: Document, url: URL): Listed[] {
  const number = arxivId(url.pathname)
  const title = page.querySelector('.ltx_title_document')
  const abstract = page.querySelector('.ltx_abstract')
  const name = title && words(title, HEADING)
  const text = abstract && words(abstract, HEADING)
  if (!number || !title || !name) return []
  return [
    {
      facts: {
        keys: [arxivKey(number)],
        title: name,
        links: { page: `https://arxiv.org/abs/${number}`, pdf: `https://arxiv.org/pdf/${number}` },
        abstract: text || undefined,
      },
      element: title,
      title: { element: title, skip: HEADING },
      abstract: abstract && text ? { element: abstract, skip: HEADING } : undefined,
    },
  ]
}
