import { lazy, Suspense, useMemo } from 'react'
import type { Highlight } from '@/lib/highlight'
import { piecesOf, placesIn } from '@/lib/pieces'
import { aroundTex, type Tex, texIn } from '@/lib/tex'
import { useMeanings } from './Meanings'
import { nameOf } from './meaning'

// Loaded where there is a formula to draw, and nothing waits for it.
const Formula = lazy(async () => ({ default: (await import('./Formula')).Formula }))

interface Props {
  text: string
  /** Which stored abstract the text is, when it is one. */
  abstractId?: string
  highlights: Highlight[]
  /** The highlight whose words are looked for, by id: they stand out. */
  sought?: string
}

/**
 * A text of the paper with its highlights painted in, and its TeX as it is meant. Nothing in it becomes markup. An element with
 * `data-tex` stands for those letters of the text.
 */
export function Painted({ text, abstractId, highlights, sought }: Props) {
  const pieces = useMemo(() => {
    const tex = texIn(text)
    return piecesOf<Highlight | Tex>(text, [...aroundTex(placesIn(text, highlights, abstractId), tex), ...tex])
  }, [text, abstractId, highlights])
  return pieces.map(({ text, start, over }) => {
    const marks = over.filter((one) => 'exact' in one)
    return <Piece key={start} text={text} tex={over.find(isTex)} over={marks} lane={1} sought={sought} />
  })
}

const isTex = (one: Highlight | Tex): one is Tex => !('exact' in one)

interface PieceProps extends Pick<Props, 'text' | 'sought'> {
  tex: Tex | undefined
  over: Highlight[]
  lane: 1 | 2
}

/** Highlights that lie over each other nest; the line of an inner one runs in the second lane. */
function Piece({ text, tex, over, lane, sought }: PieceProps) {
  const meanings = useMeanings()
  const [outer, ...inner] = over
  if (!outer) return tex ? <Meant tex={tex} written={text} /> : text
  return (
    <mark
      className={[lane === 2 && 'lane2', outer.id === sought && 'now'].filter(Boolean).join(' ') || undefined}
      data-m={outer.color}
      data-highlight={outer.id}
      title={nameOf(meanings, outer.color)}
    >
      <Piece text={text} tex={tex} over={inner} lane={2} sought={sought} />
    </mark>
  )
}

/** TeX as it is meant. */
function Meant({ tex, written }: { tex: Tex; written: string }) {
  if ('shown' in tex) return <span data-tex={written}>{tex.shown}</span>
  return (
    <span data-tex={written}>
      <Suspense fallback={written}>
        <Formula source={tex.formula} display={tex.display} written={written} />
      </Suspense>
    </span>
  )
}

/** A paper's title, with the reader's highlights. */
export function Title({ text, highlights }: { text: string; highlights: Highlight[] }) {
  const own = useMemo(() => highlights.filter(({ field }) => field === 'title'), [highlights])
  return <Painted text={text} highlights={own} />
}
