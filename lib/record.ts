import { config, z } from 'zod'

// A page's content security policy forbids `new Function`, which zod would otherwise probe for and be reported. Not by `z`, whose
// calls are left out of a bundle where nothing takes what they return.
config({ jitless: true })

/** A UUID, made where the record is made, so that a message sent twice writes once. */
export const Id = z.uuid()

/** A moment in UTC, ISO 8601, such as `2026-11-22T14:06:00.000Z`. */
export const Time = z.iso.datetime()

/** Which fields of a record are not what they should be, and why. */
export const wrongIn = (error: z.ZodError): string =>
  error.issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message)).join('; ')

/** What every stored record carries. */
export const Stamps = {
  id: Id,
  /** Counts the changes; an edit names the one it started from. */
  rev: z.number().int().positive(),
  createdAt: Time,
  updatedAt: Time,
  /** Set when the reader deleted it: the record stays, so that the deletion can be undone. */
  deletedAt: Time.optional(),
}
