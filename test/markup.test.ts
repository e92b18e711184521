// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { papersOf } from '../lib/reader'
import type { Site } from '../lib/site'
import { siteAt } from '../lib/sites'
import { words } from '../lib/words'

interface Seed {
  file: string
  url: string
  kind: string
  seenLive: boolean
  today?: string
}

const seeds = JSON.parse(readFileSync(resolve('seeds/pages/index.json'), 'utf8')) as Seed[]
const guessed = seeds.filter(({ seenLive }) => !seenLive)

/** What may be anything on a page that no one has seen. Links, their order, text and JSON are known. */
const elements = (page: Document) =>
  Array.from(page.body.querySelectorAll('*')).filter(
    (element) => !/^(a|script|style|img|svg|input|br)$/.test(element.localName),
  )

const changes: Record<string, (page: Document) => void> = {
  'every tag another': (page) => {
    for (const old of elements(page)) {
      const other = page.createElement(/^(div|section|article|li|ul)$/.test(old.localName) ? 'aside' : 'div')
      for (const { name, value } of Array.from(old.attributes)) other.setAttribute(name, value)
      other.append(...Array.from(old.childNodes))
      old.replaceWith(other)
    }
  },
  'no class': (page) => {
    for (const element of page.querySelectorAll('[class]')) element.removeAttribute('class')
  },
  'every class another': (page) => {
    page.querySelectorAll('[class]').forEach((element, at) => {
      element.setAttribute('class', `svelte-${at} title abstract line-clamp-2 sr-only`)
    })
  },
  'two levels more': (page) => {
    for (const element of [...elements(page), ...page.body.querySelectorAll('a')]) {
      const outer = page.createElement('div')
      const inner = page.createElement('span')
      element.replaceWith(outer)
      outer.append(inner)
      inner.append(element)
    }
  },
  'a level more in each link': (page) => {
    for (const link of page.body.querySelectorAll('a')) {
      const inner = page.createElement('em')
      inner.append(...Array.from(link.childNodes))
      link.append(inner)
    }
  },
  'no level that is not needed': (page) => {
    for (const level of elements(page)) {
      const speaks = Array.from(level.childNodes).some((node) => node.nodeType === 3 && node.textContent?.trim())
      if (!speaks && !level.hasAttribute('data-props')) level.replaceWith(...Array.from(level.childNodes))
    }
  },
  'other attributes on everything': (page) => {
    for (const element of page.querySelectorAll('[data-target]')) element.removeAttribute('data-target')
    for (const element of elements(page)) element.setAttribute('title', '3 authors')
  },
}
changes['all of it'] = (page) => {
  for (const name of ['no level that is not needed', 'every tag another', 'two levels more', 'every class another'])
    changes[name]?.(page)
}

/** The result without its elements, as text. */
function result(html: string, address: string) {
  const url = new URL(address)
  const listed = papersOf(siteAt(url) as Site, new DOMParser().parseFromString(html, 'text/html'), url)
  return listed.map(({ facts, title, abstract }) => ({
    facts,
    title: title && words(title.element, title.skip),
    abstract: abstract && words(abstract.element, abstract.skip),
  }))
}

afterEach(() => {
  vi.useRealTimers()
})

test('there are pages that no one has seen', () => {
  expect(guessed.map(({ kind }) => kind)).toEqual(['month', 'search', 'trending', 'paper'])
})

for (const { file, url, kind, today } of guessed)
  for (const [name, change] of Object.entries(changes))
    test(`${kind}: ${name}, and nothing of the result changes`, () => {
      vi.useFakeTimers({ toFake: ['Date'], now: new Date(today ?? '2026-11-23') })
      const html = readFileSync(resolve('seeds/pages', file), 'utf8')
      const page = new DOMParser().parseFromString(html, 'text/html')
      change(page)
      const changed = page.documentElement.outerHTML
      expect(changed).not.toBe(new DOMParser().parseFromString(html, 'text/html').documentElement.outerHTML)
      expect(result(html, url).length).toBeGreaterThan(0)
      expect(result(changed, url)).toEqual(result(html, url))
    })

test('where a page has no element around an item, the marker stands beside its title, and nowhere near another', () => {
  const seed = seeds.find(({ kind }) => kind === 'search') as Seed
  const url = new URL(seed.url)
  const page = new DOMParser().parseFromString(readFileSync(resolve('seeds/pages', seed.file), 'utf8'), 'text/html')
  changes['no level that is not needed']?.(page)
  const listed = papersOf(siteAt(url) as Site, page, url)
  for (const { element } of listed) {
    const within = listed.filter(({ title }) => title && element.contains(title.element))
    expect(within).toHaveLength(1)
  }
})
