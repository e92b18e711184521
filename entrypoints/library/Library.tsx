import { useLiveQuery } from 'dexie-react-hooks'
import { type KeyboardEvent, type RefObject, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { i18n } from '#i18n'
import { orClosed } from '@/components/Closed'
import { download, ExportButtons } from '@/components/Export'
import { Icon } from '@/components/Icon'
import { useMeanings } from '@/components/Meanings'
import { shownOf } from '@/components/Paper'
import { PaperList } from '@/components/PaperList'
import { Waiting } from '@/components/Say'
import { SearchField, typesInto } from '@/components/SearchField'
import { useToast } from '@/components/Toast'
import { Today } from '@/components/Today'
import { history } from '@/lib/library/history'
import { everything } from '@/lib/library/queries'
import { search } from '@/lib/library/search'
import { exported, triageKeys } from '@/lib/settings'
import { orphansOf } from '@/lib/versions'
import { useSetting } from '../options/setting'
import { KeysButton } from '../popup/KeysButton'
import { keeping } from '../popup/keeping'
import { OptionsButton } from '../popup/OptionsButton'
import { Paste } from '../popup/Paste'
import { Private } from '../popup/Private'
import { usePreparing } from '../popup/preparing'
import { useSteady } from '../popup/steady'
import { ImportButton, ImportReport, useImport, wordsOf } from './Import'
import { Joins, JoinsButton, useAlike } from './Joins'
import { Reading } from './Reading'

/** The commands that the library knows. */
const COMMANDS = ['next', 'previous', 'to_read', 'status', 'note', 'tag', 'cite'] as const

/** The library: every stored paper, the one touched last first, beside the one that is read. */
export function Library() {
  const meanings = useMeanings()
  const [words, setWords] = useState('')
  const wanted = useDeferredValue(words.trim())
  const found = useSteady(
    useLiveQuery(
      orClosed(async () => ({
        wanted,
        entries: await (wanted ? search(wanted, Number.POSITIVE_INFINITY) : everything()),
      })),
      [wanted],
    ),
  )
  const waiting = usePreparing()
  const [keys] = useSetting(triageKeys)
  const [chosen, setChosen] = useState<string>()
  // In narrow windows the paper takes the place of the list, once it is asked for.
  const [reads, setReads] = useState(false)
  const { say, toast } = useToast(keeping.act, history)
  const { came, bringFile, dismiss } = useImport()
  const [pastes, setPastes] = useState(false)
  const alike = useAlike()
  const [joining, setJoining] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const pane = useRef<HTMLElement>(null)
  const list = useRef<HTMLElement>(null)
  useAddress(field, setWords, setChosen)

  const all = useMemo(
    () =>
      (found ?? []).map((entry) => ({
        key: entry.paper.id,
        shown: shownOf(entry),
        entry,
        lost: orphansOf(entry).map(({ id }) => id),
      })),
    [found],
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
    else field.current?.focus()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === '/' && !typesInto(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault()
      field.current?.focus()
    } else if (event.key === 'Escape' && pane.current?.contains(event.target as Node)) {
      event.preventDefault()
      toList()
    }
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: `/` and Escape are the screen's, wherever the focus is.
    <div className={open && reads ? 'library reads' : 'library'} onKeyDown={onKeyDown}>
      <header className="head">
        <h1 className="row">
          <Icon name="logo" />
          {i18n.t('extName')}
        </h1>
        <search className="grow">
          <SearchField
            label={i18n.t('library.search')}
            words={words}
            type={setWords}
            ref={field}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
              event.preventDefault()
              toList()
            }}
          />
        </search>
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
        <button type="button" className="btn sm" id="paste" onClick={() => setPastes(true)}>
          <Icon name="paste" />
          {i18n.t('paste.title')}
        </button>
        <ImportButton came={came} bringFile={bringFile} />
        <KeysButton commands={COMMANDS} />
        <OptionsButton />
      </header>
      <p className="vh" role="status">
        {came && wordsOf(came)}
      </p>
      {came && came.is !== 'reading' && <ImportReport came={came} close={dismiss} />}
      <main className="cols">
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
            <JoinsButton alike={alike} open={() => setJoining(true)} />
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
      {pastes && <Paste close={() => setPastes(false)} say={say} />}
      <Private />
      {joining && alike ? <Joins alike={alike} close={() => setJoining(false)} say={say} toast={toast} /> : toast}
    </div>
  )
}

/**
 * What the address asks for, by who opens the library: `#search` the field, with words in it where it says `#search=words`, and
 * `#paper=id` a paper.
 */
function useAddress(
  field: RefObject<HTMLInputElement | null>,
  setWords: (words: string) => void,
  setChosen: (paper: string) => void,
) {
  useEffect(() => {
    const look = () => {
      const asked = new URLSearchParams(location.hash.slice(1))
      const words = asked.get('search')
      const paper = asked.get('paper')
      if (words) setWords(words)
      if (words !== null) field.current?.focus()
      if (paper) setChosen(paper)
    }
    look()
    window.addEventListener('hashchange', look)
    return () => window.removeEventListener('hashchange', look)
  }, [field, setWords, setChosen])
}
