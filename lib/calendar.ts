import { isDay } from './day'

/** A day of the reader's calendar, as `YYYY-MM-DD`. */
export type Day = string

/** The first moment of a day where the reader is; that is not midnight where the clocks are put forward at midnight. */
export function beginOf(day: Day): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date)
}

/** The day so many days later. Counted in UTC, where each has 24 hours. */
export const shifted = (day: Day, days: number): Day =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)

/** The Monday of a day's week (ISO 8601). */
export const weekOf = (day: Day): Day => shifted(day, -((new Date(day).getUTCDay() + 6) % 7))

/** How far back a picture over time goes. */
export const spans = ['week', 'weeks', 'year', 'all'] as const
export type Span = (typeof spans)[number]

/** What one bar of such a picture stands for. */
export type Grain = 'day' | 'week' | 'month' | 'year'

/** The first day of the week, month or year that a day is in. */
function firstOf(grain: Grain, day: Day): Day {
  if (grain === 'day') return day
  if (grain === 'week') return weekOf(day)
  return grain === 'month' ? `${day.slice(0, 7)}-01` : `${day.slice(0, 4)}-01-01`
}

/** The first day of what comes next. */
function after(grain: Grain, first: Day): Day {
  if (grain === 'day') return shifted(first, 1)
  if (grain === 'week') return shifted(first, 7)
  return firstOf(grain, shifted(first, grain === 'month' ? 31 : 366))
}

/** More months than this are told by the year. */
const MONTHS = 36

/**
 * The time that a picture shows, in parts none of which is left out: the last seven days, the last four weeks by the day, the
 * last year by the week, or all since `earliest`.
 */
export function partsOf(span: Span, today: Day, earliest: Day): { grain: Grain; parts: Day[] } {
  if (span === 'week') return { grain: 'day', parts: parts('day', shifted(today, -6), today) }
  if (span === 'weeks') return { grain: 'day', parts: parts('day', shifted(today, -27), today) }
  if (span === 'year') return { grain: 'week', parts: parts('week', shifted(today, -364), today) }
  const months = parts('month', earliest, today)
  if (months.length <= MONTHS) return { grain: 'month', parts: months }
  return { grain: 'year', parts: parts('year', earliest, today) }
}

function parts(grain: Grain, from: Day, to: Day): Day[] {
  const all: Day[] = []
  for (let first = firstOf(grain, from); first <= to; first = after(grain, first)) all.push(first)
  return all
}

/** The last day of a part that begins with `first`. */
export const lastOf = (grain: Grain, first: Day): Day => shifted(after(grain, first), -1)

/** What was counted by the day, in parts: zero where there was nothing. */
export function inParts(counted: ReadonlyMap<Day, number>, grain: Grain, parts: Day[]): number[] {
  const sums = new Map(parts.map((first) => [first, 0]))
  for (const [day, count] of counted) {
    const first = firstOf(grain, day)
    const sum = sums.get(first)
    if (sum !== undefined) sums.set(first, sum + count)
  }
  return [...sums.values()]
}

/** The days that a search asks for, first and last: `2026-11-20`, `2026-11`, `2026`, `2026-10-26..2026-11`. */
export function daysOf(value: string): [Day, Day] | undefined {
  const [from = '', to = from, ...more] = value.split('..')
  if (more.length > 0 || ![from, to].every((date) => /^\d{4}(-\d\d){0,2}$/.test(date) && isDay(date))) return
  const grain = to.length === 4 ? 'year' : to.length === 7 ? 'month' : 'day'
  return [`${from}-01-01`.slice(0, 10), lastOf(grain, `${to}-01-01`.slice(0, 10))]
}
