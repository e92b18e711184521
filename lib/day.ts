// A list as it stands: what is worked out here would weigh on the gate, which bundles none of it.
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const DAY =
  /\b(?:(\d\d?) )?((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\b(?: (\d\d?)\b)?(?:,? (\d{4})\b)?/g

/**
 * The first day that a text names, as `YYYY-MM-DD`: "Thu, 3 Feb 2011", "3 February, 2011", "Feb 27, 2025". A day
 * without a year ("May 29") is the last one that `now` has seen; sites leave the year out while it lasts.
 */
export function dayIn(text: string, now = new Date()): string | undefined {
  for (const [, before, name = '', after, year] of text.matchAll(DAY)) {
    const month = MONTHS.findIndex((whole) => whole === name || whole.slice(0, 3) === name) + 1
    const date = after ?? (year && before)
    if (!month || !date) continue
    const write = (year: number | string) => `${year}-${String(month).padStart(2, '0')}-${date.padStart(2, '0')}`
    if (year) {
      if (isDay(write(year))) return write(year)
      continue
    }
    // A day ahead of ours is today where the page was made.
    const tomorrow = new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10)
    const thisYear = now.getUTCFullYear()
    const day = write(write(thisYear) <= tomorrow ? thisYear : thisYear - 1)
    if (isDay(day)) return day
  }
}

/** Whether a year, month or day, as `YYYY[-MM[-DD]]`, is one of the calendar: there is no 30 February. */
export function isDay(date: string): boolean {
  const day = new Date(date)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date)
}

/** The day of a moment, as `YYYY-MM-DD`, where the reader is. */
export function dayOf(moment: string | Date): string {
  const at = new Date(moment)
  const pad = (part: number) => String(part).padStart(2, '0')
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`
}
