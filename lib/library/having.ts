import type { EntityTable } from 'dexie'

/**
 * The records of a table whose index holds any of these values, each once. Dexie's `anyOf` goes from one to the next, and waits for
 * the database each time; these are all asked for at once (the highlights of 75 papers out of 10,000 in Chromium 156: 37 ms, not 507).
 */
export async function having<R extends { id: string } | { key: string }>(
  // biome-ignore lint/suspicious/noExplicitAny: a table's primary key is of no matter here.
  table: EntityTable<R, any>,
  index: string,
  values: string[],
): Promise<R[]> {
  const found = await Promise.all([...new Set(values)].map((value) => table.where(index).equals(value).toArray()))
  const idOf = (record: R) => ('id' in record ? record.id : record.key)
  return [...new Map(found.flat().map((record) => [idOf(record), record])).values()]
}
