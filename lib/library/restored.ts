/**
 * A record as it stands now, with those fields that a change set as they were before it. `changedSince` is told of a field
 * that was set to something else since; it stands.
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
    if (!same(next[field], became[field])) changedSince?.(field)
    else if (was[field] === undefined) delete next[field]
    else next[field] = was[field]
  }
  return next as unknown as R
}

type Fields = Record<string, unknown>

/** Whether two values are written alike. */
export const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
