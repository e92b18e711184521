import { db } from '../db'
import { type Change, type History, type JournalEntry, type Past, sizeOf } from '../journal'

/** How far back it is looked. Whoever undid more than this goes on by hand. */
const FAR = 200

/** An entry with the first of its changes, and whether there is anything in it. */
type Brief = Omit<JournalEntry, 'changes' | 'made' | 'deleted'> & { change?: Change; tells: boolean }

/** The journal's newest entry, by its id, without reading it: it may hold thousands of papers. */
export const newestEntry = async (): Promise<string | undefined> =>
  (await db.journal.orderBy('at').reverse().limit(1).primaryKeys())[0]

/**
 * The act that undo would take back now, and the one that redo would do again: the newest ones, whichever page or screen they
 * were done on. After a new act nothing is left to be done again.
 */
export async function history(): Promise<History> {
  const newest: Brief[] = []
  // One after the other: an act on thousands of papers holds all of them, before and after.
  await db.journal
    .orderBy('at')
    .reverse()
    .limit(FAR)
    .each(({ changes, made, deleted, ...entry }) => {
      newest.push({ ...entry, change: changes[0], tells: sizeOf({ changes, made, deleted }) > 0 })
    })
  const byId = new Map(newest.map((entry) => [entry.id, entry]))
  // An undoing may itself be undone, and that again: every other one does, the rest take back.
  const takesBack = ({ undoes }: Brief): boolean => {
    const undone = undoes && byId.get(undoes)
    return undone ? !takesBack(undone) : undoes !== undefined
  }
  // What was written in parts is one step, by the last of them.
  const followed = new Set(newest.map(({ undoneBy, follows, tells }) => tells && !undoneBy && follows))
  // Of one that has no changes nothing can be taken back any more: what it changed is gone for ever.
  const stands = ({ id, undoneBy, tells }: Brief) => tells && !undoneBy && !followed.has(id)
  const undo = newest.find((entry) => stands(entry) && !takesBack(entry))
  const lastAct = newest.find(({ undoes }) => !undoes)
  const redo = newest.find((entry) => stands(entry) && takesBack(entry) && entry.at >= (lastAct?.at ?? ''))
  return { undo: undo && (await pastOf(undo, byId)), redo: redo && (await pastOf(redo, byId)) }
}

async function pastOf(entry: Brief, byId: Map<string, Brief>): Promise<Past | undefined> {
  let first = entry
  for (let before = byId.get(first.undoes ?? ''); before; before = byId.get(first.undoes ?? '')) first = before
  if (first.act === 'fill' || first.undoes) return
  const { change } = first
  const id =
    first.act !== 'import' &&
    change &&
    (change.table === 'papers' ? change.after.id : 'paperId' in change.after && change.after.paperId)
  const title = id ? (await db.papers.get(id))?.title : undefined
  return { entry: entry.id, act: first.act, ...(title && { title }) }
}
