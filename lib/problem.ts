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
  /** The background did not answer, three times. */
  'unanswered',
  /** It came from a private window, and the reader did not say yet that what is written there may be kept. */
  'private',
  /** The extension was updated under the page. */
  'updated',
] as const
export type Problem = (typeof problems)[number]
