import { useMemo, useRef } from 'react'
import type { Entry } from '@/lib/entry'
import type { Found } from './found'

/**
 * What was found, in the order in which it stood when it was asked for: what the reader does to a paper makes it the one
 * touched last, and must not move it from under their hands. What comes to it stands first.
 */
export function useSteady(found: Found | undefined): Entry[] | undefined {
  const order = useRef<{ wanted: string; ids: string[] }>(undefined)
  return useMemo(() => {
    if (!found) return
    const { wanted, entries } = found
    const before = order.current?.wanted === wanted ? order.current.ids : []
    const known = new Set(before)
    const ids = [...entries.flatMap(({ paper }) => (known.has(paper.id) ? [] : [paper.id])), ...before]
    order.current = { wanted, ids }
    const places = new Map(ids.map((id, at) => [id, at]))
    const place = ({ paper }: Entry) => places.get(paper.id) ?? 0
    return entries.toSorted((a, b) => place(a) - place(b))
  }, [found])
}
