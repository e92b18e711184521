/** Work goes on this long, in milliseconds, before the screen has its turn. */
const SLICE = 40

/** Lets the screen have its turn between pieces of long work, when it has waited long enough. */
export function turns(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < SLICE) return
    await new Promise((resolve) => setTimeout(resolve, 0))
    since = performance.now()
  }
}
