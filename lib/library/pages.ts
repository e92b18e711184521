import type { EntityTable } from 'dexie'

/** Records read at once: some megabytes at most, and some tens of milliseconds. */
const PAGE = 2000

/** Goes through a table from one end to the other, some records at a time, so that no more is in memory than is looked at. */
export async function* pagesOf<R extends { id: string }>(table: EntityTable<R, 'id'>): AsyncGenerator<R[]> {
  for (let last = ''; ; ) {
    const page = (await table.where('id').above(last).limit(PAGE).toArray()) as R[]
    if (page.length > 0) yield page
    if (page.length < PAGE) return
    last = page.at(-1)?.id as string
  }
}
