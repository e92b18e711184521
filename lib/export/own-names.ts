/** Gives each of many a name of its own: the one that is meant, or with a number behind it. Case tells none apart. */
export function ownNames(between: string): (meant: string) => string {
  const taken = new Map<string, number>()
  return (meant) => {
    let name = meant
    for (let count = taken.get(meant.toLowerCase()) ?? 1; taken.has(name.toLowerCase()); ) {
      name = `${meant}${between}${++count}`
      taken.set(meant.toLowerCase(), count)
    }
    taken.set(name.toLowerCase(), 1)
    return name
  }
}
