import { arxivId } from '../identity'
import { latexml } from '../latexml'
import type { Item, Where } from '../site'

/** Short name in records. */
export const id = 'ar5iv'

/** Single papers as HTML (no page was seen: class names as other readers of LaTeXML's pages report them). */
export const where: Where = {
  name: 'ar5iv',
  hosts: ['ar5iv.labs.arxiv.org', 'ar5iv.org', 'www.ar5iv.org'],
  test: ({ pathname }) => /^\/(html|abs)\/./.test(pathname),
}

/** The paper whose whole text the page is. */
export function items(page: Document, url: URL): Iterable<Item> {
  const number = arxivId(url.pathname)
  const links = { page: `https://arxiv.org/abs/${number}`, pdf: `https://arxiv.org/pdf/${number}` }
  return latexml(page, number, links)
}
