import type { Found } from './find'
import type { Index, Order, Sorted } from './packed'

/** The papers that were found, in an order; those that are alike in it by when they were touched, the last first. */
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
  return all.sort((a, b) => compared(a.key, b.key) || b.touched - a.touched).map(({ id }) => id)
}

const idsOf = (found: Found | undefined, numbers: Uint32Array) =>
  Array.from(numbers, (number) => found?.index.packed.ids[number] as string)

/** Later times first; lines in the order of the alphabet, empty ones last. */
function compared(a: number | string, b: number | string): number {
  if (typeof a === 'number' || typeof b === 'number') return Number(b) - Number(a)
  return a === b ? 0 : a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1
}

function sortedBy(index: Index, order: Order): Sorted {
  const known = index.sorted.get(order)
  if (known) return known
  const { columns, ids } = index.packed
  const column = columns[order]
  const keys = typeof column === 'string' ? column.split('\n') : column
  // What is alike stays in the order in which it was touched. The last numbers were touched last, so little is to be sorted.
  const before =
    order === 'touched' ? Uint32Array.from(ids, (_, at) => ids.length - 1 - at) : sortedBy(index, 'touched').numbers
  const numbers = before.slice().sort((a, b) => compared(keys[a] as number | string, keys[b] as number | string))
  const sorted = { numbers, keys }
  index.sorted.set(order, sorted)
  return sorted
}
