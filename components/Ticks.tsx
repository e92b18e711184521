import { type Color, tally } from '@/lib/color'
import type { Highlight } from '@/lib/highlight'
import { useMeanings } from './Meanings'
import { nameOf, signOf } from './meaning'

/** How many highlights of each meaning a paper has: a slot for each, in the reader's order, as high as many. */
export function Ticks({ highlights }: { highlights: Highlight[] }) {
  const meanings = useMeanings()
  const counts = tally(meanings, highlights)
  const spoken = counts.flatMap(({ color, count }) => (count > 0 ? [`${nameOf(meanings, color)} ${count}`] : []))
  return (
    <span className="ticks" role="img" aria-label={spoken.join(', ')}>
      {counts.map(({ color, count }) => (
        <i key={color} data-m={count > 0 ? color : undefined} data-n={count > 0 ? Math.min(count, 3) : undefined} />
      ))}
    </span>
  )
}

/** A meaning: its number on its own colour and line. Its name stands beside it or is read out. */
export function Swatch({ color, named = false }: { color: Color; named?: boolean }) {
  const meanings = useMeanings()
  const name = nameOf(meanings, color)
  return (
    <span className="mname">
      <span className="sw" data-m={color} title={name} aria-hidden="true">
        {signOf(meanings, color)}
      </span>
      <span className={named ? undefined : 'vh'}>{name}</span>
    </span>
  )
}
