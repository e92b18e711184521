import { type Order, standing } from './order'
import { search } from './search'

/** The ids of the papers that a query finds, in an order. */
export async function found(query: string, order: Order): Promise<string[]> {
  const entries = await search(query, Number.POSITIVE_INFINITY)
  const ids = new Set(entries.map(({ paper }) => paper.id))
  return (await standing(order)).filter((id) => ids.has(id))
}
