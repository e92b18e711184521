import { isKey } from './identity'
import { termOf } from './page'
import { isAfter, newer, whole } from './part'
import { hostsIn, isRoot, rootsOf } from './roots'
import type { Item, Listed, Site } from './site'

/** What a reader needs of a site. */
type Reading = Pick<Site, 'items' | 'isWhole'>

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

/** How many elements a page may get between two looks, each of them looked at by itself: of more, the page is soon looked at whole. */
const MOST_ADDED = 500

/**
 * Reads a page again and again, each item only when it is new or was changed. Where a page only got more at its end, as a list
 * does that goes on while it is scrolled, just what it got is looked at.
 */
export function createReader() {
  /** What was read of each item, by where its words stand; null when it told no paper. */
  let known = new WeakMap<Element, Map<Element, Listed | null>>()

  /** What the last look found, and at which address. */
  let last: Found & { at: string; keys: Set<string> } = { papers: [], unread: 0, at: '', keys: new Set() }
  /** What came after the last paper since; undefined when anything may have changed, or some item may be told late. */
  let added: Element[] | undefined
  /** Whether something changed while the page is looked at. */
  let isStale = false
  /** The nodes in which something changed since the last look began: what it reads of them may be as it was before, and is not kept. */
  let touched = new Set<Node>()

  /** The only paper of the page that was read last, and at which address. */
  let only: { title: string; keys: string; at: string } | undefined

  /**
   * Whether a page that went to another address still shows the paper of the last one, as many do until the next has come. Its
   * words would be taken for those of the paper that the address names.
   */
  function lags([paper, ...others]: Listed[], { href: at }: URL): boolean {
    if (!paper || others.length > 0) return false
    const { title, keys } = paper.facts
    const now = { title, keys: String(keys), at }
    if (only && only.at !== at && only.title === title && only.keys !== now.keys) return true
    only = now
    return false
  }

  /** An item that breaks its site's rules is one that tells no paper; the others are read all the same. */
  function read({ element, read }: Item): Listed | null {
    try {
      const told = read()
      const keys = told?.facts.keys.filter(isKey).slice(0, MOST_KEYS) ?? []
      const isTold = told?.facts.title && told.facts.title.length <= LONGEST_TITLE && keys.length > 0
      if (!isTold) return null
      const hosts: Element[] = []
      for (const place of [told.title, told.abstract, ...(told.copies ?? [])])
        if (place) hosts.push(...hostsIn(place.element))
      return { ...told, facts: { ...told.facts, keys }, element, hosts, roots: rootsOf(hosts) }
    } catch {
      // Counted as unread, of which the popup tells.
      return null
    }
  }

  /** Whether a change left all that is known as it was, and came after the last paper; what it brought is kept then. */
  function isAtEnd({ type, target, previousSibling, addedNodes, removedNodes }: MutationRecord): boolean {
    if (!added || type !== 'childList') return false
    // What is new is not read before it is looked at.
    if (added.some((element) => element.contains(target))) return true
    // Beside the last paper alone it may be more of that paper: where cards have no name, one is as large as what is known of it.
    const [other, end] = last.papers.slice(-2).map(({ element }) => element)
    if (!other || !end || !previousSibling || !target.contains(other) || !target.contains(end)) return false
    if (!isAfter(end, previousSibling) && !added.includes(previousSibling as Element)) return false
    if ([...removedNodes].some((node) => node.nodeType === 1 && last.papers.some((paper) => isPartOf(node, paper))))
      return false
    added.push(...([...addedNodes].filter((node) => node.nodeType === 1) as Element[]))
    return added.length <= MOST_ADDED
  }

  return {
    /** Reads the page; each step is short, and the caller may pause after it. An item that did not change gives the same object. */
    *papers({ items, isWhole }: Reading, page: Document, url: URL): Generator<undefined, Found> {
      const before = added && !isWhole && last.at === url.href ? last : undefined
      const part = before && added ? newer(added) : whole(page)
      added = undefined
      isStale = false
      touched = new Set()
      const its = known
      const papers = [...(before?.papers ?? [])]
      const keys = before?.keys ?? new Set<string>()
      let unread = 0
      let isLate = false
      for (const item of items(page, url, part)) {
        if (item) {
          const { element, within = element } = item
          const there = its.get(within) ?? new Map<Element, Listed | null>()
          if (!touched.has(within)) its.set(within, there)
          // One that told nothing may be told late, and by what stands outside of it.
          const before = there.get(element)
          const listed = before && !isOutgrown(before) ? before : read(item)
          there.set(element, listed)
          const key = listed?.facts.keys[0]
          isLate ||= !listed || hasMore(listed)
          if (!listed || !key) unread++
          else if (!keys.has(key)) {
            keys.add(key)
            papers.push(listed)
          }
        }
        yield
      }
      const found = lags(papers, url) ? { papers: [], unread } : { papers, unread }
      last = { ...found, keys, at: url.href }
      if (!isStale && !isLate) added = []
      return found
    },
    /**
     * Has what changed read again: each item that a changed node stands in, and a `<dt>` whose `<dd>` is another. Without records
     * the page is looked at whole, and no item is read again.
     */
    changed(records?: Iterable<MutationRecord>) {
      isStale = true
      const done = new Set<Node>()
      const forget = (from: Node) => {
        for (let at: Node | null = from; at && !done.has(at); at = at.parentNode ?? (isRoot(at) ? at.host : null)) {
          done.add(at)
          touched.add(at)
          if (at.nodeType !== 1) continue
          let wasKnown = known.delete(at as Element)
          const term = (at as Element).localName === 'dd' && termOf(at as Element)
          if (term) {
            touched.add(term)
            wasKnown = known.delete(term) || wasKnown
          }
          if (wasKnown) added = undefined
        }
      }
      for (const record of records ?? []) {
        forget(record.target)
        for (const node of record.addedNodes) if (node.nodeName === 'DD') forget(node)
        if (!isAtEnd(record)) added = undefined
      }
      if (!records) added = undefined
    },
    /** Everything is read again: another address, or data that the page holds for all items. */
    forgetAll() {
      known = new WeakMap()
      isStale = true
      added = undefined
    },
  }
}

/** Whether an element that was taken out of a page has something of a paper in it. */
const isPartOf = (node: Node, { element, title, abstract, copies = [] }: Listed): boolean =>
  [{ element }, title, abstract, ...copies].some((place) => place && node.contains(place.element))

/** Whether one of its elements may get a root yet. */
const hasMore = ({ hosts = [], roots = [] }: Listed) => hosts.length > roots.length

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
export const papersOf = (site: Reading, page: Document, url: URL): Listed[] =>
  finish(createReader().papers(site, page, url)).papers
