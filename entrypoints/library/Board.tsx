import { useLiveQuery } from 'dexie-react-hooks'
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { i18n } from '#i18n'
import { orClosed } from '@/components/Closed'
import { Waiting } from '@/components/Say'
import { havingStatus } from '@/lib/library/order'
import { found } from '@/lib/library/search'
import { type Status, statuses } from '@/lib/status'
import { setStatus } from '../popup/keeping'
import { useEntries } from './ids'
import { Lane } from './Lane'
import type { ViewProps } from './views'

/** Cards that a lane shows before the reader asks for more. */
const MOST = 50

type Lanes = Record<Status, string[]>

/** The papers that answer the search, by how far the reader is with them; cards are moved by hand, by keys or by their menu. */
export function Board({ address, go, say }: ViewProps) {
  const wanted = useDeferredValue((address.search ?? '').trim())
  const lanes = useLiveQuery(
    orClosed(async () => {
      const among = wanted ? new Set(await found(wanted)) : undefined
      const all = await Promise.all(statuses.map(havingStatus))
      const shown = all.map((ids) => (among ? ids.filter((id) => among.has(id)) : ids))
      return Object.fromEntries(statuses.map((status, at) => [status, shown[at]])) as Lanes
    }),
    [wanted],
  )
  const [most, setMost] = useState({ to_read: MOST, reading: MOST, read: MOST })
  const drawn = useMemo(
    () => statuses.map((status) => ({ status, ids: lanes?.[status].slice(0, most[status]) ?? [] })),
    [lanes, most],
  )
  const entries = useEntries(drawn.flatMap(({ ids }) => ids))?.entries
  const [chosen, setChosen] = useState<string>()
  const board = useRef<HTMLElement>(null)
  /** The card that was moved, which has the focus again when it stands. */
  const moved = useRef<string>(undefined)
  const focus = (id = '') => {
    const card = board.current?.querySelector<HTMLElement>(`[data-paper="${CSS.escape(id)}"] .pick`)
    card?.focus()
    return card
  }
  useEffect(() => {
    if (moved.current !== undefined && document.activeElement === document.body && focus(moved.current)) {
      moved.current = undefined
    }
  })

  if (!lanes) return <Waiting />
  const cards = drawn.flatMap(({ ids }) => ids)
  const stop = chosen !== undefined && cards.includes(chosen) ? chosen : cards[0]

  function move(id: string, status: Status | null) {
    if (document.activeElement?.closest('.card')?.getAttribute('data-paper') === id) moved.current = id
    setChosen(id)
    void setStatus({ id }, status, say)
  }

  function onKeyDown(event: KeyboardEvent) {
    const id = (event.target as Element).closest<HTMLElement>('[data-paper]')?.dataset.paper
    const at = drawn.findIndex(({ ids }) => id !== undefined && ids.includes(id))
    if (id === undefined || at < 0 || !(event.target as Element).matches('.pick')) return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const { ids } = drawn[at] as (typeof drawn)[number]
    const row = ids.indexOf(id)
    const down = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const aside = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const numbered = statuses[Number(event.key) - 1]
    if (numbered) move(id, numbered)
    else if (aside && event.shiftKey) {
      const status = statuses[at + aside]
      if (status) move(id, status)
    } else if (aside) {
      const lane = drawn.filter(({ ids }, lane) => ids.length > 0 && (lane - at) * aside > 0).at(aside > 0 ? 0 : -1)
      focus(lane?.ids[Math.min(row, lane.ids.length - 1)])
    } else if (down) focus(ids[row + down])
    else return
    event.preventDefault()
  }

  return (
    <main className="board" ref={board} aria-labelledby="board-title" onKeyDown={onKeyDown}>
      <h2 className="vh" id="board-title">
        {i18n.t('view.board')}
      </h2>
      <p className="small quiet how">{i18n.t('board.how')}</p>
      {drawn.map(({ status, ids }) => (
        <Lane
          key={status}
          status={status}
          ids={ids}
          count={lanes[status].length}
          entries={entries ?? new Map()}
          stop={stop}
          choose={setChosen}
          open={(paper) => go({ view: 'papers', paper })}
          move={move}
          more={() => setMost({ ...most, [status]: most[status] + MOST })}
        />
      ))}
    </main>
  )
}
