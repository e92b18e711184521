import { type KeyboardEvent, type ReactNode, startTransition, useEffect, useRef, useState } from 'react'
import { i18n } from '#i18n'
import { type Entry, type Known, stateOf } from '@/lib/entry'
import { defaultKeys, type Keys } from '@/lib/triage'
import { Icon } from './Icon'
import { useMeanings } from './Meanings'
import { Title } from './Painted'
import { byline, Day, type Shown } from './Paper'
import { useSettled } from './settled'
import { TagList } from './Tags'
import { Ticks } from './Ticks'
import { told } from './told'

/** One paper of a list, and what is known of it. */
export interface Row extends Known {
  /** The same for as long as the paper is listed. */
  key: string
  shown: Shown
  entry: Entry | null
  /** Where the words that are sought stand in it, if not in its title. */
  hit?: ReactNode
}

interface Props<R extends Row> {
  label: string
  rows: R[]
  chosen: string | undefined
  choose(key: string): void
  /** What a click does beyond choosing. */
  pick?(key: string): void
  /** What Enter does on a row. */
  enter(row: R): void
  /** Other keys on a row; tells whether it was one. */
  press?(event: KeyboardEvent, row: R): boolean
  /** The keys that go from one to the next, besides the arrows. */
  keys?: Pick<Keys, 'next' | 'previous'>
  /** What the chosen row shows below itself. */
  unfold?(row: R): ReactNode
}

/** Rows that are drawn before the reader asks for more. */
const MOST = 200

/** Rows that are drawn of another list at once, more than a screen has; the others come when these stand. */
const FIRST = 20

/** A list of papers, one stop of the Tab key; arrows go from one to the next, and the one with the focus is chosen. */
export function PaperList<R extends Row>(props: Props<R>) {
  const { label, rows, chosen, choose, pick, enter, press, keys = defaultKeys, unfold } = props
  const [most, setMost] = useState(MOST)
  const list = useRef<HTMLOListElement>(null)
  const hold = useSettled(list, chosen)
  const meanings = useMeanings()
  const [stands, setStands] = useState<Row[]>([])
  const other = isOther(rows, stands)
  const shown = other ? FIRST : most
  const drawn = rows.slice(0, Math.max(shown, rows.findIndex(({ key }) => key === chosen) + 1))
  const stop = drawn.some(({ key }) => key === chosen) ? chosen : drawn[0]?.key

  useEffect(() => {
    if (other) startTransition(() => setStands(rows))
  }, [other, rows])

  function onKey(event: KeyboardEvent, row: R) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const titles = [...(list.current?.querySelectorAll<HTMLElement>('.pick') ?? [])]
    const at = titles.indexOf(event.currentTarget as HTMLElement)
    const last = titles.length - 1
    const letters = { [keys.next]: at + 1, [keys.previous]: at - 1 }
    const to = { ...letters, ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[event.key]
    if (to !== undefined) titles[Math.max(0, Math.min(to, last))]?.focus()
    else if (event.key === 'Enter') enter(row)
    else if (!press?.(event, row)) return
    event.preventDefault()
  }

  return (
    <>
      <ol className="papers" ref={list} aria-label={label}>
        {drawn.map((row) => (
          <li
            key={row.key}
            className={row.key === chosen ? 'it cur' : 'it'}
            data-paper={row.key}
            data-state={stateOf(row)}
          >
            <StateIcon row={row} />
            <div>
              <h2 className="title">
                <button
                  type="button"
                  className="pick"
                  tabIndex={row.key === stop ? 0 : -1}
                  aria-current={row.key === chosen ? 'true' : undefined}
                  title={told(row, meanings)}
                  onFocus={() => {
                    hold(row.key)
                    choose(row.key)
                  }}
                  onClick={() => {
                    hold(row.key)
                    ;(pick ?? choose)(row.key)
                  }}
                  onKeyDown={(event) => onKey(event, row)}
                >
                  <span className={row.key === chosen ? 'whole' : 'two'} dir="auto">
                    <Title text={row.shown.title} highlights={row.entry?.highlights ?? []} />
                  </span>
                </button>
              </h2>
              {row.hit}
              {row.skipped && !row.entry && <p className="meta">{told(row, meanings)}</p>}
              {(row.key !== chosen || !unfold) && <Meta row={row} />}
            </div>
            {row.key === chosen && unfold && <div className="more">{unfold(row)}</div>}
          </li>
        ))}
      </ol>
      {rows.length > drawn.length && shown === most && (
        <button type="button" className="btn show-more" onClick={() => setMost(drawn.length + MOST)}>
          {i18n.t('library.more')}
        </button>
      )}
    </>
  )
}

/** Whether a list is not the one that was drawn, less or more some rows. */
function isOther(rows: Row[], before: Row[]): boolean {
  if (rows === before) return false
  const keys = new Set(before.map(({ key }) => key))
  const first = rows.slice(0, FIRST)
  return first.filter(({ key }) => keys.has(key)).length * 2 < first.length
}

/** By its shape: nothing is kept of the paper, it is kept, or there is a note. */
export function StateIcon({ row }: { row: Known }) {
  const state = stateOf(row)
  return <Icon name={state === 'highlighted' ? 'saved' : state} label={i18n.t(`state.${state}`)} />
}

function Meta({ row }: { row: Row }) {
  const { shown, entry } = row
  const highlighted = stateOf(row) === 'highlighted'
  const tags = entry?.paper.tags ?? []
  return (
    <>
      <p className="meta">
        <span className="one" dir="auto">
          {byline(shown)}
        </span>
        {entry && highlighted && <Ticks highlights={entry.highlights} />}
        {highlighted && entry?.notes.some(({ text }) => text.trim()) && (
          <Icon name="noted" label={i18n.t('paper.hasNote')} />
        )}
        {shown.date && (
          <span className="end num">
            <Day date={shown.date} />
          </span>
        )}
      </p>
      {tags.length > 0 && <TagList tags={tags} />}
    </>
  )
}
