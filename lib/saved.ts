/** A query that the reader keeps, under a name that no other has. */
export interface SavedSearch {
  name: string
  query: string
}

/** How many of a reader's are worked with, and how long each may be, in UTF-16 units: a backup may hold any number. */
const MOST_SAVED = 1000
const LONGEST_QUERY = 10_000

/** Letters that a name may have. */
export const LONGEST_NAME = 60

/** The saved searches as they were stored; what is none, and a second one of a name, is left out. */
export function savedSearchesOf(stored: unknown): SavedSearch[] {
  const all = (Array.isArray(stored) ? stored.slice(0, MOST_SAVED) : [])
    .filter(isSaved)
    .map(({ name, query }) => ({ name: nameOf(name), query }))
  return all.filter(({ name }, at) => all.findIndex((one) => one.name === name) === at)
}

function isSaved(value: unknown): value is SavedSearch {
  const { name, query } = (value ?? {}) as Record<string, unknown>
  return typeof name === 'string' && nameOf(name) !== '' && typeof query === 'string' && query.length <= LONGEST_QUERY
}

/** With one more, or with that name for another query. */
export function withSaved(all: SavedSearch[], { name, query }: SavedSearch): SavedSearch[] {
  const called = nameOf(name)
  if (!called) return all
  const one = { name: called, query }
  return all.some((other) => other.name === called)
    ? all.map((other) => (other.name === called ? one : other))
    : [...all, one]
}

/** With one called otherwise; as they were where the name is blank or another one's. */
export function withName(all: SavedSearch[], before: string, name: string): SavedSearch[] {
  const called = nameOf(name)
  if (!called || all.some((one) => one.name === called)) return all
  return all.map((one) => (one.name === before ? { ...one, name: called } : one))
}

/** A name as it is kept: one line, no longer than a name may be. */
export const nameOf = (name: string) => [...name.replace(/\s+/g, ' ').trim()].slice(0, LONGEST_NAME).join('')
