import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { i18n } from '#i18n'
import { Icon } from '@/components/Icon'
import type { Done, Single } from '@/lib/act'
import { allTags } from '@/lib/library/queries'
import { type Status, statuses } from '@/lib/status'
import { LONGEST_TAG, tagOf } from '@/lib/tag'
import { doAll } from './bulk'
import type { Picked } from './picked'

interface Props {
  picked: Picked
  /** How many papers the list has. */
  of: number
  say(done: Done, words: string): void
  /** Takes the focus when what had it is gone; reads a paper where one is named. */
  toList(paper?: string): void
  /** The ways out. */
  children: ReactNode
}

/** What can be done with all papers that are picked, each as one act that can be undone. */
export function Bulk({ picked, of, say, toList, children }: Props) {
  const { ids } = picked
  const count = ids.length
  const [busy, setBusy] = useState(false)

  async function act(acts: Single[], words: string): Promise<boolean> {
    setBusy(true)
    const done = await doAll(acts)
    setBusy(false)
    say(done, words)
    return done.ok
  }
  const onEach = (single: (id: string) => Single, words: string) => act(ids.map(single), words)

  function setStatus(status: Status | null) {
    const words = status ? i18n.t(`status.${status}`) : i18n.t('status.none')
    void onEach((id) => ({ do: 'status', paper: { id }, status }), i18n.t('bulk.status', count, [String(count), words]))
  }

  async function remove() {
    if (!(await onEach((id) => ({ do: 'delete', table: 'papers', id }), i18n.t('bulk.deleted', count)))) return
    picked.clear()
    toList()
  }

  async function join() {
    const [first, ...others] = ids as [string, ...string[]]
    const acts = others.map((other): Single => ({ do: 'join', papers: [first, other] }))
    if (!(await act(acts, i18n.t('bulk.joined', count)))) return
    picked.clear()
    toList(first)
  }

  return (
    <section className="count bulk row small num" aria-label={i18n.t('bulk.title')} aria-busy={busy}>
      <input
        type="checkbox"
        id="pick-all"
        aria-label={i18n.t('bulk.all')}
        checked={count === of}
        ref={(box) => {
          if (box) box.indeterminate = count < of
        }}
        onChange={() => {
          if (count < of) return picked.all()
          picked.clear()
          toList()
        }}
      />
      <b className="grow">{i18n.t('bulk.count', count)}</b>
      <BulkTag
        busy={busy}
        tag={(tag, tagged) =>
          onEach(
            (id) => ({ do: 'tag', paper: { id }, tag, tagged }),
            tagged
              ? i18n.t('bulk.tagged', count, [String(count), tag])
              : i18n.t('bulk.untagged', count, [String(count), tag]),
          )
        }
      />
      <select
        id="bulk-status"
        aria-label={i18n.t('card.status')}
        disabled={busy}
        value=""
        onChange={({ target }) => setStatus(target.value === 'none' ? null : (target.value as Status))}
      >
        <option value="" disabled hidden>
          {i18n.t('card.status')}
        </option>
        {statuses.map((status) => (
          <option key={status} value={status}>
            {i18n.t(`status.${status}`)}
          </option>
        ))}
        <option value="none">{i18n.t('status.none')}</option>
      </select>
      {children}
      {count > 1 && (
        <button type="button" className="btn bare sm" id="bulk-join" disabled={busy} onClick={() => void join()}>
          {i18n.t('joins.join')}
        </button>
      )}
      <button
        type="button"
        className="btn bare sm danger"
        id="bulk-delete"
        disabled={busy}
        onClick={() => void remove()}
      >
        <Icon name="trash" />
        {i18n.t('delete')}
      </button>
      <button
        type="button"
        className="btn bare ic sm"
        id="bulk-clear"
        aria-label={i18n.t('bulk.clear')}
        title={i18n.t('bulk.clear')}
        onClick={() => {
          picked.clear()
          toList()
        }}
      >
        <Icon name="close" />
      </button>
    </section>
  )
}

/** A field for a tag, which all that are picked are given by Enter, or lose. */
function BulkTag({ busy, tag }: { busy: boolean; tag(tag: string, tagged: boolean): Promise<boolean> }) {
  const list = useId()
  const [words, setWords] = useState('')
  const [known, setKnown] = useState<string[]>([])
  const name = tagOf(words)
  const set = async (tagged: boolean) => {
    if (name && !busy && (await tag(name, tagged))) setWords('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    void set(true)
  }
  return (
    <span className="row tags-of">
      <label className="adding">
        <Icon name="tag" />
        <span className="vh">{i18n.t('tag.add')}</span>
        <input
          id="bulk-tag"
          type="text"
          size={8}
          dir="auto"
          autoComplete="off"
          placeholder={i18n.t('tag.add')}
          maxLength={LONGEST_TAG}
          list={list}
          value={words}
          onFocus={() => void allTags().then(setKnown, console.error)}
          onChange={({ target }) => setWords(target.value)}
          onKeyDown={onKeyDown}
        />
      </label>
      <datalist id={list}>
        {known.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      {name !== '' && (
        <>
          <button type="button" className="btn sm" id="bulk-add" disabled={busy} onClick={() => void set(true)}>
            {i18n.t('bulk.add')}
          </button>
          <button type="button" className="btn sm" id="bulk-remove" disabled={busy} onClick={() => void set(false)}>
            {i18n.t('bulk.remove')}
          </button>
        </>
      )}
    </span>
  )
}
