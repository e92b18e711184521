// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import * as generic from '../lib/generic'
import { siteAt, sites } from '../lib/sites'
import { type Base, pages } from './fuzz/pages'
import { fuzz } from './fuzz/target'

// A short form of `npm run fuzz`, the same each time.

const seeds = ['index', 'generic'].flatMap(
  (name) => JSON.parse(readFileSync(resolve(`seeds/pages/${name}.json`), 'utf8')) as Omit<Base, 'html'>[],
)
const bases = seeds.map(({ file, url }) => ({ file, url, html: readFileSync(resolve('seeds/pages', file), 'utf8') }))

test.each([...sites, generic].map(({ id }) => id))(
  '%s: of changed pages nothing is thrown, what is told parses, and half of the listings still tell a paper',
  { timeout: 60_000 },
  async (id) => {
    const own = bases.filter(({ url }) => (siteAt(new URL(url))?.id ?? generic.id) === id)
    const { find, shares } = await fuzz(pages(own), { seed: 1, inputs: 16 })
    expect(find).toBeUndefined()
    const { inputs = 0, came = 0 } = shares[id] ?? {}
    expect(inputs).toBeGreaterThan(4)
    expect(came / inputs).toBeGreaterThanOrEqual(0.5)
  },
)
