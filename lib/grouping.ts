import type { Meaning } from './color'
import { dayOf } from './day'
import type { Mark } from './library/marks'
import type { Tagged } from './library/tagged'

/** By what highlights of many papers are grouped. */
export const groupings = ['meaning', 'paper', 'tag', 'day'] as const
export type Grouping = (typeof groupings)[number]

/** Highlights that belong together: `key` is their colour, paper's id, tag (empty for none) or day (`YYYY-MM-DD`, where the reader is). */
export interface Group {
  key: string
  marks: Mark[]
}

interface Told {
  meanings: Meaning[]
  tags: Tagged[]
}

/**
 * Highlights in groups: meanings in the reader's order, tags in that of the alphabet, days and papers the newest first. In a
 * group the newest comes first, in a paper the first of its words. One whose paper has several tags stands in several groups.
 */
export function grouped(marks: Mark[], by: Grouping, { meanings, tags }: Told): Group[] {
  const newest = marks.toSorted(newestFirst)
  switch (by) {
    case 'meaning': {
      const place = (color: string) => {
        const at = meanings.findIndex((meaning) => meaning.color === color)
        return at < 0 ? meanings.length : at
      }
      return groupsBy(newest, ({ color }) => color).sort((a, b) => place(a.key) - place(b.key))
    }
    case 'day':
      return groupsBy(newest, ({ createdAt }) => dayOf(createdAt))
    case 'paper':
      return groupsBy(newest, ({ paperId }) => paperId).map(({ key, marks }) => ({
        key,
        marks: marks.sort((a, b) => (a.field === b.field ? a.start - b.start : a.field === 'title' ? -1 : 1)),
      }))
    case 'tag':
      return byTag(newest, tags)
  }
}

const newestFirst = (a: Mark, b: Mark) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0)

const groupsBy = (marks: Mark[], keyOf: (mark: Mark) => string): Group[] =>
  [...Map.groupBy(marks, keyOf)].map(([key, marks]) => ({ key, marks }))

function byTag(marks: Mark[], tags: Tagged[]): Group[] {
  const byPaper = Map.groupBy(marks, ({ paperId }) => paperId)
  const some = tags.map(({ tag, papers }) => ({
    key: tag,
    marks: papers.flatMap((id) => byPaper.get(id) ?? []).sort(newestFirst),
  }))
  const any = new Set(tags.flatMap(({ papers }) => papers))
  const none = { key: '', marks: marks.filter(({ paperId }) => !any.has(paperId)) }
  return [...some, none].filter(({ marks }) => marks.length > 0)
}
