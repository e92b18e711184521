import { defaultOrder, type Order, type Sort, sorts } from '@/lib/order'

/** The order that an address asks for: `title`, or `-title` from Z. */
export function orderOf(said = ''): Order {
  const by = (Object.keys(sorts) as Sort[]).find((sort) => sort === said.replace('-', ''))
  return by ? { by, descending: said.startsWith('-') } : defaultOrder
}

/** An order as the address has it; nothing for the one that it has by itself. */
export function saidOf({ by, descending }: Order): string | undefined {
  return by === defaultOrder.by && descending === defaultOrder.descending ? undefined : `${descending ? '-' : ''}${by}`
}
