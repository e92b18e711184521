import { type RefObject, useLayoutEffect, useRef } from 'react'

/** How much is seen above the chosen row: something of its neighbour, in CSS pixels. */
const ABOVE = 31

/**
 * Keeps the chosen row of a list in view, whoever chose it. A row that the reader is about to choose, and that was held by its
 * key before, stays where it was while another one closes above it, if it can; and the focus goes along, lest a list that is
 * come back to choose what was chosen before.
 */
export function useSettled(list: RefObject<HTMLElement | null>, chosen: string | undefined): (key: string) => void {
  const held = useRef<{ key: string; top: number }>(undefined)
  useLayoutEffect(() => {
    const view = list.current?.closest('.list')
    const row = chosen && rowOf(list.current, chosen)
    if (!view || !row) return
    if (held.current?.key === chosen) view.scrollTop += row.getBoundingClientRect().top - held.current.top
    held.current = undefined
    const { top, bottom } = view.getBoundingClientRect()
    const box = row.getBoundingClientRect()
    const above = box.top - top - ABOVE
    if (above < 0) view.scrollTop += above
    else if (box.bottom > bottom) view.scrollTop += Math.min(above, box.bottom - bottom)
    const { activeElement } = document
    if (activeElement?.matches('.pick') && list.current?.contains(activeElement) && !row.contains(activeElement)) {
      row.querySelector<HTMLElement>('.pick')?.focus({ preventScroll: true })
    }
  }, [list, chosen])
  return (key) => {
    if (key === chosen) return
    const row = rowOf(list.current, key)
    if (row) held.current = { key, top: row.getBoundingClientRect().top }
  }
}

const rowOf = (list: Element | null, key: string) => list?.querySelector(`[data-paper="${CSS.escape(key)}"]`)
