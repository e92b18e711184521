import { i18n } from '#i18n'
import { filled, type IconName, icons } from '@/components/icons'
import { told } from '@/components/told'
import { offered, tally } from '@/lib/color'
import { stateOf } from '@/lib/entry'
import type { Listed } from '@/lib/site'
import { icon, make } from './host'
import type { Item, Session } from './session'

/** Room that a marker needs beside an item, and between it and the item, in CSS pixels. */
const GAP = 6
const LEAST = 24
/** How wide a tick is with the gap beside it, and the rest of a marker that has some. */
const TICK = 5
const REST = 8

interface Marker {
  button: HTMLButtonElement
  item: Item
}

/** What a marker asks for when it is clicked or a key is pressed on it. */
export interface MarkerActs {
  open(item: Item): void
  /** Does what a key stands for; tells whether it stood for something. */
  press(event: KeyboardEvent, item: Item): boolean
  /** Closes what is open of it; false when nothing was. */
  close(item: Item): boolean
}

/**
 * A marker beside each paper: its shape tells what is kept of it. All markers are one stop of the Tab key; arrows go from
 * one to the next.
 */
export function createMarkers(session: Session, placeSoon: () => void, acts: MarkerActs) {
  const { layer } = session.host
  const markers = new Map<string, Marker>()
  let current: string | undefined
  /** The items near the window: only their markers are placed, so that thousands cost no more than what is seen of them. */
  const near = new Set<Element>()
  /** Whether all markers have room beside their items, in a window of this width. */
  let outside = true
  let width = 0
  const sizes = new ResizeObserver(placeSoon)
  const nearness = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) leave(target)
        else if (!near.has(target)) approach(target)
      }
      placeSoon()
    },
    { rootMargin: '100% 0px' },
  )
  sizes.observe(document.documentElement)
  session.signal.addEventListener('abort', () => {
    nearness.disconnect()
    sizes.disconnect()
  })

  function approach(element: Element) {
    near.add(element)
    sizes.observe(element)
  }

  function leave(element: Element) {
    if (near.delete(element)) sizes.unobserve(element)
  }

  /** Markers that stand where they can be found: near the window, the stop of the Tab key, and what a card hangs on. */
  const isPlaced = ({ button, item }: Marker) =>
    near.has(item.listed.element) || item.key === current || button.ariaExpanded === 'true'

  function draw(button: HTMLButtonElement, item: Item) {
    const { entry, missing } = item
    const state = stateOf(item)
    const counts = tally(session.meanings(), entry?.highlights ?? [])
    const words = spoken(item)
    const drawn = JSON.stringify([state, counts, words, item.listed.facts.title])
    if (button.dataset.drawn === drawn) return
    button.dataset.drawn = drawn
    const parts: Node[] = []
    if (state === 'highlighted') {
      const ticks = make('span', { class: 'ticks' })
      for (const { color, count } of counts) {
        const tick = make('i')
        if (count > 0) {
          tick.dataset.m = color
          tick.dataset.n = String(Math.min(count, 3))
        }
        ticks.append(tick)
      }
      parts.push(ticks)
      if (entry?.notes.some((note) => note.text.trim())) parts.push(shape('noted'))
    } else parts.push(shape(state))
    if (missing.length > 0) parts.push(shape('missing'))
    button.replaceChildren(...parts)
    button.className = `mk ${state === 'highlighted' ? 'marked' : state}`
    button.dataset.state = state
    button.setAttribute('aria-label', `${words} ${item.listed.facts.title}`)
    button.title = `${words} ${i18n.t('page.open')}`
  }

  /** What a screen reader says of it: what is known, and how many highlights have lost their words. */
  function spoken(item: Item): string {
    const lost = item.missing.length > 0 ? [i18n.t('page.missing', item.missing.length)] : []
    return `${[told(item, session.meanings()), ...lost].join('; ')}.`
  }

  /** Makes a marker the stop of the Tab key. */
  function stopAt(key: string | undefined) {
    markers.get(current ?? '')?.button.setAttribute('tabindex', '-1')
    current = key
    markers.get(current ?? '')?.button.setAttribute('tabindex', '0')
  }

  function focus(key: string | undefined) {
    const marker = markers.get(key ?? '')
    if (!key || !marker) return
    stopAt(key)
    marker.item.listed.element.scrollIntoView({ block: 'nearest', behavior: 'instant' })
    place()
    marker.button.focus({ preventScroll: true })
  }

  /** Goes to the next or the previous paper that the page shows; from none, to the nearest. */
  function go(from: string | undefined, by: 1 | -1) {
    const all = [...markers.values()]
    let at = all.findIndex(({ item }) => item.key === from)
    if (at < 0) return focus(nearest())
    do at += by
    while (all[at] && !all[at]?.item.listed.element.checkVisibility())
    focus(all[at]?.item.key ?? from)
  }

  /** The marker that stands nearest below the top of what is seen. */
  function nearest(): string | undefined {
    const seen = [...markers].find(([, { item }]) => item.listed.element.getBoundingClientRect().bottom > 0)
    return (seen ?? [...markers][0])?.[0]
  }

  function onKey(event: KeyboardEvent, key: string) {
    const marker = markers.get(key)
    if (!event.isTrusted || !marker || event.altKey || event.ctrlKey || event.metaKey) return
    const act = {
      ArrowDown: () => go(key, 1),
      ArrowUp: () => go(key, -1),
      Escape: () => acts.close(marker.item) || marker.button.blur(),
    }[event.key]
    if (act) act()
    else if (!acts.press(event, marker.item)) return
    event.preventDefault()
  }

  function add(item: Item): HTMLButtonElement {
    const button = make('button', { type: 'button', class: 'mk', tabindex: '-1', 'data-paper': item.key })
    button.addEventListener('click', (event) => {
      const marker = markers.get(item.key)
      if (event.isTrusted && marker) acts.open(marker.item)
    })
    button.addEventListener('keydown', (event) => onKey(event, item.key))
    button.addEventListener('focus', () => stopAt(item.key))
    return button
  }

  /** Makes the markers those of these items; may pause after each. They are drawn when they are placed. */
  function* show(items: Item[]) {
    const keys = new Set(items.map((item) => item.key))
    // A page may draw a paper in an element that was another's: only one in which none stands any more is let go.
    const elements = new Set(items.map((item) => item.listed.element))
    for (const [key, { button, item }] of markers) {
      if (!elements.has(item.listed.element)) forget(item.listed.element)
      if (keys.has(key)) continue
      button.remove()
      markers.delete(key)
    }
    // In page order, for the arrows and for who reads the page by ear.
    let last: Element | null = null
    for (const item of items) {
      const was = markers.get(item.key)
      const button: HTMLButtonElement = was?.button ?? add(item)
      const { element } = item.listed
      if (was?.item.listed.element !== element) {
        button.hidden = true
        nearness.observe(element)
      }
      markers.delete(item.key)
      markers.set(item.key, { button, item })
      if (!button.isConnected || button.previousElementSibling !== last)
        layer.insertBefore(button, last ? last.nextSibling : layer.firstChild)
      last = button
      yield
    }
    if (!current || !markers.has(current)) stopAt(items[0]?.key)
    placeSoon()
  }

  function forget(element: Element) {
    nearness.unobserve(element)
    leave(element)
  }

  /** Puts each marker where its item now is. Reads all first, then writes, so that the page is laid out once. */
  function place() {
    const placed: Marker[] = []
    for (const marker of markers.values()) {
      if (isPlaced(marker)) placed.push(marker)
      else if (!marker.button.hidden) marker.button.hidden = true
    }
    // Shown and drawn before they are measured.
    for (const { button, item } of placed) {
      button.hidden = !item.listed.element.checkVisibility()
      draw(button, item)
    }
    // All have room for a tick strip, lest the first highlight send them all to the other side.
    const strip = offered(session.meanings()).length * TICK + REST
    // Read once: between writes each would have the page laid out anew.
    const from = session.host.origin()
    const boxes = placed.map(({ button, item }) => ({
      button,
      item,
      box: item.listed.element.getBoundingClientRect(),
      line: (item.listed.title?.element ?? item.listed.element).getBoundingClientRect(),
      size: button.getBoundingClientRect(),
      seen: !button.hidden,
    }))
    const margins = boxes.map((at, index) => {
      const width = Math.max(at.size.width, LEAST)
      const end = Math.min(at.box.left, at.line.left) - GAP
      const start = end - Math.max(width, strip)
      const top = at.line.top + Math.min((at.line.height - LEAST) / 2, 0)
      const near = boxes.slice(Math.max(0, index - 4), index + 5).filter((other) => other !== at)
      const taken = near.some(
        ({ box }) => start < box.right && end > box.left && top < box.bottom && top + LEAST > box.top,
      )
      return { x: end - width, top, width, lies: false, free: start - from.left >= 2 && !taken }
    })
    // All in the margin or all in their items, also those that come near later: some of each would look broken.
    if (innerWidth !== width) outside = true
    width = innerWidth
    outside &&= margins.every(({ free }, index) => free || !boxes[index]?.seen)
    const spots = margins.map((margin, index) => {
      const at = boxes[index] as (typeof boxes)[number]
      return outside || !at.seen ? margin : inside(at.item.listed, at.box, margin.width)
    })
    for (const [index, { button, box, seen }] of boxes.entries()) {
      const spot = spots[index] as { x: number; top: number; lies: boolean }
      button.hidden = !seen || (box.width === 0 && box.height === 0)
      button.style.left = `${Math.round(spot.x - from.left)}px`
      button.style.top = `${Math.round(spot.top - from.top)}px`
      button.classList.toggle('lies', spot.lies)
    }
    const first = boxes.find(({ button }) => !button.hidden)
    if (first && markers.get(current ?? '')?.button.hidden) stopAt(first.item.key)
  }

  return {
    show,
    place,
    focus,
    nearest,
    go,
    step: (by: 1 | -1) =>
      go(current && layer.contains(markers.get(current)?.button ?? null) && isFocused() ? current : undefined, by),
    /** Whether a paper stands near the window, where things of ours are placed. */
    isNear: (item: Item) => near.has(item.listed.element),
    /** The marker of a paper, to hang things on. */
    button: (key: string) => markers.get(key)?.button,
  }

  function isFocused() {
    return session.host.root.activeElement?.classList.contains('mk') ?? false
  }
}

