import { db } from '../db'
import { type Status, statuses } from '../status'
import { alive } from './queries'

/** By what papers can be put in order; each with whether it begins at its end, unless the reader wants it otherwise. */
export const sorts = { touched: true, added: true, title: false, author: false, date: true, status: false } as const
export type Sort = keyof typeof sorts

export interface Order {
  by: Sort
  /** From the last to the first: the newest, or Z, first. */
  descending: boolean
}

export const defaultOrder: Order = { by: 'touched', descending: true }

/** The index that holds each order; by status, that of those with one. */
const indexes = {
  touched: 'touchedAt',
  added: 'createdAt',
  title: 'by.title',
  author: 'by.author',
  date: 'by.date',
  status: '[status+touchedAt]',
} as const

/** The ids of all papers that stand, in an order. Those of which it is not known by what they are sorted come last. */
export async function standing({ by, descending }: Order): Promise<string[]> {
  const [sorted, all, gone] = await Promise.all([
    by === 'status' ? byStatus(descending) : db.papers.orderBy(indexes[by]).primaryKeys(),
    by === 'touched' || by === 'added' ? [] : db.papers.orderBy('touchedAt').primaryKeys(),
    deleted(),
  ])
  // From the first to the last all keys are read at once; from the last, one by one.
  if (descending && by !== 'status') sorted.reverse()
  const known = new Set(sorted)
  const others = all.reverse().filter((id) => !known.has(id))
  return [...sorted, ...others].filter((id) => !gone.has(id))
}

/** The ids of the papers that were deleted, and of those that went into others. */
const deleted = async () => new Set(await db.papers.where('deletedAt').above('').primaryKeys())

/** By how far the reader is, of equals the one touched last first. */
async function byStatus(descending: boolean): Promise<string[]> {
  const groups = await Promise.all(statuses.map(keysWithStatus))
  return (descending ? groups.reverse() : groups).flat()
}

/** The ids of the papers with which the reader is so far, the one touched last first. */
export async function havingStatus(status: Status): Promise<string[]> {
  const [ids, gone] = await Promise.all([keysWithStatus(status), deleted()])
  return ids.filter((id) => !gone.has(id))
}

async function keysWithStatus(status: Status): Promise<string[]> {
  const ids = await db.papers.where(indexes.status).between([status, ''], [status, '\uffff']).primaryKeys()
  return ids.reverse()
}

/** The first of them, which are there sooner than all: what a screen shows at once. */
export async function firstStanding({ by, descending }: Order, most: number): Promise<string[]> {
  if (by === 'status') return (await standing({ by, descending })).slice(0, most)
  const sorted = db.papers.orderBy(indexes[by])
  return await (descending ? sorted.reverse() : sorted).filter(alive).limit(most).primaryKeys()
}
