import { useLiveQuery } from 'dexie-react-hooks'
import {
  type CSSProperties,
  type KeyboardEvent,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { flushSync } from 'react-dom'
import { i18n } from '#i18n'
import { orClosed } from '@/components/Closed'
import { download, ExportButtons, type Format } from '@/components/Export'
import { useMeanings } from '@/components/Meanings'
import { Waiting } from '@/components/Say'
import { Today } from '@/components/Today'
import type { Column } from '@/lib/layout'
import { entriesById } from '@/lib/library/queries'
import { unprepared } from '@/lib/library/search'
import type { Order } from '@/lib/order'
import { exported, libraryList, triageKeys } from '@/lib/settings'
import { useSetting } from '../options/setting'
import { Exporting } from '../popup/Exporting'
import { keeping } from '../popup/keeping'
import { useLetters } from '../popup/keys'
import { Bulk } from './Bulk'
import { Facets } from './Facets'
import { Heads } from './Heads'
import { useEntries, useIds } from './ids'
import { JoinsLink } from './Joins'
import { List, PAGE } from './List'
import { ListHead } from './ListHead'
import { orderOf, saidOf } from './order'
import { usePicked } from './picked'
import { Reading } from './Reading'
import type { ViewProps } from './views'
import { COMMANDS, useWaiting } from './waiting'

const NONE: string[] = []

/** How wide each column is, where there is room for columns. */
const WIDTHS: Record<Column, string> = {
  authors: 'minmax(8em, 2fr)',
  highlights: '84px',
  status: '76px',
  site: 'minmax(6em, 1fr)',
  added: '88px',
  date: '88px',
  tags: 'minmax(6em, 1fr)',
}

/** Every stored paper that answers the search, in an order, beside the one that is read. */
export function Papers({ address, go, say, first: atFirst }: ViewProps) {
  const meanings = useMeanings()
  const [keys] = useSetting(triageKeys)
  const [layout, lay] = useSetting(libraryList)
  const wanted = useDeferredValue((address.search ?? '').trim())
  const order = orderOf(address.get('sort'))
  const found = useIds(wanted, order, atFirst)
  const waiting = useLiveQuery(orClosed(unprepared)) ?? 0
  const ids = found?.ids ?? NONE
  const picked = usePicked(ids, wanted)

  const [exporting, setExporting] = useState<string[]>()
  const [[from, to], setSeen] = useState([0, PAGE])
  const see = useCallback((from: number, to: number) => setSeen([from, to]), [])
  const chosen = address.paper
  const [first] = ids
  const read = useEntries([...new Set([...ids.slice(from, to), ...[chosen ?? [], first ?? []].flat()])])
  const entries = useMemo(
    () => new Map([...(found?.entries ?? []), ...(read?.entries ?? [])]),
    [found?.entries, read?.entries],
  )
  // At first the first is read, so that the pane is not empty. It stays when others come before it; who writes there goes on.
  // What was chosen stays also when it leaves the list.
  const isGone = chosen !== undefined && read?.asked.includes(chosen) && !read.entries.has(chosen)
  const [held, hold] = useState<{ key: string; id: string }>()
  const stays = held?.key === found?.key && held !== undefined && ids.includes(held.id)
  if (!stays && found && first !== undefined) hold({ key: found.key, id: first })
  const open = chosen !== undefined && !isGone ? chosen : stays ? held.id : first
  const entry = open === undefined ? undefined : entries.get(open)
  // The list is on the screen before the paper beside it is drawn, unless a key is pressed that is for that.
  const deferred = useDeferredValue(entry, undefined)
  const [ahead, setAhead] = useState<string>()
  const shown = (ahead === open ? entry : undefined) ?? deferred
  const { does, press } = useWaiting(open, () => flushSync(() => setAhead(open)))

  // In narrow windows the paper takes the place of the list, once it is asked for.
  const [reads, setReads] = useState(chosen !== undefined)
  const pane = useRef<HTMLElement>(null)
  const list = useRef<HTMLElement>(null)
  const focused = useRef(false)
  // Who comes for one paper goes on by keys from there.
  const cameFor = useRef(chosen)
  useEffect(() => {
    if (cameFor.current !== undefined && document.activeElement === document.body) pane.current?.focus()
  }, [])
  const setChosen = (paper: string | undefined) => go({ paper }, 'replace')
  /** Whoever acts in the pane has chosen the paper there: it stays, also when what they do takes it out of the list. */
  const settle = () => {
    if (open !== undefined && open !== chosen) setChosen(open)
  }
  const sort = (next: Order) => go({ sort: saidOf(next), paper: undefined })
  const toList = (paper = open) => {
    flushSync(() => {
      setReads(false)
      if (paper !== open) setChosen(paper)
    })
    list.current?.querySelector<HTMLElement>('.pick[tabindex="0"]')?.focus()
  }
  const toPane = () => {
    flushSync(() => setReads(true))
    pane.current?.focus()
  }
  const pick = (id: string) => {
    flushSync(() => {
      setChosen(id)
      setReads(true)
    })
    if (!list.current?.checkVisibility({ visibilityProperty: true })) pane.current?.focus()
  }

  /** Deletes the paper that is read; the next one in the list takes its place. */
  async function remove(id: string) {
    const at = ids.indexOf(id)
    const next = ids[at + 1] ?? ids[at - 1]
    const done = await keeping.act({ do: 'delete', table: 'papers', id })
    say(done, i18n.t('library.paperDeleted'))
    if (!done.ok) return
    if (next) toList(next)
    else document.querySelector<HTMLElement>('#search')?.focus()
  }

  async function save(format: Format, of: string[]) {
    say({ ok: true }, i18n.t('export.done', [await download(format, await entriesById(of), meanings)]))
    void exported.setValue(true)
  }

  useLetters({
    ...Object.fromEntries(COMMANDS.map((command) => [keys[command], () => press(command)])),
    [keys.export]: () => {
      if (picked.ids.length > 0) setExporting(picked.ids)
      else if (open !== undefined) setExporting([open])
    },
  })

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || !pane.current?.contains(event.target as Node)) return
    event.preventDefault()
    toList()
  }

  const out = (of: string[]) => (
    <span className="exporting">
      <span className="small quiet">{i18n.t('export.title')}</span>
      <ExportButtons count={of.length} save={(format) => void save(format, of)} more={() => setExporting(of)} />
    </span>
  )
  return (
    <main
      className={['cols', layout.wide && 'wide', entry && reads && 'reads'].filter(Boolean).join(' ')}
      onKeyDown={onKeyDown}
    >
      <Facets search={address.search ?? ''} listed={found?.wanted} go={go} />
      <section
        className="column"
        ref={list}
        aria-labelledby="list-label"
        style={{ '--columns': layout.columns.map((column) => WIDTHS[column]).join(' ') } as CSSProperties}
      >
        <h2 className="vh" id="list-label">
          {i18n.t('library.list')}
        </h2>
        <p className="vh" role="status">
          {picked.ids.length > 0 && i18n.t('bulk.count', picked.ids.length)}
        </p>
        {picked.ids.length > 0 ? (
          <Bulk picked={picked} of={ids.length} say={say} toList={toList}>
            {out(picked.ids)}
          </Bulk>
        ) : (
          <ListHead
            count={found?.isWhole ? ids.length : undefined}
            order={order}
            sort={sort}
            layout={layout}
            lay={(next) => {
              // The list must not vanish under the hand that widens it.
              setReads(false)
              lay(next)
            }}
          >
            <JoinsLink stands={found !== undefined} />
            {out(ids)}
          </ListHead>
        )}
        <Heads columns={layout.columns} order={order} sort={sort} />
        {!found && <Waiting />}
        {wanted && waiting > 0 && <p className="small quiet note">{i18n.t('search.preparing', waiting)}</p>}
        {found && ids.length === 0 && (
          <div className="note">
            <p className="small quiet">{wanted ? i18n.t('library.nothing') : i18n.t('library.empty')}</p>
            {!wanted && <Today />}
          </div>
        )}
        <List
          // Another list begins at its beginning.
          key={found?.key}
          label={i18n.t('library.list')}
          ids={ids}
          entries={entries}
          chosen={open}
          query={wanted}
          columns={layout.columns}
          picked={picked}
          keys={keys}
          focused={focused}
          choose={setChosen}
          pick={pick}
          enter={toPane}
          see={see}
        />
      </section>
      <section
        className="pane"
        ref={pane}
        tabIndex={-1}
        aria-label={i18n.t('library.paper')}
        onPointerDownCapture={settle}
        onFocusCapture={settle}
      >
        {shown && (
          <Reading
            key={shown.paper.id}
            entry={shown}
            back={() => toList()}
            does={does}
            remove={() => void remove(shown.paper.id)}
            exportOne={() => setExporting([shown.paper.id])}
            toPane={toPane}
            say={say}
          />
        )}
      </section>
      {exporting && (
        <Exporting
          what={i18n.t('exporting.papers', exporting.length)}
          load={() => entriesById(exporting)}
          folders
          close={() => setExporting(undefined)}
          say={say}
        />
      )}
    </main>
  )
}
