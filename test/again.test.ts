// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { createReader, finish } from '../lib/reader'
import type { Listed, Site } from '../lib/site'
import { siteAt } from '../lib/sites'

const seeds = JSON.parse(readFileSync(resolve('seeds/pages/index.json'), 'utf8')) as {
  file: string
  url: string
  site: string
  kind: string
}[]

/** A page that can be looked at again and again, and told what changed in it. */
function opened({ file, url }: { file: string; url: string }) {
  const html = readFileSync(resolve('seeds/pages', file), 'utf8').replace(/<(?:link|iframe)\b[^>]*>/g, '')
  const page = new DOMParser().parseFromString(html, 'text/html')
  const reader = createReader()
  return {
    page,
    look: () => finish(reader.papers(siteAt(new URL(url)) as Site, page, new URL(url))).papers,
    changed: (target: Node, added: Node[] = []) =>
      reader.changed([{ target, addedNodes: added as unknown as NodeList } as MutationRecord]),
  }
}

test.each(seeds)('$site, $kind: an item whose title changed is read again, and no other', (seed) => {
  const { look, changed } = opened(seed)
  const first = look()
  expect(look().every((listed, at) => listed === first[at])).toBe(true)
  for (const [at, { title }] of first.entries()) {
    const before = look()
    changed(title?.element.firstChild as Node)
    const same = look().map((listed, other) => listed === before[other])
    expect(same).toEqual(before.map((_, other) => other !== at))
  }
})

/** Their abstracts stand outside of their items, and come with the page. */
const apart = ['acl-anthology', 'pubmed']

test.each(seeds.filter(({ site }) => !apart.includes(site)))(
  '$site, $kind: so is one whose abstract changed',
  (seed) => {
    const { look, changed } = opened(seed)
    for (const [at, { abstract }] of look().entries()) {
      if (!abstract) continue
      const before = look()
      changed(abstract.element)
      expect(look()[at]).not.toBe(before[at])
    }
  },
)

const huggingface = (kind: string) =>
  opened(seeds.find((seed) => seed.site === 'huggingface' && seed.kind === kind) as (typeof seeds)[number])

test('a vote on a card changes its count alone', () => {
  const { page, look, changed } = huggingface('day')
  const before = look()
  const number = page.querySelector('a[href^="/login?next"] .leading-none')?.firstChild as Text
  expect(before[0]?.facts.upvotes).toBe(Number(number.data))
  number.data = '65'
  changed(number)
  const after = look()
  expect(after[0]?.facts.upvotes).toBe(65)
  expect(after.slice(1)).toEqual(before.slice(1))
  expect(after[1]).toBe(before[1])
})

test('an abstract that a search result shows late is read when it comes', () => {
  const { page, look, changed } = huggingface('search')
  const abstract = look()[0]?.abstract?.element as Element
  const [place, next] = [abstract.parentNode as Node, abstract.nextSibling]
  abstract.remove()
  changed(place)
  const [without] = look() as [Listed]
  expect(without.facts.abstract).toBeUndefined()
  place.insertBefore(abstract, next)
  changed(place, [abstract])
  expect(look()[0]?.facts.abstract).toMatch(/^Attention over long inputs/)
  expect(page.contains(look()[0]?.abstract?.element ?? null)).toBe(true)
})

test('a link of a card that goes while the page is looked at keeps no paper from being found', () => {
  const seed = seeds.find(({ site, kind }) => site === 'huggingface' && kind === 'day') as (typeof seeds)[number]
  const url = new URL(seed.url)
  const { page, look } = opened(seed)
  const papers = look().length
  const [link] = page.querySelectorAll('a[href$="#community"]')
  const [place, after] = [link?.parentNode, link?.nextSibling ?? null]
  for (let steps = 1, isDone = false; !isDone; steps++) {
    const again = createReader().papers(siteAt(url) as Site, page, url)
    for (let step = 0; step < steps && !isDone; step++) isDone = again.next().done === true
    link?.remove()
    if (!isDone) expect(finish(again).papers).toHaveLength(papers)
    place?.insertBefore(link as Element, after)
  }
})
