import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { i18n } from '#i18n'
import type { Act, Done } from '@/lib/act'
import type { Autosave, Saving } from '@/lib/autosave'
import { saveWords } from './file'
import { Icon } from './Icon'
import { Key } from './Key'
import { Say } from './Say'
import { Written } from './Written'

/** Where words go: each screen gives its own, so that nothing here reaches a database or sends a message. */
export interface Keeping {
  act(act: Act): Promise<Done>
  /** What keeps the words of one field, as lib/autosave.ts does. */
  keep(
    field: string,
    store: (words: string) => Promise<Done>,
    tell: (saving: Saving) => void,
  ): Pick<Autosave, 'type' | 'flush'>
  /** What was typed into a field and never stored. */
  draft(field: string): Promise<string | undefined>
  /** Keeps what is half-typed in a field that is stored when it is left; forgets it, without any. */
  hold(field: string, words?: string): void
}

interface Props {
  keeping: Keeping
  label: string
  /** The name of its draft: `note:<key>` or `comment:<id>`. */
  draft: string
  /** What is stored; without `rev` nothing is stored yet. */
  stored: { text: string; rev?: number; versions?: string[] }
  store(text: string, rev: number | undefined): Promise<Done>
  drop(version: string): Promise<Done>
  autoFocus?: boolean
  rows?: number
  /** Told when something is typed here, or was and stands here again. */
  touch?(): void
}

/**
 * A field that keeps what is typed into it, and says below itself that it did. Words that were typed and not stored
 * before its window closed go on where they ended; words written elsewhere meanwhile stand below until one is taken.
 */
export function Writing({ keeping, label, draft, stored, store, drop, autoFocus, rows = 2, touch }: Props) {
  const [words, setWords] = useState(stored.text)
  const [saving, setSaving] = useState<Saving>({ state: 'idle' })
  const [previews, setPreviews] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  const rev = useRef(stored.rev)
  const dirty = useRef(false)

  const follow = useCallback((done: Done) => {
    if (done.ok) rev.current = (done.note ?? done.highlight)?.rev ?? rev.current
    return done
  }, [])
  const latest = useRef(store)
  useEffect(() => {
    latest.current = store
  })
  const [keeper] = useState(() =>
    keeping.keep(
      draft,
      async (text) => follow(await latest.current(text, rev.current)),
      (next) => {
        dirty.current = next.state !== 'saved'
        setSaving(next)
      },
    ),
  )

  const type = useCallback(
    (text: string) => {
      dirty.current = true
      setWords(text)
      keeper.type(text)
      touch?.()
    },
    [keeper, touch],
  )

  useEffect(() => {
    let gone = false
    // Writing goes on at the end of what is there.
    const toEnd = () => area.current?.setSelectionRange(area.current.value.length, area.current.value.length)
    toEnd()
    void keeping.draft(draft).then((typed) => {
      if (gone || dirty.current || typed === undefined || (typed === '' && rev.current === undefined)) return
      // Nobody knows from which revision they began, perhaps from none: the library keeps what they would replace.
      if (rev.current !== undefined) rev.current = 0
      type(typed)
      requestAnimationFrame(toEnd)
    })
    const leave = () => void keeper.flush()
    window.addEventListener('pagehide', leave)
    return () => {
      gone = true
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [keeper, keeping, draft, type])

  // Words that were stored elsewhere are shown here, unless the reader is in the middle of their own.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a save that ends is a moment to look again.
  useEffect(() => {
    if (dirty.current || stored.rev === undefined || stored.rev <= (rev.current ?? 0)) return
    rev.current = stored.rev
    setWords(stored.text)
  }, [stored.rev, stored.text, saving.state])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the words.
  useLayoutEffect(() => {
    const { current } = area
    if (!current) return
    current.style.height = 'auto'
    current.style.height = `${current.scrollHeight + 2}px`
  }, [words, previews])

  /** The version was written from an older revision; told so, the library keeps the words that it replaces. */
  async function use(version: string) {
    await keeper.flush()
    const done = follow(await store(version, 1))
    if (!done.ok) return setSaving({ state: 'failed', done })
    setWords(version)
    follow(await drop(version))
  }

  const isPreview = previews && words.trim() !== ''
  const preview = useRef<HTMLButtonElement>(null)
  const toggle = () => {
    setPreviews(!isPreview)
    // The field that has the focus goes, or comes back, and the focus with it.
    requestAnimationFrame(() => (isPreview ? area : preview).current?.focus())
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || words.trim() === '') return
    event.preventDefault()
    toggle()
  }

  return (
    <div className="write">
      {isPreview && <Written text={words} />}
      <textarea
        ref={area}
        aria-label={label}
        placeholder={label}
        rows={rows}
        dir="auto"
        value={words}
        // biome-ignore lint/a11y/noAutofocus: it appears because the reader asked to write.
        autoFocus={autoFocus}
        data-draft={draft}
        hidden={isPreview}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKey}
      />
      <div className="row under">
        <Saved saving={saving} />
        {words.trim() !== '' && (
          <button
            ref={preview}
            type="button"
            className="btn bare sm end"
            data-act="preview"
            aria-pressed={isPreview}
            aria-keyshortcuts="Control+Enter"
            title={i18n.t('writing.markdown')}
            onClick={toggle}
            onKeyDown={onKey}
          >
            {i18n.t('writing.preview')} {!isPreview && <Key name={`${i18n.t('keys.ctrl')} ↵`} />}
          </button>
        )}
      </div>
      {saving.state === 'failed' && (
        <Say bad words={i18n.t(`problem.${saving.done.problem}`)}>
          <div className="row">
            <button type="button" className="btn sm" data-act="try-again" onClick={() => void keeper.flush()}>
              {i18n.t('tryAgain')}
            </button>
            <button type="button" className="btn bare sm" onClick={() => void navigator.clipboard.writeText(words)}>
              <Icon name="copy" />
              {i18n.t('copyWords')}
            </button>
            <button type="button" className="btn bare sm" data-act="save-words" onClick={() => saveWords(words)}>
              <Icon name="export" />
              {i18n.t('saveWords')}
            </button>
          </div>
        </Say>
      )}
      {stored.versions?.map((version) => (
        <div key={version} className="versions">
          <span className="label">{i18n.t('version.other')}</span>
          <p className="mine" dir="auto">
            {version}
          </p>
          <div className="row">
            <button type="button" className="btn sm" data-act="use-version" onClick={() => void use(version)}>
              {i18n.t('version.use')}
            </button>
            <button
              type="button"
              className="btn bare sm"
              data-act="drop-version"
              onClick={async () => {
                const done = follow(await drop(version))
                if (!done.ok) setSaving({ state: 'failed', done })
              }}
            >
              {i18n.t('version.drop')}
            </button>
          </div>
        </div>
      ))}
    </div>
  )
}

/** Below a field: its words are stored. */
function Saved({ saving }: { saving: Saving }) {
  return (
    <div className={`saving ${saving.state}`} role="status">
      {saving.state === 'saved' && (
        <>
          <Icon name="check" />
          {i18n.t('saved')}
        </>
      )}
    </div>
  )
}
