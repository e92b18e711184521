import { type ReactNode, useState } from 'react'
import { i18n } from '#i18n'
import type { Entry } from '@/lib/entry'
import { asEdited, type PaperFacts } from '@/lib/paper'
import { fold } from '@/lib/words'

/** What the screens show of a paper, whether a page lists it or it is stored. */
export type Shown = Omit<PaperFacts, 'upvotes' | 'comments'> & {
  /** Which stored abstract is shown, when it is one. */
  abstractId?: string
}

/** What to show of a paper: what pages say of it, and what the reader says otherwise. */
export const shownOf = (entry: Entry | null, facts?: PaperFacts, addressOnly?: boolean): Shown =>
  editedOf(saidOf(entry, facts, addressOnly), entry)

/** What pages say of a paper, and what the reader says otherwise. */
export function editedOf(said: Shown, entry: Entry | null): Shown {
  const edits = entry?.paper.edits
  const shown = asEdited(said, edits)
  if (!edits?.abstract) return shown
  // Their wording is one of the stored texts once a highlight was attached to it.
  return { ...shown, abstractId: entry?.paper.abstracts.find(({ text }) => text === edits.abstract)?.id }
}

/**
 * What pages say of a paper: what the page says, its gaps filled by what is stored. Of facts that an address alone tells,
 * only the gaps of what is stored are filled.
 */
export function saidOf(entry: Entry | null, facts?: PaperFacts, addressOnly = false): Shown {
  const paper = entry?.paper
  if (!paper) return facts as PaperFacts
  const { keys, title, organization, venue, date } = { ...paper, ...(addressOnly ? {} : defined(facts)) }
  const authors = (facts?.authors?.length ?? 0) > (paper.authors?.length ?? 0) ? facts?.authors : paper.authors
  const authorCount = paper.authorCount ?? facts?.authorCount
  const links = { ...facts?.links, ...paper.links }
  const stored = facts?.abstract
    ? paper.abstracts.find(({ text }) => fold(text) === fold(facts.abstract as string))
    : paper.abstracts.toSorted((a, b) => b.seenAt.localeCompare(a.seenAt))[0]
  const abstract = facts?.abstract ?? stored?.text
  return { keys, title, authors, authorCount, organization, venue, date, links, abstract, abstractId: stored?.id }
}

const defined = (facts: object = {}) =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))

/** A date as far as it is known, in the reader's language. */
export function Day({ date }: { date: string }) {
  const moment = new Date(date)
  // Said as it stands: what is stored is shown, whatever it is.
  if (Number.isNaN(moment.getTime())) return date
  return <time dateTime={date}>{formatOf(date.split('-').length).format(moment)}</time>
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** How dates of so many parts are written: a year, its month, its day. Kept, because making one costs more than a row's drawing. */
function formatOf(parts: number): Intl.DateTimeFormat {
  const language = document.documentElement.lang || 'en'
  const key = `${language} ${parts}`
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(language, {
      timeZone: 'UTC',
      year: 'numeric',
      ...(parts > 1 && { month: 'short' }),
      ...(parts > 2 && { day: 'numeric' }),
    })
  formats.set(key, format)
  return format
}

/** Authors on one line: their names, or how many there are. */
export function byline({ authors, authorCount, organization }: Shown): string {
  const names = authors?.join(', ') ?? (authorCount ? i18n.t('authors', authorCount) : undefined)
  return [names, organization].filter(Boolean).join(' · ')
}

/** How many names are shown before the rest is folded away. */
const NAMES = 8

/** All authors that are known, the rest behind a button; how many more there are where a page does not name them. */
export function Authors({ authors = [], authorCount = 0 }: Shown) {
  const [whole, setWhole] = useState(false)
  if (authors.length === 0) return authorCount ? <p className="authors">{i18n.t('authors', authorCount)}</p> : null
  const names = whole ? authors : authors.slice(0, NAMES)
  const unnamed = Math.max(0, authorCount - authors.length)
  return (
    <p className={whole ? 'authors all' : 'authors'} dir="auto">
      {names.join(', ')}{' '}
      {names.length < authors.length ? (
        <button type="button" className="link" onClick={() => setWhole(true)}>
          {i18n.t('paper.moreAuthors', Math.max(authors.length, authorCount) - names.length)}
        </button>
      ) : (
        unnamed > 0 && i18n.t('paper.moreAuthors', unnamed)
      )}
    </p>
  )
}

const NAMED: Record<string, string> = {
  acl: 'ACL',
  alphaxiv: 'alphaXiv',
  arxiv: 'arXiv',
  cvf: 'CVF',
  dblp: 'DBLP',
  doi: 'DOI',
  epmc: 'Europe PMC',
  gs: 'Google Scholar',
  jmlr: 'JMLR',
  neurips: 'NeurIPS',
  neuripsvirtual: 'NeurIPS virtual',
  openreview: 'OpenReview',
  paperscool: 'Cool Papers',
  pmcid: 'PMCID',
  pmid: 'PMID',
  pmlr: 'PMLR',
  pwc: 'Papers with Code',
  s2: 'Semantic Scholar',
}

/** An identity key as readers write it: `arXiv 2310.08262`. */
export const shownKey = (key: string) => key.replace(/^([^:]+):/, (_, kind: string) => `${NAMED[kind] ?? kind} `)

/** The rest of a paper's record: organization, date, venue, identifiers, links. */
export function Facts({ shown }: { shown: Shown }) {
  const { organization, date, venue, links } = shown
  // A key that is made of the title tells the reader nothing more.
  const keys = shown.keys.filter((key) => !key.startsWith('title:'))
  const open = linksOf(links)
  return (
    <dl className="facts">
      {(organization || date) && (
        <Fact name={i18n.t('paper.from')}>
          {organization}
          {organization && date && ' · '}
          {date && <Day date={date} />}
        </Fact>
      )}
      {venue && <Fact name={i18n.t('paper.venue')}>{venue}</Fact>}
      {keys.length > 0 && <Fact name={i18n.t('paper.identifiers')}>{keys.map(shownKey).join(', ')}</Fact>}
      {open.length > 0 && <Fact name={i18n.t('paper.links')}>{open}</Fact>}
    </dl>
  )
}

/** Where a paper can be opened. What was stored is checked, and what is checked twice cannot become a script. */
export const linksOf = (links: Shown['links']) =>
  [
    { kind: 'page', href: links.page, name: i18n.t('paper.page') },
    { kind: 'pdf', href: links.pdf, name: i18n.t('paper.pdf') },
    { kind: 'code', href: links.code, name: i18n.t('paper.code') },
  ].flatMap(({ kind, href, name }) =>
    /^https?:\/\//i.test(href ?? '')
      ? [
          <a key={kind} href={href} target="_blank" rel="noreferrer" data-link={kind}>
            {name}
          </a>,
        ]
      : [],
  )

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </>
  )
}
