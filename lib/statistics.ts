import type { Day } from './calendar'
import type { Color } from './color'
import { dayOf } from './day'
import type { Highlight } from './highlight'
import type { Paper } from './paper'
import type { Sighting } from './sighting'

/** What is counted of a library: papers, but for `meanings`, which counts highlights. */
export interface Statistics {
  /** On the day when they were seen for the first time. */
  seen: Map<Day, number>
  /** On the day when they were stored. */
  saved: Map<Day, number>
  /** On each day when words of theirs were highlighted. */
  highlighted: Map<Day, number>
  meanings: Map<Color, number>
  /** By the year of their date, those without one under an empty name. */
  years: Map<string, number>
  /** By the site that showed them. A paper may have been on several. */
  sites: Map<string, { saved: number; highlighted: number }>
  /** The tags of each that has some. */
  tagged: string[][]
  all: {
    papers: number
    seen: number
    highlights: number
    /** Notes and comments. */
    written: number
    toRead: number
    /** Highlights of the meaning "question" beside which nothing is written. */
    questions: number
  }
}

export const noStatistics = (): Statistics => ({
  seen: new Map(),
  saved: new Map(),
  highlighted: new Map(),
  meanings: new Map(),
  years: new Map(),
  sites: new Map(),
  tagged: [],
  all: { papers: 0, seen: 0, highlights: 0, written: 0, toRead: 0, questions: 0 },
})

const more = <K>(counts: Map<K, number>, key: K) => void counts.set(key, (counts.get(key) ?? 0) + 1)

/** Whether a highlight asks something that nothing beside it answers. */
export const isOpenQuestion = ({ color, comment }: { color: Color; comment: string }) =>
  color === 'question' && !comment.trim()

/** What is counted of a highlight. */
export interface Mark {
  day: Day
  color: Color
  /** Whether there is a comment beside it. */
  written: boolean
  open: boolean
}

export const markOf = (highlight: Pick<Highlight, 'createdAt' | 'color' | 'comment'>): Mark => ({
  day: dayOf(highlight.createdAt),
  color: highlight.color,
  written: highlight.comment.trim() !== '',
  open: isOpenQuestion(highlight),
})

/** Counts one more paper, with what hangs on it. */
export function count(statistics: Statistics, paper: Paper, marks: Mark[], notes: { text: string }[]): void {
  const { saved, highlighted, meanings, years, sites, tagged, all } = statistics
  more(saved, dayOf(paper.createdAt))
  for (const day of new Set(marks.map(({ day }) => day))) more(highlighted, day)
  for (const { color } of marks) more(meanings, color)
  more(years, (paper.edits?.date ?? paper.date ?? '').slice(0, 4))
  for (const site of new Set([...paper.abstracts.map(({ site }) => site), ...Object.keys(paper.counts)])) {
    const at = sites.get(site) ?? { saved: 0, highlighted: 0 }
    sites.set(site, { saved: at.saved + 1, highlighted: at.highlighted + (marks.length > 0 ? 1 : 0) })
  }
  if (paper.tags?.length) tagged.push(paper.tags)
  all.papers++
  all.highlights += marks.length
  all.written += notes.filter(({ text }) => text.trim()).length + marks.filter(({ written }) => written).length
  if (paper.status === 'to_read') all.toRead++
  all.questions += marks.filter(({ open }) => open).length
}

/** Counts one more paper that was seen; one that was only skipped, where it is not noted what is seen, was not. */
export function countSeen({ seen, all }: Statistics, { first, count }: Sighting): void {
  if (count === 0) return
  more(seen, dayOf(first))
  all.seen++
}

/** Two tags, and how many papers have both. */
export interface Pair {
  tags: [string, string]
  count: number
}

/** The tags that most papers have, at most so many, and which of them go together; those of most papers first. */
export function together(tagged: string[][], most: number): { tags: string[]; pairs: Pair[] } {
  const named = new Map<string, { name: string; count: number }>()
  for (const name of tagged.flat()) {
    const tag = named.get(name.toLowerCase()) ?? { name, count: 0 }
    named.set(name.toLowerCase(), { ...tag, count: tag.count + 1 })
  }
  const top = [...named.values()]
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name))
    .slice(0, most)
    .map(({ name }) => name)
  const places = new Map(top.map((name, at) => [name.toLowerCase(), at]))
  const counts = new Map<number, number>()
  for (const tags of tagged) {
    const own = tags.flatMap((tag) => places.get(tag.toLowerCase()) ?? []).sort((a, b) => a - b)
    for (const [at, one] of own.entries()) for (const other of own.slice(at + 1)) more(counts, one * most + other)
  }
  const pairs = [...counts].map(
    ([place, count]): Pair => ({
      tags: [top[Math.floor(place / most)] as string, top[place % most] as string],
      count,
    }),
  )
  return { tags: top, pairs: pairs.sort((a, b) => b.count - a.count) }
}

/** The last so many years that have papers or lie between such, and how many papers are older than those. */
export function lastYears(years: Statistics['years'], most: number): { years: [string, number][]; older: number } {
  const known = [...years].filter(([year]) => year).sort()
  const last = Number(known.at(-1)?.[0])
  const first = Math.max(Number(known[0]?.[0]), last - most + 1)
  const shown = known.length === 0 ? [] : Array.from({ length: last - first + 1 }, (_, at) => String(first + at))
  const older = known.filter(([year]) => Number(year) < first).reduce((sum, [, count]) => sum + count, 0)
  return { years: shown.map((year) => [year, years.get(year) ?? 0]), older }
}
