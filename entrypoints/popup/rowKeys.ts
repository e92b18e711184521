import type { KeyboardEvent } from 'react'
import type { Done } from '@/lib/act'
import type { Entry } from '@/lib/entry'
import { triageKeys } from '@/lib/settings'
import { commandOf, isActing, type Keys } from '@/lib/triage'
import { useSetting } from '../options/setting'
import { cite, press } from './keeping'
import type { PopupRow } from './Unfolded'

interface Does {
  say(done: Done, words: string): void
  /** Leads to the row's note. */
  write(row: PopupRow): void
  /** Offers to export one stored paper; absent where there is no way to. */
  exportOne?(entry: Entry): void
}

/** The keys, and what they do on a row of a list: what they do on a page's markers, and more. Tells whether it was one. */
export function useRowKeys({ say, write, exportOne }: Does): [Keys, (event: KeyboardEvent, row: PopupRow) => boolean] {
  const [keys] = useSetting(triageKeys)
  const onKey = ({ nativeEvent }: KeyboardEvent, row: PopupRow) => {
    const command = commandOf(keys, nativeEvent)
    if (command === 'note') write(row)
    else if (command === 'tag') enter(row, '[data-field="tag"]')
    else if (command === 'cite') void cite(row.shown, say)
    else if (command === 'export' && row.entry && exportOne) exportOne(row.entry)
    else if (isActing(command)) void press(command, row.on, row, say)
    else return false
    return true
  }
  return [keys, onKey]
}

/** Gives the focus to a field of the row that is open. */
export const enter = ({ key }: PopupRow, field: string) =>
  document.querySelector<HTMLElement>(`[data-paper="${CSS.escape(key)}"] ${field}`)?.focus()

/** A row's note. */
export const NOTE = 'textarea[data-draft^="note:"]'
