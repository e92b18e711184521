/** Where backups go by themselves, if anywhere, and when: after so many days in which something changed, or so many changes. */
export interface Plan {
  to: 'downloads' | 'folder' | null
  days: number
  changes: number
  /** How many are kept there. */
  keep: number
}

/** A backup that was made by itself: one file, or several parts. */
export interface Made {
  /** When it was begun; what was done later is not in it. */
  at: string
  to: 'downloads' | 'folder'
  /** Whether all of its parts stand there. */
  whole: boolean
  papers: number
  files: Written[]
}

/** A file that was written; `id` is the browser's number of a download. */
export interface Written {
  name: string
  id?: number
}

/** Why a backup was not made. */
export const obstacles = [
  /** The reader took the permission for downloads back. */
  'forbidden',
  /** The permission for the folder ended; one click renews it. */
  'lapsed',
  /** The folder was moved or removed. */
  'gone',
  'full',
  /** What was made could not be read back, or stands there otherwise than it was written. */
  'broken',
  /** The browser ended the download, or cannot read the database. */
  'stopped',
] as const
export type Obstacle = (typeof obstacles)[number]

/** That the last attempt failed, when, and why. */
export interface Failure {
  at: string
  why: Obstacle
  detail: string
}

/** A backup that could not be made. */
export class NotMade extends Error {
  constructor(
    readonly why: Obstacle,
    detail: string,
  ) {
    super(detail)
  }
}

/** The plan, whatever was stored in its place. */
export function planOf(stored: unknown): Plan {
  const { to, days, changes, keep } = (stored ?? {}) as Partial<Record<keyof Plan, unknown>>
  return {
    to: to === 'downloads' || to === 'folder' ? to : null,
    days: within(days, bounds.days, 1),
    changes: within(changes, bounds.changes, 100),
    keep: within(keep, bounds.keep, 10),
  }
}

/** What each number of a plan may be, from and to. */
export const bounds = { days: [1, 90], changes: [1, 10_000], keep: [1, 100] } as const

const within = (value: unknown, [least, most]: readonly [number, number], otherwise: number) =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most ? (value as number) : otherwise

const DAY = 86_400_000
const QUARTER = 15 * 60_000

/** Whether a backup is to be made now. `changes` is how many acts were done since the last, which was begun `at`. */
export function isDue(plan: Plan, at: string | undefined, changes: number, failed: Failure | null, now: Date): boolean {
  // What failed is tried again, but not at each act.
  const since = (moment: string) => +now - Date.parse(moment)
  if (plan.to === null || (failed && Math.abs(since(failed.at)) < QUARTER)) return false
  // One that was made by a clock that went back since: nothing would be later than that.
  if (at === undefined || since(at) < -QUARTER || changes >= plan.changes) return true
  return changes > 0 && since(at) >= plan.days * DAY
}

/**
 * Which of the backups of one place are removed now that the first of them stands: those over the number that is kept, and
 * what was begun and never finished. One that holds more than twice as many papers stays: something may have emptied the library.
 */
export function outdated(made: Made[], keep: number): Made[] {
  const [newest] = made
  if (!newest?.whole) return []
  const older = made.filter((one) => one !== newest && one.to === newest.to)
  const kept = older.filter(({ whole }) => whole).slice(0, keep - 1)
  return older.filter((one) => !kept.includes(one) && (!one.whole || one.papers <= 2 * newest.papers))
}

/** What a backup's file is called: by its time in UTC, and which part of how many it is. */
export function nameOf(at: string, part: number, parts: number): string {
  const time = at.replace('T', '-').replace(/[:.Z]/g, '')
  return `papermargin-${time}${parts > 1 ? `-${part}of${parts}` : ''}.json.gz`
}

/** From when on a backup is old, in days: the screens say so. */
export const OLD = 30

/** How many days ago a moment was. */
export const daysSince = (at: string, now = new Date()): number => Math.floor((+now - Date.parse(at)) / DAY)
