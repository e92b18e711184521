import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useMemo, useRef, useState } from 'react'
import { orClosed } from '@/components/Closed'
import type { Entry } from '@/lib/entry'
import { entriesById } from '@/lib/library/queries'
import type { Order } from '@/lib/order'
import { type Asked, ask, askAll, isSought, keyOf } from './asked'
import { useRecounted } from './recounted'

/**
 * The papers that answer a query, in an order: the first ones at once, then all, live. Undefined until they are known; while
 * another query is asked, the last one's answer. What the reader does to a paper does not move it. `first` is an answer that is
 * there already; it is asked anew when it was drawn.
 */
export function useIds(wanted: string, { by, descending }: Order, first: Asked | undefined): Asked | undefined {
  const order = { by, descending }
  const key = keyOf(wanted, order)
  const [drawn, setDrawn] = useState<string>()
  const atFirst = drawn === undefined && first?.key === key ? first : undefined
  const live = useLiveQuery(
    orClosed(async () => atFirst ?? (await ask(wanted, order))),
    [key, drawn === key],
    atFirst,
  )
  // Not live: each act would wait until that has been told of all papers anew.
  const all = useRecounted(!isSought(wanted, order) && drawn === key ? key : '', askAll)
  const answer = all ?? (live?.key === key ? live : undefined)
  useEffect(() => {
    if (!answer) return
    // All are asked for when the first ones are on the screen.
    const frame = requestAnimationFrame(() => setTimeout(() => setDrawn(key)))
    return () => cancelAnimationFrame(frame)
  }, [answer, key])
  const before = useRef<Asked>(undefined)
  const listed = useMemo(() => {
    if (answer) {
      const ids = answer.key === before.current?.key ? steady(before.current.ids, answer.ids) : answer.ids
      before.current = { ...answer, ids }
    }
    return before.current
  }, [answer])
  // The first rows are as they were read last, also when all are known: one that was drawn is not blank until it is read again.
  return useMemo(
    () => listed && { ...listed, entries: live?.key === listed.key ? live.entries : undefined },
    [listed, live],
  )
}

/** Ids in the order in which they stood; what came to them stands behind the one that it follows. */
export function steady(before: string[], now: string[]): string[] {
  const known = new Set(before)
  const stands = new Set(now)
  const came = Map.groupBy(follows(now, known), ({ last }) => last)
  const behind = (last: string | undefined) => came.get(last)?.map(({ id }) => id) ?? []
  return [...behind(undefined), ...before.flatMap((id) => (stands.has(id) ? [id, ...behind(id)] : []))]
}

/** Those that were not known, each with the known one that it follows. */
function follows(now: string[], known: Set<string>): { id: string; last: string | undefined }[] {
  let last: string | undefined
  return now.flatMap((id) => {
    if (!known.has(id)) return { id, last }
    last = id
    return []
  })
}

/** What is stored of papers, by their ids, live; while others are asked for, what was known before. */
export function useEntries(ids: string[]): { entries: Map<string, Entry>; asked: string[] } | undefined {
  return useLiveQuery(
    orClosed(async () => {
      const all = await entriesById(ids)
      return { asked: ids, entries: new Map(all.map((entry) => [entry.paper.id, entry])) }
    }),
    [ids.join()],
  )
}
