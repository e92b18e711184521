import { expect, test } from 'vitest'
import { inSlices } from '@/entrypoints/page.content/slices'

/** Work of some steps, each of which takes longer than a slice. */
function* steps(done: number[], count: number) {
  for (let step = 0; step < count; step++) {
    const until = performance.now() + 15
    while (performance.now() < until);
    done.push(step)
    yield
  }
  return 'whole'
}

test('work is done to its end, and the page has its turn between', async () => {
  const done: number[] = []
  let turns = 0
  const count = () => {
    turns++
    if (done.length < 3) setTimeout(count, 0)
  }
  setTimeout(count, 0)
  expect(await inSlices(steps(done, 3), new AbortController().signal)).toBe('whole')
  expect(turns).toBeGreaterThan(1)
})

test('once the signal has aborted nothing goes on, and nothing is begun', async () => {
  const done: number[] = []
  const stop = new AbortController()
  const work = inSlices(steps(done, 3), stop.signal)
  stop.abort()
  await expect(work).rejects.toThrow(/abort/)
  await expect(inSlices(steps(done, 3), stop.signal)).rejects.toThrow(/abort/)
  expect(done).toEqual([0])
})
