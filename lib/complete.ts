import type { Count, Facets } from './facets'
import { asking, asksFor, type FieldWord, fieldWords, parsed, plain, printed, tokensOf } from './query'
import { searchable } from './words'

/** What may be meant by what is being typed: a field word, or one with its value. */
export interface Offer {
  field: FieldWord
  value?: string
  /** How many papers it would find. */
  count?: number
  /** What is written in the place of what is being typed. */
  text: string
}

/** A part of a query that is being typed, and where it stands. */
export interface Typed {
  field?: FieldWord
  value: string
  not: boolean
  start: number
  end: number
  /** The query without it. */
  rest: string
}

/** Fields whose values are offered before their word is typed. */
const TELLING = ['status', 'color', 'tag', 'site', 'has'] as const satisfies FieldWord[]

/** Offers that fit on a screen: of values alone, and beside field words. */
const MOST = 8
const SOME = 5

/** What is being typed at a place in a query; undefined in a phrase, which is nobody's but the reader's. */
export function typedAt(text: string, caret: number): Typed | undefined {
  const token = tokensOf(text).find(({ start, end }) => start < caret && caret <= end)
  if (!token) return { value: '', not: false, start: caret, end: caret, rest: text }
  const { term, start, end } = token
  if (term.phrase && !term.field) return
  return { ...term, start, end, rest: `${text.slice(0, start)} ${text.slice(end)}` }
}

/** What may be meant, from what the rest of the query finds; `namesOf` tells what the reader calls a value, its id among it. */
export function offersFor(
  { field, value, not, rest }: Typed,
  { facets, authors }: { facets: Facets; authors: Count[] },
  namesOf: (field: FieldWord, value: string) => string[],
): Offer[] {
  const minus = not ? '-' : ''
  const begun = searchable(value).trim()
  const query = parsed(rest)
  const counts: Partial<Record<FieldWord, Count[]>> = { ...facets, author: authors }
  const valuesOf = (one: FieldWord): Offer[] =>
    (counts[one] ?? [])
      .filter((count) => {
        const names = namesOf(one, count.value)
        return names.some((name) => begins(name, begun)) && !asksFor(query, one, names)
      })
      .map((count) => ({ field: one, ...count, text: `${minus}${printed([asking(one, count.value)])} ` }))
  if (field) {
    const values = valuesOf(field)
    const [only] = values
    return values.length === 1 && only?.value && plain(only.value) === plain(value) ? [] : values.slice(0, MOST)
  }
  const words = fieldWords.filter((word) => word.startsWith(begun) || (word === 'color' && 'colour'.startsWith(begun)))
  const fields = words.map((word) => ({ field: word, text: `${minus}${word}:` }))
  if (begun === '') return fields
  const values = TELLING.flatMap(valuesOf).sort((a, b) => (b.count ?? 0) - (a.count ?? 0))
  return [...fields, ...values.slice(0, SOME)]
}

/** Whether a name, or a word in it, begins so. */
const begins = (name: string, begun: string) => {
  const said = searchable(name)
  return said.startsWith(begun) || said.split(/[^\p{L}\p{N}]+/u).some((word) => word !== '' && word.startsWith(begun))
}
