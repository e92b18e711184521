import { dayIn, isDay } from './day'
import { each } from './each'
import { arxivId, arxivKey, doiKey } from './identity'
import { fields, items, line, parsed } from './json'
import { keyAt, keyIn } from './mentions'
import type { PaperFacts } from './paper'
import { fold } from './words'

/**
 * More than a page ever writes: UTF-16 units in a tag or a COinS (an abstract may stand there) and in a script, identifiers
 * of one paper, and authors.
 */
const MOST = { text: 50_000, script: 1_000_000, identifiers: 50, authors: 10_000 }

/**
 * The paper that a page's head says it is: Highwire `citation_*` as Google Scholar asks for it, Dublin Core and PRISM. A
 * title alone is no paper: without Highwire's tags it takes an identifier. Its keys may be none.
 */
export function* described(page: Document, url: URL): Generator<undefined, PaperFacts | undefined> {
  const tags = new Map<string, string[]>()
  yield* each(page.querySelectorAll('meta'), (tag) => {
    const name = (tag.getAttribute('name') ?? tag.getAttribute('property') ?? '').toLowerCase()
    if (!/^(citation_|dc\.|dcterms\.|prism\.)/.test(name)) return
    // Some savers of pages write `value`.
    const text = line(tag.getAttribute('content') ?? tag.getAttribute('value'), MOST.text)
    if (!text) return
    const others = tags.get(name)
    if (others) others.push(text)
    else tags.set(name, [text])
  })
  const all = (...names: string[]) => names.map((name) => tags.get(name) ?? []).find((texts) => texts.length > 0) ?? []
  const first = (...names: string[]) => all(...names)[0]
  const few = (...names: string[]) => all(...names).slice(0, MOST.identifiers)
  const identifiers = [
    ...few('citation_doi').map(doiKey),
    ...few('citation_arxiv_id').map((text) => arxivKeyOf(text)),
    ...few('citation_pmid').map((text) => (/^\d{1,8}$/.test(text) ? `pmid:${text}` : undefined)),
    ...few('prism.doi', 'bepress_citation_doi').map(doiKey),
    ...few('dc.identifier', 'dcterms.identifier').map((text) => keyIn(text) ?? keyAt(text)),
    ...few('citation_abstract_html_url', 'citation_public_url').map((text) => keyAt(text, url)),
  ].filter((key) => key !== undefined)
  const title = first('citation_title', 'dc.title', 'dcterms.title', 'prism.title')
  if (!title || !(tags.has('citation_title') || identifiers.length > 0)) return
  const authors = all('citation_author', 'dc.creator', 'dcterms.creator')
  const listed = authors.length ? authors : (first('citation_authors')?.split(/;\s*/) ?? [])
  const pdf = first('citation_pdf_url')
  return {
    keys: oneOfEach(identifiers),
    title,
    authors: listed.length ? listed.slice(0, MOST.authors).map(turned).filter(Boolean) : undefined,
    venue: first('citation_journal_title', 'citation_conference_title', 'prism.publicationname'),
    date: dateOf(
      first(
        'citation_publication_date',
        'citation_date',
        'citation_online_date',
        'prism.publicationdate',
        'dc.date',
        'dcterms.issued',
        'dcterms.date',
        'citation_year',
      ),
    ),
    links: { page: url.href, pdf: pdf && URL.canParse(pdf, url.href) ? new URL(pdf, url).href : undefined },
    abstract: first('citation_abstract', 'dcterms.abstract'),
  }
}

const ARTICLE = /^(https?:\/\/schema\.org\/)?(Medical)?ScholarlyArticle$/

/** What a page's JSON-LD tells. */
interface Linked {
  papers: PaperFacts[]
  /** Every type of schema.org that stands in it. */
  kinds: Set<string>
}

/** The papers that a page's JSON-LD is of (schema.org `ScholarlyArticle`), not those that these cite. Keys may be none. */
export function* linkedData(page: Document, url: URL): Generator<undefined, Linked> {
  const papers: PaperFacts[] = []
  const kinds = new Set<string>()
  function* read(value: unknown, depth: number): Generator<undefined, void> {
    if (depth > 6 || papers.length >= 10_000) return
    yield
    for (const one of items(value)) yield* read(one, depth + 1)
    const thing = fields(value)
    const types = [thing['@type']].flat().filter((type) => typeof type === 'string')
    for (const type of types) kinds.add(type)
    if (types.some((type) => ARTICLE.test(type))) {
      const paper = article(thing, url)
      if (paper) papers.push(paper)
      return
    }
    for (const inner of ['@graph', 'mainEntity', 'mainEntityOfPage', 'itemListElement', 'item'])
      if (typeof thing[inner] === 'object') yield* read(thing[inner], depth + 1)
  }
  for (const { textContent } of page.querySelectorAll('script[type="application/ld+json"]'))
    if (textContent.length <= MOST.script) yield* read(parsed(textContent), 0)
  return { papers, kinds }
}

