import { useState } from 'react'
import { PaperList } from '@/components/PaperList'
import type { Done } from '@/lib/act'
import { setStatus } from './keeping'
import { jump, open } from './page'
import { type PopupRow, Unfolded } from './Unfolded'

interface Props {
  label: string
  rows: PopupRow[]
  /** The tab whose page shows these papers; absent where they are only stored. */
  tabId?: number
  missing?: string[]
  chosen: string | undefined
  choose(key: string): void
  say(done: Done, words: string): void
}

/** The popup's list: Enter goes to the paper, N writes a note, S saves it to read or takes that back. */
export function Papers({ label, rows, tabId, missing, chosen, choose, say }: Props) {
  const [written, setWritten] = useState<string>()
  const show = (row: PopupRow) => void (tabId === undefined ? open(row.shown.links.page) : jump(tabId, row.shown.keys))
  const write = (row: PopupRow) => {
    setWritten(row.key)
    // A field that is there already only has to be entered.
    const selector = `[data-paper="${CSS.escape(row.key)}"] textarea[data-draft^="note:"]`
    document.querySelector<HTMLTextAreaElement>(selector)?.focus()
  }
  const press = (key: string, row: PopupRow) => {
    if (key === 'n') write(row)
    else if (key === 's') void setStatus(row.on, row.entry?.paper.status ? null : 'to_read', say)
    else return false
    return true
  }
  return (
    <PaperList
      label={label}
      rows={rows}
      chosen={chosen}
      choose={choose}
      enter={show}
      press={press}
      unfold={(row) => (
        <Unfolded
          row={row}
          missing={missing}
          writing={written === row.key}
          write={() => write(row)}
          show={() => show(row)}
          shown={tabId === undefined ? 'elsewhere' : 'here'}
          jump={tabId === undefined ? undefined : (highlight) => void jump(tabId, row.shown.keys, highlight)}
          say={say}
        />
      )}
    />
  )
}
