import { useLiveQuery } from 'dexie-react-hooks'
import { useMemo, useState } from 'react'
import { i18n } from '#i18n'
import { Ask } from '@/components/Ask'
import { orClosed } from '@/components/Closed'
import { Icon } from '@/components/Icon'
import { byline, Day, shownOf } from '@/components/Paper'
import { Waiting } from '@/components/Say'
import { Swatch } from '@/components/Ticks'
import { type Done, MOST_AT_ONCE } from '@/lib/act'
import { dayOf } from '@/lib/day'
import { deleteForEver } from '@/lib/library/expire'
import { type Discarded, trash } from '@/lib/library/trash'
import { daysLeft, TRASH_DAYS } from '@/lib/trash'
import { searchable } from '@/lib/words'
import { keeping } from '../popup/keeping'
import { Rows } from './Rows'
import type { ViewProps } from './views'

type Row = Discarded & { key: string }

/** Everything that was deleted, the newest first, to be restored one by one or several at once, or to go for ever. */
export function Trash({ address, say }: ViewProps) {
  const discarded = useLiveQuery(orClosed(trash))
  const [chosen, choose] = useState<string>()
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [busy, setBusy] = useState(false)
  /** What the reader is asked about, before it goes for ever. */
  const [asked, ask] = useState<Row[]>()
  const all = useMemo(() => (discarded ?? []).map((one): Row => ({ ...one, key: one.record.id })), [discarded])
  const words = searchable(address.search ?? '')
    .split(/\s+/)
    .filter(Boolean)
  const rows = all.filter((row) => words.every((word) => searchable(textOf(row)).includes(word)))
  const selected = rows.filter(({ key }) => ticked.has(key))

  async function restore(some: Row[]) {
    const [first] = some
    if (!first || busy) return
    // What stands below takes the place, and the focus.
    const left = rows.filter((row) => !some.includes(row))
    const next = left.find((row) => rows.indexOf(row) > rows.indexOf(first)) ?? left.at(-1)
    setBusy(true)
    const acts = some.slice(0, MOST_AT_ONCE).map(({ table, record: { id } }) => ({ do: 'restore' as const, table, id }))
    const [act] = acts
    const done = await keeping.act(acts.length === 1 && act ? act : { do: 'all', acts })
    setBusy(false)
    say(done, i18n.t('trash.restored', acts.length))
    if (!done.ok) return
    setTicked(new Set())
    if (next) choose(next.key)
  }

  async function erase(some: Row[]) {
    setBusy(true)
    let done: Done = { ok: true }
    try {
      await deleteForEver(some.map(({ table, record: { id } }) => ({ table, id })))
    } catch (error) {
      done = { ok: false, problem: 'closed', detail: String(error) }
    }
    setBusy(false)
    say(done, i18n.t('trash.erased', some.length))
    setTicked(new Set())
  }

  const tick = (key: string) =>
    setTicked((now) => (now.has(key) ? now.difference(new Set([key])) : now.union(new Set([key]))))
  if (!discarded) return <Waiting />
  return (
    <main className="view trash" aria-labelledby="trash-title">
      <header className="over row">
        <h2 className="vh" id="trash-title">
          {i18n.t('view.trash')}
        </h2>
        <label className="row small">
          <input
            type="checkbox"
            disabled={rows.length === 0}
            checked={rows.length > 0 && selected.length === rows.length}
            onChange={({ target }) => setTicked(new Set(target.checked ? rows.map(({ key }) => key) : []))}
          />
          {i18n.t('trash.all')}
        </label>
        <button
          type="button"
          className="btn sm"
          data-act="restore-selected"
          disabled={selected.length === 0 || busy}
          onClick={() => void restore(selected)}
        >
          {i18n.t('trash.restoreSome', selected.length)}
        </button>
        <button
          type="button"
          className="btn sm"
          data-act="erase-selected"
          disabled={selected.length === 0 || busy}
          onClick={() => ask(selected)}
        >
          {i18n.t('trash.erase', selected.length)}
        </button>
        <button
          type="button"
          className="btn sm"
          data-act="empty"
          disabled={all.length === 0 || busy}
          onClick={() => ask(all)}
        >
          {i18n.t('trash.emptyAll')}
        </button>
        <span className="small num quiet end" role="status">
          {i18n.t('trash.count', rows.length)}
        </span>
      </header>
      {asked && (
        <Ask
          question={i18n.t('trash.ask', asked.length)}
          yes={i18n.t('trash.yes')}
          no={i18n.t('trash.no')}
          answer={(yes) => {
            ask(undefined)
            if (yes) void erase(asked)
          }}
        />
      )}
      <p className="small quiet note">{i18n.t('trash.kept', [String(TRASH_DAYS)])}</p>
      {rows.length === 0 && (
        <p className="small quiet note">{all.length === 0 ? i18n.t('trash.empty') : i18n.t('trash.nothing')}</p>
      )}
      <Rows
        label={i18n.t('view.trash')}
        rows={rows}
        height={() => 64}
        chosen={chosen}
        choose={choose}
        press={(event, row) => {
          const isRestore = event.key === 'Enter' && (event.target as Element).matches('.pick')
          if (isRestore) void restore([row])
          return isRestore
        }}
      >
        {(row, tabIndex) => (
          <div className="it gone" data-table={row.table}>
            <input
              type="checkbox"
              className="pick"
              tabIndex={tabIndex}
              aria-label={i18n.t(`trash.of.${row.table}`, [row.table === 'papers' ? row.paper.title : wordsOf(row)])}
              checked={ticked.has(row.key)}
              onChange={() => tick(row.key)}
            />
            <What row={row} />
            <p className="when small quiet">
              {i18n.t('trash.on')} <Day date={dayOf(row.at)} />
              {' · '}
              <span className="num">{i18n.t('trash.left', daysLeft(row.record.updatedAt))}</span>
            </p>
            <button
              type="button"
              className="btn sm"
              tabIndex={tabIndex}
              disabled={busy}
              aria-label={i18n.t('trash.restoreOne', [row.table === 'papers' ? row.paper.title : wordsOf(row)])}
              onClick={() => void restore([row])}
            >
              {i18n.t('trash.restore')}
            </button>
          </div>
        )}
      </Rows>
    </main>
  )
}

