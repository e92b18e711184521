import { saidOf } from '@/components/Paper'
import { PaperList } from '@/components/PaperList'
import type { PapersProps } from '../popup/Papers'
import { open, show } from '../popup/page'
import { enter, NOTE, useRowKeys } from '../popup/rowKeys'
import type { PopupRow } from '../popup/Unfolded'
import { Pane } from './Pane'

/** The panel's list: Enter goes to the paper on its page, and the keys do what they do on a page's markers. */
export function Papers({ label, rows, tabId, missing, chosen, choose, say, exportOne }: PapersProps) {
  const toPage = (row: PopupRow, highlight?: string) =>
    void (tabId === undefined ? open(row.shown.links.page) : show(tabId, row.shown.keys, highlight))
  const [keys, onKey] = useRowKeys({ say, write: (row) => enter(row, NOTE), exportOne })
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
          heading="h3"
          on={row.on}
          said={saidOf(row.entry, 'facts' in row.on ? row.on.facts : undefined)}
          entry={row.entry}
          name={row.shown.keys[0] ?? row.key}
          tabId={tabId}
          missing={missing}
          say={say}
        />
      )}
    />
  )
}
