import 'fake-indexeddb/auto'
import './window'
import { expect, test } from 'vitest'
import { Act } from '@/lib/act'
import { imports, records } from './fuzz/files'
import { acts, messaging } from './fuzz/messages'
import { queries } from './fuzz/queries'
import { fuzz, type Target } from './fuzz/target'
import { templates } from './fuzz/templates'

// A short form of `npm run fuzz`, the same each time.

test.each<[string, Target<never>, number]>([
  ['messages', messaging() as never, 300],
  ['files', imports as never, 150],
  ['records', records as never, 60],
  ['queries', queries as never, 60],
  ['templates', templates as never, 300],
])(
  'hostile %s: nothing is thrown, and nothing stored that does not parse',
  { timeout: 60_000 },
  async (_name, target, inputs) => {
    const { find, ...outcome } = await fuzz(target, { seed: 1, inputs })
    expect(find).toBeUndefined()
    expect(outcome.inputs).toBe(inputs)
  },
)

test('every act is among the messages', () => {
  expect(Object.keys(acts).toSorted()).toEqual(Act.options.map(({ shape }) => shape.do.value).toSorted())
  for (const [name, act] of Object.entries(acts))
    expect(Act.safeParse({ do: name, ...(act as object) }).error, name).toBeUndefined()
})
