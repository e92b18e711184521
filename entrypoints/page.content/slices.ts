/** How long we hold a page at a time, in milliseconds: less than a frame, so that it scrolls as if we were not there. */
const SLICE = 12

/** Does work to its end, a slice at a time; between slices the page has its turn. Rejects when the signal aborts. */
export async function inSlices<T>(work: Generator<unknown, T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    signal.throwIfAborted()
    const until = performance.now() + SLICE
    do {
      const step = work.next()
      if (step.done) return step.value
    } while (performance.now() < until)
    await turn()
  }
}

/** Lets the page have its turn. Firefox before 142 has no scheduler to ask. */
export const turn = (): Promise<unknown> =>
  'scheduler' in globalThis && 'yield' in scheduler ? scheduler.yield() : new Promise((done) => setTimeout(done, 0))
