import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useMemo, useRef, useState } from 'react'
import { orClosed } from '@/components/Closed'
import type { Entry } from '@/lib/entry'
import { firstStanding, isIndexed, standing } from '@/lib/library/order'
import { entriesById } from '@/lib/library/queries'
import { found } from '@/lib/library/search'
import type { Order } from '@/lib/order'

/** Rows that are asked for before all: more than a screen has. */
const FIRST = 40

interface Asked {
  /** What was asked for, so that an answer to something else is told from it. */
  key: string
  ids: string[]
  /** Whether these are all; at first only the first ones are known. */
  isWhole: boolean
}

/**
 * The ids of the papers that answer a query, in an order: the first ones at once, then all, live. Undefined until they are
 * known; while another query is asked, the last one's answer. What the reader does to a paper does not move it.
 */
export function useIds(wanted: string, { by, descending }: Order): Asked | undefined {
  const key = JSON.stringify([wanted, by, descending])
  const [drawn, setDrawn] = useState<string>()
  // The list does not wait for the index that is searched where the database has its order.
  const isSought = wanted !== '' || !isIndexed({ by, descending })
  const isWhole = isSought || drawn === key
  const asked = useLiveQuery(
    orClosed(async (): Promise<Asked> => {
      const order = { by, descending }
      if (isSought || !isIndexed(order)) return { key, ids: await found(wanted, order), isWhole }
      const ids = isWhole ? standing(order) : firstStanding(order, FIRST)
      return { key, ids: await ids, isWhole }
    }),
    [key, isSought, isWhole],
  )
  useEffect(() => {
    if (asked?.key === key) setDrawn(key)
  }, [asked, key])
  const before = useRef<Asked>(undefined)
  return useMemo(() => {
    if (!asked) return
    const ids = asked.key === before.current?.key ? steady(before.current.ids, asked.ids) : asked.ids
    before.current = { ...asked, ids }
    return before.current
  }, [asked])
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
