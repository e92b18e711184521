// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { mayList } from '../lib/hint'
import { publishers } from '../lib/publishers'
import { wheres } from '../lib/sites'

const oneOfEach = <T>(all: T[]) => [...new Set(all)]

test('publishers have names and hosts of their own, in the order of the names, and none is a site’s', () => {
  const names = publishers.map(({ name }) => name)
  const hosts = publishers.flatMap(({ hosts }) => hosts)
  expect(names).toEqual(oneOfEach(names).sort((a, b) => a.localeCompare(b)))
  expect(hosts).toEqual(oneOfEach(hosts))
  for (const host of hosts) expect(host).toMatch(/^[a-z\d-]+(\.[a-z\d-]+)+$/)
  expect(wheres.flatMap(({ hosts }) => hosts).filter((host) => hosts.includes(host))).toEqual([])
  expect(wheres.map(({ name }) => name).filter((name) => names.includes(name))).toEqual([])
  expect(publishers.filter(({ required }) => required)).toEqual([])
})

interface Seed {
  file: string
  url: string
  papers: object[]
}
const seeds: Seed[] = JSON.parse(readFileSync('seeds/pages/generic.json', 'utf8'))
const hinted = (html: string, address = 'https://example.org/page') =>
  mayList(new DOMParser().parseFromString(html, 'text/html'), new URL(address))

test.each(seeds.filter(({ papers }) => papers.length > 0))('$file hints at its papers', ({ file, url }) => {
  expect(hinted(readFileSync(resolve('seeds/pages', file), 'utf8'), url)).toBe(true)
})

test.each([
  ['a shop, whose numbers look like DOIs', readFileSync('seeds/pages/generic-shop.html', 'utf8')],
  [
    'a news item with its one source',
    '<p>In <a href="https://doi.org/10.5555/a">a study</a>, <a href="/n/2">more</a></p>',
  ],
  [
    'one paper, linked twice',
    '<a href="https://arxiv.org/abs/2605.99001">Abstract</a><a href="https://arxiv.org/pdf/2605.99001v2">PDF</a>',
  ],
  ['a page about arXiv', '<a href="https://arxiv.org/">arXiv</a><a href="https://info.arxiv.org/help/">Help</a>'],
  [
    'a recipe',
    '<script type="application/ld+json">{"@type":"Recipe","name":"Soup"}</script><meta name="dc.title" content="x">',
  ],
  ['an empty page', ''],
])('%s hints at none', (_, html) => {
  expect(hinted(html)).toBe(false)
})

test('an address that names a paper is a hint by itself', () => {
  expect(hinted('<h1>Loading</h1>', 'https://dl.acm.org/doi/10.1145/3368089.3409741')).toBe(true)
})
