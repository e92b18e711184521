import { useMemo, useRef, useState } from 'react'

/** The rows of a list that the reader picked to do something with all of them. */
export interface Picked {
  /** In the order of the list. */
  ids: string[]
  has(id: string): boolean
  /** Picks a row, or lets it go. */
  toggle(id: string): void
  /** Picks all from the row that was picked last, or from another one where there is none, to this. */
  extend(to: string, from?: string): void
  all(): void
  clear(): void
}

/** What is picked of a list; where something else is sought, nothing any more. */
export function usePicked(list: string[], query: string): Picked {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [of, setOf] = useState(query)
  if (of !== query) {
    setOf(query)
    setChosen(new Set())
  }
  const last = useRef<string>(undefined)
  const ids = useMemo(() => (chosen.size === 0 ? [] : list.filter((id) => chosen.has(id))), [list, chosen])
  return {
    ids,
    has: (id) => chosen.has(id),
    toggle(id) {
      last.current = id
      setChosen((before) => {
        const next = new Set(before)
        if (!next.delete(id)) next.add(id)
        return next
      })
    },
    extend(to, from = to) {
      last.current ??= from
      // The row that was picked last may have left the list.
      if (!list.includes(last.current)) last.current = from
      const start = Math.max(0, list.indexOf(last.current))
      const end = list.indexOf(to)
      setChosen((before) => new Set([...before, ...list.slice(Math.min(start, end), Math.max(start, end) + 1)]))
    },
    all: () => setChosen(new Set(list)),
    clear() {
      last.current = undefined
      setChosen(new Set())
    },
  }
}
