/**
 * The part of a page that each group of elements has to itself: for each, the smallest element with all of the group
 * and nothing of another, or as much of the group as such an element can hold. The first of a group is always in it, and the
 * first ones follow each other as in the page.
 */
export function regions(groups: Element[][]): Element[] {
  const smallest = groups.map(([first, ...rest]) => holding(first as Element, rest))
  // Of two that have something in common one holds the other, and then so do two that follow each other in the page.
  const areApart = smallest.every((one, at) => {
    const next = smallest[at + 1]
    return !next || !(one.contains(next) || next.contains(one))
  })
  return areApart ? smallest : parted(groups)
}

/** The smallest element with one element and others in it; the others are all in one tree with it. */
function holding(first: Element, rest: Element[]): Element {
  let found = first
  while (!rest.every((member) => found.contains(member))) found = found.parentElement as Element
  return found
}

/** The same where groups stand among each other, which asks for each element what stands in it. */
function parted(groups: Element[][]): Element[] {
  const owners = new Map<Element, number>()
  const MANY = -1
  groups.forEach((group, owner) => {
    for (const member of group)
      for (let at: Element | null = member; at; at = at.parentElement) {
        const other = owners.get(at)
        if (other === owner || other === MANY) break
        owners.set(at, other === undefined ? owner : MANY)
      }
  })
  return groups.map(([first, ...rest], owner) => {
    let widest = first as Element
    while (widest.parentElement && owners.get(widest.parentElement) === owner) widest = widest.parentElement
    return holding(
      first as Element,
      rest.filter((member) => widest.contains(member)),
    )
  })
}
