import { useLiveQuery } from 'dexie-react-hooks'
import { useMemo, useRef, useState } from 'react'
import { i18n } from '#i18n'
import { orClosed } from '@/components/Closed'
import { DimmingSegments } from '@/components/Dimming'
import { shownOf } from '@/components/Paper'
import type { Row } from '@/components/PaperList'
import { SearchField } from '@/components/SearchField'
import type { Done } from '@/lib/act'
import { type Entry, type Known, stateOf } from '@/lib/entry'
import { sightingsOf } from '@/lib/library/sightings'
import type { PaperFacts } from '@/lib/paper'
import type { PageReport } from '@/lib/report'
import { dimmed } from '@/lib/settings'
import { searchable } from '@/lib/words'
import { useSetting } from '../options/setting'
import { draftOf } from './keeping'
import { useListKeys } from './keys'
import { Papers } from './Papers'
import { usePainted } from './painted'
import { Stored } from './Search'
import type { PopupRow } from './Unfolded'

/** What a screen of a page that lists papers is given. */
export interface ListingProps {
  tabId: number
  report: PageReport
  /** What is stored of each, in the same order. */
  entries: (Entry | null)[]
  /** The fields in which words were left half-typed. */
  typed: ReadonlySet<string>
  say(done: Done, words: string): void
  exportOne?(entry: Entry): void
}

/** The groups that the counts show; a paper may be in several. */
const groups = {
  all: () => true,
  new: (row: Row) => stateOf(row) === 'new',
  saved: ({ entry }: Row) => entry !== null,
  highlighted: ({ entry }: Row) => (entry?.highlights.length ?? 0) > 0,
  noted: ({ entry }: Row) => entry?.notes.some(({ text }) => text.trim() !== '') ?? false,
}
type Group = keyof typeof groups

/** All papers in page order, with what is stored of each. It opens where words were left half-typed. */
export function Listing({ tabId, report, entries, typed, say, exportOne }: ListingProps) {
  const [halfTyped] = useState(() => firstTyped(report, entries, typed))
  const [words, setWords] = useState('')
  const [group, setGroup] = useState<Group>('all')
  const [chosen, setChosen] = useState<string>()
  const field = useRef<HTMLInputElement>(null)
  const painted = usePainted()
  const skipped = useLiveQuery(
    orClosed(async () =>
      painted ? (await sightingsOf(report.papers)).map((sighting) => sighting?.skipped) : undefined,
    ),
    [report, painted],
  )
  const rows = useMemo(() => rowsOf(report, entries, skipped), [report, entries, skipped])
  const [dimming, setDimming] = useSetting(dimmed)
  const keys = useListKeys(field)

  const matching = useMemo(() => rows.filter((row) => says(row, words)), [rows, words])
  const drawn = matching.filter((row) => groups[group](row))
  const current = chosen ?? halfTyped ?? rows[0]?.key
  const searchAll = words.trim() !== '' && matching.length === 0

  return (
    <main onKeyDown={keys.onKeyDown} ref={keys.main}>
      <h1 className="vh">{i18n.t('popup.onPage')}</h1>
      <div className="find">
        <SearchField
          label={i18n.t('popup.filter', rows.length)}
          words={words}
          type={setWords}
          ref={field}
          onKeyDown={keys.inField}
        />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw and name more than these buttons need. */}
      <div className="filters tabs" role="group" aria-label={i18n.t('popup.which')}>
        {(Object.keys(groups) as Group[]).map((name) => (
          <button
            key={name}
            type="button"
            data-group={name}
            aria-pressed={group === name}
            onClick={() => setGroup(name)}
          >
            {name === 'all' ? i18n.t('popup.all') : i18n.t(`state.${name}`)}{' '}
            <span className="num">{matching.filter((row) => groups[name](row)).length}</span>
          </button>
        ))}
      </div>
      <div className="row dim">
        <span className="small quiet" aria-hidden="true">
          {i18n.t('dim.label')}
        </span>
        <DimmingSegments dimming={dimming} choose={setDimming} />
      </div>
      <div className="list">
        {searchAll ? (
          <>
            <p className="small quiet note">{i18n.t('popup.notOnPage')}</p>
            <Stored Papers={Papers} words={words} say={say} exportOne={exportOne} />
          </>
        ) : (
          <Papers
            label={i18n.t('popup.onPage')}
            rows={drawn}
            tabId={tabId}
            missing={report.missing}
            chosen={current}
            choose={setChosen}
            say={say}
            exportOne={exportOne}
          />
        )}
        {!searchAll && drawn.length === 0 && <p className="small quiet note">{i18n.t('popup.noneHere')}</p>}
      </div>
    </main>
  )
}

/** The papers of a page with what is known of each, in page order. */
export function rowsOf(report: PageReport, entries: (Entry | null)[], skipped: Known['skipped'][] = []): PopupRow[] {
  return report.papers.map((facts, index) => {
    const entry = entries[index] ?? null
    const key = facts.keys[0] as string
    return {
      key,
      shown: shownOf(entry, facts),
      entry,
      seen: report.seen[key],
      skipped: skipped[index],
      on: { facts, site: report.site },
    }
  })
}

function says({ shown }: PopupRow, words: string): boolean {
  const wanted = searchable(words).split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return true
  const text = searchable([shown.title, ...(shown.authors ?? []), shown.abstract].join('\n'))
  return wanted.every((word) => text.includes(word))
}

/** The first paper of the page with words that were typed and not stored before the popup closed. */
function firstTyped({ papers }: PageReport, entries: (Entry | null)[], typed: ReadonlySet<string>): string | undefined {
  const isTyped = ({ keys }: PaperFacts, index: number) =>
    typed.has(draftOf(keys)) || entries[index]?.highlights.some(({ id }) => typed.has(`comment:${id}`))
  return papers.find(isTyped)?.keys[0]
}
