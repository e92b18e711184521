import type { DBCoreTransaction, EntityTable } from 'dexie'

/** Dexie's numbers for a range of one value, and for one between two. */
const EQUAL = 1
const RANGE = 2

/** Of so many values it is worth a question how many records there are at all. */
const MANY = 100

/**
 * The records of a table whose index holds any of these values, each once. Dexie's `anyOf` goes from one to the next, and waits for
 * the database each time; these are all asked for at once (the highlights of 75 papers out of 10,000 in Chromium 156: 37 ms, not 507),
 * and of Dexie's core, without a collection for each value (75 papers by 150 keys and titles: 25 ms, not 70).
 */
export async function having<R extends { id: string } | { key: string }>(
  // biome-ignore lint/suspicious/noExplicitAny: a table's primary key is of no matter here.
  table: EntityTable<R, any>,
  name: string,
  values: string[],
): Promise<R[]> {
  if (values.length === 0) return []
  const found = await table.db.transaction('r', table, async ({ idbtrans }) => {
    const { core } = table
    const index = core.schema.getIndexByKeyPath(name)
    if (!index) throw new Error(`The table ${table.name} has no index ${name}.`)
    const trans = idbtrans as unknown as DBCoreTransaction
    const wanted = new Set(values)
    const distinct = [...wanted].sort()
    const between = { index, range: { type: RANGE, lower: distinct[0], upper: distinct.at(-1) } }
    // A file has its records in the order of their ids: often few of those between the first and the last are stored, or none.
    if (name === 'id' && distinct.length > MANY && (await core.count({ trans, query: between })) <= distinct.length) {
      const { result } = await core.query({ trans, values: true, query: between })
      return [{ result: result.filter(({ id }) => wanted.has(id)) }]
    }
    const ask = (value: string) =>
      core.query({ trans, values: true, query: { index, range: { type: EQUAL, lower: value, upper: value } } })
    return await Promise.all(distinct.map(ask))
  })
  const idOf = (record: R) => ('id' in record ? record.id : record.key)
  const records: R[] = found.flatMap(({ result }) => result)
  return [...new Map(records.map((record) => [idOf(record), record])).values()]
}
