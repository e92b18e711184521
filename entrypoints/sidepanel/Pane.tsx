import { useLiveQuery } from 'dexie-react-hooks'
import { useId } from 'react'
import { i18n } from '#i18n'
import { Cite } from '@/components/Cite'
import { orClosed } from '@/components/Closed'
import { Highlights } from '@/components/Highlights'
import { Notes } from '@/components/Notes'
import { Authors, Day, editedOf, linksOf, type Shown } from '@/components/Paper'
import { Record } from '@/components/Record'
import { StatusSegments } from '@/components/Status'
import { VersionedAbstract, type Versions } from '@/components/Versions'
import type { Done, OnPaper } from '@/lib/act'
import type { Entry } from '@/lib/entry'
import { sightingsOf } from '@/lib/library/sightings'
import type { Editable, Edits } from '@/lib/paper'
import { citationStyle, triageKeys } from '@/lib/settings'
import { useSetting } from '../options/setting'
import { useWords } from '../popup/attach'
import { cite, draftOf, keeping, press, recordDraftOf, setStatus } from '../popup/keeping'
import { PaperTags } from '../popup/PaperTags'
import { show } from '../popup/page'
import { Alike } from './Alike'

interface Props {
  /** What its sections are headed by: one level below its title. */
  heading: 'h2' | 'h3'
  on: OnPaper
  /** What pages say of it. */
  said: Shown
  entry: Entry | null
  /** By which its drafts are named: its first key, as pages have it. */
  name: string
  /** The tab whose page shows it, with the highlights whose words that does not show; absent where there is no such page. */
  tabId?: number
  missing?: string[]
  say(done: Done, words: string): void
}

/** One paper below its title: how far the reader is with it, their notes, highlights and comments, and the record. */
export function Pane({ heading: Heading, on, said, entry, name, tabId, missing, say }: Props) {
  const id = useId()
  const [keys] = useSetting(triageKeys)
  const [style] = useSetting(citationStyle)
  const shown = editedOf(said, entry)
  const { versions, highlights, lost, words, attach } = useWords(shown, entry, { tabId, missing, say })
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
        <Cite short style={style} letter={keys.cite} copy={(chosen) => void cite(shown, say, chosen)} />
        <PaperTags on={on} entry={entry} letter={keys.tag} say={say} />
      </div>
      {entry && <Alike paper={entry.paper} say={say} />}
      <section aria-labelledby={`${id}note`}>
        <Heading className="label" id={`${id}note`}>
          {i18n.t('card.note')}
        </Heading>
        <Notes keeping={keeping} on={on} draft={draftOf([name])} notes={entry?.notes ?? []} rows={4} />
      </section>
      {highlights.length > 0 && (
        <section aria-labelledby={`${id}highlights`}>
          <Heading className="label" id={`${id}highlights`}>
            {i18n.t('paper.highlights')} <span className="num">{highlights.length}</span>
          </Heading>
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
        <Record keeping={keeping} draft={recordDraftOf([name])} said={said} edits={entry?.paper.edits} change={change}>
          <SeenRow paper={said} />
          {versions.choices.length > 0 && <VersionsRow versions={versions} />}
        </Record>
      </details>
    </div>
  )
}

/** When the paper was seen in lists, as far as that is noted. */
function SeenRow({ paper }: { paper: Shown }) {
  const seen = useLiveQuery(
    orClosed(async () => (await sightingsOf([paper]))[0]),
    [paper.keys.join()],
  )
  if (!seen?.count) return null
  const format = new Intl.DateTimeFormat(document.documentElement.lang || 'en', { dateStyle: 'medium' })
  const [first, last] = [seen.first, seen.last].map((at) => format.format(new Date(at))) as [string, string]
  return (
    <>
      <dt>{i18n.t('state.seen')}</dt>
      <dd className="num">{i18n.t('record.seenTimes', seen.count, [String(seen.count), first, last])}</dd>
    </>
  )
}

/** The texts of the abstract that there are, and how much was highlighted in each. */
const VersionsRow = ({ versions: { choices } }: { versions: Versions }) => (
  <>
    <dt>{i18n.t('record.versions')}</dt>
    <dd className="num">
      <ul>
        {choices.map(({ id, name, highlights }) => (
          <li key={id}>
            {name}
            {highlights > 0 && ` · ${i18n.t('joins.highlights', highlights)}`}
          </li>
        ))}
      </ul>
    </dd>
  </>
)
