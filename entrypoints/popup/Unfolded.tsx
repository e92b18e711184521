import { useEffect, useState } from 'react'
import { i18n } from '#i18n'
import { Cite } from '@/components/Cite'
import { Highlights } from '@/components/Highlights'
import { Key } from '@/components/Key'
import { Notes } from '@/components/Notes'
import { Authors, Facts } from '@/components/Paper'
import type { Row } from '@/components/PaperList'
import { StatusSelect } from '@/components/Status'
import { VersionedAbstract } from '@/components/Versions'
import type { Done, OnPaper } from '@/lib/act'
import { citationStyle } from '@/lib/settings'
import type { Keys } from '@/lib/triage'
import { useSetting } from '../options/setting'
import { useWords } from './attach'
import { cite, draftOf, keeping, press, setStatus } from './keeping'
import { PaperTags } from './PaperTags'

/** A row of the popup: the paper as an act names it, too. */
export interface PopupRow extends Row {
  on: OnPaper
}

interface Props {
  row: PopupRow
  keys: Keys
  /** Highlights whose words the page does not show; absent where there is no page. */
  missing?: string[]
  /** Whether the reader writes a note here. */
  writing: boolean
  write(): void
  /** Enter: to the page, or, where the page does not have it, to the paper's own. */
  show(): void
  /** The tab whose page shows it; absent where there is none. */
  tabId?: number
  jump?(highlight: string): void
  say(done: Done, words: string): void
}

/** What the chosen row shows below its title: the record, what can be done, in reach however much there is, highlights and notes. */
export function Unfolded({ row, keys, missing, writing, write, show, tabId, jump, say }: Props) {
  const { on, entry } = row
  const { versions, highlights, lost, words, attach } = useWords(row.shown, entry, { tabId, missing, say })
  const notes = entry?.notes ?? []
  const draft = draftOf(row.shown.keys, entry?.paper.id)
  const left = useLeft(draft)
  const [style] = useSetting(citationStyle)
  return (
    <>
      <Authors {...row.shown} />
      <Facts shown={row.shown} />
      <div className="row sorting">
        <StatusSelect status={entry?.paper.status} choose={(status) => void setStatus(on, status, say)} />
        <Key name={keys.status.toUpperCase()} />
        <PaperTags on={on} entry={entry} letter={keys.tag} say={say} />
      </div>
      <div className="row acts">
        {(tabId !== undefined || row.shown.links.page) && (
          <button type="button" className="btn bare sm" data-act="show" onClick={show}>
            {tabId !== undefined ? i18n.t('popup.show') : i18n.t('popup.open')} <Key name="↵" />
          </button>
        )}
        <button type="button" className="btn bare sm" data-act="note" onClick={write}>
          {i18n.t('card.note')} <Key name={keys.note.toUpperCase()} />
        </button>
        <button
          type="button"
          className="btn bare sm"
          data-act="save"
          aria-pressed={entry !== null}
          onClick={() => void press('save', on, row, say)}
        >
          {i18n.t('popup.save')} <Key name={keys.save.toUpperCase()} />
        </button>
        {tabId !== undefined && !entry && (
          <button
            type="button"
            className="btn bare sm"
            data-act="skip"
            aria-pressed={row.skipped !== undefined}
            onClick={() => void press('skip', on, row, say)}
          >
            {i18n.t('popup.skip')} <Key name={keys.skip.toUpperCase()} />
          </button>
        )}
        <Cite short style={style} letter={keys.cite} copy={(chosen) => void cite(row.shown, say, chosen)} />
      </div>
      {versions.text && (
        <details>
          <summary>{i18n.t('card.abstract')}</summary>
          <div ref={words}>
            <VersionedAbstract versions={versions} highlights={highlights} />
          </div>
        </details>
      )}
      {highlights.length > 0 && (
        <Highlights
          keeping={keeping}
          highlights={highlights}
          versions={versions}
          lost={lost}
          jump={jump}
          attach={attach}
        />
      )}
      {(notes.length > 0 || writing || left) && (
        <Notes keeping={keeping} on={on} draft={draft} notes={notes} autoFocus={writing} />
      )}
    </>
  )
}

/** Whether words were left half-typed in a field; it is open then, too. */
function useLeft(draft: string): boolean {
  const [left, setLeft] = useState(false)
  useEffect(() => {
    void keeping.draft(draft).then((typed) => setLeft((before) => before || Boolean(typed)))
  }, [draft])
  return left
}