/** What was deleted, so that it can be told from others. */
function What({ row }: { row: Row }) {
  const { paper } = row
  if (row.table === 'papers') {
    const hung = [
      ...(row.highlights > 0 ? [i18n.t('joins.highlights', row.highlights)] : []),
      ...(row.notes > 0 ? [i18n.t('joins.notes', row.notes)] : []),
    ]
    return (
      <div>
        <p className="title two" dir="auto">
          {shownOf({ paper, highlights: [], notes: [] }).title}
        </p>
        <p className="meta small quiet">
          <span className="one" dir="auto">
            {byline(shownOf({ paper, highlights: [], notes: [] }))}
          </span>
          {hung.length > 0 && <span className="num">{i18n.t('trash.with', [hung.join(', ')])}</span>}
        </p>
      </div>
    )
  }
  return (
    <div>
      {row.table === 'highlights' ? (
        <p className="row">
          <Swatch color={row.record.color} />
          <span className="quote two" dir="auto">
            <mark data-m={row.record.color}>{row.record.exact}</mark>
          </span>
        </p>
      ) : (
        <p className="mine two" dir="auto">
          {row.record.text}
        </p>
      )}
      {row.table === 'highlights' && row.record.comment.trim() && (
        <p className="mine two small" dir="auto">
          {row.record.comment}
        </p>
      )}
      <p className="meta small quiet">
        <span className="one" dir="auto">
          {paper.title}
        </span>
        {paper.deletedAt && (
          <span className="lost">
            <Icon name="trash" />
            {i18n.t('trash.paperToo')}
          </span>
        )}
      </p>
    </div>
  )
}

const wordsOf = ({ record }: Row) => ('exact' in record ? record.exact : 'text' in record ? record.text : '')

/** What is searched of it. */
function textOf(row: Row): string {
  const comment = row.table === 'highlights' ? row.record.comment : ''
  return [row.paper.title, row.paper.authors?.join(' '), wordsOf(row), comment].join('\n')
}
