/** Why an act was not done; the interface has a sentence for each. */
export const problems = [
  /** The message did not parse; nothing was written. */
  'invalid',
  /** The record that it was on is not stored, or was deleted. */
  'gone',
  /** What it should take back was changed since. */
  'changed',
  /** What it should change was changed since the reader looked. */
  'stale',
  /** The paper has as many tags as it can have. */
  'many',
  /** No room on the disk. */
  'full',
  /** The database cannot be opened. */
  'closed',
  /** This version stores otherwise than the last one, and what is stored could not be brought into its form. It stands as it was. */
  'upgrade',
  /** The same, because no copy could be made of what is stored before. */
  'copy',
  /** Another window of ours, of a former version, holds the database open. */
  'held',
  /** A later version than this one has stored here. */
  'newer',
  /** The background did not answer, three times. */
  'unanswered',
  /** It came from a private window, and the reader did not say yet that what is written there may be kept. */
  'private',
  /** The extension was updated under the page. */
  'updated',
] as const
export type Problem = (typeof problems)[number]

/** The database was not opened, and why; nothing in it was changed. */
export class NotOpened extends Error {
  override name = 'NotOpened'
  constructor(
    readonly problem: 'upgrade' | 'copy' | 'held' | 'newer',
    options?: ErrorOptions,
  ) {
    super(`The database was not opened: ${problem}. ${options?.cause ?? ''}`, options)
  }
}

/** Which problem it is that what is stored could not be read or written; what a library throws may wrap what the browser threw. */
export function problemOf(error: unknown): Problem {
  const { inner, cause, name } = (error ?? {}) as { inner?: unknown; cause?: unknown; name?: string }
  if (error instanceof NotOpened) return error.problem
  if (name === 'QuotaExceededError') return 'full'
  return inner || cause ? problemOf(inner ?? cause) : 'closed'
}
