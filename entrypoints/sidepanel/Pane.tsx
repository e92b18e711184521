import { useId, useMemo } from 'react'
import { i18n } from '#i18n'
import { Highlights } from '@/components/Highlights'
import { Notes } from '@/components/Notes'
import { Authors, Day, linksOf, type Shown } from '@/components/Paper'
import { Record } from '@/components/Record'
import { StatusSegments } from '@/components/Status'
import { Tags } from '@/components/Tags'
import { useVersions, VersionedAbstract } from '@/components/Versions'
import type { Done, OnPaper } from '@/lib/act'
import type { Entry } from '@/lib/entry'
import { allTags } from '@/lib/library/queries'
import { asEdited, type Editable, type Edits } from '@/lib/paper'
import { triageKeys } from '@/lib/settings'
import { siteName } from '@/lib/sites'
import { orphansOf } from '@/lib/versions'
import { useSetting } from '../options/setting'
import { useAttach } from '../popup/attach'
import { keeping, press, setStatus, setTag } from '../popup/keeping'
import { show } from '../popup/page'

interface Props {
  on: OnPaper
  /** What pages say of it. */
  said: Shown
  entry: Entry | null
  /** The name of its note's draft. */
  draft: string
  /** The tab whose page shows it, with the highlights whose words that does not show; absent where there is no such page. */
  tabId?: number
  missing?: string[]
  say(done: Done, words: string): void
}

/** One paper below its title: how far the reader is with it, their notes, highlights and comments, and the record. */
export function Pane({ on, said, entry, draft, tabId, missing, say }: Props) {
  const id = useId()
  const [keys] = useSetting(triageKeys)
  const shown = asEdited(said, entry?.paper.edits)
  const versions = useVersions(shown, entry, siteName)
  const [words, attach] = useAttach(versions, tabId, say)
  const highlights = entry?.highlights ?? []
  const lost = useMemo(() => missing ?? (entry ? orphansOf(entry).map(({ id }) => id) : []), [missing, entry])
  const change = async (field: Editable, from: Edits, to: Edits) => {
    const done = await keeping.act({ do: 'edit', paper: on, field, from, to })
    if (done.ok && done.entry) say(done, i18n.t('record.changed', [i18n.t(`record.${field}`)]))
    return done
  }
  return (
    <div className="pane">
      <div>
        <Authors {...shown} />
        <p className="row wraps small quiet from">
          {shown.date && <Day date={shown.date} />}
          {[shown.organization, shown.venue].map((from) => from && <span key={from}>{from}</span>)}
          {linksOf(shown.links)}
        </p>
      </div>
      <div className="row wraps">
        <StatusSegments status={entry?.paper.status} choose={(status) => void setStatus(on, status, say)} />
        <button
          type="button"
          className="btn bare sm"
          data-act="save"
          aria-pressed={entry !== null}
          onClick={() => void press('save', on, { entry }, say)}
        >
          {i18n.t('popup.save')}
        </button>
        <Tags
          tags={entry?.paper.tags ?? []}
          known={allTags}
          set={(tag, tagged) => setTag(on, tag, tagged, say)}
          letter={keys.tag}
        />
      </div>
      <section aria-labelledby={`${id}note`}>
        <h3 className="label" id={`${id}note`}>
          {i18n.t('card.note')}
        </h3>
        <Notes keeping={keeping} on={on} draft={draft} notes={entry?.notes ?? []} rows={4} />
      </section>
      {highlights.length > 0 && (
        <section aria-labelledby={`${id}highlights`}>
          <h3 className="label" id={`${id}highlights`}>
            {i18n.t('paper.highlights')} <span className="num">{highlights.length}</span>
          </h3>
          <Highlights
            keeping={keeping}
            highlights={highlights}
            versions={versions}
            lost={lost}
            attach={attach}
            jump={tabId === undefined ? undefined : (highlight) => void show(tabId, shown.keys, highlight)}
          />
        </section>
      )}
      {versions.text && (
        <details>
          <summary>{i18n.t('card.abstract')}</summary>
          <div ref={words}>
            <VersionedAbstract versions={versions} highlights={highlights} />
          </div>
        </details>
      )}
      <details>
        <summary>{i18n.t('panel.record')}</summary>
        <Record said={said} edits={entry?.paper.edits} change={change} />
      </details>
    </div>
  )
}
