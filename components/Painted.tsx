import { useMemo } from 'react'
import { i18n } from '#i18n'
import type { Highlight } from '@/lib/highlight'
import { findQuote } from '@/lib/quote'

interface Placed {
  highlight: Highlight
  start: number
  end: number
}

/** Where highlights stand in a shown text, in UTF-16 offsets; those whose words it does not have are left out. */
export function placesIn(text: string, highlights: Highlight[], abstractId?: string): Placed[] {
  return highlights.flatMap((highlight) => {
    const { start, end } = highlight
    const sameText = abstractId !== undefined && highlight.abstractId === abstractId
    const at = sameText && text.slice(start, end) === highlight.exact ? { start, end } : findQuote(text, highlight)
    return at ? [{ highlight, ...at }] : []
  })
}

/** Cuts a text wherever a highlight begins or ends; each piece with the highlights over it, the longest first. */
export function piecesOf(text: string, places: Placed[]): { text: string; start: number; over: Highlight[] }[] {
  const cuts = new Set([0, text.length, ...places.flatMap(({ start, end }) => [start, end])])
  const ends = [...cuts].filter((cut) => cut >= 0 && cut <= text.length).sort((a, b) => a - b)
  const ordered = places.toSorted((a, b) => a.start - b.start || b.end - a.end)
  return ends.slice(1).map((end, index) => {
    const start = ends[index] as number
    const over = ordered.filter((place) => place.start <= start && place.end >= end).map(({ highlight }) => highlight)
    return { text: text.slice(start, end), start, over }
  })
}

interface Props {
  text: string
  /** Which stored abstract the text is, when it is one. */
  abstractId?: string
  highlights: Highlight[]
}

/** A text of the paper with its highlights painted in. Text alone: nothing in it becomes markup. */
export function Painted({ text, abstractId, highlights }: Props) {
  const pieces = useMemo(() => piecesOf(text, placesIn(text, highlights, abstractId)), [text, abstractId, highlights])
  return pieces.map(({ text, start, over }) => <Piece key={start} text={text} over={over} lane={1} />)
}

/** Highlights that lie over each other nest; the line of an inner one runs in the second lane. */
function Piece({ text, over, lane }: { text: string; over: Highlight[]; lane: 1 | 2 }) {
  const [outer, ...inner] = over
  if (!outer) return text
  return (
    <mark
      className={lane === 2 ? 'lane2' : undefined}
      data-m={outer.color}
      data-highlight={outer.id}
      title={i18n.t(`color.${outer.color}`)}
    >
      <Piece text={text} over={inner} lane={2} />
    </mark>
  )
}

/** A paper's abstract as the paper's own words, with the reader's highlights. */
export function Abstract(props: Props) {
  const highlights = useMemo(() => props.highlights.filter(({ field }) => field === 'abstract'), [props.highlights])
  return (
    <p className="paper abstract" dir="auto">
      <Painted {...props} highlights={highlights} />
    </p>
  )
}

/** A paper's title, with the reader's highlights. */
export function Title({ text, highlights }: { text: string; highlights: Highlight[] }) {
  const own = useMemo(() => highlights.filter(({ field }) => field === 'title'), [highlights])
  return <Painted text={text} highlights={own} />
}
