import { useLiveQuery } from 'dexie-react-hooks'
import { type KeyboardEvent, type RefObject, useId, useLayoutEffect, useRef, useState } from 'react'
import { i18n } from '#i18n'
import { orClosed } from '@/components/Closed'
import { SearchField } from '@/components/SearchField'
import { Swatch } from '@/components/Ticks'
import { type Offer, offersFor, type Typed, typedAt } from '@/lib/complete'
import { authors, facets } from '@/lib/library/search'
import { useRemembered } from './remembered'
import { useNames } from './values'

interface Props {
  words: string
  type(words: string): void
  ref: RefObject<HTMLInputElement | null>
  /** Leads on to what was found. */
  leave(): void
}

/** Names of authors that are offered. */
const MOST = 8

/** The field in which a query is typed: it offers field words, then what they may say and how many papers that finds. */
export function QueryField({ words, type, ref, leave }: Props) {
  const list = useId()
  /** All field words are shown only to who asks for them. */
  const [open, setOpen] = useState<'all' | boolean>(false)
  const [caret, setCaret] = useState(0)
  const [active, setActive] = useState(-1)
  const typed = open ? typedAt(words, caret) : undefined
  const offers = useOffers(typed?.field || typed?.value || open === 'all' ? typed : undefined)
  const shown = typed !== undefined && offers.length > 0
  // The last option is to seek what was typed as it is.
  const last = typed?.value ? offers.length : offers.length - 1
  const at = Math.min(active, last)

  // After what was taken the caret stands behind it.
  const behind = useRef<number>(undefined)
  useLayoutEffect(() => {
    if (behind.current === undefined) return
    ref.current?.setSelectionRange(behind.current, behind.current)
    setCaret(behind.current)
    behind.current = undefined
  })

  function close() {
    setOpen(false)
    setActive(-1)
  }

  function take(place: number) {
    const offer = offers[place]
    setActive(-1)
    if (offer?.value !== undefined || !offer) setOpen(false)
    if (!offer || !typed) return leave()
    const after = words.slice(typed.end).trimStart()
    behind.current = typed.start + offer.text.length
    type(words.slice(0, typed.start) + offer.text + after)
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return
    const { key } = event
    if (key === 'ArrowDown' && event.altKey) setOpen('all')
    else if (key === 'ArrowDown' && shown) setActive(Math.min(at + 1, last))
    else if (key === 'ArrowUp' && shown) setActive(Math.max(at - 1, -1))
    else if (key === 'Tab' && shown && !event.shiftKey) take(Math.max(at, 0))
    else if (key === 'Enter' && shown && at >= 0) take(at)
    else if (key === 'Escape' && shown) {
      event.stopPropagation()
      close()
    } else if (key === 'ArrowDown' || key === 'Enter') {
      close()
      leave()
    } else return
    event.preventDefault()
  }

  return (
    <div className="query">
      <SearchField
        label={i18n.t('library.search')}
        words={words}
        type={(now) => {
          // Over a list that shows all nothing is laid unasked.
          setOpen(now.trim() !== '')
          setActive(-1)
          setCaret(ref.current?.selectionStart ?? now.length)
          type(now)
        }}
        ref={ref}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={shown}
        aria-controls={shown ? list : undefined}
        aria-activedescendant={shown && at >= 0 ? `${list}-${at}` : undefined}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
        onBlur={close}
        onKeyDown={onKeyDown}
      />
      {shown && (
        <div className="pop offers">
          {/* The focus stays in the field, so that no press may take it. */}
          <div
            role="listbox"
            id={list}
            aria-label={i18n.t('complete.list')}
            onMouseDown={(event) => event.preventDefault()}
          >
            {offers.map((offer, place) => (
              <Option key={offer.text} id={`${list}-${place}`} on={place === at} take={() => take(place)}>
                <Said offer={offer} />
                {place === Math.max(at, 0) && <kbd className="end">Tab</kbd>}
              </Option>
            ))}
            {typed.value && (
              <Option id={`${list}-${last}`} on={at === last} take={() => take(last)}>
                <span className="grow">{i18n.t('complete.plain', [typed.value])}</span>
                <kbd>↵</kbd>
              </Option>
            )}
          </div>
          <p className="micro quiet how">{i18n.t('complete.how')}</p>
        </div>
      )}
    </div>
  )
}

function Option(props: { id: string; on: boolean; take(): void; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field has the focus and the keys.
    <div role="option" id={props.id} aria-selected={props.on} onClick={props.take}>
      {props.children}
    </div>
  )
}

/** A field word and what it is about, or one with its value and how many papers it finds. */
function Said({ offer: { field, value, count } }: { offer: Offer }) {
  const nameOf = useNames()
  if (value === undefined) {
    return (
      <>
        <code>{field}:</code>
        <span className="grow small">{i18n.t(`complete.${field}`)}</span>
      </>
    )
  }
  return (
    <>
      <code>{field}:</code>
      <span className="grow one" dir="auto">
        {field === 'color' ? <Swatch color={value} named /> : nameOf(field, value)}
      </span>
      <span className="num quiet small">{i18n.t('library.count', count ?? 0)}</span>
    </>
  )
}

/** What may be meant by what is typed, with what it would find. */
function useOffers(typed: Typed | undefined): Offer[] {
  const nameOf = useNames()
  const rest = typed?.rest.trim()
  const beginning = typed?.field === 'author' ? typed.value : ''
  const counted = useRemembered(
    useLiveQuery(
      orClosed(async () =>
        rest === undefined ? undefined : { facets: await facets(rest), authors: await authors(rest, beginning, MOST) },
      ),
      [rest, beginning],
    ),
  )
  return typed && counted ? offersFor(typed, counted, (field, value) => [value, nameOf(field, value)]) : []
}