const shape = (name: IconName) => icon(icons[name], filled.has(name))

/** A corner of the item where no word, picture or control stands; over a picture when there is no other. */
function inside({ element, roots = [] }: Listed, box: DOMRect, width: number) {
  const corners = [
    { x: box.right - width - GAP, top: box.bottom - LEAST - GAP },
    { x: box.right - width - GAP, top: box.top + GAP },
    { x: box.left + GAP, top: box.top + GAP },
    { x: box.left + GAP, top: box.bottom - LEAST - GAP },
  ]
  const words = [element, ...roots].flatMap((one) => rectsOf(one, NodeFilter.SHOW_TEXT))
  const pictures = [...element.querySelectorAll('img, video, svg, canvas, button, input')].map((one) =>
    one.getBoundingClientRect(),
  )
  const free = (spot: { x: number; top: number }, rects: DOMRect[]) =>
    !rects.some((r) => spot.x < r.right && spot.x + width > r.left && spot.top < r.bottom && spot.top + LEAST > r.top)
  const spot = corners.find((corner) => free(corner, [...words, ...pictures]))
  if (spot) return { ...spot, lies: false }
  const last = { x: box.right - width / 2, top: box.top - LEAST / 2 }
  return { ...(corners.find((corner) => free(corner, words)) ?? last), lies: true }
}

function rectsOf(top: Node, what: number): DOMRect[] {
  const walker = document.createTreeWalker(top, what)
  const range = document.createRange()
  const rects: DOMRect[] = []
  while (walker.nextNode()) {
    range.selectNodeContents(walker.currentNode)
    rects.push(...range.getClientRects())
  }
  return rects
}
