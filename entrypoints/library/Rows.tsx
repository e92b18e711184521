import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react'
import { flushSync } from 'react-dom'

interface Props<R extends { key: string }> {
  label: string
  rows: R[]
  /** How high a row may be before it was drawn, in CSS pixels. */
  height(row: R): number
  /** The row that the Tab key leads to, by its key; the first where there is no such row. */
  chosen: string | undefined
  choose(key: string): void
  /** Other keys on a row, wherever in it but in a field; tells whether it was one. */
  press?(event: KeyboardEvent, row: R): boolean
  /** A row; what has the class `pick` in it takes the focus, with this `tabIndex`. */
  children(row: R, tabIndex: 0 | -1): ReactNode
}

/**
 * A list of which only what is seen is drawn, and the chosen row, so that nothing that is typed into it goes away. One stop of
 * the Tab key for its rows; arrows go from one to the next.
 */
export function Rows<R extends { key: string }>({ label, rows, height, chosen, choose, press, children }: Props<R>) {
  const view = useRef<HTMLDivElement>(null)
  const at = Math.max(
    0,
    rows.findIndex(({ key }) => key === chosen),
  )
  /** How it was drawn last: the focus goes along with what is chosen, while it is in the list. */
  const before = useRef<{ chosen?: string; at?: number; size?: number }>({})
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => view.current,
    estimateSize: (index) => height(rows[index] as R),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 4,
    // The row that was chosen before stays until the focus has gone on from it: keys may be quicker than the list is scrolled.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), before.current.at ?? at, at])]
        .filter((index) => index < rows.length)
        .sort((a, b) => a - b),
  })

  /** Whether the reader has not scrolled since a row was chosen: it stays in view while others above it get their height. */
  const isHeld = useRef(false)
  useLayoutEffect(() => {
    const last = before.current
    const size = list.getTotalSize()
    before.current = { chosen, at, size }
    const isOther = chosen !== last.chosen
    const isFocused = view.current?.contains(document.activeElement)
    // What has the focus stays in view, too, when it goes to another place.
    if (isOther || (isFocused && at !== last.at)) isHeld.current = true
    if (isHeld.current && (isOther || at !== last.at || size !== last.size)) list.scrollToIndex(at)
    if (isOther && isFocused)
      view.current?.querySelector<HTMLElement>(`[data-index="${at}"] .pick`)?.focus({ preventScroll: true })
  })

  const letGo = () => {
    isHeld.current = false
  }

  function onKeyDown(event: KeyboardEvent) {
    const { target, key } = event
    if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return
    if (target.matches('textarea, select, input:not([type="checkbox"], [type="radio"])')) return
    const row = rows[Number(target.closest<HTMLElement>('[data-index]')?.dataset.index)]
    if (!row) return
    const index = rows.indexOf(row)
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rows.length - 1 }[key]
    if (to !== undefined) {
      const next = rows[Math.max(0, Math.min(to, rows.length - 1))]
      // Drawn at once, so that keys may come as fast as they like.
      if (next) flushSync(() => choose(next.key))
    } else if (!press?.(event, row)) return
    event.preventDefault()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of what stands in it.
    <div className="rows" ref={view} onKeyDown={onKeyDown} onWheel={letGo} onPointerDown={letGo}>
      <ul aria-label={label} style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, start, key }) => (
          <li
            key={key}
            ref={list.measureElement}
            data-index={index}
            data-key={key}
            aria-setsize={rows.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start}px)` }}
            onFocus={() => choose(String(key))}
          >
            {children(rows[index] as R, index === at ? 0 : -1)}
          </li>
        ))}
      </ul>
    </div>
  )
}
