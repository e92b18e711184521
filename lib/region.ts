import { each } from './each'

/**
 * The part of a page that each group of elements has to itself: for each, the smallest element with all of the group
 * and nothing of another, or as much of the group as such an element can hold. The first of a group is always in it, and the
 * first ones follow each other as in the page.
 */
export function* regions(groups: Element[][]): Generator<undefined, Element[]> {
  const smallest: Element[] = []
  // Of two that have something in common one holds the other, and then so do two that follow each other in the page.
  let areApart = true
  yield* each(groups, ([first, ...rest]) => {
    const before = smallest.at(-1)
    const one = holding(first as Element, rest)
    areApart &&= !before || !(one.contains(before) || before.contains(one))
    smallest.push(one)
  })
  return areApart ? smallest : yield* parted(groups)
}

/** The smallest element with one element and others in it; the outermost where some left its tree since they were found. */
function holding(first: Element, rest: Element[]): Element {
  let found = first
  while (found.parentElement && !rest.every((member) => found.contains(member))) found = found.parentElement
  return found
}

/** The same where groups stand among each other, which asks for each element what stands in it. */
function* parted(groups: Element[][]): Generator<undefined, Element[]> {
  const owners = new Map<Element, number>()
  const MANY = -1
  yield* each(groups.entries(), ([owner, group]) => {
    for (const member of group)
      for (let at: Element | null = member; at; at = at.parentElement) {
        const other = owners.get(at)
        if (other === owner || other === MANY) break
        owners.set(at, other === undefined ? owner : MANY)
      }
  })
  const found: Element[] = []
  yield* each(groups.entries(), ([owner, [first, ...rest]]) => {
    let widest = first as Element
    while (widest.parentElement && owners.get(widest.parentElement) === owner) widest = widest.parentElement
    const within = rest.filter((member) => widest.contains(member))
    found.push(holding(first as Element, within))
  })
  return found
}
