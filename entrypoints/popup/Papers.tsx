import { useState } from 'react'
import { PaperList } from '@/components/PaperList'
import type { Done } from '@/lib/act'
import type { Entry } from '@/lib/entry'
import { jump, open } from './page'
import { enter, NOTE, useRowKeys } from './rowKeys'
import { type PopupRow, Unfolded } from './Unfolded'

/** What a list of papers is given, in the popup and in the side panel. */
export interface PapersProps {
  label: string
  rows: PopupRow[]
  /** The tab whose page shows these papers; absent where they are only stored. */
  tabId?: number
  missing?: string[]
  chosen: string | undefined
  choose(key: string): void
  say(done: Done, words: string): void
  /** Offers to export one stored paper; absent where there is no way to. */
  exportOne?(entry: Entry): void
}

/** The popup's list: Enter goes to the paper, and the keys do what they do on a page's markers. */
export function Papers({ label, rows, tabId, missing, chosen, choose, say, exportOne }: PapersProps) {
  const [written, setWritten] = useState<string>()
  const show = async ({ shown }: PopupRow) => {
    if (tabId !== undefined) await jump(tabId, shown.keys)
    else if (await open(shown.links.page)) window.close()
  }
  const write = (row: PopupRow) => {
    setWritten(row.key)
    // A field that is there already only has to be entered.
    enter(row, NOTE)
  }
  const [keys, onKey] = useRowKeys({ say, write, exportOne })
  return (
    <PaperList
      label={label}
      rows={rows}
      chosen={chosen}
      choose={choose}
      enter={(row) => void show(row)}
      press={onKey}
      keys={keys}
      unfold={(row) => (
        <Unfolded
          row={row}
          keys={keys}
          missing={missing}
          writing={written === row.key}
          write={() => write(row)}
          show={() => void show(row)}
          tabId={tabId}
          jump={tabId === undefined ? undefined : (highlight) => void jump(tabId, row.shown.keys, highlight)}
          say={say}
        />
      )}
    />
  )
}
