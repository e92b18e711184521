import { useContext, useEffect, useState } from 'react'
import { i18n } from '#i18n'
import { Filtered } from '../popup/Filtered'
import { type ListingProps, useRows } from '../popup/Listing'
import { show } from '../popup/page'
import { Following } from './Panel'
import { Papers } from './Papers'

/** The papers of the page, the current one open; which that is goes along with the page, and the page with it. */
export function Listing({ tabId, report, entries, say, exportOne }: ListingProps) {
  const { follows, at } = useContext(Following)
  const [chosen, setChosen] = useState<string>()
  const rows = useRows(report, entries)

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
    <Filtered
      rows={rows}
      Papers={Papers}
      say={say}
      exportOne={exportOne}
      list={(drawn) => (
        <Papers
          label={i18n.t('popup.onPage')}
          rows={drawn}
          tabId={tabId}
          missing={report.missing}
          chosen={current}
          choose={choose}
          say={say}
          exportOne={exportOne}
        />
      )}
    />
  )
}

const isWriting = () => document.hasFocus() && document.activeElement?.matches('textarea, input, select') === true
