import { placesOf } from './places'
import type { Item, Session } from './session'

interface Shown {
  isNear(item: Item): boolean
  /** The paper whose abstract is opened over the page. */
  opened(): string | undefined
}

/**
 * Which of the page's papers the reader is at: the one that they pointed to last, by a press, a selection or a marker, for as
 * long as it is in view; else the one at a line that goes down the window as the page is scrolled, so that each has its turn.
 */
export function createWhereabouts({ host, items }: Session, { isNear, opened }: Shown) {
  let pointed: string | undefined
  let told: string | undefined

  function now(): string | undefined {
    const boxes = items()
      .filter(isNear)
      .map(({ key, listed }) => ({ key, box: listed.element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 || box.height > 0)
    const at = boxes.find(({ key }) => key === pointed)
    if (at && at.box.bottom > 0 && at.box.top < innerHeight) return pointed
    pointed = undefined
    const way = document.documentElement.scrollHeight - innerHeight
    const line = way > 0 ? innerHeight * Math.min(1, Math.max(0, scrollY / way)) : 0
    const above = boxes.filter(({ box }) => box.top <= line)
    const top = Math.max(...above.map(({ box }) => box.top))
    return (above.find(({ box }) => box.top === top) ?? boxes[0])?.key
  }

  const itemAt = (node: Node) =>
    items()
      .filter(isNear)
      .find((item) =>
        [item.listed, ...placesOf(item).map(({ place }) => place)].some((at) => at.element.contains(node)),
      )

  return {
    /** A panel has brought the reader here, and need not be told. */
    went(key: string) {
      pointed = told = key
    },
    /** Tells where the reader is, now and whenever that changes, for as long as the signal lasts. */
    watch(tell: (key: string) => void, signal: AbortSignal) {
      const look = () => {
        const key = now()
        if (key && key !== told) tell(key)
        told = key
      }
      const point = (key: string | undefined) => {
        if (!key) return
        pointed = key
        look()
      }
      let frame = 0
      const onScroll = () => {
        cancelAnimationFrame(frame)
        frame = requestAnimationFrame(look)
      }
      const onPress = ({ isTrusted, target }: Event) =>
        isTrusted && point(target === host.element ? opened() : itemAt(target as Node)?.key)
      const onSelect = () => {
        const selection = document.getSelection()
        if (selection?.anchorNode && !selection.isCollapsed) point(itemAt(selection.anchorNode)?.key)
      }
      // Between two of our markers the focus goes without the document hearing of it.
      const onFocus = ({ target }: Event) =>
        point((target as Element).closest<HTMLElement>('[data-paper]')?.dataset.paper ?? opened())
      document.addEventListener('scroll', onScroll, { capture: true, passive: true, signal })
      document.addEventListener('pointerdown', onPress, { capture: true, signal })
      document.addEventListener('selectionchange', onSelect, { signal })
      host.root.addEventListener('focusin', onFocus, { signal })
      signal.addEventListener('abort', () => cancelAnimationFrame(frame))
      told = undefined
      look()
    },
  }
}
