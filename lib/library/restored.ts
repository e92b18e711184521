import { tagsWithout } from '../tag'

/**
 * A record as it stands now, with those fields that a change set as they were before it. `changedSince` is told of a field
 * that was set to something else since; it stands. Of tags each is one by itself, and so is each field of a record within.
 */
export function restored<R extends object>(
  change: { before: R; after: R },
  now: R,
  fields: Iterable<string>,
  changedSince?: (field: string) => void,
): R {
  const [was, became, next] = [change.before, change.after, { ...now }] as unknown as [Fields, Fields, Fields]
  for (const field of fields) {
    if (same(was[field], became[field]) || same(next[field], was[field])) continue
    const [before, after, stands] = [was[field], became[field], next[field]]
    let value = before
    if (field === 'tags') value = tagsWithout(tagsOf(was), tagsOf(became), tagsOf(next))
    else if (isWithin(before) && isWithin(after) && isWithin(stands)) {
      const within = { before: before ?? {}, after: after ?? {} }
      value = restored(within, stands ?? {}, Object.keys({ ...before, ...after }), changedSince)
      // Where there was none, or is none, an empty one would be something.
      if ((!before || !stands) && same(value, {})) value = undefined
    } else if (!same(stands, after)) {
      changedSince?.(field)
      continue
    }
    if (value === undefined) delete next[field]
    else next[field] = value
  }
  return next as unknown as R
}

type Fields = Record<string, unknown>
const tagsOf = ({ tags = [] }: Fields) => tags as string[]

/** Whether a value is a record within another one, or could be: none of it is there. */
const isWithin = (value: unknown): value is Fields | undefined =>
  value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value))

/** Whether two values are written alike. */
export const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
