import { memo, type ReactNode, useMemo } from 'react'
import { i18n } from '#i18n'
import { FoundIn } from '@/components/FoundIn'
import { Icon } from '@/components/Icon'
import { useMeanings } from '@/components/Meanings'
import { Title } from '@/components/Painted'
import { byline, Day, shownOf } from '@/components/Paper'
import { StateIcon } from '@/components/PaperList'
import { TagList } from '@/components/Tags'
import { Ticks } from '@/components/Ticks'
import { told } from '@/components/told'
import { type Entry, stateOf } from '@/lib/entry'
import type { Column } from '@/lib/layout'
import type { Query } from '@/lib/query'
import { siteName } from '@/lib/sites'
import { orphansOf } from '@/lib/versions'

interface Props {
  entry: Entry
  query: Query
  columns: Column[]
  /** Whether it is the one that is read, and the Tab key's stop. */
  current: boolean
  picked: boolean
}

/**
 * What a row of the list shows of a paper: its state, its title, and the columns that the reader chose. Drawn anew only when that
 * changes, not when rows above it find their height.
 */
export const Row = memo(function Row({ entry, query, columns, current, picked }: Props) {
  const meanings = useMeanings()
  const shown = useMemo(() => shownOf(entry), [entry])
  const { paper, highlights, notes } = entry
  const known = { entry }
  const isLost = useMemo(() => orphansOf(entry).length > 0, [entry])
  const marks = (
    <>
      {highlights.length > 0 && <Ticks highlights={highlights} />}
      {highlights.length > 0 && notes.some(({ text }) => text.trim()) && (
        <Icon name="noted" label={i18n.t('paper.hasNote')} />
      )}
      {isLost && <Icon name="missing" label={i18n.t('library.hasLost')} />}
    </>
  )
  const cells: Record<Column, ReactNode> = {
    authors: <span dir="auto">{byline(shown)}</span>,
    highlights: marks,
    status: paper.status && i18n.t(`status.${paper.status}`),
    site: sitesOf(entry).map(siteName).filter(Boolean).join(', '),
    added: <Day date={paper.createdAt.slice(0, 10)} />,
    date: shown.date && <Day date={shown.date} />,
    tags: paper.tags && <TagList tags={paper.tags} />,
  }
  return (
    <>
      <span className="mark">
        <StateIcon row={known} />
        <input
          type="checkbox"
          className="picks"
          tabIndex={-1}
          checked={picked}
          aria-label={i18n.t('pick.this', [shown.title])}
          readOnly
        />
      </span>
      <h3 className="title">
        <button
          type="button"
          className="pick"
          tabIndex={current ? 0 : -1}
          aria-current={current ? 'true' : undefined}
          title={told(known, meanings)}
          data-state={stateOf(known)}
        >
          <span className="two" dir="auto">
            <Title text={shown.title} highlights={highlights} />
          </span>
        </button>
      </h3>
      {query.length > 0 && <FoundIn entry={entry} query={query} />}
      <div className="meta">
        {columns.map(
          (column) =>
            column !== 'tags' && (
              <span key={column} className="cell" data-column={column}>
                {cells[column]}
              </span>
            ),
        )}
      </div>
      {columns.includes('tags') && (
        <div className="cell" data-column="tags">
          {cells.tags}
        </div>
      )}
    </>
  )
})

/** The sites that told of a paper. */
export const sitesOf = ({ paper: { abstracts, counts } }: Entry): string[] => [
  ...new Set([...abstracts.map(({ site }) => site), ...Object.keys(counts)]),
]
