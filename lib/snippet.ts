import type { Entry } from './entry'
import type { Query, Term } from './query'
import { answers, isSlip, phraseIn, type Searched, type Sought, soughtIn, textsOf, wordsAt } from './search'
import { isPlain, searchable } from './words'

/** A short piece of a text in which what was sought stands: its parts in order, and which of them were sought. */
export interface Snippet {
  field: Exclude<Searched, 'title'>
  pieces: { text: string; found: boolean }[]
}

/** UTF-16 units of a piece, and of what is shown before the first words that were found. */
const LONGEST = 140
const BEFORE = 32

/** Places in one text that a piece may begin at; a note may have thousands. */
const MOST = 100

/** Words that must stand one behind the other, in one field where it is named. A word that is sought alone may be a slip. */
interface Need {
  words: Sought[]
  field?: Term['field']
  phrase: boolean
}

/** Where a need is answered in a text, in UTF-16 units. */
interface Place {
  need: Need
  start: number
  end: number
}

/** Where the words of a query stand in a paper, if not all of them in its title. */
export function snippetOf(entry: Entry, query: Query): Snippet | undefined {
  const needs = needsOf(query)
  if (needs.length === 0) return
  const texts = [...textsOf(entry)].map(([field, text]) => ({ field, text, said: searchable(text) }))
  const seek = (some: Need[], slips: boolean) =>
    texts.map(({ field, text, said }) => {
      const here = some.filter(
        (need) => (need.field ?? field) === field && (slips || need.words.every(({ word }) => said.includes(word))),
      )
      return here.length > 0 ? placesIn(mapped(text), here, slips) : []
    })
  const exact = seek(needs, false)
  const known = new Set(exact.flat().map(({ need }) => need))
  const slipped = needs.filter((need) => !known.has(need) && !need.phrase)
  const more = slipped.length > 0 ? seek(slipped, true) : []
  const all = exact.map((places, at) => [...places, ...(more[at] ?? [])].sort((a, b) => a.start - b.start))
  const inTitle = new Set(
    all.flatMap((places, at) => (texts[at]?.field === 'title' ? places : [])).map(({ need }) => need),
  )
  let best: { at: number; from: number; told: number } | undefined
  for (const [at, places] of all.entries()) {
    if (texts[at]?.field === 'title') continue
    for (const { start } of places.slice(0, MOST)) {
      const near = places.filter((place) => place.start >= start && place.end <= start + LONGEST - BEFORE)
      const told = new Set(near.map(({ need }) => need)).difference(inTitle).size
      if (told > (best?.told ?? 0)) best = { at, from: start, told }
    }
  }
  if (!best) return
  const { field, text } = texts[best.at] as { field: Snippet['field']; text: string }
  return { field, pieces: piecesOf(text, best.from, all[best.at] as Place[]) }
}

const needsOf = (query: Query): Need[] =>
  query.flatMap(({ field, value, phrase, not }): Need[] => {
    // Tags stand in the row as they are.
    if (not || field === 'tag') return []
    if (!phrase) return soughtIn(value).map((word) => ({ words: [word], field, phrase }))
    const words = phraseIn(value)
    return words.length > 0 ? [{ words, field, phrase }] : []
  })

/** A text as it is searched, and where in the text each of its units comes from. */
interface Mapped {
  text: string
  from(unit: number): number
}

function mapped(text: string): Mapped {
  if (isPlain(text)) return { text: searchable(text), from: (unit) => unit }
  let folded = ''
  const from: number[] = []
  for (let at = 0; at < text.length; ) {
    const sign = String.fromCodePoint(text.codePointAt(at) as number)
    const said = sign < '\x80' ? sign.toLowerCase() : searchable(sign)
    for (let unit = 0; unit < said.length; unit++) from.push(at)
    folded += said
    at += sign.length
  }
  return { text: folded, from: (unit) => from[unit] ?? text.length }
}

function placesIn({ text, from }: Mapped, needs: Need[], slips: boolean): Place[] {
  const words = [...wordsAt(text)]
  return needs.flatMap((need) =>
    words.flatMap(({ at }, first) => {
      const is = need.words.every((sought, place) => {
        const word = words[first + place]?.word ?? ''
        return slips ? isSlip(sought.word, word) : answers(sought, word)
      })
      const last = words[first + need.words.length - 1]
      return is && last ? [{ need, start: from(at), end: from(last.at + last.word.length) }] : []
    }),
  )
}

/** The text about a place, cut between words where there are spaces between them. */
function piecesOf(text: string, first: number, places: Place[]): Snippet['pieces'] {
  const before = text.lastIndexOf(' ', first - BEFORE) + 1
  const start = first < BEFORE ? 0 : first - before > 2 * BEFORE ? whole(text, first - BEFORE) : before
  const space = text.lastIndexOf(' ', start + LONGEST)
  const cut = space > start + LONGEST / 2 ? space : whole(text, start + LONGEST)
  const end = start + LONGEST < text.length ? cut : text.length
  const pieces: Snippet['pieces'] = [{ text: start > 0 ? '…' : '', found: false }]
  let at = start
  for (const place of places) {
    const from = Math.max(at, place.start)
    const to = Math.min(end, place.end)
    if (from >= to) continue
    pieces.push({ text: text.slice(at, from), found: false }, { text: text.slice(from, to), found: true })
    at = to
  }
  pieces.push({ text: `${text.slice(at, end)}${end < text.length ? '…' : ''}`, found: false })
  return joined(pieces)
}

/** A place that does not cut a sign in two. */
const whole = (text: string, at: number) => (/[\uDC00-\uDFFF]/.test(text[at] ?? '') ? at - 1 : at)

/** Neighbours that are alike are one; those without text are none. */
function joined(pieces: Snippet['pieces']): Snippet['pieces'] {
  const all: Snippet['pieces'] = []
  for (const { text, found } of pieces) {
    const last = all.at(-1)
    if (last?.found === found) last.text += text
    else if (text) all.push({ text, found })
  }
  return all
}
