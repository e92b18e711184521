import 'fake-indexeddb/auto'
import './window'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { imports } from './fuzz/files'
import { messaging } from './fuzz/messages'
import { type Base, pages } from './fuzz/pages'
import { queries } from './fuzz/queries'
import { fuzz, type Target } from './fuzz/target'
import { templates } from './fuzz/templates'

const seeds = ['index', 'generic'].flatMap(
  (name) => JSON.parse(readFileSync(resolve(`seeds/pages/${name}.json`), 'utf8')) as Omit<Base, 'html'>[],
)
const bases = seeds.map(({ file, url }) => ({ file, url, html: readFileSync(resolve('seeds/pages', file), 'utf8') }))

test.each<[string, Target<never>, number]>([
  ['messages', messaging() as never, Number(process.env.N ?? 300)],
  ['imports', imports as never, Number(process.env.N ?? 100)],
  ['queries', queries as never, Number(process.env.N ?? 100)],
  ['templates', templates as never, Number(process.env.N ?? 100)],
])('%s: nothing is thrown, and nothing stored that does not parse', async (_name, target, inputs) => {
  const b = performance.now()
  const r = await fuzz(target, { seed: Number(process.env.SEED ?? 1), inputs })
  console.log((performance.now() - b) / inputs)
  if (r.find) console.log(r.find.input.slice(0, 3000))
  expect(r.find?.error).toBeUndefined()
})

test('changed pages: nothing is thrown, and half of the listings still tell a paper', async () => {
  const target = pages(bases)
  expect((await fuzz(target, { seed: 1, inputs: 50 })).find).toBeUndefined()
})
