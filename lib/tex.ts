import type { Placed } from './pieces'

/** What stands in a text as TeX, and how it is shown: a formula to be drawn, or other signs in its place, perhaps none. */
export type Tex = { formula: string; display: boolean } | { shown: string }

/** How long a formula is drawn, in UTF-16 units, and how many of a text: a page may have written anything. */
const LONGEST = 500
const MOST = 200

const ACCENTS: Record<string, string> = {
  ...{ "'": '\u0301', '`': '\u0300', '^': '\u0302', '"': '\u0308', '~': '\u0303', '=': '\u0304', '.': '\u0307' },
  ...{ b: '\u0331', c: '\u0327', d: '\u0323', H: '\u030b', k: '\u0328', r: '\u030a', u: '\u0306', v: '\u030c' },
}

const INNER = `(?:[^$\\\\]|\\\\[^)\\]]){1,${LONGEST}}?`
const token = new RegExp(
  [
    `\\$\\$(?<displayed>${INNER})\\$\\$`,
    // As in Markdown: no space within, no digit behind. So "$5 and $10" is no formula.
    `\\$(?=\\S)(?<dollars>${INNER})(?<=\\S)\\$(?!\\d)`,
    `\\\\\\((?<brackets>${INNER})\\\\\\)`,
    // An accent, with braces around the letter, around both, or without any.
    `\\{\\\\(?<a1>["'\`^~=.]|[bcdHkruv](?![a-z]))\\s*(?:\\\\?(?<l1>[a-z])|\\{\\\\?(?<l2>[a-z])\\})\\}`,
    `\\\\(?<a2>["'\`^~=.]|[bcdHkruv](?=\\{))(?:\\\\?(?<l3>[a-z])|\\{\\\\?(?<l4>[a-z])\\})`,
    `\\\\(?:emph|text(?:it|bf|sc|tt|rm|sf|sl|up)?)\\{(?=(?<dressed>(?:[^{}]|\\{[^{}]{0,99}\\}){0,${LONGEST}})\\})`,
    `\\\\(?<sign>[$%&#_])`,
  ].join('|'),
  'gi',
)

/** Words side by side, and nothing that TeX alone has: prose between the signs of two prices. */
const isProse = (source: string) => !/[\\^_{}]/.test(source) && /\p{L}{2,}\s|\s\p{L}{2,}/u.test(source)

/** Where TeX stands in a title or an abstract, in UTF-16 units, none over another. */
export function texIn(text: string): Placed<Tex>[] {
  if (!/[$\\]/.test(text)) return []
  const found: Placed<Tex>[] = []
  const closing: number[] = []
  token.lastIndex = 0
  for (let match = token.exec(text); match && found.length < MOST; match = token.exec(text)) {
    const { index: start, groups = {} } = match
    const { displayed, dollars, brackets, a1, a2, l1, l2, l3, l4, dressed, sign } = groups
    const formula = displayed ?? dollars ?? brackets
    const end = token.lastIndex
    if (formula !== undefined) {
      if (!isProse(formula)) found.push({ what: { formula, display: displayed !== undefined }, start, end })
      // What closes nothing may open something.
      else token.lastIndex = start + 1
      continue
    }
    if (dressed !== undefined) closing.push(end + dressed.length)
    const letter = l1 ?? l2 ?? l3 ?? l4 ?? ''
    const shown = sign ?? `${letter}${ACCENTS[a1 ?? a2 ?? ''] ?? ''}`.normalize('NFC')
    found.push({ what: { shown }, start, end })
  }
  return [...found, ...closing.map((start) => ({ what: { shown: '' }, start, end: start + 1 }))]
}

/** Places that begin and end where TeX does: of a formula that is touched the whole is taken. */
export const aroundTex = <T>(places: Placed<T>[], tex: Placed<Tex>[]): Placed<T>[] =>
  places.map((place) => {
    const over = tex.filter(({ start, end }) => start < place.end && end > place.start)
    const start = Math.min(place.start, ...over.map(({ start }) => start))
    return { ...place, start, end: Math.max(place.end, ...over.map(({ end }) => end)) }
  })
