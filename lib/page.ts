import type { Item, Told } from './site'
import { fold } from './words'

/** What the meta tags of a name say, in page order: `citation_author` and the like. */
export const meta = (page: Document, name: string): string[] =>
  Array.from(page.querySelectorAll(`meta[name="${name}"]`), (tag) => fold(tag.getAttribute('content') ?? '')).filter(
    Boolean,
  )

/** The one item of a page of one paper, with its marker beside the title; none without one. It is read anew whatever changes. */
export const alone = (title: Element | null | undefined, read: (title: Element) => Told | undefined): Item[] =>
  title ? [{ element: title, within: title.ownerDocument.documentElement, read: () => read(title) }] : []

/**
 * What answers to `selector` in the first `part` of an item. In two steps, because Chromium looks for a relative selector with
 * a combinator (`.authors a`) in the whole document, which over all items of a long list is quadratic (seen 2026-11: 0.9 s
 * for 8,000 items).
 */
export const inside = (item: Element | null, part: string, selector: string): Element[] =>
  Array.from(item?.querySelector(part)?.querySelectorAll(selector) ?? [])
