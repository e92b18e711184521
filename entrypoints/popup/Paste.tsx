import { useLiveQuery } from 'dexie-react-hooks'
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { i18n } from '#i18n'
import { orClosed } from '@/components/Closed'
import { Title } from '@/components/Painted'
import { PanelHead } from '@/components/PanelHead'
import { byline, Day, shownKey } from '@/components/Paper'
import { Say } from '@/components/Say'
import type { Done } from '@/lib/act'
import type { Entry } from '@/lib/entry'
import { readPasted } from '@/lib/import/pasted'
import { unreadIn } from '@/lib/import/unread'
import { entriesFor } from '@/lib/library/queries'
import type { PaperFacts } from '@/lib/paper'
import type { Problem } from '@/lib/problem'
import { drafts } from '@/lib/settings'
import { keeping } from './keeping'

/** The name of the pasted text's draft. */
const DRAFT = 'paste'

/** How many of the papers are shown; all that are checked are saved. */
const LISTED = 500

/** A paper that was not saved, and why. */
interface Failed {
  title: string
  problem: Problem
}

/** A listing as copied from any page: what is read in it is shown, and what the reader leaves checked is saved to read. */
export function Paste({ close, say }: { close(): void; say(done: Done, words: string): void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [text, type] = useDraft()
  const read = useDeferredValue(text)
  const papers = useMemo(() => readPasted(read, new Date()), [read])
  const unread = useMemo(() => unreadIn(read, papers), [read, papers])
  const found = useLiveQuery(
    orClosed(() => entriesFor(papers)),
    [papers],
  )
  // The answer may still be that to the last question.
  const entries = found?.length === papers.length ? found : []
  const [off, setOff] = useState<ReadonlySet<string>>(new Set())
  const [saving, setSaving] = useState(false)
  const [failed, setFailed] = useState<Failed[]>([])
  useEffect(() => {
    dialog.current?.showModal()
    dialog.current?.querySelector('textarea')?.focus()
  }, [])

  const chosen = papers.flatMap((facts, at) => (off.has(keyOf(facts)) ? [] : { facts, entry: entries[at] ?? null }))
  const check = (facts: PaperFacts, on: boolean) => {
    const next = new Set(off)
    if (on) next.delete(keyOf(facts))
    else next.add(keyOf(facts))
    setOff(next)
  }

  async function save() {
    setSaving(true)
    setFailed([])
    const failed: Failed[] = []
    // The library shows what was stored last first: so the list stands there in its own order.
    try {
      for (const { facts, entry } of chosen.toReversed()) {
        // What the reader said of a stored paper stands.
        const status = entry?.paper.status ?? 'to_read'
        const done = await keeping.act({ do: 'status', paper: { facts, site: 'pasted' }, status })
        if (!done.ok) failed.unshift({ title: facts.title, problem: done.problem })
      }
    } finally {
      setSaving(false)
    }
    setFailed(failed)
    const saved = [i18n.t('paste.saved', chosen.length - failed.length)]
    const [first] = failed
    if (first) {
      // The panel tells, unless it was closed meanwhile.
      if (!dialog.current) say({ ok: false, problem: first.problem, detail: first.title }, '')
      return
    }
    if (unread.length > 0) {
      saved.push(i18n.t('paste.kept', unread.length))
      type(unread.join('\n'))
    } else await drafts.clear(DRAFT, text).catch(console.error)
    dialog.current?.close()
    say({ ok: true }, saved.join(' '))
  }

  return (
    <dialog
      ref={dialog}
      className="panel paste"
      aria-labelledby="paste-title"
      onClose={close}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // Left to itself it would close the whole popup.
        event.preventDefault()
        dialog.current?.close()
      }}
    >
      <PanelHead id="paste-title" title={i18n.t('paste.title')} close={() => dialog.current?.close()} />
      <textarea
        id="paste-text"
        rows={6}
        dir="auto"
        spellCheck={false}
        aria-label={i18n.t('paste.text')}
        aria-describedby="paste-how"
        value={text}
        disabled={saving}
        onChange={(event) => type(event.target.value)}
      />
      <p className="small quiet" id="paste-how">
        {i18n.t('paste.how')}
      </p>
      <p className="small num" role="status" data-read={papers.length}>
        {text.trim() && (papers.length > 0 ? i18n.t('paste.read', papers.length) : i18n.t('paste.none'))}
      </p>
      {papers.length > 0 && (
        <ul className="read">
          {papers.slice(0, LISTED).map((facts, at) => (
            <Item
              key={keyOf(facts)}
              facts={facts}
              entry={entries[at] ?? null}
              on={!off.has(keyOf(facts))}
              check={(on) => check(facts, on)}
            />
          ))}
          {papers.length > LISTED && <li className="small quiet">{i18n.t('paste.more', papers.length - LISTED)}</li>}
        </ul>
      )}
      {unread.length > 0 && <Unread lines={unread} />}
      {failed.length > 0 && <NotSaved failed={failed} saved={chosen.length - failed.length} />}
      <footer className="row">
        <button
          type="button"
          id="paste-save"
          className="btn main"
          disabled={chosen.length === 0 || saving || read !== text}
          onClick={() => void save()}
        >
          {saving ? i18n.t('paste.saving') : i18n.t('paste.save', chosen.length)}
        </button>
        <button type="button" className="btn bare" onClick={() => dialog.current?.close()}>
          {i18n.t('paste.cancel')}
        </button>
      </footer>
    </dialog>
  )
}

