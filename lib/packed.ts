import { type Columns, columnsOf, type Facts, factsIn } from './facts'
import { isSlip, type Said, type Sought } from './search'

/**
 * A word index in a few flat pieces, which a browser stores and loads as they are: about 330 bytes for a paper with an
 * abstract. It does not change; newer papers come in another, and `merged` makes one of several.
 */
export interface Packed {
  /** The papers, by the numbers that the postings have. */
  ids: string[]
  columns: Columns
  /** All words in order, a line each. */
  words: string
  /** Where the postings of each word end, in bytes. */
  ends: Uint32Array
  /** Of each word the papers it stands in: how many numbers further than the last, in groups of 7 bits, then the fields. */
  postings: Uint8Array
}

/** One paper, for the index. */
export interface Doc {
  id: string
  said: Said
  facts: Facts
}

/** Bytes that grow as they are written. */
class Bytes {
  all = new Uint8Array(1 << 16)
  length = 0

  posting(step: number, fields: number) {
    if (this.length + 8 > this.all.length) {
      const larger = new Uint8Array(this.all.length * 2)
      larger.set(this.all)
      this.all = larger
    }
    let rest = step
    for (; rest > 127; rest >>>= 7) this.all[this.length++] = (rest & 127) | 128
    this.all[this.length++] = rest
    this.all[this.length++] = fields
  }
}

/** The words in the order in which they are packed: by UTF-16 units, as strings are compared. */
const inOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

export function pack(docs: Doc[]): Packed {
  const lists = new Map<string, number[]>()
  for (const [number, { said }] of docs.entries()) {
    for (const [word, fields] of said) {
      const list = lists.get(word)
      if (list) list.push(number, fields)
      else lists.set(word, [number, fields])
    }
  }
  const words = [...lists.keys()].sort(inOrder)
  const bytes = new Bytes()
  const ends = new Uint32Array(words.length)
  for (const [at, word] of words.entries()) {
    const list = lists.get(word) as number[]
    let last = 0
    for (let i = 0; i < list.length; i += 2) {
      const number = list[i] as number
      bytes.posting(number - last, list[i + 1] as number)
      last = number
    }
    ends[at] = bytes.length
  }
  return {
    ids: docs.map(({ id }) => id),
    columns: columnsOf(docs.map(({ facts }) => facts)),
    words: words.join('\n'),
    ends,
    postings: bytes.all.slice(0, bytes.length),
  }
}

/** The numbers of the papers in an order, and of each number by what it was sorted. */
export interface Sorted {
  numbers: Uint32Array
  keys: ArrayLike<number | string>
}

/** A packed index that can be asked. */
export interface Index {
  packed: Packed
  words: string[]
  /** In the orders that were asked for, by their names. */
  sorted: Map<string, Sorted>
}

export const opened = (packed: Packed): Index => ({
  packed,
  words: packed.words ? packed.words.split('\n') : [],
  sorted: new Map(),
})

/** Tells every paper that a word stands in, and in which fields. */
export function each(
  { packed: { ends, postings } }: Index,
  at: number,
  tell: (number: number, fields: number) => void,
) {
  const end = ends[at] as number
  let number = 0
  for (let i = at > 0 ? (ends[at - 1] as number) : 0; i < end; ) {
    let step = 0
    for (let shift = 0; ; shift += 7) {
      const byte = postings[i++] as number
      step |= (byte & 127) << shift
      if (byte < 128) break
    }
    number += step
    tell(number, postings[i++] as number)
  }
}

/** One index of several. Of a paper that is in more than one the last counts; `gone` are in none. */
export function merged(all: Index[], gone: ReadonlySet<string> = new Set()): Packed {
  const lastIn = new Map<string, number>()
  for (const [at, { packed }] of all.entries()) for (const id of packed.ids) lastIn.set(id, at)
  const ids: string[] = []
  const facts: Facts[] = []
  const numbers = all.map(({ packed }, at) => {
    const factsAt = factsIn(packed.columns)
    return Int32Array.from(packed.ids, (id, number) => {
      if (lastIn.get(id) !== at || gone.has(id)) return -1
      facts.push(factsAt(number))
      return ids.push(id) - 1
    })
  })
  const bytes = new Bytes()
  const words: string[] = []
  const ends: number[] = []
  const next = all.map(() => 0)
  for (;;) {
    let word: string | undefined
    for (const [at, index] of all.entries()) {
      const its = index.words[next[at] as number]
      if (its !== undefined && (word === undefined || its < word)) word = its
    }
    if (word === undefined) break
    const before = bytes.length
    let last = 0
    for (const [at, index] of all.entries()) {
      const place = next[at] as number
      if (index.words[place] !== word) continue
      next[at] = place + 1
      each(index, place, (old, fields) => {
        const number = numbers[at]?.[old] as number
        if (number < 0) return
        bytes.posting(number - last, fields)
        last = number
      })
    }
    if (bytes.length === before) continue
    words.push(word)
    ends.push(bytes.length)
  }
  return {
    ids,
    columns: columnsOf(facts),
    words: words.join('\n'),
    ends: Uint32Array.from(ends),
    postings: bytes.all.slice(0, bytes.length),
  }
}

/** The first word that is not before the sought one. */
function firstFrom(words: string[], sought: string): number {
  let low = 0
  let high = words.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((words[middle] as string) < sought) low = middle + 1
    else high = middle
  }
  return low
}

/** Where the words stand that answer what is sought; those with a slip of the hand where none is written so. */
export function* placesOf({ words }: Index, { word, begins }: Sought, slips: boolean): Generator<number> {
  const begin = slips ? (word[0] as string) : word
  for (let at = firstFrom(words, begin); words[at]?.startsWith(begin); at++) {
    if (slips ? isSlip(word, words[at] as string) : begins || words[at] === word) yield at
    if (!begins && !slips) return
  }
}
