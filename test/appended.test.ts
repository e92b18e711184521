// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { createReader, finish, papersOf } from '../lib/reader'
import type { Part, Site } from '../lib/site'
import { siteAt } from '../lib/sites'

const seeds = JSON.parse(readFileSync(resolve('seeds/pages/index.json'), 'utf8')) as {
  file: string
  url: string
  site: string
  kind: string
  papers: unknown[]
}[]

const open = (html: string) =>
  new DOMParser().parseFromString(html.replace(/<(?:link|iframe)\b[^>]*>/g, ''), 'text/html')

/** Their abstracts stand outside of their items, and come with the page. */
const apart = ['acl-anthology', 'pubmed']

/** An item of theirs tells no paper, and may do so yet, or one that comes may change another. */
const whole = ['openreview, search', 'google-scholar, results-old', 'alphaxiv, feed', 'neurips-virtual, calendar']

/** Looks at a page again and again, told of what changes in it; `wholes` is how often it was looked at whole. */
function looking(site: Pick<Site, 'items' | 'isWhole'>, page: Document, url: URL) {
  const observer = new MutationObserver(() => {})
  observer.observe(page, { childList: true, subtree: true, characterData: true })
  const reader = createReader()
  const counted = { wholes: 0 }
  const items = (page: Document, url: URL, part: Part) => {
    if (part.isWhole) counted.wholes++
    return site.items(page, url, part)
  }
  const records: MutationRecord[] = []
  /** Takes what the browser would tell of one thing that was done to the page; happy-dom leaves out after what a node was put. */
  const done = () => {
    for (const record of observer.takeRecords()) {
      const [first] = record.addedNodes
      records.push(Object.assign(record, first && { previousSibling: first.previousSibling }))
    }
  }
  const look = () => {
    done()
    if (records.length > 0) reader.changed(records.splice(0))
    return finish(reader.papers({ ...site, items }, page, url)).papers.map(({ facts }) => facts)
  }
  return { look, done, counted }
}

/** The child of an element that another element stands in. */
function childIn(parent: Element, element: Element): Element {
  let child = element
  while (child.parentElement && child.parentElement !== parent) child = child.parentElement
  return child
}

for (const { file, url: address, site: id, kind, papers } of seeds.filter(({ papers }) => papers.length > 2)) {
  test(`${id}, ${kind}: a list that comes in pieces says what it says whole`, () => {
    const html = readFileSync(resolve('seeds/pages', file), 'utf8')
    const url = new URL(address)
    const site = siteAt(url) as Site
    const page = open(html)
    const elements = papersOf(site, page, url).map(({ element }) => element)
    const [first] = elements as [Element]
    let list = first.parentElement as Element
    while (!elements.every((element) => list.contains(element))) list = list.parentElement as Element
    const parts = new Set(elements.map((element) => childIn(list, element)))
    const [, , start] = parts
    const late: Node[] = []
    while (list.lastChild && late[0] !== start) {
      late.unshift(list.lastChild)
      list.lastChild.remove()
    }
    const { look, counted } = looking(site, page, url)
    look()
    for (const [at, node] of late.entries()) {
      list.append(node)
      // An item of a list of definitions says all when its last line has come.
      const next = late.slice(at + 1).find(({ nodeType }) => nodeType === 1)
      if (!apart.includes(id) && next?.nodeName !== 'DD') look()
    }
    expect(look()).toEqual(papersOf(site, open(html), url).map(({ facts }) => facts))
    expect(look()).toHaveLength(papers.length)
    expect(counted.wholes).toBe(whole.includes(`${id}, ${kind}`) ? late.length + 3 : 1)
  })
}

/** A list of some papers, and one place more in which papers may stand. */
function listed(order = (elements: Element[]) => elements) {
  const page = open('<ul><li id="a">One</li><li id="b">Two</li></ul><p>Words</p><ol></ol>')
  const found: string[] = []
  const site: Pick<Site, 'items'> = {
    *items(_page, _url, { all }) {
      for (const element of order([...all('li')])) {
        found.push(element.id)
        const read = () => ({ facts: { keys: [`test:${element.id}`], title: element.textContent ?? '', links: {} } })
        yield { element, read }
      }
    },
  }
  const { look, done, counted } = looking(site, page, new URL('https://list.example/'))
  const titles = () => look().map(({ title }) => title)
  titles()
  const item = (id: string, text: string) => Object.assign(page.createElement('li'), { id, textContent: text })
  return { page, titles, done, counted, found, item, list: page.querySelector('ul') as Element }
}

test('a paper that comes between others stands where the page has it', () => {
  const { titles, counted, item, list } = listed()
  list.querySelector('#a')?.after(item('c', 'Between'))
  expect(titles()).toEqual(['One', 'Between', 'Two'])
  expect(counted.wholes).toBe(2)
})

test('of one that changed and one that came the first is read anew, too', () => {
  const { page, titles, done, item, list } = listed()
  list.append(item('c', 'Three'))
  done()
  list.querySelector('#b')?.append(Object.assign(page.createElement('b'), { textContent: ', mended' }))
  expect(titles()).toEqual(['One', 'Two, mended', 'Three'])
  list.querySelector('#c')?.append(Object.assign(page.createElement('b'), { textContent: ', too' }))
  expect(titles()).toEqual(['One', 'Two, mended', 'Three, too'])
})

test('one that went is gone, also when another came in the same moment', () => {
  const { titles, done, item, list } = listed()
  list.append(item('c', 'Three'))
  expect(titles()).toEqual(['One', 'Two', 'Three'])
  list.querySelector('#c')?.remove()
  done()
  list.append(item('d', 'Four'))
  expect(titles()).toEqual(['One', 'Two', 'Four'])
})

