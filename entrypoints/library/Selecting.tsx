import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { i18n } from '#i18n'
import { Icon } from '@/components/Icon'
import { useMeanings } from '@/components/Meanings'
import { nameOf } from '@/components/meaning'
import { typesInto } from '@/components/SearchField'
import { partWithin } from '@/components/selected'
import { colorToUse, offered, type Prepared } from '@/lib/color'
import type { Field } from '@/lib/highlight'
import { barKeysOn, lastColor } from '@/lib/settings'
import type { Span } from '@/lib/spans'
import { useSetting } from '../options/setting'

/** Words of a paper that are selected, in UTF-16 units of the text that they stand in. */
export interface Selected extends Span {
  field: Field
}

interface Props {
  /** Highlights the words, and opens the comment's field where that is asked for. */
  highlight(color: Prepared, comment: boolean): void
  /** Copies them as a quote. */
  quote(): void
}

/** The bar under selected words of the pane: each meaning by its name and number. Its keys act while words are selected. */
export function Selecting({ highlight, quote }: Props) {
  const meanings = useMeanings()
  const [last] = useSetting(lastColor)
  const [keysOn] = useSetting(barKeysOn)
  const bar = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const place = () => bar.current && put(bar.current)
    place()
    document.addEventListener('selectionchange', place)
    // The pane scrolls, not the window.
    document.addEventListener('scroll', place, true)
    return () => {
      document.removeEventListener('selectionchange', place)
      document.removeEventListener('scroll', place, true)
    }
  }, [])

  const own = offered(meanings)
  const color = colorToUse(meanings, last)
  const acts = new Map<string, () => void>([
    ...own.map(({ color }, at): [string, () => void] => [String(at + 1), () => highlight(color, false)]),
    ['Enter', () => highlight(color, false)],
    ['c', () => highlight(color, true)],
    ['q', quote],
    ['Escape', () => document.getSelection()?.removeAllRanges()],
  ])
  const latest = useRef(acts)
  useEffect(() => {
    latest.current = acts
  })
  useEffect(() => {
    // Before what the screen does by these keys: they are the selected words' now.
    const onKey = (event: globalThis.KeyboardEvent) => {
      const run = latest.current.get(event.key)
      if (!run || event.ctrlKey || event.metaKey || event.altKey || typesInto(event.target)) return
      if (event.key === 'Enter' && (event.target as Element).matches('button, a, summary')) return
      if (!keysOn && event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      run()
    }
    document.addEventListener('keydown', onKey, true)
    return () => document.removeEventListener('keydown', onKey, true)
  }, [keysOn])

  function onKeyDown(event: KeyboardEvent) {
    const all = [...(bar.current?.querySelectorAll('button') ?? [])]
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    all[(all.indexOf(event.target as HTMLButtonElement) + step + all.length) % all.length]?.focus()
  }

  return (
    <div
      ref={bar}
      className={keysOn ? 'bar pop selecting' : 'bar pop selecting keyless'}
      role="toolbar"
      aria-label={i18n.t('toolbar.label')}
      // A press on the bar must not take the selection away.
      onMouseDown={(event) => event.preventDefault()}
      onKeyDown={onKeyDown}
    >
      {own.map(({ color }, at) => (
        <button
          key={color}
          type="button"
          data-color={color}
          tabIndex={at === 0 ? 0 : -1}
          title={i18n.t('toolbar.highlight', [nameOf(meanings, color)])}
          onClick={acts.get(String(at + 1))}
        >
          <span className="m" data-m={color}>
            {nameOf(meanings, color)}
          </span>
          <span className="k" aria-hidden="true">
            {at + 1}
          </span>
        </button>
      ))}
      <span className="rule" />
      <button
        type="button"
        data-act="comment"
        tabIndex={-1}
        aria-label={i18n.t('toolbar.comment')}
        onClick={acts.get('c')}
      >
        <Icon name="comment" />
        <span className="k" aria-hidden="true">
          C
        </span>
      </button>
      <button type="button" data-act="copy" tabIndex={-1} aria-label={i18n.t('toolbar.copy')} onClick={acts.get('q')}>
        <Icon name="copy" />
        <span className="k" aria-hidden="true">
          Q
        </span>
      </button>
    </div>
  )
}

/** The elements whose words can be highlighted. */
export type Parts = { field: Field; element: RefObject<HTMLElement | null> }[]

/** Which words of some elements are selected now. */
export function selectedIn(parts: Parts): Selected | undefined {
  for (const { field, element } of parts) {
    const part = partWithin(element.current)
    if (part) return { field, ...part }
  }
}

/** Whether words of some elements are selected, and of which, once the button of the mouse is up. */
export function useSelected(parts: Parts): Field | undefined {
  const [field, setField] = useState<Field>()
  const latest = useRef(parts)
  useEffect(() => {
    latest.current = parts
  })
  useEffect(() => {
    let pressed = false
    const look = () => {
      if (!pressed) setField(selectedIn(latest.current)?.field)
    }
    const press = (event: PointerEvent) => {
      pressed = !(event.target as Element).closest?.('.selecting')
    }
    const release = () => {
      pressed = false
      look()
    }
    const heard = { selectionchange: look, pointerdown: press, pointerup: release, pointercancel: release }
    for (const [name, hear] of Object.entries(heard)) document.addEventListener(name, hear as EventListener)
    return () => {
      for (const [name, hear] of Object.entries(heard)) document.removeEventListener(name, hear as EventListener)
    }
  }, [])
  return field
}

/** Puts the bar under the last selected line, or over the first where there is no room. */
function put(bar: HTMLElement) {
  const range = document.getSelection()?.rangeCount ? document.getSelection()?.getRangeAt(0) : undefined
  const rects = [...(range?.getClientRects() ?? [])].filter(({ width }) => width > 0)
  const [first, last] = [rects[0], rects.at(-1)]
  if (!first || !last) return
  const { width, height } = bar.getBoundingClientRect()
  const below = last.bottom + 6
  const top = below + height > innerHeight && first.top > height + 6 ? first.top - height - 6 : below
  bar.style.top = `${top}px`
  bar.style.left = `${Math.max(8, Math.min(last.right - width / 2, document.documentElement.clientWidth - width - 8))}px`
}
