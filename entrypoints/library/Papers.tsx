import { useLiveQuery } from 'dexie-react-hooks'
import { type KeyboardEvent, useDeferredValue, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { i18n } from '#i18n'
import { orClosed } from '@/components/Closed'
import { download, ExportButtons } from '@/components/Export'
import { FoundIn } from '@/components/FoundIn'
import { useMeanings } from '@/components/Meanings'
import { shownOf } from '@/components/Paper'
import { PaperList } from '@/components/PaperList'
import { Waiting } from '@/components/Say'
import { Today } from '@/components/Today'
import { everything } from '@/lib/library/queries'
import { search, unprepared } from '@/lib/library/search'
import { parsed } from '@/lib/query'
import { exported, triageKeys } from '@/lib/settings'
import { orphansOf } from '@/lib/versions'
import { useSetting } from '../options/setting'
import { keeping } from '../popup/keeping'
import { useSteady } from '../popup/steady'
import { Facets } from './Facets'
import { JoinsLink } from './Joins'
import { Reading } from './Reading'
import type { ViewProps } from './views'

/** Every stored paper that answers the search, the one touched last first, beside the one that is read. */
export function Papers({ address, go, say }: ViewProps) {
  const meanings = useMeanings()
  const wanted = useDeferredValue((address.search ?? '').trim())
  const found = useSteady(
    useLiveQuery(
      orClosed(async () => ({
        wanted,
        entries: await (wanted ? search(wanted, Number.POSITIVE_INFINITY) : everything()),
      })),
      [wanted],
    ),
  )
  const waiting = useLiveQuery(orClosed(unprepared)) ?? 0
  const [keys] = useSetting(triageKeys)
  const chosen = address.paper
  const setChosen = (paper: string | undefined) => go({ paper }, 'replace')
  // In narrow windows the paper takes the place of the list, once it is asked for.
  const [reads, setReads] = useState(false)
  const pane = useRef<HTMLElement>(null)
  const list = useRef<HTMLElement>(null)

  const all = useMemo(
    () =>
      (found ?? []).map((entry) => ({
        key: entry.paper.id,
        shown: shownOf(entry),
        entry,
        ...(wanted && { hit: <FoundIn entry={entry} query={parsed(wanted)} /> }),
        lost: orphansOf(entry).map(({ id }) => id),
      })),
    [found, wanted],
  )
  const [onlyLost, setOnlyLost] = useState(false)
  const lost = all.reduce((sum, row) => sum + row.lost.length, 0)
  const rows = onlyLost && lost > 0 ? all.filter((row) => row.lost.length > 0) : all
  // At first the first is read, so that the pane is not empty. What is read stays when it leaves the list.
  const open = all.find(({ key }) => key === chosen) ?? rows[0]
  const toList = () => {
    flushSync(() => setReads(false))
    list.current?.querySelector<HTMLElement>('.pick[tabindex="0"]')?.focus()
  }
  const toPane = () => {
    flushSync(() => setReads(true))
    pane.current?.focus()
  }
  const pick = (key: string) => {
    flushSync(() => {
      setChosen(key)
      setReads(true)
    })
    if (!list.current?.checkVisibility()) pane.current?.focus()
  }

  /** Deletes the paper that is read; the next one in the list takes its place. */
  async function remove() {
    if (!open) return
    const at = rows.indexOf(open)
    const next = rows[at + 1] ?? rows[at - 1]
    const done = await keeping.act({ do: 'delete', table: 'papers', id: open.key })
    say(done, i18n.t('library.paperDeleted'))
    if (!done.ok) return
    flushSync(() => setChosen(next?.key))
    if (next) toList()
    else document.querySelector<HTMLElement>('#search')?.focus()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || !pane.current?.contains(event.target as Node)) return
    event.preventDefault()
    toList()
  }

  return (
    <main className={open && reads ? 'cols reads' : 'cols'} onKeyDown={onKeyDown}>
      <Facets search={address.search ?? ''} go={go} />
      <section className="column" ref={list} aria-labelledby="list-label">
        <h2 className="vh" id="list-label">
          {i18n.t('library.list')}
        </h2>
        <div className="count row small num">
          <span className="grow" role="status">
            {found && i18n.t('library.count', rows.length)}
          </span>
          {lost > 0 && (
            <button
              type="button"
              className="btn bare sm"
              id="lost"
              aria-pressed={onlyLost}
              onClick={() => {
                setOnlyLost(!onlyLost)
                setChosen(undefined)
              }}
            >
              {i18n.t('lost.count', lost)}
            </button>
          )}
          <JoinsLink />
          <span className="exporting">
            <span className="small quiet">{i18n.t('export.title')}</span>
            <ExportButtons
              count={rows.length}
              save={(format) => {
                const entries = rows.map(({ entry }) => entry)
                say({ ok: true }, i18n.t('export.done', [download(format, entries, meanings)]))
                void exported.setValue(true)
              }}
            />
          </span>
        </div>
        <div className="list">
          {!found && <Waiting />}
          {wanted && waiting > 0 && <p className="small quiet note">{i18n.t('search.preparing', waiting)}</p>}
          {found && rows.length === 0 && (
            <div className="note">
              <p className="small quiet">{wanted ? i18n.t('library.nothing') : i18n.t('library.empty')}</p>
              {!wanted && <Today />}
            </div>
          )}
          <PaperList
            label={i18n.t('library.list')}
            rows={rows}
            chosen={open?.key}
            choose={setChosen}
            pick={pick}
            enter={toPane}
            keys={keys}
          />
        </div>
      </section>
      <section className="pane" ref={pane} tabIndex={-1} aria-label={i18n.t('library.paper')}>
        {open && (
          <Reading
            key={open.key}
            row={open}
            lost={open.lost}
            back={toList}
            remove={() => void remove()}
            toPane={toPane}
            say={say}
          />
        )}
      </section>
    </main>
  )
}
