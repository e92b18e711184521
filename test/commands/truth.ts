import { dayIn } from '../../lib/day.ts'
import { arxivId, doiKey } from '../../lib/identity.ts'
import type { PaperFacts } from '../../lib/paper.ts'

/** One paper as it truly stands on a page, found apart from any reader. A field that is absent is not on the page. */
export interface Truth {
  title: string
  arxivId?: string
  doi?: string
  pmid?: string
  /** The site's own identifier as it stands in its links: `openreview:0o95CVdNuz`. */
  otherId?: string
  authors?: string[]
  /** Only the first of the names stand on the page. */
  authorsTruncated?: boolean
  authorCount?: number
  date?: string
  abstractStart?: string
  abstractIn?: string
  /** Front matter, with editors for authors: may be listed or left out. */
  isProceedingsFront?: boolean
}

/** What can be right or wrong of a paper that was found. */
export const aspects = ['titles', 'identifiers', 'authors', 'dates', 'abstracts'] as const
export type Aspect = (typeof aspects)[number]

const line = (text: string) => text.normalize('NFKC').replace(/\s+/g, ' ').trim()
const letters = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** The identity keys of a true paper. */
export function keysOfTruth({ arxivId: number, doi, pmid, otherId }: Truth): string[] {
  const id = number && arxivId(number)
  return [id && `arxiv:${id}`, doi && doiKey(doi), pmid && `pmid:${pmid}`, otherId].filter(
    (key) => typeof key === 'string',
  )
}

/** Which found paper is which true one, by their places: by identifier, what is left by folded title. Each once. */
export function matched(truth: Truth[], found: PaperFacts[]): [truth: number, found: number][] {
  const pairs: [number, number][] = []
  const left = new Set(found.keys())
  const open = new Set(truth.keys())
  const pair = (of: (paper: PaperFacts) => string[], ofTruth: (paper: Truth) => string[]) => {
    const places = new Map<string, number[]>()
    for (const at of left)
      for (const name of of(found[at] as PaperFacts)) places.set(name, [...(places.get(name) ?? []), at])
    for (const at of open) {
      const other = ofTruth(truth[at] as Truth)
        .flatMap((name) => places.get(name) ?? [])
        .find((place) => left.has(place))
      if (other === undefined) continue
      left.delete(other)
      open.delete(at)
      pairs.push([at, other])
    }
  }
  pair(
    ({ keys }) => keys.map((key) => key.toLowerCase()),
    (paper) => keysOfTruth(paper).map((key) => key.toLowerCase()),
  )
  pair(
    ({ title }) => [letters(title)],
    ({ title }) => [letters(title)],
  )
  return pairs.sort(([one], [other]) => one - other)
}

/** What of a found paper is right; an aspect of which the truth holds nothing is absent. */
export function judged(truth: Truth, found: PaperFacts): Partial<Record<Aspect, boolean>> {
  const names = truth.authors?.map(turned)
  const told = found.authors?.map(turned)
  const count = found.authorCount ?? found.authors?.length
  const sameNames = names && told && names.length > 0 && names.join('\n') === told.slice(0, names.length).join('\n')
  const isAll = truth.authorsTruncated || names?.length === told?.length
  const whole = /^(dom|dom-collapsed|json)$/.test(truth.abstractIn ?? '') && truth.abstractStart
  const date = truth.date && dateSaid(truth.date)
  return {
    titles: line(truth.title) === line(found.title),
    ...(keysOfTruth(truth).length > 0 && { identifiers: keysOfTruth(truth).every((key) => isTold(key, found)) }),
    ...((names?.length || truth.authorCount) && {
      authors: Boolean(sameNames && isAll) || (truth.authorCount !== undefined && count === truth.authorCount),
    }),
    ...(date && { dates: found.date === date }),
    ...(whole
      ? { abstracts: line(found.abstract ?? '').startsWith(line(whole)) }
      : // A snippet is no abstract, and is wrong where it is kept as one.
        found.abstract && truth.abstractIn && { abstracts: false }),
  }
}

const turned = (name: string) => line(name).replace(/^([^,]+), ([^,]+)$/, '$2 $1')

/** Whether a key is among the paper's, or, for a site's own identifier, stands in its links. */
function isTold(key: string, { keys, links }: PaperFacts): boolean {
  const wanted = key.toLowerCase()
  if (keys.some((one) => one.toLowerCase() === wanted)) return true
  if (/^(arxiv|doi|pmid):/.test(wanted)) return false
  const id = wanted.replace(/^[^:;]+[:;]/, '')
  return [links.page, links.pdf].some((link) => link?.toLowerCase().includes(id))
}

/** A day, month or year in any writing, as `YYYY[-MM[-DD]]`: "2023/01", "2010 Jul", "3 February, 2011", "Thu, 2 Mar 2023". */
export function dateSaid(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?!\d)/.exec(text) ?? []
  const named = /^(\d{4}) ([a-z]{3})[a-z]*\.?(?: (\d{1,2}))?$/i.exec(text.trim())
  if (named) {
    const whole = dayIn(`${named[3] ?? 1} ${named[2]} ${named[1]}`)
    return named[3] ? whole : whole?.slice(0, 7)
  }
  const monthOf = /^([a-z]{3})[a-z]*\.? (\d{4})$/i.exec(text.trim())
  if (monthOf) return dayIn(`1 ${monthOf[1]} ${monthOf[2]}`)?.slice(0, 7)
  if (year) return [year, month?.padStart(2, '0'), day?.padStart(2, '0')].filter(Boolean).join('-')
  return dayIn(text)
}

/** How well the papers of one page were found. */
export interface Comparison {
  /** Papers that are there, front matter left out. */
  expected: number
  found: number
  matched: number
  /** 1 where nothing was found. */
  precision: number
  /** 1 where nothing was expected. */
  recall: number
  /** Of the papers that were matched and of which the truth says this: how many are right. */
  right: Record<Aspect, { right: number; of: number }>
  /** Whether half of the papers carry an identifier that the generic reader knows. */
  identified: boolean
}

/** How the papers that were found on a page compare with those that are there. Front matter that is found is not wrong. */
export function compared(truth: Truth[], found: PaperFacts[]): Comparison {
  const pairs = matched(truth, found)
  const required = truth.filter((paper) => !paper.isProceedingsFront)
  const hits = pairs.filter(([at]) => !truth[at]?.isProceedingsFront)
  const right = Object.fromEntries(aspects.map((aspect) => [aspect, { right: 0, of: 0 }])) as Comparison['right']
  for (const [at, other] of hits) {
    const verdict = judged(truth[at] as Truth, found[other] as PaperFacts)
    for (const aspect of aspects) {
      if (verdict[aspect] === undefined) continue
      right[aspect].of++
      if (verdict[aspect]) right[aspect].right++
    }
  }
  return {
    expected: required.length,
    found: found.length,
    matched: hits.length,
    precision: found.length ? pairs.length / found.length : 1,
    recall: required.length ? hits.length / required.length : 1,
    right,
    identified: truth.length > 0 && truth.filter(isIdentified).length * 2 >= truth.length,
  }
}

const isIdentified = (paper: Truth) => keysOfTruth(paper).some((key) => /^(arxiv|doi|pmid|openreview):/.test(key))
