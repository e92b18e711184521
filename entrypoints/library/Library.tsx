import { type ComponentType, useEffect, useRef, useState } from 'react'
import { i18n } from '#i18n'
import { Icon } from '@/components/Icon'
import { useToast } from '@/components/Toast'
import { history } from '@/lib/library/history'
import { BackupState } from '../options/NotBackedUp'
import { Emptied } from '../popup/Emptied'
import { KeysButton } from '../popup/KeysButton'
import { keeping } from '../popup/keeping'
import { useLetters } from '../popup/keys'
import { OptionsButton } from '../popup/OptionsButton'
import { Paste } from '../popup/Paste'
import { Private } from '../popup/Private'
import { usePreparing } from '../popup/preparing'
import { hrefOf, useAddress } from './address'
import type { Asked } from './asked'
import { Board } from './Board'
import { Digest } from './Digest'
import { Import, ImportButton, ImportDrop, wordsOf } from './Import'
import { useImport } from './importing'
import { Joins } from './Joins'
import { Papers } from './Papers'
import { QueryField } from './QueryField'
import { Quotes } from './Quotes'
import { Statistics } from './Statistics'
import { Tags } from './Tags'
import { Trash } from './Trash'
import { type View, type ViewProps, views } from './views'

/** The commands that the library knows. */
const COMMANDS = ['next', 'previous', 'to_read', 'status', 'read', 'note', 'tag', 'cite', 'export'] as const

/** What shows each view. */
const shownBy: Record<View, ComponentType<ViewProps>> = {
  papers: Papers,
  quotes: Quotes,
  board: Board,
  tags: Tags,
  statistics: Statistics,
  digest: Digest,
  joins: Joins,
  trash: Trash,
}

/** Has the search made ready while the library is looked at. */
function Preparing() {
  usePreparing()
  return null
}

/** The library: everything that is stored, in several views, over one search. */
export function Library({ first }: { first?: Asked }) {
  const [address, go] = useAddress()
  const { say, toast } = useToast(keeping.act, history)
  const { came, look, bring, stop, dismiss } = useImport()
  const [pastes, setPastes] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const { view, search, paper } = address
  const Shown = shownBy[view]

  // Who opens the library to search in it asks for the field by the address; what is typed later asks for nothing.
  const asksForField = useRef(search !== undefined && paper === undefined)
  useEffect(() => {
    if (asksForField.current) field.current?.focus()
  }, [])

  // What was asked before anything was drawn is answered once: who comes back to the list is told what is stored then.
  const atFirst = useRef(first)
  useEffect(() => {
    atFirst.current = undefined
  }, [])

  useLetters({ '/': () => field.current?.focus() })

  async function takeBack(entry: string) {
    const done = await keeping.act({ do: 'undo', entry })
    if (done.ok) dismiss()
    say(done, i18n.t('import.undone'))
  }

  return (
    <div className="library">
      <header className="head">
        <h1 className="row">
          <Icon name="logo" />
          {i18n.t('extName')}
        </h1>
        <search className="grow">
          <QueryField
            words={search ?? ''}
            type={(words) => go({ search: words || undefined, paper: undefined }, 'replace')}
            ref={field}
            leave={() => document.querySelector<HTMLElement>('main .pick[tabindex="0"]')?.focus()}
          />
        </search>
        <nav className="tabs" aria-label={i18n.t('view.title')}>
          {views.map((name) => (
            <a
              key={name}
              href={hrefOf({ view: name, ...(search && { search }) })}
              aria-current={view === name ? 'page' : undefined}
            >
              {i18n.t(`view.${name}`)}
            </a>
          ))}
        </nav>
        <button type="button" className="btn sm" id="paste" onClick={() => setPastes(true)}>
          <Icon name="paste" />
          {i18n.t('paste.title')}
        </button>
        <ImportButton came={came} look={look} />
        <KeysButton commands={COMMANDS} />
        <OptionsButton />
      </header>
      <Emptied />
      <p className="vh" role="status">
        {came && wordsOf(came)}
      </p>
      {came && <Import came={came} bring={bring} undo={(entry) => void takeBack(entry)} stop={stop} close={dismiss} />}
      <ImportDrop look={look} />
      <BackupState />
      {/* Each part that is written would have all of it asked for and drawn anew: it stands again when all is in. */}
      {came?.is === 'bringing' ? (
        <main className="grow" aria-busy="true" />
      ) : (
        <>
          <Preparing />
          <Shown address={address} go={go} say={say} first={atFirst.current} />
        </>
      )}
      {pastes && <Paste close={() => setPastes(false)} say={say} />}
      <Private />
      {toast}
    </div>
  )
}
