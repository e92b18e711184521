// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest'
import { alone } from '../lib/page'
import { createReader, finish } from '../lib/reader'
import type { Item } from '../lib/site'
import { words } from '../lib/words'

const url = new URL('https://list.example/')
let reads: string[] = []

/** A site whose items are `li`s, each with its number and its title, and `dt`s with their title in the `dd` after them. */
const site = {
  *items(page: Document): Generator<Item | undefined> {
    for (const element of page.querySelectorAll('li, dt')) {
      yield {
        element,
        read() {
          reads.push(element.id)
          if (element.id === 'broken') throw new Error('This item breaks the rules.')
          const said = element.localName === 'dt' ? element.nextElementSibling : element
          const number = said?.getAttribute('data-number') ?? element.id
          return { facts: { keys: [`test:${number}`], title: said?.textContent ?? '', links: {} } }
        },
      }
      yield undefined
    }
  },
}

const reader = () => {
  const { papers, changed, forgetAll } = createReader()
  return { look: () => finish(papers(site, document, url)), changed, forgetAll }
}

/** Does something to the page and gives what the browser would tell of it. */
function mutations(work: () => void): MutationRecord[] {
  const observer = new MutationObserver(() => {})
  observer.observe(document, { childList: true, subtree: true, characterData: true })
  work()
  return observer.takeRecords()
}

beforeEach(() => {
  reads = []
  document.body.innerHTML = '<ul><li id="a">One</li><li id="b">Two</li></ul>'
})

test('an item is read once, however often the page is looked at, and gives the same object', () => {
  const { look } = reader()
  const first = look().papers
  expect(first.map(({ facts }) => facts.title)).toEqual(['One', 'Two'])
  expect(look().papers).toEqual(first)
  expect(look().papers[0]).toBe(first[0])
  expect(reads).toEqual(['a', 'b'])
})

test('what is added is read, and nothing else', () => {
  const { look, changed } = reader()
  look()
  changed(mutations(() => document.querySelector('ul')?.insertAdjacentHTML('beforeend', '<li id="c">Three</li>')))
  expect(look().papers.map(({ facts }) => facts.title)).toEqual(['One', 'Two', 'Three'])
  expect(reads).toEqual(['a', 'b', 'c'])
})

test('items whose words stand in one place are each their own, and all are read again when it changes', () => {
  const { papers, changed } = createReader()
  const shared = {
    *items(page: Document) {
      for (const item of site.items(page)) yield item && { ...item, within: page.documentElement }
    },
  }
  const look = () => finish(papers(shared, document, url)).papers.map(({ facts }) => facts.title)
  expect(look()).toEqual(['One', 'Two'])
  look()
  expect(reads).toEqual(['a', 'b'])
  changed(mutations(() => document.body.append('News')))
  expect(look()).toEqual(['One', 'Two'])
  expect(reads).toEqual(['a', 'b', 'a', 'b'])
})

test('an item in which something changed is read again, and one that went is gone', () => {
  const { look, changed } = reader()
  look()
  const work = () => {
    const text = document.querySelector('#b')?.firstChild as Text
    text.data = 'Two, mended'
    document.querySelector('#a')?.remove()
  }
  changed(mutations(work))
  expect(look().papers.map(({ facts }) => facts.title)).toEqual(['Two, mended'])
  expect(reads).toEqual(['a', 'b', 'b'])
})

test('a `dt` is read again when a `dd` of it is another, or changes', () => {
  document.body.innerHTML = '<dl><dt id="a"></dt><dd>One</dd><dt id="b"></dt><dd>Two</dd></dl>'
  const { look, changed } = reader()
  look()
  changed(
    mutations(() =>
      document.querySelector('dd')?.replaceWith(Object.assign(document.createElement('dd'), { textContent: 'Other' })),
    ),
  )
  expect(look().papers.map(({ facts }) => facts.title)).toEqual(['Other', 'Two'])
  const change = () => {
    const text = document.querySelectorAll('dd')[1]?.firstChild as Text
    text.data = 'Changed'
  }
  changed(mutations(change))
  expect(look().papers.map(({ facts }) => facts.title)).toEqual(['Other', 'Changed'])
  expect(reads).toEqual(['a', 'b', 'a', 'b'])
})

test('items that break the rules or have no title are counted, and keep no other from being read', () => {
  document.body.innerHTML = '<ul><li id="broken">Broken</li><li id="empty"></li><li id="c">Three</li></ul>'
  const { look, changed } = reader()
  expect(look()).toMatchObject({ unread: 2, papers: [{ facts: { title: 'Three' } }] })
  // One that has its title late is read then.
  changed(mutations(() => document.querySelector('#empty')?.append('Late')))
  expect(look()).toMatchObject({ unread: 1, papers: [{ facts: { title: 'Late' } }, { facts: { title: 'Three' } }] })
})

