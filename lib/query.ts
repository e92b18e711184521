import { searchable } from './words'

/** What a term can be about; in a query a colon stands behind it. */
export const fieldWords = [
  'tag',
  'author',
  'title',
  'year',
  'added',
  'highlighted',
  'color',
  'status',
  'site',
  'has',
  'note',
  'comment',
  'quote',
] as const
export type FieldWord = (typeof fieldWords)[number]

/** What a paper can be asked to have. Its place here is its bit in the index. */
export const possessions = ['note', 'comment', 'highlight', 'abstract', 'tag', 'lost'] as const
export type Possession = (typeof possessions)[number]

/** One thing that is sought: some words, anywhere or in one field, or what a field says. */
export interface Term {
  /** Absent for words that may stand anywhere. */
  field?: FieldWord
  /** Never empty, nor with white space at its ends. */
  value: string
  /** The words stand so, one after the other, and none is the beginning of a longer one. */
  phrase: boolean
  /** The papers of which this is true are left out. */
  not: boolean
}
export type Query = Term[]

/** A term as it was typed, and where: what is being typed may have no value yet. */
export interface Token {
  term: Term
  /** UTF-16 offsets into the text. */
  start: number
  end: number
}

/** Papers have one of these, so that of several any will do; of a tag and all else they may have several. */
const SINGLE: readonly FieldWord[] = ['status', 'year', 'site']
export const isSingle = (field: FieldWord | undefined) => field !== undefined && SINGLE.includes(field)

const HEAD = /\s*(-(?=\S))?(?:(\p{L}+)[:：])?/uy
const QUOTED = /["“”„]((?:\\["“”„\\]|[^"“”„])*)["“”„]?/y
const BARE = /\S*/y

/** The terms of a text and where they stand. Nothing is no query: what cannot be read otherwise is a word. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < text.length; ) {
    HEAD.lastIndex = at
    const [head = '', minus, name = ''] = HEAD.exec(text) ?? []
    const start = at + head.length - head.trimStart().length
    const field = fieldNamed(name)
    // The name of no field is a word of the reader's.
    const from = name && !field ? start + (minus ? 1 : 0) : at + head.length
    QUOTED.lastIndex = from
    BARE.lastIndex = from
    const quoted = QUOTED.exec(text)
    const [said = ''] = quoted ?? BARE.exec(text) ?? []
    const value = quoted ? (quoted[1] ?? '').replace(/\\(["“”„\\])/g, '$1') : said
    at = from + said.length
    if (at > start) {
      const term = { ...(field && { field }), value: value.trim(), phrase: quoted !== null, not: minus !== undefined }
      tokens.push({ term, start, end: at })
    }
  }
  return tokens
}

function fieldNamed(name: string): FieldWord | undefined {
  const lower = name.toLowerCase()
  return lower === 'colour' ? 'color' : fieldWords.find((field) => field === lower)
}

/** What a reader typed, as it is sought. A term without a value, as there is while it is typed, asks for nothing. */
export const parsed = (text: string): Query =>
  tokensOf(text).flatMap(({ term }) => (term.value === '' || (term.value === '-' && !term.phrase) ? [] : [term]))

/** A query as it is typed; parsed again it is the same. */
export const printed = (query: Query): string => query.map(printedTerm).join(' ')

function printedTerm({ field, value, phrase, not }: Term): string {
  const words = phrase ? `"${value.replace(/["“”„\\]/g, '\\$&')}"` : value
  return `${not ? '-' : ''}${field ? `${field}:` : ''}${words}`
}

/** The term that asks for a value of a field. */
export const asking = (field: FieldWord, value: string): Term => ({
  field,
  value: value.trim(),
  // A minus alone asks for nothing.
  phrase: /[\s"“”„]|^-$/.test(value.trim()),
  not: false,
})

/** A value as it is compared: without case, accents, white space and signs, but for one that is made of signs alone. */
export const plain = (value: string): string =>
  searchable(value).replace(/[^\p{L}\p{N}]+/gu, '') || value.trim().toLowerCase()

/**
 * Which of some values are asked for, by their places. Each may be called by several names. One that is called exactly so is
 * meant alone; else those whose names are the same but for signs and accents; else those whose names begin so.
 */
export function meant(value: string, named: string[][]): number[] {
  const wanted = plain(value)
  const ways: ((name: string) => boolean)[] = [
    (name) => name.toLowerCase() === value.toLowerCase(),
    (name) => plain(name) === wanted,
    (name) => plain(name).startsWith(wanted),
  ]
  for (const is of ways) {
    const places = named.flatMap((names, place) => (names.some(is) ? [place] : []))
    if (places.length > 0) return places
  }
  return []
}

/** Whether a query asks for one value of a field, by any of its names. */
export const asksFor = (query: Query, field: FieldWord, names: string[]): boolean =>
  query.some((term) => isAbout(term, field, names))

const isAbout = (term: Term, field: FieldWord, names: string[]) =>
  !term.not && term.field === field && names.some((name) => plain(name) === plain(term.value))

/** A query that asks for a value of a field as well, or, where it did, does not any more. The first name is written. */
export function toggled(text: string, field: FieldWord, names: string[]): string {
  const query = parsed(text)
  const others = query.filter((term) => !isAbout(term, field, names))
  return printed(others.length < query.length ? others : [...query, asking(field, names[0] ?? '')])
}

/** The years that are asked for, first and last: `2024`, `20` for all that begin so, `2020..2023`, `..2023`, `>2020`. */
export function yearsOf(value: string): [number, number] | undefined {
  const [, from, to] = /^(\d{0,4})(?:\.\.+|…|–|-)(\d{0,4})$/.exec(value) ?? []
  if (from !== undefined && to !== undefined) return [from ? first(from) : 1, to ? last(to) : 9999]
  const [, sign = '', digits] = /^([<>]?=?)(\d{1,4})$/.exec(value) ?? []
  if (digits === undefined) return
  if (sign.startsWith('>')) return [sign === '>' ? last(digits) + 1 : first(digits), 9999]
  if (sign.startsWith('<')) return [1, sign === '<' ? first(digits) - 1 : last(digits)]
  return [first(digits), last(digits)]
}

const first = (digits: string) => Number(digits.padEnd(4, '0'))
const last = (digits: string) => Number(digits.padEnd(4, '9'))
