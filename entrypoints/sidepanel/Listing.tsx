import { useLiveQuery } from 'dexie-react-hooks'
import { useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { i18n } from '#i18n'
import { orClosed } from '@/components/Closed'
import { sightingsOf } from '@/lib/library/sightings'
import { type ListingProps, rowsOf } from '../popup/Listing'
import { show } from '../popup/page'
import { Following } from './Panel'
import { Papers } from './Papers'

/** The papers of the page, the current one open; which that is goes along with the page, and the page with it. */
export function Listing({ tabId, report, entries, say }: ListingProps) {
  const { follows, at } = useContext(Following)
  const [chosen, setChosen] = useState<string>()
  const skipped = useLiveQuery(
    orClosed(async () => (await sightingsOf(report.papers)).map((sighting) => sighting?.skipped)),
    [report],
  )
  const rows = useMemo(() => rowsOf(report, entries, skipped), [report, entries, skipped])

  useEffect(() => {
    // Who writes here stays with the paper, wherever the page is scrolled meanwhile.
    if (follows && at && !isWriting()) setChosen(at)
  }, [follows, at])

  const current = chosen ?? rows[0]?.key
  const { list, hold } = useSettled(current)
  const choose = (key: string) => {
    if (key === current) return
    hold(key)
    setChosen(key)
    if (follows) void show(tabId, [key])
  }
  return (
    <main>
      <h1 className="vh">{i18n.t('popup.onPage')}</h1>
      <div className="list" ref={list}>
        <Papers
          label={i18n.t('popup.onPage')}
          rows={rows}
          tabId={tabId}
          missing={report.missing}
          chosen={current}
          choose={choose}
          say={say}
        />
      </div>
    </main>
  )
}

/** How much is seen above the current paper: its neighbour, in CSS pixels. */
const ABOVE = 31

/**
 * Keeps the current paper in view, whoever chose it. A row that the reader pressed stays where it was while another one closes
 * above it, if it can; and the focus goes along, lest a panel that is come back to choose what was current before.
 */
function useSettled(current: string | undefined) {
  const list = useRef<HTMLDivElement>(null)
  const held = useRef<number>(undefined)
  useLayoutEffect(() => {
    const view = list.current
    const row = current && rowOf(view, current)
    if (!view || !row) return
    if (held.current !== undefined) view.scrollTop += row.getBoundingClientRect().top - held.current
    held.current = undefined
    const { top, bottom } = view.getBoundingClientRect()
    const box = row.getBoundingClientRect()
    const above = box.top - top - ABOVE
    if (above < 0) view.scrollTop += above
    else if (box.bottom > bottom) view.scrollTop += Math.min(above, box.bottom - bottom)
    const { activeElement } = document
    if (activeElement?.matches('.pick') && !row.contains(activeElement)) {
      row.querySelector<HTMLElement>('.pick')?.focus({ preventScroll: true })
    }
  }, [current])
  const hold = (key: string) => {
    held.current = rowOf(list.current, key)?.getBoundingClientRect().top
  }
  return { list, hold }
}

const rowOf = (list: Element | null, key: string) => list?.querySelector(`[data-paper="${CSS.escape(key)}"]`)

const isWriting = () => document.hasFocus() && document.activeElement?.matches('textarea, input, select') === true
