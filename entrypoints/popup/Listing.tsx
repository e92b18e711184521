import { useLiveQuery } from 'dexie-react-hooks'
import { useMemo, useState } from 'react'
import { i18n } from '#i18n'
import { orClosed } from '@/components/Closed'
import { DimmingSegments } from '@/components/Dimming'
import { shownOf } from '@/components/Paper'
import type { Done } from '@/lib/act'
import type { Entry, Known } from '@/lib/entry'
import { sightingsOf } from '@/lib/library/sightings'
import type { PaperFacts } from '@/lib/paper'
import type { PageReport } from '@/lib/report'
import { dimmed } from '@/lib/settings'
import { useSetting } from '../options/setting'
import { Filtered } from './Filtered'
import { draftOf } from './keeping'
import { Papers } from './Papers'
import { usePainted } from './painted'
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

/** All papers in page order, with what is stored of each. It opens where words were left half-typed. */
export function Listing({ tabId, report, entries, typed, say, exportOne }: ListingProps) {
  const [halfTyped] = useState(() => firstTyped(report, entries, typed))
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
  const painted = usePainted()
  const skipped = useLiveQuery(
    orClosed(async () =>
      painted ? (await sightingsOf(report.papers)).map((sighting) => sighting?.skipped) : undefined,
    ),
    [report, painted],
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

/** The first paper of the page with words that were typed and not stored before the popup closed. */
function firstTyped({ papers }: PageReport, entries: (Entry | null)[], typed: ReadonlySet<string>): string | undefined {
  const isTyped = ({ keys }: PaperFacts, index: number) =>
    typed.has(draftOf(keys)) || entries[index]?.highlights.some(({ id }) => typed.has(`comment:${id}`))
  return papers.find(isTyped)?.keys[0]
}
