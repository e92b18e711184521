import fc from 'fast-check'
import * as generic from '@/lib/generic'
import { PaperFacts } from '@/lib/paper'
import { createReader, finish, papersOf } from '@/lib/reader'
import type { Item, Site } from '@/lib/site'
import { siteAt } from '@/lib/sites'
import { words } from '@/lib/words'
import { type Garble, garble, garbled, seldom } from './hostile'
import type { Fed, Target } from './target'

/** A page to start from. */
export interface Base {
  file: string
  url: string
  html: string
}

type Reading = Pick<Site, 'id' | 'items' | 'isWhole'>

/** One change of a page: what is done, to which of its elements, counted round, and with what. */
interface Change {
  how: keyof typeof ways
  at: number
  to: number
  with: Garble
}

/** Elements around what is made deep. */
const DEEP = 300

const nth = <T>(all: ArrayLike<T>, at: number): T | undefined => all[at % all.length]

/** An element of a page, counted round; not its root, without which there is none. */
function one(page: Document, at: number): Element | undefined {
  const all = page.getElementsByTagName('*')
  return all[1 + (at % (all.length - 1))]
}

/** What may come over the elements of a page. */
const ways = {
  remove: (element) => element.remove(),
  double: (element) => element.after(element.cloneNode(true)),
  move: (element, { to }, page) => {
    const place = one(page, to)
    if (place && !element.contains(place)) place.before(element)
  },
  nest: (element, { to }, page) => {
    const place = one(page, to)
    if (place && !element.contains(place)) place.append(element)
  },
  wrap: (element, _change, page) => {
    const around = page.createElement('div')
    element.replaceWith(around)
    around.append(element)
  },
  unwrap: (element) => element.replaceWith(...element.childNodes),
  rename: (element, { to }, page) => {
    const other = page.createElement(
      nth(['div', 'span', 'p', 'a', 'li', 'h1', 'h3', 'dt', 'dd', 'template'], to) as string,
    )
    for (const { name, value } of element.attributes) attribute(other, name, value)
    other.append(...element.childNodes)
    element.replaceWith(other)
  },
  drop: (element, { to }) => {
    const name = nth(element.getAttributeNames(), to)
    if (name) element.removeAttribute(name)
  },
  garble: (element, { to, with: garble }) => {
    const name = nth(element.getAttributeNames(), to)
    if (name) attribute(element, name, garbled(element.getAttribute(name) ?? '', garble))
  },
  say: (element, { with: garble }) => {
    element.textContent = garbled(element.textContent ?? '', garble)
  },
  interrupt: (element, { to, with: garble }) => {
    const node = nth(element.childNodes, to)
    if (node?.nodeType === 3) node.textContent = garbled(node.textContent ?? '', garble)
    else element.insertBefore((element.ownerDocument as Document).createTextNode(garble.with), node ?? null)
  },
  deepen: (element, _change, page) => {
    const outer = page.createElement('div')
    let inner = outer
    for (let depth = 1; depth < DEEP; depth++) {
      const next = page.createElement('div')
      inner.append(next)
      inner = next
    }
    inner.append(...element.childNodes)
    element.append(outer)
  },
  /** As lists do that go on while they are scrolled: one like those that are there, of another number. */
  more: (element, { to }, page) => {
    const more = page.createElement('div')
    more.innerHTML = element.outerHTML.replaceAll(/\d{3}(?!\d)/g, (digits) =>
      String((Number(digits) + to) % 1000).padStart(3, '0'),
    )
    element.parentElement?.append(...more.childNodes)
  },
  /** A name of the site's own that is another one from today on. */
  restyle: (element, { to }, page) => {
    const name = nth([...element.classList], to)
    if (name) for (const one of page.querySelectorAll(`[class~="${CSS.escape(name)}"]`)) one.classList.remove(name)
  },
} satisfies Record<string, (element: Element, change: Change, page: Document) => void>

/** Sets an attribute, under whatever name a page's source gave it. */
function attribute(element: Element, name: string, value: string) {
  try {
    element.setAttribute(name, value)
  } catch {
    // A source may write names that scripts may not: `<a "x">`.
  }
}

/** What may come over the source of a page, before it is read. */
const spoils = {
  cut: (html, at) => html.slice(0, html.length / 4 + (at % (0.75 * html.length))),
  unclose: (html, at) => without(html, /<\/[a-z\d]+>/g, at),
  unopen: (html, at) => without(html, /<[a-z][^>]*>/g, at),
  unquote: (html, at) => without(html, /"/g, at),
} satisfies Record<string, (html: string, at: number) => string>

/** A source without one of what a pattern finds in it. */
function without(html: string, pattern: RegExp, at: number): string {
  const found = nth([...html.matchAll(pattern)], at)
  return found ? html.slice(0, found.index) + html.slice(found.index + found[0].length) : html
}

const change: fc.Arbitrary<Change> = fc.record({
  how: fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(...(Object.keys(ways) as (keyof typeof ways)[]).filter(isLocal)) },
    { weight: 1, arbitrary: fc.constant('restyle' as const) },
  ),
  at: fc.nat(1_000_000),
  to: fc.nat(1_000_000),
  with: garble,
})

