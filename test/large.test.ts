// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import * as generic from '../lib/generic'
import { papersOf } from '../lib/reader'

const url = new URL('https://example.org/page')
const open = (html: string) => new DOMParser().parseFromString(html, 'text/html')
const read = (html: string) => papersOf(generic, open(html), url).map(({ facts }) => facts.title)

const titled = (number: number) => `What the river said to stone number ${number}`
const item = (number: number, more = '') =>
  `<li><h3><a href="/p/${number}">${titled(number)}</a></h3>${more}<a href="https://doi.org/10.5555/r.${number}">doi</a></li>`
const items = (count: number, more?: string) => Array.from({ length: count }, (_, at) => item(at, more))
const list = (more?: string) => `<ul>${items(3, more).join('')}</ul>`
const three = [0, 1, 2].map(titled)

test('a page may pause the reader before every few elements, wherever it is', () => {
  const page = open(`<ul>${items(400).join('')}</ul>`)
  const asked: number[] = []
  let count = 0
  // What the reader asks of links between two pauses.
  for (const link of page.querySelectorAll('a')) {
    const { getAttribute } = link
    link.getAttribute = (name) => {
      count++
      return getAttribute.call(link, name)
    }
  }
  for (const step of generic.items(page, url)) {
    asked.push(count)
    count = 0
    if (step) expect(step.read()?.facts.keys).toHaveLength(1)
  }
  expect(Math.max(...asked)).toBeGreaterThan(0)
  expect(Math.max(...asked)).toBeLessThan(100)
})

test('headings and texts that are made to keep a reader busy keep it no longer than others', () => {
  const heads = ['notes'.repeat(30), 'notes and '.repeat(15), '& '.repeat(90), 'ж'.repeat(2990), '- '.repeat(1400)]
  for (const head of heads) expect(read(`<h2>${head}9x</h2>`.repeat(50) + list()), head.slice(0, 20)).toEqual(three)
  const brackets = `10.5555/${')]}.'.repeat(100_000)}`
  expect(read(list(`<i data-doi="${brackets}"></i><a href="https://doi.org/${brackets}">x</a>`))).toEqual(three)
  expect(read(`${list()}<span class="Z3988" title="rft.atitle=Salt&amp;rft_id=info:doi/${brackets}"></span>`)).toEqual(
    three,
  )
  expect(read(`<meta name="citation_title" content="Salt"><meta name="citation_doi" content="${brackets}">`)).toEqual(
    [],
  )
})

test('items that stand so deep that nothing is known of what is around them are found where they are', () => {
  const deep = (number: number) => `${'<div>'.repeat(80)}<p>${item(number)}</p>${'</div>'.repeat(80)}`
  expect(read(`<main>${[0, 1, 2].map(deep).join('')}</main>`)).toEqual(three)
})

test('works cited and further reading are references, a list to read is none', () => {
  for (const head of ['Works cited', '7. Notes and references [edit]', 'Further reading', 'Литература', '参考文献'])
    expect(read(`<h2>${head}</h2>${list()}`), head).toEqual([])
  for (const head of ['Reading', 'Notes on reading', 'Papers'])
    expect(read(`<h2>${head}</h2>${list()}`), head).toEqual(three)
})

test('a form whose field has the name of what leads to the element around leads the reader in no circle', () => {
  const page = open(`<form><input>${list()}</form>`)
  const form = page.querySelector('form') as HTMLFormElement
  Object.defineProperty(form, 'parentElement', { value: page.querySelector('input') })
  expect(papersOf(generic, page, url).length).toBeLessThanOrEqual(3)
})
