/** What the library's list can tell of a paper besides its title, in the order in which it stands. */
export const columns = ['authors', 'highlights', 'status', 'site', 'added', 'date', 'tags'] as const
export type Column = (typeof columns)[number]

/** How the library's list is laid out. */
export interface Layout {
  columns: Column[]
  /** Whether the list has the whole window, and what is read takes its place. */
  wide: boolean
}

/** A layout as it was stored; where that is none, the first one. */
export function layoutOf(stored: unknown): Layout {
  const { columns: chosen, wide } = (stored ?? {}) as Record<string, unknown>
  return {
    columns: Array.isArray(chosen)
      ? columns.filter((column) => chosen.includes(column))
      : ['authors', 'highlights', 'date', 'tags'],
    wide: wide === true,
  }
}
