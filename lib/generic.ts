import { listing } from './listing'
import { keyAt, keyIn, LINE } from './mentions'
import { COINS, coins, defined, described, linkedData } from './metadata'
import type { PaperFacts } from './paper'
import type { Item, Listed, Where } from './site'
import { headOf, titleOf } from './titles'
import { words } from './words'

/** Short name in records. */
export const id = 'generic'

/** Any page: read where no site answers, when the reader asks for it or has allowed its host. In no list of sites. */
export const where: Where = { name: 'Any page', hosts: [], test: () => true }

/**
 * The papers of a page that nobody described to us: the one that its head or its address names, else those that it lists
 * in repeated blocks, each with a title and an identifier. When in doubt none: a false listing is worse than a missed one.
 */
export function* items(page: Document, url: URL): Generator<Item | undefined> {
  // What makes an item can be said only of the page as a whole: it is read anew whatever changes.
  for (const { element, ...told } of yield* papers(page, url)) {
    yield { element, within: page.documentElement, read: () => told }
  }
}

/** What tells of a paper, or what kind of page it is, by being there. */
const TELLING = `meta, script[type="application/ld+json"], ${COINS}, [data-doi], h1, h2, h3, h4, h5, h6`

/**
 * Whether a change may change what a page lists: one within an item, of which `listed` has the elements, or of anything that
 * names a paper. A clock, a chat or an advertisement has no page read again.
 */
export function matters(
  { target, addedNodes, removedNodes }: MutationRecord,
  listed: ReadonlySet<Node>,
  url: URL,
): boolean {
  for (let at: Node | null = target; at; at = at.parentNode) if (listed.has(at) || names(at, url)) return true
  return [...addedNodes, ...removedNodes].some((node) => {
    const within = (node.ownerDocument as Document).createTreeWalker(node)
    do if (names(within.currentNode, url)) return true
    while (within.nextNode())
    return false
  })
}

/** Whether a node by itself tells of a paper. */
function names(node: Node, url: URL): boolean {
  if (node.nodeType === 3) return (node as Text).length <= LINE && keyIn((node as Text).data) !== undefined
  if (node.nodeType !== 1) return false
  const element = node as Element
  const address = element.localName === 'a' ? element.getAttribute('href') : null
  return element.matches(TELLING) || (address !== null && keyAt(address, url) !== undefined)
}

function* papers(page: Document, url: URL): Generator<undefined, Listed[]> {
  const { papers: linked, kinds } = yield* linkedData(page, url)
  const own = (yield* described(page, url)) ?? (linked.length === 1 ? linked[0] : undefined)
  const alone = own ?? (yield* cited(page, url)) ?? (yield* addressed(page, url))
  // A page of one paper lists others only as its references.
  if (alone) return yield* single(page, url, alone, linked)
  return yield* listing(page, url, linked, kinds)
}

/** A paper's own page often has its identifier in its address, and its title as the only heading of the first rank. */
function* addressed(page: Document, url: URL): Generator<undefined, PaperFacts | undefined> {
  const key = /\/(proceedings|toc|journal|book|loi)\//.test(url.pathname) ? undefined : keyAt(url.href)
  if (!key) return
  const found: string[] = []
  for (const head of page.querySelectorAll('h1')) {
    yield
    const title = titleOf(head)
    if (title) found.push(title)
    if (found.length > 1) return
  }
  const [title] = found
  return title ? { keys: [key], title, links: { page: url.href } } : undefined
}

/** A page with one COinS and its title as heading is that paper's. */
function* cited(page: Document, url: URL): Generator<undefined, PaperFacts | undefined> {
  const [span, ...others] = page.querySelectorAll(COINS)
  const facts = span && others.length === 0 ? coins(span) : undefined
  if (facts && (yield* headOf(page, 'h1', facts.title))) return { ...facts, links: { page: url.href } }
}

function* single(page: Document, url: URL, own: PaperFacts, linked: PaperFacts[]): Generator<undefined, Listed[]> {
  const also = linked.length === 1 ? linked[0] : undefined
  const known = defined(own)
  const key = keyAt(url.href)
  const keys = own.keys.length ? own.keys : also?.keys.length ? also.keys : key ? [key] : []
  if (keys.length === 0) return []
  const facts = { ...also, ...known, keys, links: { ...also?.links, ...own.links } }
  const head = yield* headOf(page, 'h1, h2', facts.title)
  const element = head ?? page.querySelector('h1, h2') ?? page.body ?? page.documentElement
  return [{ facts, element, title: head && words(head) === facts.title ? { element: head } : undefined }]
}
