import { fold } from './words'

/**
 * Looks at what foreign JSON holds, which may be anything: each gives what was asked for, or what is least.
 */

/** The fields of an object; none of anything else. */
export const fields = (value: unknown) =>
  (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>

/** The items of an array, at most so many; none of anything else. */
export const items = (value: unknown, most = 10_000): unknown[] => (Array.isArray(value) ? value.slice(0, most) : [])

/** A text in one line, if there is one that is not too long (UTF-16 units). */
export function line(value: unknown, longest = 2000): string | undefined {
  // White space folds away, but not megabytes of it.
  const text = typeof value === 'string' && value.length <= longest * 2 ? fold(value) : ''
  return text && text.length <= longest ? text : undefined
}

/** A text or a number as text; undefined for anything else, of which there may be no text at all. */
export const textOf = (value: unknown): string | undefined =>
  (typeof value === 'string' && value.trim()) || (typeof value === 'number' ? String(value) : undefined)

/** A count. */
export const natural = (value: unknown) =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined

/** What a JSON text says; undefined for what is no JSON. */
export function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
