import { holds } from '@/lib/roots'

/** The elements that an event passes on its way, the innermost first, those in open roots with them. */
export const pathOf = (event: Event): Element[] => event.composedPath().filter((one) => one instanceof Element)

/** What a press on is no beginning of a selection. */
const CONTROLS = 'button, summary, label, input, select, textarea, [role="button"], [role="tab"], [role="checkbox"]'

/** A press of the mouse: where it is, whether it may select words, whether in a link, and the event that ended it. */
export interface Press {
  x: number
  y: number
  selects: boolean
  link: boolean
  released?: MouseEvent
}

/** What the mouse is pressed on, told while the event is on its way. */
export function pressOf(event: MouseEvent): Press {
  const path = pathOf(event)
  const selects = event.button === 0 && !path.some((one) => one.matches(CONTROLS))
  return { x: event.clientX, y: event.clientY, selects, link: path.some((one) => one.matches('a[href]')) }
}

/**
 * Selecting words inside a link. A drag over link text drags the link, and no style alone changes that in both browsers, so
 * the drag is refused, the selection is made from the caret positions under the pointer, and the click that would follow the
 * link is swallowed when words were selected. A plain click still follows. (Seen in Chromium 156 and Firefox 153, 2026-11.)
 */
export function selectInLinks(
  document: Document,
  mayBegin: (target: Element) => boolean,
  roots: () => ShadowRoot[],
  signal: AbortSignal,
) {
  let from: { node: Node; offset: number; x: number; y: number } | undefined
  let dragging = false
  let swallow = false
  const caret = ({ clientX, clientY }: MouseEvent) =>
    document.caretPositionFromPoint(clientX, clientY, { shadowRoots: roots() })
  const on = <T extends keyof DocumentEventMap>(type: T, listener: (event: DocumentEventMap[T]) => void) =>
    document.addEventListener(type, (event) => event.isTrusted && listener(event), { capture: true, signal })

  on('mousedown', (event) => {
    from = undefined
    dragging = false
    swallow = false
    const path = pathOf(event)
    const [target] = path
    if (event.button !== 0 || event.altKey || event.shiftKey || event.ctrlKey || event.metaKey) return
    if (!target || !path.some((one) => one.matches('a[href]')) || !mayBegin(target)) return
    const at = caret(event)
    if (at) from = { node: at.offsetNode, offset: at.offset, x: event.clientX, y: event.clientY }
  })
  on('dragstart', (event) => {
    if (from) event.preventDefault()
  })
  on('mousemove', (event) => {
    if (!from || (event.buttons & 1) === 0) return
    // A hand that trembles on a click selects nothing.
    if (!dragging && Math.hypot(event.clientX - from.x, event.clientY - from.y) < 4) return
    const to = caret(event)
    // Over what is not the page's (a marker of ours) the caret is at the end of the document.
    if (!to || !holds(document.body, to.offsetNode)) return
    dragging = true
    document.getSelection()?.setBaseAndExtent(from.node, from.offset, to.offsetNode, to.offset)
  })
  on('mouseup', () => {
    swallow = dragging && !(document.getSelection()?.isCollapsed ?? true)
    from = undefined
    dragging = false
  })
  on('click', (event) => {
    if (!swallow) return
    swallow = false
    event.preventDefault()
    event.stopImmediatePropagation()
  })
}
