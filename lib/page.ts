import type { Item, Told } from './site'
import { fold, words } from './words'

/** What the meta tags of a name say, in page order: `citation_author` and the like. */
export const meta = (page: Document, name: string): string[] =>
  Array.from(page.querySelectorAll(`meta[name="${name}"]`), (tag) => fold(tag.getAttribute('content') ?? '')).filter(
    Boolean,
  )

/** A name written "Last, First" as it is said. */
export const turned = (name: string) => name.replace(/^([^,]+), (.+)$/, '$2 $1')

/** An address that may be kept: on the web. Undefined also for none. */
export function web(href: string | null | undefined, url: URL): URL | undefined {
  const address = href ? URL.parse(href, url) : null
  return address && /^https?:$/.test(address.protocol) ? address : undefined
}

/** What the first part of an item that a selector finds says; undefined when that is nothing. */
export function said(item: ParentNode, part: string): string | undefined {
  const found = item.querySelector(part)
  return (found && words(found)) || undefined
}

/** What each part of an item says that a selector finds, as of its authors; undefined when none says anything. */
export function allSaid(item: ParentNode, parts: string, skip?: string): string[] | undefined {
  const found = Array.from(item.querySelectorAll(parts), (part) => words(part, skip)).filter(Boolean)
  return found.length ? found : undefined
}

/** The lines of an item in a list of definitions: the `<dd>`s that follow its `<dt>`. */
export function linesOf(term: Element): Element[] {
  const lines: Element[] = []
  for (let next = term.nextElementSibling; next?.localName === 'dd'; next = next.nextElementSibling) lines.push(next)
  return lines
}

/** How many `<dd>` belong to one `<dt>` of a paper: more is another kind of list. */
const MOST_LINES = 8

/** The `<dt>` that a `<dd>` is of. */
export function termOf(line: Element): Element | undefined {
  let before = line.previousElementSibling
  for (let more = MOST_LINES; before?.localName === 'dd' && more > 0; more--) before = before.previousElementSibling
  return before?.localName === 'dt' ? before : undefined
}

/** The one item of a page of one paper, with its marker beside the title; none without one. It is read anew whatever changes. */
export const alone = (title: Element | null | undefined, read: (title: Element) => Told | undefined): Item[] =>
  title ? [{ element: title, within: title.ownerDocument.documentElement, read: () => read(title) }] : []

/**
 * What answers to `selector` in the first `part` of an item. In two steps, because Chromium looks for a relative selector with
 * a combinator (`.authors a`) in the whole document, which over all items of a long list is quadratic (seen 2026-11: 0.9 s
 * for 8,000 items).
 */
export const inside = (item: Element | null | undefined, part: string, selector: string): Element[] =>
  Array.from(item?.querySelector(part)?.querySelectorAll(selector) ?? [])
