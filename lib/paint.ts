import { type Color, colors } from './color'
import type { Span } from './spans'

/** One highlight where it stands in the page. Never in a root of ours: a page gets at the nodes of what is registered. */
export interface Mark extends Span {
  id: string
  color: Color
  /** The element in whose words it stands, from `start` to `end`: by these overlaps are told, without a look at the page. */
  text: Element
  range: Range
}

/** How a meaning is painted: CSS values. */
export interface Ink {
  fill: string
  line: string
  style: string
  thickness: string
  /** Set where the page's own text colour would be too pale on the fill. */
  text?: string
}

/** What is registered, by name. Our own map, because Firefox throws when `CSS.highlights` is iterated. */
const registered = new Map<string, { ranges: Range[]; painted: Highlight }>()

const lanes = [1, 2] as const
type Lane = (typeof lanes)[number]

const name = (color: Color, lane: Lane) => `pm-${(lane === 2 ? colors.length : 0) + colors.indexOf(color) + 1}`

/**
 * Paints these marks and no others, without touching a node. Those of one text come in its order; one that overlaps the one before
 * it has its line in the second lane, lower, so that both can be seen.
 */
export function paint(marks: Mark[]): void {
  const ranges: Record<Lane, Map<Color, Range[]>> = { 1: new Map(), 2: new Map() }
  let last: Mark | undefined
  for (const mark of marks) {
    const overlaps = last?.text === mark.text && mark.start < last.end && mark.end > last.start
    if (!overlaps) last = mark
    const lane = ranges[overlaps ? 2 : 1]
    const others = lane.get(mark.color)
    if (others) others.push(mark.range)
    else lane.set(mark.color, [mark.range])
  }
  for (const lane of lanes) for (const color of colors) register(name(color, lane), ranges[lane].get(color) ?? [])
}

function register(name: string, ranges: Range[]): void {
  const before = registered.get(name)
  if (!before && ranges.length === 0) return
  const isSame = before?.ranges.length === ranges.length && ranges.every((range, at) => range === before.ranges[at])
  const painted = isSame ? before.painted : new Highlight(...ranges)
  registered.set(name, { ranges, painted })
  // Also when it is the same: a page that paints words of its own may have taken ours away with them.
  CSS.highlights.set(name, painted)
}

/** The rules that give registered highlights their look. Only properties that `::highlight()` accepts (CSS Pseudo 4, 3.5). */
export function rules(inks: Record<Color, Ink>): string {
  return colors
    .flatMap((color) =>
      lanes.map((lane) => {
        const { fill, line, style, thickness, text } = inks[color]
        return `::highlight(${name(color, lane)}) { background-color: ${fill}; text-decoration: underline ${style} ${line} ${lane === 1 ? thickness : `min(${thickness}, 2px)`}; text-underline-offset: ${lane === 1 ? 3 : 5}px;${text ? ` color: ${text};` : ''} }
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
