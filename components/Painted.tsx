import { useMemo } from 'react'
import type { Highlight } from '@/lib/highlight'
import { piecesOf, placesIn } from '@/lib/pieces'
import { useMeanings } from './Meanings'
import { nameOf } from './meaning'

interface Props {
  text: string
  /** Which stored abstract the text is, when it is one. */
  abstractId?: string
  highlights: Highlight[]
  /** The highlight whose words are looked for, by id: they stand out. */
  sought?: string
}

/** A text of the paper with its highlights painted in. Text alone: nothing in it becomes markup. */
export function Painted({ text, abstractId, highlights, sought }: Props) {
  const pieces = useMemo(() => piecesOf(text, placesIn(text, highlights, abstractId)), [text, abstractId, highlights])
  return pieces.map(({ text, start, over }) => <Piece key={start} text={text} over={over} lane={1} sought={sought} />)
}

/** Highlights that lie over each other nest; the line of an inner one runs in the second lane. */
function Piece({ text, over, lane, sought }: { text: string; over: Highlight[]; lane: 1 | 2; sought?: string }) {
  const meanings = useMeanings()
  const [outer, ...inner] = over
  if (!outer) return text
  return (
    <mark
      className={[lane === 2 && 'lane2', outer.id === sought && 'now'].filter(Boolean).join(' ') || undefined}
      data-m={outer.color}
      data-highlight={outer.id}
      title={nameOf(meanings, outer.color)}
    >
      <Piece text={text} over={inner} lane={2} sought={sought} />
    </mark>
  )
}

/** A paper's title, with the reader's highlights. */
export function Title({ text, highlights }: { text: string; highlights: Highlight[] }) {
  const own = useMemo(() => highlights.filter(({ field }) => field === 'title'), [highlights])
  return <Painted text={text} highlights={own} />
}
