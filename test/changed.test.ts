// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { sites } from '../lib/sites'
import { type Base, pages } from './fuzz/pages'
import { fuzz } from './fuzz/target'

// A short form of `npm run fuzz`, the same each time.

const seeds = ['index', 'generic'].flatMap(
  (name) => JSON.parse(readFileSync(resolve(`seeds/pages/${name}.json`), 'utf8')) as Omit<Base, 'html'>[],
)
const bases = seeds.map(({ file, url }) => ({ file, url, html: readFileSync(resolve('seeds/pages', file), 'utf8') }))

test('of changed pages nothing is thrown, what is told parses, and half of the listings still tell a paper', async () => {
  const { find, shares } = await fuzz(pages(bases), { seed: 1, inputs: 300 })
  expect(find).toBeUndefined()
  expect(sites.map(({ id }) => id).filter((id) => !shares[id])).toEqual([])
  for (const [site, { inputs, came }] of Object.entries(shares)) expect(came / inputs, site).toBeGreaterThanOrEqual(0.5)
})
