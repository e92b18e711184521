import { type KeyboardEvent, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { i18n } from '#i18n'
import { Icon } from '@/components/Icon'
import { nameOf, signOf } from '@/components/meaning'
import {
  added,
  colors,
  defaultMeanings,
  LONGEST,
  type Meaning,
  moved,
  offered,
  type Prepared,
  renamed,
} from '@/lib/color'
import { meanings } from '@/lib/settings'
import { useSetting } from './setting'

/** What the colours mean: their names, their order, which are offered, and further ones. */
export function MeaningList() {
  const [own, change] = useSetting(meanings)
  const [said, setSaid] = useState('')
  /** The meanings as they were before all of them were taken back. */
  const [before, setBefore] = useState<Meaning[]>()
  const [dragged, setDragged] = useState<Prepared>()
  const list = useRef<HTMLOListElement>(null)
  const rowOf = (color: Prepared | undefined) => list.current?.querySelector<HTMLElement>(`[data-color="${color}"]`)

  function put(next: Meaning[], words = '', undo?: Meaning[]) {
    // Drawn at once: what is focused next must stand.
    flushSync(() => {
      change(next)
      setSaid(words)
      setBefore(undo)
    })
  }

  function move(color: Prepared, to: number) {
    const next = moved(own, color, to)
    const place = next.findIndex((meaning) => meaning.color === color)
    const focused = document.activeElement
    put(next, i18n.t('meanings.moved', [nameOf(own, color), String(place + 1), String(own.length)]))
    // At its end a button can do no more, and hands the focus to the other.
    if (focused?.matches(':disabled')) rowOf(color)?.querySelector<HTMLElement>('.moves :enabled')?.focus()
  }

  function offer({ color, on }: Meaning) {
    if (on && offered(own).length === 1) return setSaid(i18n.t('meanings.last'))
    const next = own.map((meaning) => (meaning.color === color ? { ...meaning, on: !on } : meaning))
    put(
      next,
      on ? i18n.t('meanings.notOffered', [nameOf(own, color)]) : i18n.t('meanings.offered', [nameOf(own, color)]),
    )
  }

  function add() {
    const next = added(own)
    const color = next.at(-1)?.color
    if (!color) return
    put(next, i18n.t('meanings.added', [nameOf(next, color)]))
    rowOf(color)?.querySelector<HTMLInputElement>('.name')?.select()
  }

  return (
    <section aria-labelledby="meanings">
      <h2 id="meanings">{i18n.t('meanings.title')}</h2>
      <p className="quiet">{i18n.t('meanings.how')}</p>
      <ol className="meanings" ref={list}>
        {own.map((meaning, index) => (
          <li
            key={meaning.color}
            data-color={meaning.color}
            onDragOver={(event) => dragged && event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault()
              if (dragged) move(dragged, index)
            }}
            onKeyDown={(event: KeyboardEvent) => {
              const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
              if (!by || !event.altKey) return
              event.preventDefault()
              move(meaning.color, index + by)
            }}
          >
            {/* By the mouse alone; the two buttons beside it do the same. */}
            <span
              className="handle"
              draggable
              aria-hidden="true"
              onDragStart={() => setDragged(meaning.color)}
              onDragEnd={() => setDragged(undefined)}
            >
              <Icon name="grip" />
            </span>
            <span className="moves">
              {([-1, 1] as const).map((by) => {
                const name = nameOf(own, meaning.color)
                const label = by < 0 ? i18n.t('meanings.up', [name]) : i18n.t('meanings.down', [name])
                return (
                  <button
                    key={by}
                    type="button"
                    className="btn bare ic sm"
                    aria-label={label}
                    title={label}
                    disabled={!own[index + by]}
                    onClick={() => move(meaning.color, index + by)}
                  >
                    <Icon name={by < 0 ? 'up' : 'down'} />
                  </button>
                )
              })}
            </span>
            <span className="sign num quiet" aria-hidden="true">
              {signOf(own, meaning.color)}
            </span>
            <Name
              label={i18n.t('meanings.name', [String(index + 1)])}
              name={nameOf(own, meaning.color)}
              change={(words) => put(renamed(own, meaning.color, words))}
            />
            <label className="row">
              <input type="checkbox" checked={meaning.on} onChange={() => offer(meaning)} />
              <span aria-hidden="true">{i18n.t('meanings.offer')}</span>
              <span className="vh">{i18n.t('meanings.offerOf', [nameOf(own, meaning.color)])}</span>
            </label>
            <span className="samples">
              <Sample color={meaning.color} theme="light" />
              <Sample color={meaning.color} theme="dark" />
            </span>
          </li>
        ))}
      </ol>
      <p className="small quiet">{i18n.t('meanings.move')}</p>
      <p className="row small">
        <button type="button" className="btn sm" disabled={own.length === colors.length} onClick={add}>
          {i18n.t('meanings.add')}
        </button>
        <span className="quiet">{i18n.t('meanings.upTo')}</span>
        <button
          type="button"
          className="btn bare sm end"
          onClick={() => put(defaultMeanings, i18n.t('meanings.wasReset'), own)}
        >
          {i18n.t('meanings.reset')}
        </button>
      </p>
      <p className="row small">
        <span role="status">{said}</span>
        {before && (
          <button type="button" className="btn sm" onClick={() => put(before)}>
            {i18n.t('undo')}
          </button>
        )}
      </p>
    </section>
  )
}

/** The name of a meaning, kept as it is typed; left blank, it is the first name again. */
function Name({ label, name, change }: { label: string; name: string; change(words: string): void }) {
  const [typed, setTyped] = useState<string>()
  return (
    <label className="field">
      <span className="vh">{label}</span>
      <input
        className="name"
        value={typed ?? name}
        maxLength={LONGEST}
        onChange={({ target }) => {
          setTyped(target.value)
          change(target.value)
        }}
        onBlur={() => setTyped(undefined)}
      />
    </label>
  )
}

/** How highlights of a colour look, on pages of one ground. */
function Sample({ color, theme }: { color: Prepared; theme: 'light' | 'dark' }) {
  return (
    <span className="sample" data-theme={theme}>
      <span className="vh">{theme === 'light' ? i18n.t('meanings.light') : i18n.t('meanings.dark')}</span>
      <mark data-m={color}>{i18n.t('meanings.sample')}</mark> {i18n.t('meanings.onPage')}
    </span>
  )
}
