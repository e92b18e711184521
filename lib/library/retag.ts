import { type Act, MOST_AT_ONCE } from '../act'
import { db } from '../db'
import { bothTags, hasTag } from '../tag'
import { alive } from './queries'
import { spellings } from './tagged'
import type { Writing } from './write'

/**
 * Has papers bear another tag in the place of one, or none. A paper that has both keeps one, in the place of the first. Of more
 * than MOST_AT_ONCE papers it is done to so many: the rest is for another act. Deleted papers, which do not count among these,
 * have it done too: they may come back.
 */
export async function retag(writing: Writing, { tag, to }: Extract<Act, { do: 'retag' }>): Promise<void> {
  const written = await spellings(tag)
  const isDone = (tags: string[]) =>
    to !== null && tags.includes(to) && tags.every((one) => one === to || !hasTag([one], tag))
  const having = (which: typeof alive) =>
    db.papers
      .where('tags')
      .anyOf(written)
      .distinct()
      .filter((paper) => which(paper) && !isDone(paper.tags ?? []))
      .limit(MOST_AT_ONCE)
      .toArray()
  const papers = [...(await having(alive)), ...(await having((paper) => !alive(paper)))]
  for (const { tags = [], ...paper } of papers) {
    const next = bothTags(
      [],
      tags.flatMap((one) => (hasTag([one], tag) ? (to ?? []) : one)),
    )
    await writing.put('papers', next.length > 0 ? { ...paper, tags: next } : paper)
  }
}