function isLocal(how: keyof typeof ways) {
  return how !== 'restyle'
}

const spoil = fc.record({
  how: fc.constantFrom(...(Object.keys(spoils) as (keyof typeof spoils)[])),
  at: fc.nat(10_000_000),
})

/** A page that is changed: which, how its source was spoiled, if it was, and what came over its elements then and later. */
interface Input {
  site: number
  page: number
  isGeneric: boolean
  spoiled?: { how: keyof typeof spoils; at: number }
  changes: Change[]
  later: Change[]
}
const input: fc.Arbitrary<Input> = fc.record({
  site: fc.nat(1_000_000),
  page: fc.nat(1_000_000),
  isGeneric: fc.integer({ min: 0, max: 9 }).map((one) => one === 9),
  spoiled: seldom(3, spoil),
  changes: fc.array(change, { minLength: 1, maxLength: 10 }),
  later: fc.array(
    fc.oneof(
      change,
      change.map((one) => ({ ...one, how: 'more' as const })),
    ),
    { maxLength: 4 },
  ),
})

/** happy-dom would fetch style sheets and frames, and say at length that it may not. */
const open = (html: string) =>
  new DOMParser().parseFromString(html.replace(/<(?:link|iframe)\b[^>]*>/g, ''), 'text/html')

function applied(page: Document, changes: Change[]) {
  for (const change of changes) {
    const element = one(page, change.at)
    if (element) ways[change.how](element, change, page)
  }
}

/** Changed pages as the readers of their sites read them, and some as the general reader does. */
export function pages(bases: Base[]): Target<Input> {
  const bySite = [...Map.groupBy(bases, ({ url }) => siteAt(new URL(url))?.id ?? generic.id).values()]
  // Small pages often, large ones seldom.
  const weighed = bySite.map((some) =>
    some.flatMap((base) => Array.from({ length: Math.max(1, Math.round(100_000 / base.html.length)) }, () => base)),
  )
  /** Whether a page as it stands tells a site of papers. */
  const listings = new Map<string, boolean>()
  function isListing({ file, html, url }: Base, site: Reading): boolean {
    const key = `${site.id} ${file}`
    const is = listings.get(key) ?? papersOf(site, open(html), new URL(url)).length > 0
    listings.set(key, is)
    return is
  }
  function feed({ site: of, page: at, isGeneric, spoiled, changes, later }: Input): Fed {
    const base = nth(nth(weighed, of) as Base[], at) as Base
    const url = new URL(base.url)
    const site: Reading = (!isGeneric && siteAt(url)) || generic
    const page = open(spoiled ? spoils[spoiled.how](base.html, spoiled.at) : base.html)
    applied(page, changes)
    const observer = new MutationObserver(() => {})
    observer.observe(page, { subtree: true, childList: true, attributes: true, characterData: true })
    const [reader, other] = [createReader(), createReader()]
    const strict = { ...site, items: (...asked: Parameters<Reading['items']>) => strictly(site, ...asked) }
    const read = (by = reader) => finish(by.papers(strict, page, url)).papers
    const began = performance.now()
    const found = read()
    let ms = performance.now() - began
    if (observer.takeRecords().length > 0) throw new Error(`${site.id} changes the page`)
    for (const { facts, element, title, abstract, copies = [] } of found) {
      parses(site.id, facts)
      for (const place of [{ element }, title, abstract, ...copies])
        if (place && !page.contains(place.element)) throw new Error(`${site.id} names a place that is not in the page`)
      if (title) words(title.element, title.skip)
    }
    // The page goes on living: what is read again must hold as well, and be what one reads who looks at all of it.
    read(other)
    for (const change of later) {
      applied(page, [change])
      const records = observer.takeRecords()
      const again = performance.now()
      reader.changed(records)
      const now = read()
      ms += performance.now() - again
      for (const { facts } of now) parses(site.id, facts)
      other.changed(records)
      other.changed()
      const [said, whole] = [now, read(other)].map((papers) => papers.map(({ facts }) => JSON.stringify(facts)))
      const at = whole?.findIndex((facts, at) => facts !== said?.[at])
      if (said?.length !== whole?.length || at !== -1)
        throw new Error(`${site.id} reads at the end ${said?.[at ?? 0]}, and in the whole page ${whole?.[at ?? 0]}`)
    }
    observer.disconnect()
    return { ms, came: found.length > 0, ...(isListing(base, site) && { of: site.id }) }
  }
  return { input, feed }
}

/** Reads a page as a reader of pages does, except that an item that throws is not taken for one without a paper. */
function* strictly({ id, items }: Reading, ...asked: Parameters<Reading['items']>): Generator<Item | undefined> {
  for (const item of items(...asked)) {
    let thrown: unknown
    const read = () => {
      try {
        return item?.read()
      } catch (error) {
        thrown = error
      }
    }
    yield item && { ...item, read }
    if (thrown) throw new Error(`${id} throws at an item: ${(thrown as Error).stack}`)
  }
}

/** What is told of a paper must parse, once it went through a message. */
function parses(site: string, facts: PaperFacts) {
  const { error } = PaperFacts.safeParse(JSON.parse(JSON.stringify(facts)))
  if (error) throw new Error(`${site} tells what does not parse: ${error.message}`)
}
