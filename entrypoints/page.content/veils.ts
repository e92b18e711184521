import { i18n } from '#i18n'
import { dimmed } from '@/lib/settings'
import { type Dimming, isDimmed } from '@/lib/triage'
import { groundUnder, make } from './host'
import { placesOf } from './places'
import type { Item, Session } from './session'

/** How much of the page's own ground lies over a paper that stands back. */
const OPACITY = 0.7

type Box = Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'>

/**
 * Lets papers stand back, by a veil of ours in the page's ground colour over each: the skipped, and those that the reader's
 * setting names. The page keeps its place and its nodes; words under a veil can be read, selected and clicked.
 */
export function createVeils(
  session: Session,
  { opened, isNear }: { opened(): string | undefined; isNear(item: Item): boolean },
) {
  const { host, signal, items } = session
  const layer = make('div', { class: 'veils', 'aria-hidden': 'true' })
  host.layer.before(layer)
  const veils = new Map<string, { veil: HTMLElement; parts: Parts }>()
  let dimming: Dimming = 'none'

  /** Whether the reader is at a paper: it is open, or has the focus, in the page or by its marker. */
  function isMeant(item: Item): boolean {
    const marker = host.root.activeElement?.closest<HTMLElement>('.mk')
    const isAt = [opened(), marker?.dataset.paper].includes(item.key)
    return isAt || partsOf(item).some((part) => part.contains(document.activeElement))
  }

  /** Makes the veils those of the papers near the window that stand back now. */
  function show() {
    // A paper's own page is there to be read.
    const back =
      items().length > 1 ? items().filter((item) => isNear(item) && isDimmed(dimming, item) && !isMeant(item)) : []
    const keys = new Set(back.map(({ key }) => key))
    for (const [key, { veil }] of veils) {
      if (keys.has(key)) continue
      veil.remove()
      veils.delete(key)
    }
    for (const item of back) {
      const parts = partsOf(item)
      const veil = veils.get(item.key)?.veil ?? make('div', { 'data-veil': item.key })
      veils.set(item.key, { veil, parts })
      if (veil.isConnected) continue
      tint(veil, parts)
      layer.append(veil)
    }
    place()
  }

  function tint(veil: HTMLElement, [element, words = element]: Parts) {
    const [red, green, blue] = groundUnder(words)
    veil.style.backgroundColor = `rgb(${red} ${green} ${blue} / ${OPACITY})`
  }

  /** Puts each veil where its paper now is. Reads all first, then writes, so that the page is laid out once. */
  function place() {
    const from = host.origin()
    const clips = new Map<Element, Box>()
    const boxes = [...veils.values()].map(({ veil, parts }) => {
      const seen = parts.filter((part) => part.checkVisibility()).map((part) => part.getBoundingClientRect())
      return { veil, box: meet(clipOf(parts[0].parentElement, clips), seen.reduce(join, NOWHERE)) }
    })
    for (const { veil, box } of boxes) {
      veil.hidden = box.right <= box.left || box.bottom <= box.top
      veil.style.left = `${box.left - from.left}px`
      veil.style.top = `${box.top - from.top}px`
      veil.style.width = `${box.right - box.left}px`
      veil.style.height = `${box.bottom - box.top}px`
    }
  }

  let frame = 0
  const look = () => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(show)
  }
  // Within our root the focus goes from one to the other without a word to the document.
  host.root.addEventListener('focusin', look)
  document.addEventListener('focusin', look, { capture: true, signal })
  document.addEventListener('focusout', look, { capture: true, signal })
  void dimmed.getValue().then((value) => {
    dimming = value
    show()
  })
  const stop = dimmed.watch((value) => {
    dimming = value
    show()
    host.say(i18n.t(`dimmed.${value}`))
  })
  signal.addEventListener('abort', () => {
    stop()
    cancelAnimationFrame(frame)
  })

  return {
    show,
    /** Reads the page's ground again: it turned dark or light. */
    suit() {
      for (const { veil, parts } of veils.values()) tint(veil, parts)
    },
  }
}

/** The item itself, and what of the paper stands beside it: where a list is one of terms, its title and abstract do. */
type Parts = [Element, ...Element[]]
const partsOf = (item: Item): Parts => [item.listed.element, ...placesOf(item).map(({ place }) => place.element)]

const NOWHERE: Box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
const EVERYWHERE: Box = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity }

/** What of the window the scrolling boxes around leave to be seen in an element. Each is looked at once. */
function clipOf(parent: Element | null, known: Map<Element, Box>): Box {
  if (!parent || parent === document.body || parent === document.documentElement) return EVERYWHERE
  const before = known.get(parent)
  if (before) return before
  const outer = clipOf(parent.parentElement, known)
  const clip = getComputedStyle(parent).overflow === 'visible' ? outer : meet(outer, parent.getBoundingClientRect())
  known.set(parent, clip)
  return clip
}

const join = (one: Box, other: Box): Box => ({
  left: Math.min(one.left, other.left),
  top: Math.min(one.top, other.top),
  right: Math.max(one.right, other.right),
  bottom: Math.max(one.bottom, other.bottom),
})

const meet = (one: Box, other: Box): Box => ({
  left: Math.max(one.left, other.left),
  top: Math.max(one.top, other.top),
  right: Math.min(one.right, other.right),
  bottom: Math.min(one.bottom, other.bottom),
})
