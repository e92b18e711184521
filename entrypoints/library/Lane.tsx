import { type DragEvent, useState } from 'react'
import { i18n } from '#i18n'
import { Title } from '@/components/Painted'
import { byline, shownOf } from '@/components/Paper'
import { StatusSelect } from '@/components/Status'
import { Ticks } from '@/components/Ticks'
import type { Entry } from '@/lib/entry'
import type { Status } from '@/lib/status'

/** Under which a card that is dragged says its paper's id: what comes from elsewhere is none of ours. */
const CARD = 'application/x-papermargin-paper'

interface Props {
  status: Status
  /** The papers that are drawn. */
  ids: string[]
  /** How many there are. */
  count: number
  entries: ReadonlyMap<string, Entry>
  /** The one card that the Tab key stops at. */
  stop: string | undefined
  choose(id: string): void
  open(id: string): void
  move(id: string, status: Status | null): void
  more(): void
}

/** One lane of the board: the papers with which the reader is so far. */
export function Lane({ status, ids, count, entries, stop, choose, open, move, more }: Props) {
  const [over, setOver] = useState(false)
  const isCard = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes(CARD)

  function onDrop(event: DragEvent) {
    setOver(false)
    const id = event.dataTransfer.getData(CARD)
    if (!id) return
    event.preventDefault()
    if (!ids.includes(id)) move(id, status)
  }

  return (
    <section
      className={over ? 'lane over' : 'lane'}
      data-lane={status}
      aria-labelledby={`lane-${status}`}
      onDragOver={(event) => {
        if (!isCard(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget as Node | null)) setOver(false)
      }}
      onDrop={onDrop}
    >
      <h3 className="label" id={`lane-${status}`}>
        {i18n.t(`status.${status}`)} <span className="num">{count}</span>
      </h3>
      {count === 0 && <p className="small quiet">{i18n.t('board.none')}</p>}
      <ul>
        {ids.map((id) => (
          <li
            key={id}
            className="card"
            data-paper={id}
            draggable
            onDragStart={({ dataTransfer }) => {
              dataTransfer.setData(CARD, id)
              dataTransfer.effectAllowed = 'move'
            }}
          >
            <Card
              entry={entries.get(id)}
              isStop={id === stop}
              choose={() => choose(id)}
              open={() => open(id)}
              move={(to) => move(id, to)}
            />
          </li>
        ))}
      </ul>
      {ids.length < count && (
        <button type="button" className="btn sm" onClick={more}>
          {i18n.t('library.more')}
        </button>
      )}
    </section>
  )
}

interface CardProps {
  entry: Entry | undefined
  isStop: boolean
  choose(): void
  open(): void
  move(status: Status | null): void
}

/** A paper on the board. */
function Card({ entry, isStop, choose, open, move }: CardProps) {
  if (!entry) return <span className="skel" />
  const shown = shownOf(entry)
  return (
    <>
      <h4 className="title">
        <button type="button" className="pick" tabIndex={isStop ? 0 : -1} onFocus={choose} onClick={open}>
          <span className="three" dir="auto">
            <Title text={shown.title} highlights={entry.highlights} />
          </span>
        </button>
      </h4>
      <p className="meta">
        <span className="one" dir="auto">
          {byline(shown)}
        </span>
        {entry.highlights.length > 0 && <Ticks highlights={entry.highlights} />}
      </p>
      <StatusSelect status={entry.paper.status} choose={move} />
    </>
  )
}
