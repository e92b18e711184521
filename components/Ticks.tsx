import { i18n } from '#i18n'
import { colors } from '@/lib/color'
import type { Highlight } from '@/lib/highlight'

/** How many highlights of each meaning a paper has: a slot for each, in the reader's order, as high as many. */
export function Ticks({ highlights }: { highlights: Highlight[] }) {
  const counts = colors.map((color) => highlights.filter((highlight) => highlight.color === color).length)
  const spoken = colors.flatMap((color, index) =>
    counts[index] ? [`${i18n.t(`color.${color}`)} ${counts[index]}`] : [],
  )
  return (
    <span className="ticks" role="img" aria-label={spoken.join(', ')}>
      {colors.map((color, index) => {
        const count = counts[index] ?? 0
        return (
          <i key={color} data-m={count > 0 ? color : undefined} data-n={count > 0 ? Math.min(count, 3) : undefined} />
        )
      })}
    </span>
  )
}

/** A meaning: its number on its own colour and line. Its name stands beside it or is read out. */
export function Swatch({ color, named = false }: { color: Highlight['color']; named?: boolean }) {
  const name = i18n.t(`color.${color}`)
  return (
    <span className="mname">
      <span className="sw" data-m={color} title={name} aria-hidden="true">
        {colors.indexOf(color) + 1}
      </span>
      <span className={named ? undefined : 'vh'}>{name}</span>
    </span>
  )
}
