import { db } from '../db'
import { count, countSeen, type Mark, markOf, noStatistics, type Statistics } from '../statistics'
import { alive } from './queries'
import { found } from './search'
import { inSlices } from './slices'

/**
 * Counts the whole library, or the papers that a search finds; the latter without what was seen, of which too little is known
 * to search in it. Keeps no text of what it reads; undefined when it was told to stop.
 */
export async function statistics(query: string, signal?: AbortSignal): Promise<Statistics | undefined> {
  const counted = noStatistics()
  const among = query ? new Set(await found(query)) : undefined
  const counts = (paperId: string) => !among || among.has(paperId)
  const marks = new Map<string, Mark[]>()
  for await (const highlights of inSlices(db.highlights)) {
    if (signal?.aborted) return
    for (const highlight of highlights.filter(alive))
      if (counts(highlight.paperId)) add(marks, highlight.paperId, markOf(highlight))
  }
  const notes = new Map<string, { text: string }[]>()
  for await (const some of inSlices(db.notes)) {
    if (signal?.aborted) return
    // Whether something is written there is all that is counted.
    for (const { paperId, text } of some.filter(alive))
      if (counts(paperId)) add(notes, paperId, { text: text.trim().slice(0, 1) })
  }
  for await (const papers of inSlices(db.papers)) {
    if (signal?.aborted) return
    for (const paper of papers.filter((one) => alive(one) && counts(one.id)))
      count(counted, paper, marks.get(paper.id) ?? [], notes.get(paper.id) ?? [])
  }
  if (among) return counted
  for await (const sightings of inSlices(db.sightings)) {
    if (signal?.aborted) return
    for (const sighting of sightings) countSeen(counted, sighting)
  }
  return counted
}

function add<T>(all: Map<string, T[]>, paperId: string, one: T): void {
  const own = all.get(paperId)
  if (own) own.push(one)
  else all.set(paperId, [one])
}