const keyOf = (facts: PaperFacts) => facts.keys[0] as string

interface ItemProps {
  facts: PaperFacts
  entry: Entry | null
  on: boolean
  check(on: boolean): void
}

/** One paper that was read, with a box to leave it out. */
function Item({ facts, entry, on, check }: ItemProps) {
  const { keys, date, title } = facts
  const authors = byline(facts)
  const identifiers = keys.filter((key) => !key.startsWith('title:')).map(shownKey)
  return (
    <li data-paper={keyOf(facts)}>
      <label>
        <input type="checkbox" checked={on} onChange={(event) => check(event.target.checked)} />
        <span>
          <span className="title" dir="auto">
            <Title text={title} highlights={[]} />
          </span>
          <span className="said small quiet">
            {authors && <span dir="auto">{authors}</span>}
            {date && <Day date={date} />}
            <span>{identifiers.join(', ') || i18n.t('paste.byTitle')}</span>
            {entry && <span className="tag">{i18n.t('paste.stored')}</span>}
          </span>
        </span>
      </label>
    </li>
  )
}

/** The lines that are no paper and of none, which stay in the field. */
const Unread = ({ lines }: { lines: string[] }) => (
  <details className="unread">
    <summary>{i18n.t('paste.unread', lines.length)}</summary>
    <ul className="small">
      {lines.slice(0, LISTED).map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line may stand there twice.
        <li key={at} dir="auto">
          {line}
        </li>
      ))}
    </ul>
    <p className="small quiet">{i18n.t('paste.unreadWhy')}</p>
  </details>
)

/** Said in place: how many were saved, and which were not and why. */
function NotSaved({ failed, saved }: { failed: Failed[]; saved: number }) {
  const problems = Map.groupBy(failed, ({ problem }) => problem)
  return (
    <Say bad title={`${i18n.t('paste.saved', saved)} ${i18n.t('paste.notSaved', failed.length)}`}>
      {[...problems].map(([problem, papers]) => (
        <div key={problem}>
          <p>{i18n.t(`problem.${problem}`)}</p>
          <ul className="small">
            {papers.slice(0, LISTED).map(({ title }) => (
              <li key={title} dir="auto">
                {title}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Say>
  )
}

/** The pasted text; it is kept at each change, and stands there again when the panel is opened again. */
function useDraft(): [string, (text: string) => void] {
  const [text, setText] = useState('')
  const typed = useRef(false)
  useEffect(() => {
    void drafts.get(DRAFT).then((kept) => kept && !typed.current && setText(kept))
  }, [])
  const type = (text: string) => {
    typed.current = true
    setText(text)
    void drafts.set(DRAFT, text).catch(console.error)
  }
  return [text, type]
}
