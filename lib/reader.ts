import { isKey } from './identity'
import { hostsIn, isRoot, rootsOf } from './roots'
import type { Item, Listed, Site } from './site'

/** What a reading of a page found. */
export interface Found {
  /** In page order, each paper once. */
  papers: Listed[]
  /** How many items told no paper: where that is most of them, the site has changed. */
  unread: number
}

/** A title that is longer is none, and would not be stored (lib/paper.ts). In UTF-16 units. */
const LONGEST_TITLE = 2000

/** What one paper has of keys at most, as there. */
const MOST_KEYS = 50

/** Reads a page again and again, each item only when it is new or was changed. */
export function createReader() {
  /** What was read of each item, by where its words stand; null when it told no paper. */
  let known = new WeakMap<Element, Map<Element, Listed | null>>()

  /** The only paper of the page that was read last, and at which address. */
  let last: { title: string; keys: string; at: string } | undefined

  /**
   * Whether a page that went to another address still shows the paper of the last one, as many do until the next has come. Its
   * words would be taken for those of the paper that the address names.
   */
  function lags([paper, ...others]: Listed[], { href: at }: URL): boolean {
    if (!paper || others.length > 0) return false
    const { title, keys } = paper.facts
    const now = { title, keys: String(keys), at }
    if (last && last.at !== at && last.title === title && last.keys !== now.keys) return true
    last = now
    return false
  }

  /** An item that breaks its site's rules is one that tells no paper; the others are read all the same. */
  function read({ element, read }: Item): Listed | null {
    try {
      const told = read()
      const keys = told?.facts.keys.filter(isKey).slice(0, MOST_KEYS) ?? []
      const isTold = told?.facts.title && told.facts.title.length <= LONGEST_TITLE && keys.length > 0
      if (!isTold) return null
      const places = [told.title, told.abstract, ...(told.copies ?? [])]
      const hosts = places.flatMap((place) => (place ? hostsIn(place.element) : []))
      return { ...told, facts: { ...told.facts, keys }, element, hosts, roots: rootsOf(hosts) }
    } catch {
      // Counted as unread, of which the popup tells.
      return null
    }
  }

  return {
    /** Reads the page; each step is short, and the caller may pause after it. An item that did not change gives the same object. */
    *papers({ items }: Pick<Site, 'items'>, page: Document, url: URL): Generator<undefined, Found> {
      const papers: Listed[] = []
      const keys = new Set<string>()
      let unread = 0
      for (const item of items(page, url)) {
        if (item) {
          const { element, within = element } = item
          const there = known.get(within) ?? new Map()
          known.set(within, there)
          // One that told nothing may be told late, and by what stands outside of it.
          const before = there.get(element)
          const listed = before && !isOutgrown(before) ? before : read(item)
          there.set(element, listed)
          const key = listed?.facts.keys[0]
          if (!listed || !key) unread++
          else if (!keys.has(key)) {
            keys.add(key)
            papers.push(listed)
          }
        }
        yield
      }
      return lags(papers, url) ? { papers: [], unread } : { papers, unread }
    },
    /** Has what changed read again: each item that a changed node stands in, and a `<dt>` whose `<dd>` is another. */
    changed(records: Iterable<MutationRecord>) {
      const done = new Set<Node>()
      const forget = (from: Node) => {
        for (let at: Node | null = from; at && !done.has(at); at = at.parentNode ?? (isRoot(at) ? at.host : null)) {
          done.add(at)
          if (at.nodeType !== 1) continue
          known.delete(at as Element)
          const term = (at as Element).localName === 'dd' && termOf(at as Element)
          if (term) known.delete(term)
        }
      }
      for (const { target, addedNodes } of records) {
        forget(target)
        for (const node of addedNodes) if (node.nodeName === 'DD') forget(node)
      }
    },
    /** Everything is read again: another address, or data that the page holds for all items. */
    forgetAll() {
      known = new WeakMap()
    },
  }
}

/** How many `<dd>` belong to one `<dt>` of a paper: more is another kind of list. */
const MOST_LINES = 8

/** The `<dt>` that a `<dd>` is of. */
export function termOf(line: Element): Element | undefined {
  let before = line.previousElementSibling
  for (let more = MOST_LINES; before?.localName === 'dd' && more > 0; more--) before = before.previousElementSibling
  return before?.localName === 'dt' ? before : undefined
}

/** Whether one of its elements has got a root since it was read. */
const isOutgrown = ({ hosts = [], roots = [] }: Listed) => rootsOf(hosts).length > roots.length

/** Does work that may pause, without a pause. */
export function finish<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/** The papers of a page, read once and whole; throws when the page breaks the site's rules. */
export const papersOf = (site: Pick<Site, 'items'>, page: Document, url: URL): Listed[] =>
  finish(createReader().papers(site, page, url)).papers