function article(thing: Record<string, unknown>, url: URL): PaperFacts | undefined {
  const title = line(thing.headline) ?? line(thing.name)
  if (!title) return
  const people = [thing.author ?? thing.creator].flat().slice(0, MOST.authors)
  const authors = people.map((author) => line(author) ?? line(fields(author).name)).filter((name) => name !== undefined)
  const told = [thing.identifier, thing['@id'], thing.sameAs, thing.url, thing.doi, thing.mainEntityOfPage].flat()
  const keys = told.slice(0, MOST.identifiers).map((one) => {
    const text = line(one) ?? line(fields(one).value) ?? line(fields(one)['@id'])
    return text ? (keyAt(text) ?? keyIn(text)) : undefined
  })
  const address = line(thing.url)
  return {
    keys: oneOfEach(keys.filter((key) => key !== undefined)),
    title,
    authors: authors.length ? authors.map(turned) : undefined,
    venue: line(fields(thing.isPartOf).name, 1000),
    date: dateOf(line(thing.datePublished)),
    links: { page: address && URL.canParse(address, url.href) ? new URL(address, url).href : undefined },
    abstract: line(thing.abstract, MOST.text),
  }
}

/** Spans that tell machines of a work beside them. */
export const COINS = 'span.Z3988[title]'

/** What a COinS span (`class="Z3988"`, ocoins.info) says of an article. Keys may be none. */
export function coins(span: Element): PaperFacts | undefined {
  const text = span.getAttribute('title') ?? ''
  if (text.length > MOST.text) return
  const said = new URLSearchParams(text)
  const one = (...names: string[]) => names.map((name) => line(said.get(name))).find(Boolean)
  const title = one('rft.atitle', 'rft.title')
  if (!title || /book$/.test(said.get('rft_val_fmt') ?? '')) return
  const keys = said
    .getAll('rft_id')
    .slice(0, MOST.identifiers)
    .map((id) => {
      const pmid = /^info:pmid\/(\d{1,8})$/.exec(id)?.[1]
      return pmid ? `pmid:${pmid}` : (keyAt(id) ?? doiKey(id) ?? (/^info:arxiv/i.test(id) ? arxivKeyOf(id) : undefined))
    })
  const authors = said.getAll('rft.au').map(turned).filter(Boolean)
  return {
    keys: oneOfEach(keys.filter((key) => key !== undefined)),
    title,
    authors: authors.length ? authors : undefined,
    venue: one('rft.jtitle'),
    date: dateOf(one('rft.date')),
    links: {},
  }
}

function arxivKeyOf(text: string): string | undefined {
  const id = arxivId(text)
  return id && arxivKey(id)
}

/** The first key of each kind: a second DOI is that of a part, a version or a supplement. */
function oneOfEach(keys: string[]): string[] {
  const kinds = new Map<string, string>()
  for (const key of keys) {
    const kind = key.slice(0, key.indexOf(':'))
    if (!kinds.has(kind)) kinds.set(kind, key)
  }
  return [...kinds.values()]
}

/** "Last, First" as a reader writes it. */
const turned = (name: string) => fold(name).replace(/^([^,]+), ([^,]+)$/, '$2 $1')

/** A day, month or year however written: "2019-07-11T10:00Z", "2019/7", "Apr 22, 2019", "2011". */
export function dateOf(text: string | undefined): string | undefined {
  if (!text) return
  const [, year, month, day] = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?!\d)/.exec(text) ?? []
  const date = [year, month?.padStart(2, '0'), day?.padStart(2, '0')].filter(Boolean).join('-')
  if (date && isDay(date)) return date
  // Without a year `dayIn` would take the last such day, which a head never means.
  return /\b\d{4}\b/.test(text) ? dayIn(text) : undefined
}

/** What a source does tell, so that it can be laid over another's. */
export const defined = (facts: PaperFacts) =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as PaperFacts
