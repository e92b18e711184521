import { db } from '../db'
import type { Known } from '../entry'
import { titleKey } from '../identity'
import { areNumberedApart, isTelling } from '../likeness'
import type { PaperFacts } from '../paper'
import type { Sighting } from '../sighting'

/** Pages looked at within this time are one visit: what they list is still new on the second of them. In milliseconds. */
const ONE_VISIT = 30 * 60_000
/** How long a sighting is kept after the last, in days. */
export const SIGHTING_DAYS = 90

/** Whether and when the papers of a page were seen before this visit. */
export async function seenBefore(papers: (PaperFacts | null)[], now = new Date()): Promise<Known['seen'][]> {
  const found = await sightingsOf(papers)
  const began = now.getTime() - ONE_VISIT
  return found.map((sighting) => {
    if (!sighting) return undefined
    const { first, last, count } = sighting
    const inThisVisit = Date.parse(last) > began
    if (inThisVisit && Date.parse(first) > began) return undefined
    return { last, count: inThisVisit ? Math.max(1, count - 1) : count }
  })
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
      const again = now.getTime() - Date.parse(before.last) > ONE_VISIT
      return [{ ...before, keys, last: again ? at : before.last, count: before.count + (again ? 1 : 0) }]
    })
    await db.sightings.bulkPut(rows)
  })
}

async function sightingsOf(papers: (PaperFacts | null)[]): Promise<(Sighting | undefined)[]> {
  const rows = await db.sightings
    .where('keys')
    .anyOf(papers.flatMap((facts) => (facts ? keysOf(facts) : [])))
    .distinct()
    .toArray()
  const byKey = Map.groupBy(
    rows.flatMap((row) => row.keys.map((key) => ({ key, row }))),
    ({ key }) => key,
  )
  return papers.map((facts) => {
    const seen = facts ? keysOf(facts).flatMap((key) => byKey.get(key) ?? []) : []
    return seen.find(({ key, row }) => facts?.keys.includes(key) || !areNumberedApart(facts?.keys ?? [], row.keys))?.row
  })
}

/** By which a paper was seen: its identifiers, and a telling title, because another site may know others. */
const keysOf = (facts: PaperFacts) => [...facts.keys, ...titleOf(facts)]

function titleOf({ title }: PaperFacts): string[] {
  const key = isTelling(title) && titleKey(title)
  return key ? [key] : []
}

/** Forgets sightings that are older than they are kept. */
export async function expireSightings(now = new Date()): Promise<void> {
  const oldest = new Date(now.getTime() - SIGHTING_DAYS * 86_400_000).toISOString()
  await db.sightings.where('last').below(oldest).delete()
}

/** Forgets every sighting. What the reader stored is not touched. */
export const forgetSightings = (): Promise<void> => db.sightings.clear()

/** How many papers were seen. */
export const countSightings = (): Promise<number> => db.sightings.count()
