import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useMemo, useRef, useState } from 'react'
import { i18n } from '#i18n'
import { orClosed } from '@/components/Closed'
import { DimmingSegments } from '@/components/Dimming'
import { shownOf } from '@/components/Paper'
import { Waiting } from '@/components/Say'
import type { Done } from '@/lib/act'
import type { Entry, Known } from '@/lib/entry'
import { sightingsOf } from '@/lib/library/sightings'
import type { PageReport } from '@/lib/report'
import { dimmed } from '@/lib/settings'
import { useSetting } from '../options/setting'
import { Filtered } from './Filtered'
import { draftOf, keeping } from './keeping'
import { Papers } from './Papers'
import type { PopupRow } from './Unfolded'

/** What a screen of a page that lists papers is given. */
export interface ListingProps {
  tabId: number
  report: PageReport
  /** What is stored of each, in the same order. */
  entries: (Entry | null)[]
  say(done: Done, words: string): void
  exportOne?(entry: Entry): void
}

/** A page that lists papers. It opens where words were left half-typed, so it is drawn once that is known. */
export function Listing(props: ListingProps) {
  const halfTyped = useHalfTyped(props.report, props.entries)
  return halfTyped === undefined ? <Waiting /> : <Ready {...props} halfTyped={halfTyped ?? undefined} />
}

/** All papers in page order, with what is stored of each. */
function Ready({
  tabId,
  report,
  entries,
  halfTyped,
  say,
  exportOne,
}: ListingProps & { halfTyped: string | undefined }) {
  const [chosen, setChosen] = useState<string>()
  const rows = useRows(report, entries)
  const [dimming, setDimming] = useSetting(dimmed)
  return (
    <Filtered
      rows={rows}
      start="list"
      Papers={Papers}
      say={say}
      exportOne={exportOne}
      list={(drawn) => (
        <Papers
          label={i18n.t('popup.onPage')}
          rows={drawn}
          tabId={tabId}
          missing={report.missing}
          chosen={chosen ?? halfTyped ?? rows[0]?.key}
          choose={setChosen}
          say={say}
          exportOne={exportOne}
        />
      )}
    >
      <div className="row dim">
        <span className="small quiet" aria-hidden="true">
          {i18n.t('dim.label')}
        </span>
        <DimmingSegments dimming={dimming} choose={setDimming} />
      </div>
    </Filtered>
  )
}

/** The papers of a page with what is known of each, in page order. */
export function useRows(report: PageReport, entries: (Entry | null)[]): PopupRow[] {
  const skipped = useLiveQuery(
    orClosed(async () => (await sightingsOf(report.papers)).map((sighting) => sighting?.skipped)),
    [report],
  )
  return useMemo(() => rowsOf(report, entries, skipped), [report, entries, skipped])
}

function rowsOf(report: PageReport, entries: (Entry | null)[], skipped: Known['skipped'][] = []): PopupRow[] {
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

/** The first paper of the page with words that were typed and not stored before the popup closed; null for none. */
function useHalfTyped(report: PageReport, entries: (Entry | null)[]): string | null | undefined {
  const [key, setKey] = useState<string | null>()
  const atFirst = useRef(entries)
  useEffect(() => {
    const left = report.papers.map(async ({ keys }, index) => {
      const comments = atFirst.current[index]?.highlights.map(({ id }) => `comment:${id}`) ?? []
      return (await Promise.all([draftOf(keys), ...comments].map(keeping.draft))).some(Boolean)
    })
    void Promise.all(left).then(
      (typed) => setKey(report.papers[typed.indexOf(true)]?.keys[0] ?? null),
      () => setKey(null),
    )
  }, [report])
  return key
}
