import type { KeyboardEvent } from 'react'
import { saidOf } from '@/components/Paper'
import { PaperList } from '@/components/PaperList'
import { triageKeys } from '@/lib/settings'
import { commandOf } from '@/lib/triage'
import { useSetting } from '../options/setting'
import { draftOf, press } from '../popup/keeping'
import type { PapersProps } from '../popup/Papers'
import { open, show } from '../popup/page'
import type { PopupRow } from '../popup/Unfolded'
import { Pane } from './Pane'

/** The panel's list: Enter goes to the paper on its page, and the keys do what they do on a page's markers. */
export function Papers({ label, rows, tabId, missing, chosen, choose, say }: PapersProps) {
  const [keys] = useSetting(triageKeys)
  const toPage = (row: PopupRow, highlight?: string) =>
    void (tabId === undefined ? open(row.shown.links.page) : show(tabId, row.shown.keys, highlight))
  const onKey = ({ nativeEvent }: KeyboardEvent, row: PopupRow) => {
    const command = commandOf(keys, nativeEvent)
    if (command === 'note') noteOf(row.key)?.focus()
    else if (command === 'save' || command === 'to_read' || command === 'skip') void press(command, row.on, row, say)
    else return false
    return true
  }
  return (
    <PaperList
      label={label}
      rows={rows}
      chosen={chosen}
      choose={choose}
      enter={(row) => toPage(row)}
      press={onKey}
      keys={keys}
      unfold={(row) => (
        <Pane
          on={row.on}
          said={saidOf(row.entry, 'facts' in row.on ? row.on.facts : undefined)}
          entry={row.entry}
          draft={draftOf(row.shown.keys, row.entry?.paper.id)}
          tabId={tabId}
          missing={missing}
          say={say}
        />
      )}
    />
  )
}

const noteOf = (key: string) =>
  document.querySelector<HTMLTextAreaElement>(`[data-paper="${CSS.escape(key)}"] textarea[data-draft^="note:"]`)
