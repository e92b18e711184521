import { tagsWithout } from '../tag'

/**
 * A record as it stands now, with those fields that a change set as they were before it. `changedSince` is told of a field
 * that was set to something else since; it stands. Of tags each is one by itself.
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
    const value = field === 'tags' ? tagsWithout(tagsOf(was), tagsOf(became), tagsOf(next)) : was[field]
    if (field !== 'tags' && !same(next[field], became[field])) changedSince?.(field)
    else if (value === undefined) delete next[field]
    else next[field] = value
  }
  return next as unknown as R
}

type Fields = Record<string, unknown>
const tagsOf = ({ tags = [] }: Fields) => tags as string[]

/** Whether two values are written alike. */
export const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
