import { type Color, colors, isPrepared, type Prepared } from './color'

/** One highlight where it stands in the page. Never in a root of ours: a page gets at the nodes of what is registered. */
export interface Mark {
  id: string
  color: Color
  range: Range
}

/** How a meaning is painted: CSS values. */
export interface Ink {
  fill: string
  line: string
  /** Which lines, and of which style: `underline dashed`. */
  style: string
  thickness: string
  /** Set where the page's own text colour would be too pale on the fill. */
  text?: string
}

/** Highlights registered so far, by name. Our own map, because Firefox throws when `CSS.highlights` is iterated. */
const registered = new Map<string, Highlight>()

/** What highlights are painted with: the prepared colours, and one for all others. */
export const inks = [...colors, 'other'] as const
export type InkName = Prepared | 'other'

const name = (color: Color, lane: 1 | 2) =>
  `pm-${(lane === 2 ? inks.length : 0) + inks.indexOf(isPrepared(color) ? color : 'other') + 1}`

/**
 * Paints these marks and no others, without touching a node. Those of one text come in its order; one that overlaps the one before
 * it has its line in the second lane, lower, so that both can be seen.
 */
export function paint(marks: Mark[]): void {
  const ranges = new Map<string, Range[]>()
  /** The marks of each highlight: one for each tree that its words stand in. */
  const highlights: Mark[][] = []
  for (const mark of marks) {
    const before = highlights.at(-1)
    if (before?.[0]?.id === mark.id) before.push(mark)
    else highlights.push([mark])
  }
  let last: Mark[] = []
  for (const pieces of highlights) {
    const overlaps = pieces.some((one) => last.some((other) => areOver(one.range, other.range)))
    if (!overlaps) last = pieces
    for (const { color, range } of pieces) {
      const key = name(color, overlaps ? 2 : 1)
      const others = ranges.get(key)
      if (others) others.push(range)
      else ranges.set(key, [range])
    }
  }
  for (const key of new Set([...registered.keys(), ...ranges.keys()])) {
    const painted = new Highlight(...(ranges.get(key) ?? []))
    registered.set(key, painted)
    CSS.highlights.set(key, painted)
  }
}

/** Whether two ranges have words in common. */
function areOver(one: Range, other: Range): boolean {
  try {
    // END_TO_START compares our start with the other's end; START_TO_END our end with the other's start.
    return (
      one.compareBoundaryPoints(Range.END_TO_START, other) < 0 &&
      one.compareBoundaryPoints(Range.START_TO_END, other) > 0
    )
  } catch {
    // They stand in different trees.
    return false
  }
}

/** The rules that give registered highlights their look. Only properties that `::highlight()` accepts (CSS Pseudo 4, 3.5). */
export function rules(looks: Record<InkName, Ink>): string {
  return inks
    .flatMap((color) =>
      ([1, 2] as const).map((lane) => {
        const { fill, line, style, thickness, text } = looks[color]
        return `::highlight(${name(color, lane)}) { background-color: ${fill}; text-decoration: ${style} ${line} ${lane === 1 ? thickness : `min(${thickness}, 2px)`}; text-underline-offset: ${lane === 1 ? 3 : 5}px;${text ? ` color: ${text};` : ''} }
@media (forced-colors: active) { ::highlight(${name(color, lane)}) { background-color: Mark; color: MarkText; text-decoration-color: currentColor; } }`
      }),
    )
    .join('\n')
}

/** A colour as red, green, blue (0–255) and alpha (0–1), from what getComputedStyle gives; undefined for other notations. */
export function rgba(css: string): [number, number, number, number] | undefined {
  const found = /^rgba?\((\d+(?:\.\d+)?),? (\d+(?:\.\d+)?),? (\d+(?:\.\d+)?)(?:,? ?\/? ?([\d.]+))?\)$/.exec(css)
  if (!found) return
  const [, red, green, blue, alpha] = found
  return [Number(red), Number(green), Number(blue), alpha === undefined ? 1 : Number(alpha)]
}

/** The contrast of text on a fill over a ground, from 1 to 21 (WCAG 2.2, 1.4.3). Colours as `rgba` reads them. */
export function contrast(text: number[], fill: number[], ground: number[]): number {
  const alpha = fill[3] ?? 1
  const under = [0, 1, 2].map((i) => (fill[i] ?? 0) * alpha + (ground[i] ?? 0) * (1 - alpha))
  const [light, dark] = [luminance(text), luminance(under)].sort((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** Relative luminance, from 0 to 1 (WCAG 2.2). */
export function luminance(color: number[]): number {
  const [red = 0, green = 0, blue = 0] = color.slice(0, 3).map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
