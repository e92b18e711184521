import { createTextQuoteSelectorMatcher } from '@apache-annotator/dom'
import { toRange } from 'dom-anchor-text-quote'
import Mark from 'mark.js'
import { mapText, rangesOf } from '../../lib/anchor'
import { type Color, colors } from '../../lib/color'
import type { Quote } from '../../lib/highlight'
import { type Mark as Painted, paint } from '../../lib/paint'
import { findQuote, quoteOf } from '../../lib/quote'

// Runs in a page of real Chromium, bundled with the shipped code and with what others use for the same.

/** One highlight of the bench: the words, in the abstract of one item. */
interface Made {
  item: number
  quote: Quote
}

/** How the abstracts stand when the highlights are looked for. */
export type Standing = 'unchanged' | 'moved' | 'changed' | 'foreign'

/** Numbers that are the same at each run (Mulberry32). */
function random(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

let sources: string[] = []
let made: Made[] = []

/** So many of the highlights, spread over the page: what stands early is found soon by who goes through all of it. */
const spread = (most: number) => made.filter((_, at) => at % Math.ceil(made.length / most) === 0)

/** The same, so many times: the browser's clock has steps of 5 µs, and one is found in less. */
const again = <T>(some: T[], times: number): T[] => Array.from({ length: times }, () => some).flat()

/** About 1,200 characters for each paper, of the sentences of a few, so that no two are the same. */
function abstractOf(item: number, sentences: string[]): string {
  const next = random(item + 1)
  let text = ''
  while (text.length < 1100) text += `${sentences[Math.floor(next() * sentences.length)]} `
  return `${text}The last of ${item + 2} runs is reported.`
}

const articles = () => [...document.querySelectorAll('article p')]

/** Makes a listing of so many papers, with so many highlights spread over it. */
export function setUp(items: number, marks: number, prose: string[]): void {
  const sentences = prose.flatMap((text) => text.split(/(?<=\.) /))
  sources = Array.from({ length: items }, (_, item) => abstractOf(item, sentences))
  const next = random(7)
  made = Array.from({ length: marks }, (_, at) => {
    const item = Math.floor((at * items) / marks) % items
    const text = sources[item] as string
    const start = text.indexOf(' ', Math.floor(next() * 900)) + 1
    const end = text.indexOf(' ', start + 40 + Math.floor(next() * 80))
    return { item, quote: quoteOf(text, start, end) }
  })
  show('unchanged')
}

/** Writes the page with the abstracts as they now are. */
export function show(how: Standing): void {
  // Ranges that are still watched make every change of a page slower.
  paint([])
  CSS.highlights.clear()
  const next = random(11)
  const letters = (text: string) => text.replace(/[a-z]/g, (letter) => (next() < 0.05 ? 'x' : letter))
  const now = sources.map((text, item) => {
    if (how === 'moved') return `Abstract: ${text}`
    if (how === 'changed') return letters(text)
    if (how === 'foreign') return sources[(item + 1) % sources.length] as string
    return text
  })
  const list = document.createElement('main')
  for (const [item, text] of now.entries()) {
    const article = document.createElement('article')
    const title = document.createElement('h2')
    title.append(`Paper ${item}`)
    const abstract = document.createElement('p')
    abstract.append(text)
    article.append(title, abstract)
    list.append(article)
  }
  document.body.replaceChildren(list)
}

/** How many were found, and how long it took, in milliseconds; at most `most` are looked for. */
export interface Timed {
  looked: number
  found: number
  ms: number
}

/** Our own way: the words of the paper's own abstract are read and searched. */
export function ours(most: number, times: number): Timed {
  const places = articles()
  const some = again(spread(most), times)
  const began = performance.now()
  let found = 0
  for (const { item, quote } of some) {
    const mapped = mapText({ element: places[item] as Element })
    const at = findQuote(mapped.text, quote)
    if (at && rangesOf(mapped, at.start, at.end)) found++
  }
  return { looked: some.length, found, ms: performance.now() - began }
}

/** The least that could be done: `indexOf` in the item's only text, and a range. */
export function floor(most: number, times: number): Timed {
  const places = articles()
  const some = again(spread(most), times)
  const began = performance.now()
  let found = 0
  for (const { item, quote } of some) {
    const node = places[item]?.firstChild as Text
    const start = node.data.indexOf(quote.exact)
    if (start < 0) continue
    const range = document.createRange()
    range.setStart(node, start)
    range.setEnd(node, start + quote.exact.length)
    found++
  }
  return { looked: some.length, found, ms: performance.now() - began }
}

/** Apache Annotator's matcher, over the document, as its users call it. */
export async function apache(most: number): Promise<Timed> {
  const some = spread(most)
  const began = performance.now()
  let found = 0
  for (const { quote } of some) {
    const match = createTextQuoteSelectorMatcher({ type: 'TextQuoteSelector', ...quote })
    for await (const _ of match(document.body)) {
      found++
      break
    }
  }
  return { looked: some.length, found, ms: performance.now() - began }
}

/** dom-anchor-text-quote, over the document, with the place as its hint. */
export function domAnchor(most: number): Timed {
  const some = spread(most)
  const began = performance.now()
  let found = 0
  for (const { quote } of some) {
    try {
      if (toRange(document.body, quote)) found++
    } catch {
      // It throws where it finds nothing.
    }
  }
  return { looked: some.length, found, ms: performance.now() - began }
}

function ranges(): Range[] {
  const places = articles()
  return made.map(({ item, quote }) => {
    const node = places[item]?.firstChild as Text
    const range = document.createRange()
    range.setStart(node, quote.start)
    range.setEnd(node, quote.end)
    return range
  })
}

/** Painting all highlights once, in milliseconds, and how often the page was changed by it. */
export interface PaintTimed {
  ms: number
  mutations: number
}

/** Does all that is given, one after the other. */
function watched(works: (() => void)[]): PaintTimed {
  const observer = new MutationObserver(() => {})
  observer.observe(document.documentElement, { childList: true, subtree: true, attributes: true, characterData: true })
  const began = performance.now()
  for (const work of works) work()
  const ms = performance.now() - began
  const mutations = observer.takeRecords().length
  observer.disconnect()
  return { ms: ms / works.length, mutations: mutations / works.length }
}

/** Paintings in one run, each of ranges of its own: one alone takes little more than the clock can tell. */
const PAINTINGS = Array.from({ length: 10 })

/** The highlights at their places in the page. */
function marks(): Painted[] {
  const places = articles()
  const all = ranges()
  return made.map(({ item, quote: { start, end } }, at) => {
    const text = places[item] as Element
    return { id: String(at), color: colors[at % colors.length] as Color, text, start, end, range: all[at] as Range }
  })
}

/** Another colour for the first of them. */
const recolored = ([first, ...others]: Painted[], at: number): Painted[] =>
  first ? [{ ...first, color: at % 2 ? 'claim' : 'method' }, ...others] : []

export const paints = {
  /** The least that could be done: ranges that are sorted by colour already are registered. */
  bare: () =>
    watched(
      PAINTINGS.map(() => {
        const sorted = [...Map.groupBy(marks(), ({ color }) => color)].map(
          ([color, some]) => [color, some.map(({ range }) => range)] as const,
        )
        return () => {
          for (const [color, some] of sorted) CSS.highlights.set(`bare-${color}`, new Highlight(...some))
        }
      }),
    ),
  ours: () =>
    watched(
      PAINTINGS.map(() => {
        const all = marks()
        return () => paint(all)
      }),
    ),
  /** The same ranges again and again, as after acts of which each gave one highlight another colour. */
  'ours again': () => {
    const all = marks()
    paint(all)
    return watched(
      PAINTINGS.map((_, at) => {
        const now = recolored(all, at)
        return () => paint(now)
      }),
    )
  },
  'mark.js': () => {
    const places = articles()
    const byItem = Map.groupBy(made, ({ item }) => item)
    return watched([
      () => {
        for (const [item, some] of byItem) {
          const spans = some.map(({ quote }) => ({ start: quote.start, length: quote.exact.length }))
          new Mark(places[item] as HTMLElement).markRanges(spans)
        }
      },
    ])
  },
}
