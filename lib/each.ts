/** How many things are looked at between two places to pause: even if each takes long, the page waits for some milliseconds. */
const SOME = 16

/** Looks at one thing after the other; the caller may pause every so often. */
export function* each<T>(things: Iterable<T>, look: (thing: T) => void): Generator<undefined, void> {
  let looked = 0
  for (const thing of things) {
    // Before the first as well: to find them in a large page takes some milliseconds too.
    if (looked++ % SOME === 0) yield
    look(thing)
  }
}
