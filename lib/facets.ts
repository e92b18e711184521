import type { Values } from './facts'
import { type Found, MISSED } from './find'
import { each, placesOf } from './packed'
import { possessions } from './query'
import { type Searched, searched } from './search'
import { statuses } from './status'

/** A value of a field, and how many papers have it. */
export interface Count {
  value: string
  count: number
}

/** What the papers that were found can be narrowed down by. Values that none of them has are left out. */
export interface Facets {
  /** How many papers were found. */
  found: number
  /** In the order of reading; `none` last. */
  status: Count[]
  /** The newest first. */
  year: Count[]
  /** The most frequent first. */
  site: Count[]
  tag: Count[]
  color: Count[]
  /** What papers can be asked to have. */
  has: Count[]
}

/**
 * Counts what was found. Of status, year and site a paper has one: they are counted over all that is found but for what is
 * chosen there, so that it can be seen what another choice would find.
 */
export function facetsOf(found: Found[]): Facets {
  const [status, year, site, tag, color, has] = Array.from({ length: 6 }, () => new Tally()) as Six
  let count = 0
  for (const { index, missed } of found) {
    const { columns } = index.packed
    const places = new Uint32Array(1 + statuses.length)
    const flags = new Uint32Array(1 << possessions.length)
    const years = new Uint32Array(10_000)
    for (let number = 0; number < missed.length; number++) {
      const lacks = missed[number] as number
      if ((lacks & ~MISSED.status) === 0) bump(places, columns.status[number] as number)
      if ((lacks & ~MISSED.year) === 0) bump(years, Math.floor((columns.date[number] as number) / 10_000))
      if (lacks > 0) continue
      count++
      bump(flags, columns.has[number] as number)
    }
    for (const [place, times] of places.entries()) status.add(statuses[place - 1] ?? 'none', times)
    for (const [one, times] of years.entries()) if (one > 0) year.add(String(one), times)
    for (const [bits, times] of flags.entries()) {
      for (const [bit, possession] of possessions.entries()) if (bits & (1 << bit)) has.add(possession, times)
    }
    site.addAll(columns.sites, missed, MISSED.site)
    tag.addAll(columns.tags, missed, 0)
    color.addAll(columns.colors, missed, 0)
  }
  const places: string[] = [...statuses, 'none']
  return {
    found: count,
    status: status.all().sort((a, b) => places.indexOf(a.value) - places.indexOf(b.value)),
    year: year.all().sort((a, b) => Number(b.value) - Number(a.value)),
    site: site.all().sort(byCount),
    tag: tag.all().sort(byCount),
    color: color.all().sort(byCount),
    has: has.all().sort(byCount),
  }
}

type Six = [Tally, Tally, Tally, Tally, Tally, Tally]
const byCount = (a: Count, b: Count) => b.count - a.count || a.value.localeCompare(b.value)
const bump = (counts: Uint32Array, at: number) => {
  counts[at] = (counts[at] as number) + 1
}

/** Values, each with how often it was met; case tells none apart. */
class Tally {
  readonly #counts = new Map<string, Count>()

  add(value: string, times: number) {
    const key = value.toLowerCase()
    const known = this.#counts.get(key)
    if (known) known.count += times
    else this.#counts.set(key, { value, count: times })
  }

  /** Adds the values of the papers that miss nothing but, perhaps, `aside`. */
  addAll({ names, ends, places }: Values, missed: Uint8Array, aside: number) {
    const counts = new Uint32Array(names.length)
    for (let number = 0, at = 0; number < ends.length; number++) {
      const isCounted = ((missed[number] as number) & ~aside) === 0
      for (; at < (ends[number] as number); at++) if (isCounted) bump(counts, places[at] as number)
    }
    for (const [place, times] of counts.entries()) this.add(names[place] as string, times)
  }

  all = (): Count[] => [...this.#counts.values()].filter(({ count }) => count > 0)
}

/** Words of a field that begin so, and in how many of the papers that were found they stand, the most frequent first. */
export function wordsOf(found: Found[], field: Searched, beginning: string, most: number): Count[] {
  const bit = 1 << searched.indexOf(field)
  const tally = new Tally()
  for (const { index, missed } of found) {
    for (const place of placesOf(index, { word: beginning, begins: true }, false)) {
      let count = 0
      each(index, place, (number, fields) => {
        if (missed[number] === 0 && fields & bit) count++
      })
      tally.add(index.words[place] as string, count)
    }
  }
  return tally.all().sort(byCount).slice(0, most)
}
