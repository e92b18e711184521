import { each } from './each'
import { arxivId, arxivKey, doiKey } from './identity'

/** A place of a page that names a paper by an identifier. */
export interface Mention {
  element: Element
  key: string
  /** Told by a link's address, which was put there on purpose; text may speak of another paper. */
  linked: boolean
}

// What publishers put behind a DOI in their own addresses: bioRxiv's version and view, others' views of one article.
const VIEW =
  /(?:\/(?:abstract|e?pdf|full|fulltext(?:\.html)?|html|meta|references|summary)|\.(?:full|abstract|long|short|figures-only|full-text|article-info|pdf|html?)(?:\+html|\.pdf)?)$/i

// A number in the path of a shop can look like a DOI: only after a name by which publishers call their articles.
const BEFORE_DOI =
  /(?:^|\/(?:doi|abs|abstract|articles?|book|chapter|content|dx|early|e?pdf|full|html|item|lookup|papers?|publication|reader|works?))\/10\.\d{4,9}\//i

/** As long as an address is that we keep, in UTF-16 units. */
const LONGEST_ADDRESS = 2000

/** The key of the paper that an address leads to: arXiv and who copies its paths, DOIs, PubMed, Europe PMC, OpenReview. */
export function keyAt(address: string, base?: URL): string | undefined {
  if (address.length > LONGEST_ADDRESS || !URL.canParse(address, base?.href)) return
  const url = new URL(address, base)
  if (!/^https?:$/.test(url.protocol)) return
  const { pathname, searchParams } = url
  const host = url.hostname.replace(/^www\./, '')
  if (/(^|\.)(arxiv|ar5iv|alphaxiv)\.(org|labs\.arxiv\.org)$/.test(host)) {
    const id = /^\/(abs|pdf|html|format|ps|e-print|overview)\/./.test(pathname) ? arxivId(pathname) : undefined
    return id && arxivKey(id)
  }
  // Sites around arXiv name a paper by its number alone: /papers/2306.03310, /arxiv/2306.03310v2.
  const number = /\/(?:abs|pdf|html|papers?|arxiv|overview)\/(\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?\/?$/.exec(
    pathname,
  )?.[1]
  if (number && arxivId(number) === number) return arxivKey(number)
  const pmid =
    (host === 'pubmed.ncbi.nlm.nih.gov' && /^\/(\d{1,8})\/?$/.exec(pathname)?.[1]) ||
    (host === 'ncbi.nlm.nih.gov' && /^\/pubmed\/(\d{1,8})\/?$/.exec(pathname)?.[1]) ||
    (host === 'europepmc.org' && /^\/(?:article|abstract)\/med\/(\d{1,8})\/?$/i.exec(pathname)?.[1])
  if (pmid) return `pmid:${pmid}`
  if (host === 'openreview.net') {
    const id = /^\/(forum|pdf|attachment)$/.test(pathname) ? searchParams.get('id') : null
    return id && /^[\w-]{6,40}$/.test(id) ? `openreview:${id}` : undefined
  }
  if (/^(dx\.)?doi\.org$/.test(host)) return doiKey(url.href)
  const id = searchParams.get('id') ?? ''
  const doi = BEFORE_DOI.test(decoded(pathname)) ? doiKey(url.href) : /^10\.\d{4,9}\//.test(id) ? doiKey(id) : undefined
  if (!doi?.startsWith('doi:')) return doi
  const bare = doi.replace(VIEW, '').replace(VIEW, '')
  return /^doi:10\.(1101|64898)\//.test(bare) ? bare.replace(/v\d+$/, '') : bare
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** The key of the first identifier that a short text names as such: "doi: 10.1000/182", "arXiv:2306.03310", "PMID: 7". */
export function keyIn(text: string): string | undefined {
  const arxiv = /\barxiv:\s*([a-z-]+(?:\.[a-z]{2})?\/\d{7}|\d{4}\.\d{4,5})/i.exec(text)?.[1]
  const id = arxiv && arxivId(arxiv)
  if (id) return arxivKey(id)
  const pmid = /\bPMID:?\s*(\d{1,8})\b/i.exec(text)?.[1]
  return /\b10\.\d{4}/.test(text) ? doiKey(text) : pmid && `pmid:${pmid}`
}

/** A text longer than this, in UTF-16 units, is prose and speaks of whatever it likes. */
export const LINE = 300

/** Every place that names a paper, in page order, links apart from text. */
export function* mentions(page: Document, url: URL): Generator<undefined, Mention[]> {
  const found: Mention[] = []
  const tell = (element: Element, key: string | undefined, linked: boolean) => {
    if (key) found.push({ element, key, linked })
  }
  yield* each(page.querySelectorAll('a[href]'), (link) => tell(link, keyAt(link.getAttribute('href') ?? '', url), true))
  yield* each(page.querySelectorAll('[data-doi]'), (item) => {
    const doi = item.getAttribute('data-doi') ?? ''
    if (doi.length <= LINE) tell(item, doiKey(doi), true)
  })
  if (page.body)
    yield* each(texts(page.body), ({ data, parentElement }) => {
      if (data.length > LINE || !/10\.\d{4}|arxiv:|pmid/i.test(data)) return
      if (parentElement && !parentElement.closest('script, style, template, noscript'))
        tell(parentElement, keyIn(data), false)
    })
  return found
}

function* texts(element: Element): Generator<Text> {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) yield walker.currentNode as Text
}
