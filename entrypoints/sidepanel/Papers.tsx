import type { KeyboardEvent } from 'react'
import { saidOf } from '@/components/Paper'
import { PaperList } from '@/components/PaperList'
import { triageKeys } from '@/lib/settings'
import { commandOf, isActing } from '@/lib/triage'
import { useSetting } from '../options/setting'
import { cite, draftOf, press } from '../popup/keeping'
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
    if (command === 'note') enter(row, 'textarea[data-draft^="note:"]')
    else if (command === 'tag') enter(row, '[data-field="tag"]')
    else if (command === 'cite') void cite(row.shown, say)
    else if (isActing(command)) void press(command, row.on, row, say)
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

const enter = ({ key }: PopupRow, field: string) =>
  document.querySelector<HTMLElement>(`[data-paper="${CSS.escape(key)}"] ${field}`)?.focus()
