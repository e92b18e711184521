import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { flushSync } from 'react-dom'
import type { Entry } from '@/lib/entry'
import { stateOf } from '@/lib/entry'
import type { Column } from '@/lib/layout'
import { parsed } from '@/lib/query'
import type { Keys } from '@/lib/triage'
import type { Picked } from './picked'
import { Row } from './Row'

/** How high a row is before it is measured, in CSS pixels. */
const ROW = 68

/** Rows are asked for by so many, so that scrolling asks seldom. */
export const PAGE = 40

interface Props {
  label: string
  ids: string[]
  entries: ReadonlyMap<string, Entry>
  chosen: string | undefined
  /** What was asked for: each row shows where it was found. */
  query: string
  columns: Column[]
  picked: Picked
  keys: Pick<Keys, 'next' | 'previous'>
  /** Whether the list that was here before had the focus, which this one takes over. */
  focused: RefObject<boolean>
  choose(id: string): void
  /** What a click does beyond choosing. */
  pick(id: string): void
  enter(): void
  /** Told which rows are seen: their places, from the first to behind the last. */
  see(from: number, to: number): void
}

/** A list of any length, of which only what is seen is drawn; one stop of the Tab key. */
export function List(props: Props) {
  const { label, ids, entries, chosen, query, columns, picked, keys, focused, choose, pick, enter, see } = props
  const asked = useMemo(() => parsed(query), [query])
  const view = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLOListElement>(null)
  const at = chosen === undefined ? -1 : ids.indexOf(chosen)
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => view.current,
    estimateSize: () => ROW,
    getItemKey: (index) => ids[index] as string,
    overscan: 5,
    // Until it is measured: the rows of the first answer are drawn at once, not after a look at how high an empty list is.
    initialRect: { width: innerWidth, height: innerHeight },
    // The row with the focus is kept, wherever the list was scrolled to.
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range)
      return at < 0 || rows.includes(at) ? rows : [...rows, at].sort((a, b) => a - b)
    },
    useFlushSync: false,
  })
  const { startIndex = 0, endIndex = 0 } = virtual.range ?? {}
  const from = Math.floor(startIndex / PAGE) * PAGE
  const to = Math.ceil((endIndex + 8) / PAGE) * PAGE
  useEffect(() => see(from, to), [see, from, to])

  useKept(virtual, ids, view)

  // The chosen row is in view, whoever chose it, also when it is read and found to be higher; and has the focus if the list had it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a place that changes because others came is none that was chosen.
  useLayoutEffect(() => {
    if (at < 0) return
    virtual.scrollToIndex(at, { align: 'auto' })
    if (list.current?.contains(document.activeElement)) rowOf(ids[at])?.focus({ preventScroll: true })
  }, [chosen, at < 0, chosen !== undefined && entries.has(chosen)])

  useLayoutEffect(() => {
    if (document.activeElement === list.current) rowOf(chosen)?.focus({ preventScroll: true })
  })

  // Who goes on from the search into the list may be quicker than the answer, which is another list.
  useLayoutEffect(() => {
    const it = list.current
    return () => {
      focused.current = it?.contains(document.activeElement) ?? false
    }
  }, [focused])
  useLayoutEffect(() => {
    if (!focused.current) return
    if (document.activeElement === document.body) rowOf(ids[Math.max(0, at)])?.focus({ preventScroll: true })
    focused.current = document.activeElement === document.body
  })

  const rowOf = (id = '') => list.current?.querySelector<HTMLElement>(`[data-paper="${CSS.escape(id)}"] .pick`)

  function onKeyDown(event: KeyboardEvent) {
    const last = ids.length - 1
    if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) picked.all()
    else if (event.ctrlKey || event.metaKey || event.altKey) return
    else if (event.key === 'Enter' && !(event.target as Element).matches('.picks')) enter()
    else if (event.key === 'Escape' && picked.ids.length > 0) picked.clear()
    else if (event.key.toLowerCase() === 'x' && chosen) picked.toggle(chosen)
    else {
      const page = Math.max(1, Math.floor((view.current?.clientHeight ?? 0) / ROW) - 1)
      const letters = { [keys.next]: at + 1, [keys.previous]: at - 1 }
      const keyed = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last, PageDown: at + page, PageUp: at - page }
      const wanted = { ...letters, ...keyed }[event.key.length === 1 ? event.key.toLowerCase() : event.key]
      const next = wanted === undefined ? undefined : ids[Math.max(0, Math.min(wanted, last))]
      if (next === undefined) return
      if (event.shiftKey) picked.extend(next, chosen)
      flushSync(() => choose(next))
      // One that is not read yet has the focus when it is.
      ;(rowOf(next) ?? list.current)?.focus({ preventScroll: true })
    }
    event.preventDefault()
    event.stopPropagation()
  }

  function onClick(event: MouseEvent) {
    const target = event.target as Element
    const id = target.closest<HTMLElement>('[data-paper]')?.dataset.paper
    if (!id) return
    if (event.shiftKey) picked.extend(id, chosen)
    else if (target.matches('.picks') || event.ctrlKey || event.metaKey) picked.toggle(id)
    else if (target.closest('.pick')) pick(id)
  }

  return (
    <div className="list" ref={view} tabIndex={-1}>
      <ol
        className={picked.ids.length > 0 ? 'papers picking' : 'papers'}
        ref={list}
        tabIndex={-1}
        aria-label={label}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const id = ids[index] as string
          const entry = entries.get(id)
          const current = index === Math.max(0, at)
          return (
            <li
              key={id}
              ref={entry && virtual.measureElement}
              data-index={index}
              data-paper={id}
              data-state={entry && stateOf({ entry })}
              className={`it${id === chosen ? ' cur' : ''}${picked.has(id) ? ' picked' : ''}`}
              aria-setsize={ids.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start}px)` }}
            >
              {entry ? (
                <Row entry={entry} query={asked} columns={columns} current={current} picked={picked.has(id)} />
              ) : (
                <span className="skel" />
              )}
            </li>
          )
        })}
      </ol>
    </div>
  )
}

/** Keeps what is seen where it is when rows come or go above it. */
function useKept(
  virtual: ReturnType<typeof useVirtualizer<HTMLDivElement, Element>>,
  ids: string[],
  view: RefObject<HTMLDivElement | null>,
) {
  const seen = useRef<{ ids: string[]; id?: string; start: number }>(undefined)
  useLayoutEffect(() => {
    const before = seen.current
    const top = view.current?.scrollTop ?? 0
    if (before && before.ids !== ids && before.id !== undefined && top > 0) {
      const index = ids.indexOf(before.id)
      const start = index < 0 ? undefined : virtual.measurementsCache[index]?.start
      if (start !== undefined && start !== before.start) virtual.scrollToOffset(top + start - before.start)
    }
    const first = virtual.getVirtualItems().find(({ end }) => end > top)
    seen.current = { ids, id: first && ids[first.index], start: first?.start ?? 0 }
  })
}