test('of keys that could not be stored a paper has none, and without any it is no paper', () => {
  document.body.innerHTML = `<ul><li id="a" data-number="${'7'.repeat(400)}">One</li><li id="b" data-number=" ">Two</li><li id="c">Three</li></ul>`
  const { look } = reader()
  expect(look()).toMatchObject({ unread: 2, papers: [{ facts: { keys: ['test:c'], title: 'Three' } }] })
  const told = { keys: ['test:c', `doi:${'7'.repeat(400)}`], title: 'Three', links: {} }
  const items = (page: Document) => alone(page.querySelector('#c'), () => ({ facts: told }))
  const [paper] = finish(createReader().papers({ items }, document, url)).papers
  expect(paper?.facts.keys).toEqual(['test:c'])
})

test('a paper that is listed twice is given once, where it came first', () => {
  document.body.innerHTML = '<ul><li id="a" data-number="7">One</li><li id="b" data-number="7">One again</li></ul>'
  const { look } = reader()
  expect(look()).toMatchObject({ unread: 0, papers: [{ facts: { title: 'One' } }] })
  expect(look().papers).toHaveLength(1)
})

test('after all is forgotten all is read anew', () => {
  const { look, forgetAll } = reader()
  look()
  forgetAll()
  look()
  expect(reads).toEqual(['a', 'b', 'a', 'b'])
})

test('a page that goes to another address and shows the last paper for a while tells no paper until it shows the next', () => {
  const { papers, forgetAll } = createReader()
  const site = {
    items: (page: Document, { pathname }: URL) =>
      alone(page.querySelector('h1'), (title) => ({
        facts: { keys: [`test:${pathname}`], title: title.textContent, links: {} },
      })),
  }
  const look = (path: string) => {
    forgetAll()
    return finish(papers(site, document, new URL(path, url))).papers.map(({ facts }) => facts)
  }
  const show = (title: string) => {
    document.body.innerHTML = `<h1>${title}</h1>`
  }
  show('One')
  expect(look('/one')).toMatchObject([{ title: 'One' }])
  expect(look('/two')).toEqual([])
  show('One')
  expect(look('/two')).toEqual([])
  show('Two')
  expect(look('/two')).toMatchObject([{ keys: ['test:/two'], title: 'Two' }])
  expect(look('/one')).toEqual([])
  show('One')
  expect(look('/one')).toMatchObject([{ keys: ['test:/one'], title: 'One' }])
})

test('of a text without end only so much is read that the page need not wait; a title of that kind is none', () => {
  document.body.innerHTML = `<ul><li id="a">${'tide '.repeat(200_000)}</li><li id="b">${'<b>a</b> '.repeat(30_000)}</li><li id="c">Three</li></ul>`
  const { look } = reader()
  expect(look()).toMatchObject({ unread: 2, papers: [{ facts: { title: 'Three' } }] })
  for (const [id, most] of [
    ['#a', 60_000],
    ['#b', 5000],
  ] as const)
    expect(words(document.querySelector(id) as Element).length).toBeLessThanOrEqual(most)
})

test('a `dd` that moves on and on has each `dt` read again that it came to', () => {
  document.body.innerHTML = '<dl><dt id="a"></dt><dd>One</dd><dt id="b"></dt><dd>Two</dd><dt id="c"></dt></dl>'
  const { look, changed } = reader()
  look()
  const [line] = document.querySelectorAll('dd')
  for (const id of ['b', 'a']) changed(mutations(() => document.querySelector(`#${id}`)?.after(line as Element)))
  look()
  expect(reads.slice(3)).toEqual(['a', 'b', 'c'])
})

/** A site that looks at its whole page first, and tells of each item then what it said at that time. */
const early = {
  *items(page: Document): Generator<Item | undefined> {
    const said = Array.from(page.querySelectorAll('li'), (element) => ({ element, title: element.textContent ?? '' }))
    for (const { element, title } of said)
      yield { element, read: () => ({ facts: { keys: [`test:${element.id}`], title, links: {} } }) }
  },
}

test('what changes while the page is looked at is read anew at the next look', () => {
  const { papers, changed } = createReader()
  const look = papers(early, document, url)
  look.next()
  changed(mutations(() => document.querySelector('#b')?.replaceChildren('Two, mended')))
  finish(look)
  expect(finish(papers(early, document, url)).papers.map(({ facts }) => facts.title)).toEqual(['One', 'Two, mended'])
})

test('so is all of it, where all was forgotten meanwhile', () => {
  const { papers, forgetAll } = createReader()
  const look = papers(early, document, url)
  look.next()
  for (const item of document.querySelectorAll('li')) item.firstChild?.replaceWith('Other')
  forgetAll()
  finish(look)
  expect(finish(papers(early, document, url)).papers.map(({ facts }) => facts.title)).toEqual(['Other', 'Other'])
})
