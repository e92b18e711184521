import { useLiveQuery } from 'dexie-react-hooks'
import { useContext, useEffect, useMemo, useState } from 'react'
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
  const choose = (key: string) => {
    if (key === current) return
    setChosen(key)
    if (follows) void show(tabId, [key])
  }
  return (
    <main>
      <h1 className="vh">{i18n.t('popup.onPage')}</h1>
      <div className="list">
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

const isWriting = () => document.hasFocus() && document.activeElement?.matches('textarea, input, select') === true
