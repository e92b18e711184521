import { beginOf, daysOf, shifted } from './calendar'
import type { Meaning } from './color'
import type { Columns, Values } from './facts'
import { each, type Index, placesOf } from './packed'
import { type FieldWord, isSingle, meant, possessions, type Query, type Term, yearsOf } from './query'
import { phraseIn, type Searched, type Sought, searched, soughtIn } from './search'
import { statuses } from './status'

/** An index that is asked together with others, and the papers in it that are not looked at, since another knows better. */
export interface Part {
  index: Index
  hidden?: Uint8Array
}

/** What an index answers to a query, for each paper by its number. */
export interface Found {
  index: Index
  /** What of the query is not true of it, as bits: 0 for a paper that was found. */
  missed: Uint8Array
  /** 1 where the words of a phrase stand and only the text tells whether they stand together. */
  unsure: Uint8Array
}

/** A paper may miss a status, a year or a site, and still count beside them: what is chosen there can be chosen otherwise. */
export const MISSED = { status: 1, year: 2, site: 4, other: 8 }

/** What the reader calls the values of a field. */
const namesOf = (field: FieldWord, value: string, meanings: Meaning[]): string[] => {
  const name = field === 'color' && meanings.find(({ color }) => color === value)?.name
  return name ? [value, name] : [value]
}

/** The texts in which a term is sought, as bits; 0 for a field that is no text. */
function textsOf({ field }: Term): number {
  if (field === undefined) return 255
  const place = field === 'tag' ? -1 : searched.indexOf(field as Searched)
  return place < 0 ? 0 : 1 << place
}

const soughtOf = ({ value, phrase }: Term): Sought[] => (phrase ? phraseIn(value) : soughtIn(value))

/** A phrase that the texts have to be asked for. */
export interface Phrase {
  words: Sought[]
  /** The text in which it is sought; any where there is none. */
  field?: Searched
  not: boolean
}

export const phrasesOf = (query: Query): Phrase[] =>
  query
    .filter(isPhrase)
    .map((term) => ({ words: soughtOf(term), field: term.field as Searched | undefined, not: term.not }))

const isPhrase = (term: Term) => term.phrase && textsOf(term) > 0 && soughtOf(term).length > 1

/** What the indexes answer to a query. Of words that stand nowhere those are sought that a slip of the hand may have made of them. */
export function find(parts: Part[], query: Query, meanings: Meaning[]): Found[] {
  const found = parts.map(({ index, hidden }) => {
    const missed = new Uint8Array(index.packed.ids.length)
    if (hidden) for (let number = 0; number < missed.length; number++) if (hidden[number]) missed[number] = MISSED.other
    return { index, missed, unsure: new Uint8Array(missed.length) }
  })
  const terms = query.filter((term) => textsOf(term) === 0 || soughtOf(term).length > 0)
  // Nothing is said by a query of signs alone.
  if (terms.length === 0 && query.length > 0) for (const { missed } of found) missed.fill(MISSED.other)
  const groups = Map.groupBy(terms, (term) => (isSingle(term.field) && !term.not ? term.field : term))
  for (const group of groups.values()) {
    const [term] = group as [Term]
    const bit = !term.not && isSingle(term.field) ? MISSED[term.field as keyof typeof MISSED] : MISSED.other
    const isUnsure = isPhrase(term)
    const holders = group.map((one) => holdersOf(parts, one, meanings))
    for (const [at, { missed, unsure }] of found.entries()) {
      for (let number = 0; number < missed.length; number++) {
        const is = holders.some((held) => held[at]?.[number] === 1)
        if (is && isUnsure) unsure[number] = 1
        else if (is === term.not) missed[number] = (missed[number] as number) | bit
      }
    }
  }
  return found
}

/** In each index the papers of which a term is true, by their numbers. */
function holdersOf(parts: Part[], term: Term, meanings: Meaning[]): Uint8Array[] {
  const texts = textsOf(term)
  if (texts > 0) {
    const sought = soughtOf(term)
    const slips = sought.map(
      (one) => !term.phrase && !term.not && parts.every(({ index }) => placesOf(index, one, false).next().done),
    )
    return parts.map(({ index }) => saying(index, sought, slips, texts, term.phrase))
  }
  const { field, value } = term
  if (field === 'year') {
    const [from, to] = yearsOf(value) ?? [1, 0]
    return parts.map(({ index }) =>
      index.packed.columns.date.reduce((held, date, number) => {
        const year = Math.floor(date / 10_000)
        if (year >= from && year <= to) held[number] = 1
        return held
      }, new Uint8Array(index.packed.ids.length)),
    )
  }
  if (field === 'added' || field === 'highlighted') {
    const [first, last] = daysOf(value) ?? []
    return parts.map(({ index: { packed } }) => {
      const { added, highlighted } = packed.columns
      if (first === undefined || last === undefined) return new Uint8Array(packed.ids.length)
      if (field === 'highlighted')
        return having(highlighted, new Set(highlighted.names.filter((day) => first <= day && day <= last)))
      const [from, to] = [beginOf(first).getTime(), beginOf(shifted(last, 1)).getTime()]
      return Uint8Array.from(added, (at) => Number(from <= at && at < to))
    })
  }
  if (field === 'status') {
    const wanted = meant(value, [['none'], ...statuses.map((status) => [status])])
    return parts.map(({ index }) =>
      Uint8Array.from(index.packed.columns.status, (status) => Number(wanted.includes(status))),
    )
  }
  if (field === 'has') {
    const bits = meant(
      value,
      possessions.map((possession) => [possession]),
    ).reduce((bits, bit) => bits | (1 << bit), 0)
    return parts.map(({ index }) => Uint8Array.from(index.packed.columns.has, (has) => Number((has & bits) > 0)))
  }
  const column = COLUMN[field as keyof typeof COLUMN]
  const all = [...new Set(parts.flatMap(({ index }) => index.packed.columns[column].names.map(lower)))]
  const places = meant(
    value,
    all.map((name) => namesOf(field as FieldWord, name, meanings)),
  )
  const wanted = new Set(places.map((place) => all[place]))
  return parts.map(({ index }) => having(index.packed.columns[column], wanted))
}

const COLUMN = { tag: 'tags', color: 'colors', site: 'sites' } as const satisfies Record<string, keyof Columns>
const lower = (name: string) => name.toLowerCase()

function having({ names, ends, places }: Values, wanted: ReadonlySet<string | undefined>): Uint8Array {
  const held = new Uint8Array(ends.length)
  const isWanted = names.map((name) => wanted.has(lower(name)))
  for (let number = 0, at = 0; number < ends.length; number++) {
    for (; at < (ends[number] as number); at++) if (isWanted[places[at] as number]) held[number] = 1
  }
  return held
}

/** The papers in which all words stand in one of these texts: each in any, or all together in the same. */
function saying(index: Index, sought: Sought[], slips: boolean[], texts: number, together: boolean): Uint8Array {
  const held = new Uint8Array(index.packed.ids.length).fill(texts)
  for (const [at, one] of sought.entries()) {
    const stands = new Uint8Array(held.length)
    for (const place of placesOf(index, one, slips[at] as boolean)) {
      each(index, place, (number, fields) => {
        stands[number] = (stands[number] as number) | fields
      })
    }
    for (let number = 0; number < held.length; number++) {
      const fields = (stands[number] as number) & texts
      held[number] = (held[number] as number) & (together || fields === 0 ? fields : texts)
    }
  }
  return held.map((fields) => (fields > 0 ? 1 : 0))
}