test('so is one that stands after the paper that is listed last', () => {
  const { titles, list } = listed((elements) => elements.reverse())
  expect(titles()).toEqual(['Two', 'One'])
  list.querySelector('#b')?.remove()
  expect(titles()).toEqual(['One'])
})

test('what came and went again before it was looked at is not listed; what came in it later is', () => {
  const { page, titles, done, counted, item, list } = listed()
  const gone = item('c', 'Gone')
  const late = page.createElement('li')
  const acts = [
    () => list.append(gone),
    () => list.append(late),
    () => gone.remove(),
    () => late.append('Late'),
    () => late.setAttribute('id', 'd'),
  ]
  for (const act of acts) {
    act()
    done()
  }
  expect(titles()).toEqual(['One', 'Two', 'Late'])
  list.append(item('e', 'Last'))
  expect(titles()).toEqual(['One', 'Two', 'Late', 'Last'])
  expect(counted.wholes).toBe(1)
})

test('a paper that is listed already is not listed twice', () => {
  const { titles, item, list } = listed()
  list.append(item('a', 'One, again'))
  expect(titles()).toEqual(['One', 'Two'])
})

test('another list after the words that follow the first one is read as well', () => {
  const { page, titles, item } = listed()
  page.querySelector('ol')?.append(item('c', 'Three'))
  expect(titles()).toEqual(['One', 'Two', 'Three'])
})

test('what came and was put elsewhere before it was looked at is found once', () => {
  const { page, titles, done, item, list, found } = listed()
  const [moved, around] = [item('c', 'Three'), page.createElement('div')]
  for (const act of [() => list.append(moved), () => list.append(around), () => around.append(moved)]) {
    act()
    done()
  }
  found.length = 0
  expect(titles()).toEqual(['One', 'Two', 'Three'])
  expect(found).toEqual(['c'])
})

test('what the last paper gets beside what is known of it has that paper read anew', () => {
  const page = open(
    `<main>${[1, 2, 3].map((n) => `<article><h3><a href="/papers/2605.0000${n}">Title ${n}</a></h3></article>`).join('')}</main>`,
  )
  const url = new URL('https://huggingface.co/papers/month/2026-05')
  const { look } = looking(siteAt(url) as Site, page, url)
  expect(look().map(({ comments }) => comments)).toEqual([0, 0, 0])
  const link = Object.assign(page.createElement('a'), { href: '/papers/2605.00003#community', textContent: '7' })
  page.querySelector('article:last-child')?.append(link)
  expect(look().map(({ comments }) => comments)).toEqual([0, 0, 7])
})

test('of lists of arXiv that got more before and after a heading each paper is of its own day', () => {
  const entries = (...numbers: number[]) =>
    numbers.map(
      (number) =>
        `<dt><a href="/abs/2605.0000${number}" title="Abstract">arXiv</a></dt><dd><div class="list-title">On ${number}</div></dd>`,
    )
  const page = open(`<dl>${entries(1, 2).join('')}</dl><h3>Fri, 8 May 2026</h3>`)
  const url = new URL('https://arxiv.org/list/cs/recent')
  const { look, done, counted } = looking(siteAt(url) as Site, page, url)
  look()
  page.querySelector('dl')?.append(...open(`<dl>${entries(3).join('')}</dl>`).querySelectorAll('dt, dd'))
  done()
  page.body.append(...open(`<dl>${entries(4).join('')}</dl>`).body.children)
  expect(look().map(({ date }) => date)).toEqual([undefined, undefined, undefined, '2026-05-08'])
  expect(counted.wholes).toBe(1)
})

test('a talk is no paper of its own from when its poster comes', () => {
  const entry = (kind: string, number: number, title: string) =>
    `<li><a href="/virtual/2099/${kind}/${number}">${title}</a></li>`
  const page = open(`<ul>${entry('oral', 1, 'On Gulls')}${entry('oral', 2, 'On Terns')}</ul>`)
  const url = new URL('https://neurips.cc/virtual/2099/calendar')
  const { look } = looking(siteAt(url) as Site, page, url)
  expect(look().map(({ keys }) => keys[0])).toEqual(['neuripsvirtual:2099/oral/1', 'neuripsvirtual:2099/oral/2'])
  page.querySelector('ul')?.append(...open(entry('poster', 3, 'On Gulls')).body.children)
  expect(look().map(({ keys }) => keys[0])).toEqual(['neuripsvirtual:2099/oral/2', 'neuripsvirtual:2099/poster/3'])
})

test('of a heading within an item of arXiv the papers that come after it have the day', () => {
  const entry = (number: number, more = '') =>
    `<dt><a href="/abs/2605.0000${number}" title="Abstract">arXiv</a></dt><dd><div class="list-title">On ${number}</div>${more}</dd>`
  const page = open(`<h3>Thu, 7 May 2026</h3><dl>${entry(1)}${entry(2, '<h3>Fri, 8 May 2026</h3>')}</dl>`)
  const url = new URL('https://arxiv.org/list/cs/recent')
  const { look, counted } = looking(siteAt(url) as Site, page, url)
  look()
  page.querySelector('dl')?.append(...open(`<dl>${entry(3)}</dl>`).querySelectorAll('dt, dd'))
  expect(look().map(({ date }) => date)).toEqual(['2026-05-07', '2026-05-07', '2026-05-08'])
  expect(counted.wholes).toBe(1)
})
