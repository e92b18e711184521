import { db } from '../db'
import type { Order } from '../order'
import type { Paper } from '../paper'
import { type Status, statuses } from '../status'
import { alive } from './queries'
import { discardedPapers } from './trash'

/** The orders that indexes of the database hold; the others stand in the index that is searched. By status, that of those with one. */
const indexes = { touched: 'touchedAt', added: 'createdAt', status: '[status+touchedAt]' } as const
type Indexed = Order & { by: keyof typeof indexes }

/** Whether the database itself holds an order, and nothing has to be prepared for it. */
export const isIndexed = (order: Order): order is Indexed => order.by in indexes

/** The ids of all papers that stand, in an order; by status, those without one last. */
export async function standing({ by, descending }: Indexed): Promise<string[]> {
  const [sorted, all, gone] = await Promise.all([
    by === 'status' ? byStatus(descending) : db.papers.orderBy(indexes[by]).primaryKeys(),
    by === 'status' ? db.papers.orderBy('touchedAt').primaryKeys() : [],
    discardedPapers(),
  ])
  // From the first to the last all keys are read at once; from the last, one by one.
  if (descending && by !== 'status') sorted.reverse()
  const known = new Set(sorted)
  const others = all.reverse().filter((id) => !known.has(id))
  return [...sorted, ...others].filter((id) => !gone.has(id))
}

/** By how far the reader is, of equals the one touched last first. */
async function byStatus(descending: boolean): Promise<string[]> {
  const groups = await Promise.all(statuses.map(keysWithStatus))
  return (descending ? groups.reverse() : groups).flat()
}

/** The ids of the papers with which the reader is so far, the one touched last first. */
export async function havingStatus(status: Status): Promise<string[]> {
  const [ids, gone] = await Promise.all([keysWithStatus(status), discardedPapers()])
  return ids.filter((id) => !gone.has(id))
}

async function keysWithStatus(status: Status): Promise<string[]> {
  const ids = await db.papers.where(indexes.status).between([status, ''], [status, '\uffff']).primaryKeys()
  return ids.reverse()
}

/** The first of them, which are there sooner than all: what a screen shows at once. */
export async function firstStanding({ by, descending }: Indexed, most: number): Promise<Paper[]> {
  if (by === 'status') {
    const ids = (await standing({ by, descending })).slice(0, most)
    return (await db.papers.bulkGet(ids)).filter((paper) => paper !== undefined)
  }
  const sorted = db.papers.orderBy(indexes[by])
  return await (descending ? sorted.reverse() : sorted).filter(alive).limit(most).toArray()
}
