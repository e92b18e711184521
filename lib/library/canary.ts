import { db } from '../db'
import { emptied, type Kept, kept } from '../settings'
import { newestEntry } from './history'

/** How long after an act it is counted what is stored, in milliseconds: once for many acts. */
const PAUSE = 1000

/** How many records of a table are not deleted; counted from its index. */
const living = async (table: 'papers' | 'highlights' | 'notes') =>
  (await db[table].count()) - (await db[table].where('deletedAt').above('').count())

/**
 * Writes outside of the database what is in it: how much, and the last act. Where that act is not in the database any more it is
 * another one than it was, emptied by something that is not us, and the reader is told what was there.
 */
export async function recount(): Promise<void> {
  const before = await kept.getValue()
  // Counting hundreds of thousands of records would keep whoever asks meanwhile waiting, and each screen that opens looks.
  if (((await newestEntry()) ?? null) === (before?.act ?? null)) return
  const [now, isSame] = await db.transaction('r', db.papers, db.highlights, db.notes, db.journal, async () => {
    const [papers, highlights, notes] = await Promise.all([living('papers'), living('highlights'), living('notes')])
    const counted: Kept = { papers, highlights, notes, act: (await newestEntry()) ?? null }
    return [counted, !before?.act || (await db.journal.get(before.act)) !== undefined] as const
  })
  if (!isSame && before && before.papers > 0 && !(await emptied.getValue())) await emptied.setValue(before)
  // Of a library in which nothing was ever done nothing is noted.
  if ((before || now.act) && JSON.stringify(now) !== JSON.stringify(before)) await kept.setValue(now)
}

let waiting: ReturnType<typeof setTimeout> | undefined

/** The same, a little later, when the reader's acts pause. A worker that ends before counts when it starts again. */
export function recountSoon(): void {
  clearTimeout(waiting)
  waiting = setTimeout(() => void recount().catch(console.error), PAUSE)
}
