import { dayOf } from './day'
import type { Entry } from './entry'
import { asEdited } from './paper'
import { possessions } from './query'
import { statuses } from './status'
import { orphansOf } from './versions'
import { searchable } from './words'

/** What the index knows of a paper besides its words: what it is sorted and counted by. */
export interface Facts {
  /** When the reader last did something with it, and when it was stored, in milliseconds since 1970. */
  touched: number
  added: number
  /** 20260131; what is not known of it is 0. */
  date: number
  /** The place of its status from 1; 0 where it has none. */
  status: number
  /** What it has, as bits in the order of `possessions`. */
  has: number
  /** By which it stands in the order of the alphabet, in one line. */
  title: string
  author: string
  tags: string[]
  colors: string[]
  sites: string[]
  /** The days on which words of it were highlighted, as they were where the reader was when it was indexed. */
  highlighted: string[]
}

/** Values of which papers have any number: each value once, and for each paper where its own end and which they are. */
export interface Values {
  names: string[]
  ends: Uint32Array
  places: Uint32Array
}

/** The facts of all papers in an index, in pieces that a browser stores and loads as they are: some 80 bytes a paper. */
export interface Columns {
  touched: Float64Array
  added: Float64Array
  date: Uint32Array
  status: Uint8Array
  has: Uint8Array
  /** A line for each paper. */
  title: string
  author: string
  tags: Values
  colors: Values
  sites: Values
  highlighted: Values
}

export function columnsOf(all: Facts[]): Columns {
  return {
    touched: Float64Array.from(all, ({ touched }) => touched),
    added: Float64Array.from(all, ({ added }) => added),
    date: Uint32Array.from(all, ({ date }) => date),
    status: Uint8Array.from(all, ({ status }) => status),
    has: Uint8Array.from(all, ({ has }) => has),
    title: all.map(({ title }) => title).join('\n'),
    author: all.map(({ author }) => author).join('\n'),
    tags: valuesOf(all.map(({ tags }) => tags)),
    colors: valuesOf(all.map(({ colors }) => colors)),
    sites: valuesOf(all.map(({ sites }) => sites)),
    highlighted: valuesOf(all.map(({ highlighted }) => highlighted)),
  }
}

/** Values that differ in case alone are one, as it is written first. */
function valuesOf(all: string[][]): Values {
  const known = new Map<string, number>()
  const names: string[] = []
  const places: number[] = []
  const ends = all.map((values) => {
    for (const value of values) {
      const key = value.toLowerCase()
      const place = known.get(key) ?? names.push(value) - 1
      known.set(key, place)
      places.push(place)
    }
    return places.length
  })
  return { names, ends: Uint32Array.from(ends), places: Uint32Array.from(places) }
}

/** The facts of the papers, by their numbers. */
export function factsIn(columns: Columns): (number: number) => Facts {
  const [titles, authors] = [columns.title.split('\n'), columns.author.split('\n')]
  const valuesAt = ({ names, ends, places }: Values, number: number) =>
    [...places.subarray(number > 0 ? ends[number - 1] : 0, ends[number])].map((place) => names[place] as string)
  return (number) => ({
    touched: columns.touched[number] as number,
    added: columns.added[number] as number,
    date: columns.date[number] as number,
    status: columns.status[number] as number,
    has: columns.has[number] as number,
    title: titles[number] as string,
    author: authors[number] as string,
    tags: valuesAt(columns.tags, number),
    colors: valuesAt(columns.colors, number),
    sites: valuesAt(columns.sites, number),
    highlighted: valuesAt(columns.highlighted, number),
  })
}

/** UTF-16 units by which papers are put in the order of the alphabet. */
const LONGEST = 32

const line = (text: string) =>
  searchable(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST)

/** A name by which its bearer stands in the order of the alphabet: "Ada Lovelace" and "Lovelace, Ada" under L. */
function surnameFirst(name: string): string {
  const [, given = '', surname = name] = name.includes(',') ? [] : (/^(.*)\s(\S+)$/.exec(name.trim()) ?? [])
  return `${surname} ${given}`
}

export function factsOf(entry: Entry): Facts {
  const { paper, highlights, notes } = entry
  const { title, authors = [], date = '' } = asEdited(paper, paper.edits)
  const has = {
    note: notes.some(({ text }) => text.trim() !== ''),
    comment: highlights.some(({ comment }) => comment.trim() !== ''),
    highlight: highlights.length > 0,
    abstract: paper.abstracts.length > 0,
    tag: (paper.tags ?? []).length > 0,
    lost: orphansOf(entry).length > 0,
  }
  return {
    touched: Date.parse(paper.touchedAt ?? paper.createdAt),
    added: Date.parse(paper.createdAt),
    date: Number(date.replaceAll('-', '').padEnd(8, '0')),
    status: paper.status ? statuses.indexOf(paper.status) + 1 : 0,
    has: possessions.reduce((bits, possession, bit) => bits | (has[possession] ? 1 << bit : 0), 0),
    title: line(title),
    author: line(surnameFirst(authors[0] ?? '')),
    tags: paper.tags ?? [],
    colors: [...new Set(highlights.map(({ color }) => color))],
    sites: [...new Set([...paper.abstracts.map(({ site }) => site), ...Object.keys(paper.counts)])],
    highlighted: [...new Set(highlights.map(({ createdAt }) => dayOf(createdAt)))],
  }
}
