import { db } from '../db'
import type { Known } from '../entry'
import { titleKey } from '../identity'
import { areNumberedApart, type Identity, isTelling } from '../likeness'
import type { PaperFacts } from '../paper'
import { sightingDays } from '../settings'
import type { Sighting } from '../sighting'
import { having } from './having'
import type { Writing } from './write'

/** Pages looked at within this time are one visit: what they list is still new on the second of them. In milliseconds. */
const ONE_VISIT = 30 * 60_000

/** Whether and when a paper was seen before this visit, by its sighting. */
export function seenBefore(sighting: Sighting | undefined, now = new Date()): Known['seen'] {
  if (!sighting?.count) return undefined
  const { first, last, count } = sighting
  const began = now.getTime() - ONE_VISIT
  const inThisVisit = Date.parse(last) > began
  if (inThisVisit && Date.parse(first) > began) return undefined
  return { last, count: inThisVisit ? Math.max(1, count - 1) : count }
}

/** Notes that the papers of a page were seen. Twice in one visit is once. */
export async function sight(papers: (PaperFacts | null)[], now = new Date()): Promise<void> {
  const at = now.toISOString()
  await db.transaction('rw', db.sightings, async () => {
    const found = await sightingsOf(papers)
    const rows = papers.flatMap((facts, index): Sighting[] => {
      const key = facts?.keys[0]
      if (!facts || !key) return []
      const before = found[index]
      if (!before) return [{ key, keys: keysOf(facts), first: at, last: at, count: 1 }]
      const keys = [...new Set([...before.keys, ...titleOf(facts)])]
      const again = before.count === 0 || now.getTime() - Date.parse(before.last) > ONE_VISIT
      return [{ ...before, keys, last: again ? at : before.last, count: before.count + (again ? 1 : 0) }]
    })
    await db.sightings.bulkPut(rows)
  })
}

/** Remembers, as part of an act, that the reader skips a paper, or that they do not. */
export async function setSkipped(writing: Writing, paper: Identity, skipped: boolean): Promise<void> {
  const [stored] = await sightingsOf([paper])
  if ((stored?.skipped !== undefined) === skipped) return
  const { skipped: _skipped, ...sighting } = stored ?? {
    key: paper.keys[0] as string,
    keys: keysOf(paper),
    first: writing.at,
    last: writing.at,
    count: 0,
  }
  await writing.putSighting(stored ?? sighting, skipped ? { ...sighting, skipped: writing.at } : sighting)
}

/** The sightings of papers, of each the one that was noted under its first key, else under what else names it. */
export async function sightingsOf(papers: (Identity | null)[]): Promise<(Sighting | undefined)[]> {
  // By the first key in one go: to look up thousands in an index takes a second.
  const own = await db.sightings.bulkGet(papers.map((paper) => paper?.keys[0] ?? ''))
  const others = papers.flatMap((paper, index) => (paper && !own[index] ? keysOf(paper) : []))
  const rows = await having(db.sightings, 'keys', others)
  const byKey = Map.groupBy(
    rows.flatMap((row) => row.keys.map((key) => ({ key, row }))),
    ({ key }) => key,
  )
  return papers.map((paper, index) => {
    if (!paper || own[index]) return own[index]
    const seen = keysOf(paper).flatMap((key) => byKey.get(key) ?? [])
    return seen.find(({ key, row }) => paper.keys.includes(key) || !areNumberedApart(paper.keys, row.keys))?.row
  })
}

/** By which a paper was seen: its identifiers, and a telling title, because another site may know others. */
const keysOf = (paper: Identity) => [...paper.keys, ...titleOf(paper)]

function titleOf({ title }: Identity): string[] {
  const key = isTelling(title) && titleKey(title)
  return key ? [key] : []
}

/** Forgets sightings that are older than they are kept. What the reader skipped is theirs, and stays until they take it back. */
export async function expireSightings(now = new Date()): Promise<void> {
  const oldest = new Date(now.getTime() - (await sightingDays.getValue()) * 86_400_000).toISOString()
  await db.sightings
    .where('last')
    .below(oldest)
    .filter(({ skipped }) => !skipped)
    .delete()
}

/** Forgets every sighting, and what was skipped. What the reader stored is not touched. */
export const forgetSightings = (): Promise<void> => db.sightings.clear()

/** How many papers were seen. */
export const countSightings = (): Promise<number> => db.sightings.count()
