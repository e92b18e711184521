import type { Part } from './site'

/** All of a page. */
export const whole = (page: Document): Part => ({ isWhole: true, all: (selector) => page.querySelectorAll(selector) })

/** What a page got since it was looked at, as far as it is still there, in page order. */
export function newer(added: Element[]): Part {
  // Asked of the other, which mostly comes before: a browser looks at all before the one that it is asked about.
  const isAfterwards = (one: Element, other: Element) =>
    other.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING
  const there = added.filter(({ isConnected }) => isConnected).sort((one, other) => (isAfterwards(one, other) ? 1 : -1))
  return {
    isWhole: false,
    *all(selector) {
      let before: Element | undefined
      for (const element of there) {
        // One may have been put elsewhere since, and into another one.
        if (before?.contains(element)) continue
        before = element
        if (element.matches(selector)) yield element
        yield* element.querySelectorAll(selector)
      }
    },
  }
}

/**
 * Whether a node is an element, or stands in its tree after it or around it. It is soon told of one that does; of another one
 * when the browser has looked at all before it.
 */
export function isAfter(element: Element, node: Node): boolean {
  const way = element.compareDocumentPosition(node)
  if (way & Node.DOCUMENT_POSITION_DISCONNECTED) return false
  return element === node || (way & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINS)) > 0
}
