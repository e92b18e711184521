/**
 * The colours that are prepared, each with an ink of its own in components/tokens.css. What is stored of a highlight is one of
 * these names, and it stays when the reader calls the meaning otherwise.
 */
export const colors = ['claim', 'method', 'result', 'question', 'limit', 'term', 'data', 'idea', 'doubt'] as const
export type Prepared = (typeof colors)[number]

/** A highlight's colour as it is stored. One that is not prepared may come from elsewhere: it is painted as `other`. */
export type Color = string

/**
 * The colour of words that another tool highlighted without a meaning: none of the reader's, so that it says nothing of theirs. And
 * what stands in the place of the site of an abstract that a file brought.
 */
export const IMPORTED = 'imported'

export const isPrepared = (color: unknown): color is Prepared => colors.some((one) => one === color)

/** A colour is a meaning: the reader names it, and offers it for highlighting or not. */
export interface Meaning {
  color: Prepared
  /** What the reader calls it; absent as long as it has its first name. */
  name?: string
  on: boolean
}

/** Letters that a name may have: the bar on a page names all meanings. */
export const LONGEST = 24

/** The meanings of a reader who has changed none. */
export const defaultMeanings: Meaning[] = colors.slice(0, 6).map((color) => ({ color, on: true }))

/** The meanings as they were stored; the default ones where that is no list of them. */
export function meaningsOf(stored: unknown): Meaning[] {
  if (!Array.isArray(stored) || !stored.every(isMeaning)) return defaultMeanings
  const own = new Set(stored.map(({ color }) => color))
  const isWhole = own.size === stored.length && defaultMeanings.every(({ color }) => own.has(color))
  return isWhole && offered(stored).length > 0 ? stored : defaultMeanings
}

function isMeaning(value: unknown): value is Meaning {
  const { color, name, on } = (value ?? {}) as Record<string, unknown>
  const isNamed = name === undefined || (typeof name === 'string' && name !== '' && [...name].length <= LONGEST)
  return isPrepared(color) && isNamed && typeof on === 'boolean'
}

/** The meanings that highlights can be made with. The place of each, from 1, is its number and its key. */
export const offered = (meanings: Meaning[]): Meaning[] => meanings.filter(({ on }) => on)

/** The meanings that a highlight can be given: those offered, and the one that it has. */
export function choices(meanings: Meaning[], color: Color): Color[] {
  const own = offered(meanings).map((meaning): Color => meaning.color)
  return own.includes(color) ? own : [...own, color]
}

/** The colour to highlight with where none is chosen: the last used, or the first if that one is not offered any more. */
export function colorToUse(meanings: Meaning[], last: Prepared): Prepared {
  const own = offered(meanings)
  return (own.find(({ color }) => color === last) ?? own[0])?.color ?? last
}

/** How many highlights each meaning has: all that are offered, in the reader's order, then others that occur. */
export function tally(meanings: Meaning[], highlights: { color: Color }[]): { color: Color; count: number }[] {
  const own = offered(meanings).map((meaning): Color => meaning.color)
  const others = highlights.map(({ color }) => color).filter((color) => !own.includes(color))
  return [...new Set([...own, ...others])].map((color) => ({
    color,
    count: highlights.filter((highlight) => highlight.color === color).length,
  }))
}

/** The meanings with one of them at another place, from 0; a place beyond either end is that end. */
export function moved(meanings: Meaning[], color: Color, to: number): Meaning[] {
  const one = meanings.find((meaning) => meaning.color === color)
  const others = meanings.filter((meaning) => meaning !== one)
  return one ? others.toSpliced(Math.max(0, to), 0, one) : meanings
}

/** The meanings with one more, in the next ink that none of them has; the same when there is no further one. */
export function added(meanings: Meaning[]): Meaning[] {
  const next = colors.find((color) => meanings.every((meaning) => meaning.color !== color))
  return next ? [...meanings, { color: next, on: true }] : meanings
}

/** The meanings with one called otherwise, its first name again where that is blank. */
export function renamed(meanings: Meaning[], color: Color, words: string): Meaning[] {
  const name = [...words.replace(/\s+/g, ' ').trim()].slice(0, LONGEST).join('')
  return meanings.map((meaning) => {
    if (meaning.color !== color) return meaning
    const { name: _before, ...unnamed } = meaning
    return name ? { ...unnamed, name } : unnamed
  })
}
