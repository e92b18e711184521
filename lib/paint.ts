import { type Color, colors, type Prepared } from './color'
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
  /** Which lines, and of which style: `underline dashed`. */
  style: string
  thickness: string
  /** Set where the page's own text colour would be too pale on the fill. */
  text?: string
}

/** What is registered, by name. Our own map, because Firefox throws when `CSS.highlights` is iterated. */
const registered = new Map<string, { ranges: Range[]; painted: Highlight }>()

/** What highlights are painted with: the prepared colours, and one for all others. */
export const inks = [...colors, 'other'] as const
export type InkName = Prepared | 'other'

const lanes = [1, 2] as const
type Lane = (typeof lanes)[number]

const name = (ink: InkName, lane: Lane) => `pm-${(lane === 2 ? inks.length : 0) + inks.indexOf(ink) + 1}`

/** Where each ink stands among them. */
const placeOf = new Map<string, number>(inks.map((ink, at) => [ink, at]))

/**
 * Paints these marks and no others, without touching a node. Those of one text come in its order; one that overlaps the one before
 * it has its line in the second lane, lower, so that both can be seen.
 */
export function paint(marks: Mark[]): void {
  const ranges: Record<Lane, Range[][]> = { 1: inks.map(() => []), 2: inks.map(() => []) }
  let before: { mark: Mark; lane: Lane } | undefined
  let last: Mark | undefined
  for (const mark of marks) {
    const { id, text, color, range } = mark
    // One highlight has a mark for each tree that its words stand in.
    const isSame = before?.mark.id === id && before.mark.text === text
    const overlaps = last?.text === text && mark.start < last.end && mark.end > last.start
    const lane: Lane = isSame ? (before?.lane ?? 1) : overlaps ? 2 : 1
    if (lane === 1) last = mark
    before = { mark, lane }
    ranges[lane][placeOf.get(color) ?? inks.length - 1]?.push(range)
  }
  for (const lane of lanes)
    for (const [at, ink] of inks.entries()) register(name(ink, lane), ranges[lane][at] ?? [], lane)
}

function register(name: string, ranges: Range[], lane: Lane): void {
  const before = registered.get(name)
  if (!before && ranges.length === 0) return
  const isSame = before?.ranges.length === ranges.length && ranges.every((range, at) => range === before.ranges[at])
  const painted = isSame ? before.painted : new Highlight(...ranges)
  // The second line over the first, whichever of them came first.
  painted.priority = lane
  registered.set(name, { ranges, painted })
  // Also when it is the same: a page that paints words of its own may have taken ours away with them.
  CSS.highlights.set(name, painted)
}

/**
 * Of which element the rules are. Elements inherit the look of highlights from those above them (CSS Pseudo 4, 3.5.2), so that the
 * root's is enough, and a page of 60,000 elements is styled in less than half the time; Firefox 153 does not do so yet.
 */
const OF = import.meta.env.FIREFOX ? '' : ':root'

/** The rules that give registered highlights their look. Only properties that `::highlight()` accepts (CSS Pseudo 4, 3.5). */
export function rules(looks: Record<InkName, Ink>): string {
  return inks
    .flatMap((color) =>
      lanes.map((lane) => {
        const { fill, line, style, thickness, text } = looks[color]
        return `${OF}::highlight(${name(color, lane)}) { background-color: ${fill}; text-decoration: ${style} ${line} ${lane === 1 ? thickness : `min(${thickness}, 2px)`}; text-underline-offset: ${lane === 1 ? 3 : 7}px;${text ? ` color: ${text};` : ''} }
@media (forced-colors: active) { ${OF}::highlight(${name(color, lane)}) { background-color: Mark; color: MarkText; text-decoration-color: currentColor; } }`
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
