// @vitest-environment happy-dom
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import * as generic from '../lib/generic'
import { PaperFacts } from '../lib/paper'
import { papersOf } from '../lib/reader'
import { wheres } from '../lib/sites'
import { words } from '../lib/words'
import { compared, type Truth } from './commands/truth'

interface Seed {
  file: string
  url: string
  papers: PaperFacts[]
}

const seeds = JSON.parse(readFileSync(resolve('seeds/pages/generic.json'), 'utf8')) as Seed[]
const seed = (name: string) => readFileSync(resolve('seeds/pages', `generic-${name}.html`), 'utf8')

/** happy-dom would fetch style sheets and frames, and say at length that it may not. */
const open = (html: string) =>
  new DOMParser().parseFromString(html.replace(/<(?:link|iframe)\b[^>]*>/g, ''), 'text/html')
const read = (html: string, address = 'https://example.org/page') => papersOf(generic, open(html), new URL(address))
const titles = (html: string) => read(html).map(({ facts }) => facts.title)

for (const { file, url, papers: expected } of seeds)
  test(`${file}: the papers of the made-up page, and no others`, () => {
    const html = readFileSync(resolve('seeds/pages', file), 'utf8')
    const page = open(html)
    const before = page.documentElement.outerHTML
    const listed = papersOf(generic, page, new URL(url))
    expect(page.documentElement.outerHTML).toBe(before)
    expect(listed.map(({ facts }) => JSON.parse(JSON.stringify(facts)))).toEqual(expected)
    for (const { facts, title, element } of listed) {
      expect(PaperFacts.safeParse(facts).error).toBeUndefined()
      expect(page.contains(element)).toBe(true)
      if (title) expect(words(title.element)).toBe(facts.title)
    }
  })

test('the generic reader is in no list of sites', () => {
  expect(wheres).not.toContain(generic.where)
})

test('a list of references is no listing, told by its name, its heading or the prose before it', () => {
  const whole = seed('encyclopaedia')
  const unnamed = whole.replace('class="references"', '')
  expect(titles(unnamed)).toEqual([])
  expect(titles(unnamed.replace('Notes and references', 'References'))).toEqual([])
  expect(titles(whole.replace('Notes and references', 'Last words'))).toEqual([])
  const article = seed('highwire').replace(/<meta name="citation[^>]*>/g, '')
  expect(titles(article)).toEqual([])
})

test('a page that is for something else lists papers only under headings', () => {
  const list = seed('readme').replace('content="object"', 'content="website"')
  expect(titles(list)).toHaveLength(3)
  expect(titles(seed('readme'))).toEqual([])
  expect(titles(list.replace('<title>', '<meta name="generator" content="MediaWiki 1.44"><title>'))).toEqual([])
})

test('one identifier that several items share is of none of them', () => {
  const shared = seed('group').replaceAll('</li>', ' <a href="https://doi.org/10.5555/series">Series</a></li>')
  const keys = read(shared).flatMap(({ facts }) => facts.keys)
  expect(keys).toContain('arxiv:2605.99001')
  expect(keys).not.toContain('doi:10.5555/series')
})

test('hostile pages list nothing, throw nothing and take no time', () => {
  const deep = '<div>'.repeat(3000) + '<a href="https://arxiv.org/abs/2605.99001">A title of five words</a>'.repeat(50)
  const ld = (json: string) => `<script type="application/ld+json">${json}</script><h1>A page with a title</h1>`
  const pages = [
    '',
    '<meta><meta name="citation_title"><meta name="citation_doi" content="x">',
    '<meta name="citation_title" content="Only a title">',
    deep,
    `<dl><dt>x</dt>${'<dd><a href="https://doi.org/10.5555/1">y</a></dd>'.repeat(2000)}</dl>`,
    ld('{'),
    ld('null'),
    ld('[[[[[[[[[[7]]]]]]]]]]'),
    ld('{"@type":"ScholarlyArticle","headline":7,"author":{"name":[]},"identifier":[null,{"value":{}}]}'),
    ld('{"@graph":{"@graph":{"@type":["ScholarlyArticle"],"name":"x","url":"javascript:alert(1)"}}}'),
    '<span class="Z3988" title="%E0%A4%A"></span><span class="Z3988" title="rft_id=info:doi/10.1/"></span>',
    '<a href="https://[">x</a><a href="https://doi.org/%E0%A4%A">y</a><a href="javascript:10.5555/1">z</a>',
    `<h1>${'x '.repeat(500_000)}</h1>`,
  ]
  for (const html of pages) {
    const start = performance.now()
    expect(read(html), html.slice(0, 80)).toEqual([])
    expect(performance.now() - start, html.slice(0, 80)).toBeLessThan(20_000)
  }
})

const shared = resolve('../shared/pages')
const real: { file: string; url: string; expected: string }[] = existsSync(resolve(shared, 'index.json'))
  ? JSON.parse(readFileSync(resolve(shared, 'index.json'), 'utf8'))
  : []

test.skipIf(real.length === 0)(
  'real pages: recall where they have identifiers, precision everywhere',
  () => {
    const recalls: number[] = []
    const precisions: number[] = []
    for (const { file, url, expected } of real) {
      const truth = JSON.parse(readFileSync(resolve(shared, expected), 'utf8')) as Truth[]
      const found = read(readFileSync(resolve(shared, file), 'utf8'), url).map(({ facts }) => facts)
      const { precision, recall, identified } = compared(truth, found)
      precisions.push(precision)
      if (identified) recalls.push(recall)
    }
    const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length
    console.log(`recall ${mean(recalls)} over ${recalls.length} pages, precision ${mean(precisions)}`)
    expect(mean(recalls)).toBeGreaterThanOrEqual(0.8)
    expect(mean(precisions)).toBeGreaterThanOrEqual(0.95)
  },
  120_000,
)

test('only what may tell of a paper has a page read again', async () => {
  const page = open(
    '<main><ol><li><h3><a href="https://doi.org/10.1000/1">One of two titles</a></h3><p id="in">a</p></ol><h1 id="h">Head</h1><p id="out">b</p></main>',
  )
  const listed = new Set<Node>(page.querySelectorAll('li'))
  const at = (id: string) => page.getElementById(id) as HTMLElement
  /** Whether any of the changes that an act makes does. */
  const after = (act: () => void) => {
    const observer = new MutationObserver(() => {})
    observer.observe(page, { childList: true, subtree: true, characterData: true })
    act()
    const records = observer.takeRecords()
    observer.disconnect()
    expect(records.length).toBeGreaterThan(0)
    return records.some((record) => generic.matters(record, listed, new URL('https://example.org/')))
  }
  const add = (html: string) => () => at('out').insertAdjacentHTML('beforeend', html)
  expect(after(() => at('out').replaceChildren('12:00'))).toBe(false)
  expect(after(add('<div><a href="https://example.org/shop">A thing to buy</a></div>'))).toBe(false)
  expect(after(() => at('in').replaceChildren('12:00'))).toBe(true)
  expect(after(() => at('h').replaceChildren('Another'))).toBe(true)
  expect(after(add('<div><a href="https://arxiv.org/abs/2306.03310">Another of the titles</a></div>'))).toBe(true)
  expect(after(add('<p>doi: 10.1000/182</p>'))).toBe(true)
  expect(after(add('<div><h2>Papers</h2></div>'))).toBe(true)
  expect(after(() => page.querySelector('li')?.remove())).toBe(true)
})
