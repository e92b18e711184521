/**
 * The part of a page that each group of elements has to itself: for each, the smallest element with all of the group
 * and nothing of another, or as much of the group as such an element can hold. The first of a group is always in it.
 */
export function regions(groups: Element[][]): Element[] {
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
    const within = rest.filter((member) => widest.contains(member))
    let found = first as Element
    while (!within.every((member) => found.contains(member))) found = found.parentElement as Element
    return found
  })
}
