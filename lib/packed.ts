import { isSlip, type Said, type Sought } from './search'

/**
 * A word index in a few flat pieces, which a browser stores and loads as they are: about 330 bytes for a paper with an
 * abstract. It does not change; newer papers come in another, and `merged` makes one of several.
 */
export interface Packed {
  /** The papers, by the numbers that the postings have. */
  ids: string[]
  /** When something was last done with each, in milliseconds since 1970. */
  times: Float64Array
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
  time: number
  said: Said
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
    times: Float64Array.from(docs, ({ time }) => time),
    words: words.join('\n'),
    ends,
    postings: bytes.all.slice(0, bytes.length),
  }
}

/** A packed index that can be asked. */
export interface Index {
  packed: Packed
  words: string[]
}

export const opened = (packed: Packed): Index => ({ packed, words: packed.words ? packed.words.split('\n') : [] })

/** Tells every paper that a word stands in, and in which fields. */
function each({ packed: { ends, postings } }: Index, at: number, tell: (number: number, fields: number) => void) {
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
  const times: number[] = []
  const numbers = all.map(({ packed }, at) =>
    Int32Array.from(packed.ids, (id, number) => {
      if (lastIn.get(id) !== at || gone.has(id)) return -1
      times.push(packed.times[number] as number)
      return ids.push(id) - 1
    }),
  )
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
    times: Float64Array.from(times),
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
function* placesOf({ words }: Index, { word, begins }: Sought, slips: boolean): Generator<number> {
  const begin = slips ? (word[0] as string) : word
  for (let at = firstFrom(words, begin); words[at]?.startsWith(begin); at++) {
    if (slips ? isSlip(word, words[at] as string) : begins || words[at] === word) yield at
    if (!begins && !slips) return
  }
}

/** A paper that was found: its number in the index. */
export interface Hit {
  index: Index
  number: number
}

/**
 * The papers in which all that is sought stands, those with which something was done last first. A word that is in none of the
 * indexes is sought again with a slip of the hand. Papers in `stale` are left out of the index, not of those that follow it.
 */
export function find(indexes: { index: Index; stale: ReadonlySet<string> }[], sought: Sought[]): Hit[] {
  if (sought.length === 0) return []
  const slips = sought.map((one) => indexes.every(({ index }) => placesOf(index, one, false).next().done))
  const hits = indexes.flatMap(({ index, stale }) => {
    const count = index.packed.ids.length
    const found = new Uint8Array(count)
    for (const [at, one] of sought.entries()) {
      // A bit would do for each word, but a query may have more than eight: a paper stays as long as it has each in turn.
      const step = at + 1
      for (const place of placesOf(index, one, slips[at] as boolean)) {
        each(index, place, (number) => {
          if (found[number] === step - 1) found[number] = step
        })
      }
    }
    const all: Hit[] = []
    for (let number = 0; number < count; number++) {
      const id = index.packed.ids[number] as string
      if (found[number] === sought.length && !stale.has(id)) all.push({ index, number })
    }
    return all
  })
  const time = ({ index, number }: Hit) => index.packed.times[number] as number
  return hits.sort((a, b) => time(b) - time(a))
}
