import type { Found } from './find'
import type { Order, Sort } from './order'
import type { Index, Sorted } from './packed'

/**
 * The papers that were found, in an order. Those of which it is not known by what they are sorted come last; those that are alike
 * in it by when they were touched, the last first.
 */
export function ordered(found: Found[], order: Order): string[] {
  const lists = found.map(({ index, missed }) =>
    sortedBy(index, order).numbers.filter((number) => missed[number] === 0),
  )
  const [first = new Uint32Array(), ...others] = lists
  if (others.every(({ length }) => length === 0)) return idsOf(found[0], first)
  const keys = found.map(({ index }) => sortedBy(index, order).keys)
  const all = lists.flatMap((numbers, at) =>
    Array.from(numbers, (number) => ({
      id: found[at]?.index.packed.ids[number] as string,
      key: keys[at]?.[number] as number | string,
      touched: found[at]?.index.packed.columns.touched[number] as number,
    })),
  )
  const compare = comparing(order)
  return all.sort((a, b) => compare(a.key, b.key) || b.touched - a.touched).map(({ id }) => id)
}

const idsOf = (found: Found | undefined, numbers: Uint32Array) =>
  Array.from(numbers, (number) => found?.index.packed.ids[number] as string)

/** Compares by what papers are sorted; what is not known, an empty line or 0, comes last either way. */
function comparing({ descending }: Order) {
  const turn = descending ? -1 : 1
  return (a: number | string, b: number | string): number => {
    if (a === b) return 0
    if (!a || !b) return a ? -1 : 1
    return a < b ? -turn : turn
  }
}

const TOUCHED: Order = { by: 'touched', descending: true }

function sortedBy(index: Index, order: Order): Sorted {
  const name = `${order.by} ${order.descending}`
  const known = index.sorted.get(name)
  if (known) return known
  const { columns, ids } = index.packed
  const keys = keysOf(columns[order.by])
  // What is alike stays in the order in which it was touched. The last numbers were touched last, so little is to be sorted.
  const isTouched = order.by === TOUCHED.by && order.descending
  const before = isTouched ? Uint32Array.from(ids, (_, at) => ids.length - 1 - at) : sortedBy(index, TOUCHED).numbers
  const compare = comparing(order)
  const numbers = before.slice().sort((a, b) => compare(keys[a] as number | string, keys[b] as number | string))
  const sorted = { numbers, keys }
  index.sorted.set(name, sorted)
  return sorted
}

const keysOf = (column: Index['packed']['columns'][Sort]) => (typeof column === 'string' ? column.split('\n') : column)
