import type { Entry } from '@/lib/entry'
import { firstStanding, isIndexed, standing } from '@/lib/library/order'
import { entriesById, entriesOf } from '@/lib/library/queries'
import { found } from '@/lib/library/search'
import type { Order } from '@/lib/order'

/** Rows that are asked for before all: as many as most screens have. */
const FIRST = 24

/** The papers that answer a query, in an order. */
export interface Asked {
  /** What was asked for, so that an answer to something else is told from it. */
  key: string
  /** The query of that. */
  wanted: string
  ids: string[]
  /** Whether these are all; at first only the first ones are known. */
  isWhole: boolean
  /** The first ones, where they were read as well: a screen need not ask again for what it shows first. */
  entries?: ReadonlyMap<string, Entry>
}

export const keyOf = (wanted: string, { by, descending }: Order) => JSON.stringify([wanted, by, descending])

/** Whether the index that is searched has to answer. The list does not wait for it where the database has its order. */
export const isSought = (wanted: string, order: Order) => wanted !== '' || !isIndexed(order)

/** The papers that answer a query: all that the index finds, or the first ones where the database has their order. */
export async function ask(wanted: string, order: Order): Promise<Asked> {
  const key = keyOf(wanted, order)
  if (wanted === '' && isIndexed(order)) return known(key, wanted, await entriesOf(await firstStanding(order, FIRST)))
  const ids = await found(wanted, order)
  return { ...known(key, wanted, await entriesById(ids.slice(0, FIRST))), ids, isWhole: true }
}

/** All papers that stand, by the key of a question for them in an order that the database has; without a key nothing. */
export async function askAll(key: string): Promise<Asked | undefined> {
  if (!key) return
  const [wanted, by, descending] = JSON.parse(key) as [string, Order['by'], boolean]
  const order = { by, descending }
  return isIndexed(order) ? { key, wanted, ids: await standing(order), isWhole: true } : undefined
}

/** The first ones, as they were read. */
function known(key: string, wanted: string, first: Entry[]): Asked {
  const entries = new Map(first.map((entry) => [entry.paper.id, entry]))
  return { key, wanted, ids: [...entries.keys()], isWhole: false, entries }
}
