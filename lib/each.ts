/** How many things are looked at between two places to pause: even if each takes long, the page waits for some milliseconds. */
const SOME = 32

/** Looks at one thing after the other; the caller may pause every so often. */
export function* each<T>(things: Iterable<T>, look: (thing: T) => void): Generator<undefined, void> {
  let left = SOME
  for (const thing of things) {
    look(thing)
    if (--left > 0) continue
    yield
    left = SOME
  }
}
