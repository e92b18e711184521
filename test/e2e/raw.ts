import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { root } from '../commands/run.ts'
import type { Launched } from './browser.ts'

/** A database as it stood in the browser of a former version: `seeds/backups/<schema>.database.json`. */
export interface Stored {
  version: number
  stores: Record<
    string,
    {
      keyPath: string
      indexes: { name: string; keyPath: string | string[]; multiEntry?: boolean }[]
      records: Record<string, unknown>[]
    }
  >
}

const seeds = path.join(root, 'seeds', 'backups')

/** The database that the last code of a schema wrote, and the backup that it made of it. */
export const former = (schema: number): { database: Stored; backup: string } => ({
  database: JSON.parse(readFileSync(path.join(seeds, `${schema}.database.json`), 'utf8')),
  backup: readFileSync(path.join(seeds, `${schema}.json`), 'utf8'),
})

/** A page of the extension's origin that runs nothing of it. */
export const blank = (browser: Launched): Promise<Page> => browser.open('_locales/en/messages.json')

/** Puts a database in the place of ours, as if a former version had written it; all other pages of ours must be closed. */
export async function plant(browser: Launched, page: Page, database: Stored): Promise<void> {
  await browser.killWorker()
  await page.evaluate(async ({ version, stores }) => {
    const answered = (request: IDBRequest) =>
      new Promise<void>((resolve, reject) => {
        request.onsuccess = () => resolve()
        request.onerror = () => reject(request.error)
      })
    await answered(indexedDB.deleteDatabase('papermargin'))
    const request = indexedDB.open('papermargin', version)
    request.onupgradeneeded = () => {
      for (const [name, { keyPath, indexes, records }] of Object.entries(stores)) {
        const store = request.result.createObjectStore(name, { keyPath })
        for (const { name, keyPath, multiEntry = false } of indexes) store.createIndex(name, keyPath, { multiEntry })
        for (const record of records) store.add(record)
      }
    }
    await answered(request)
    request.result.close()
  }, database)
}

/** The database as it stands now, read past the extension: its version, and the records of each table. */
export async function rawOf(
  page: Page,
): Promise<{ version: number; tables: Record<string, Record<string, unknown>[]> }> {
  return await page.evaluate(async () => {
    const answered = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const stored = await answered(indexedDB.open('papermargin'))
    const tables: Record<string, Record<string, unknown>[]> = {}
    for (const name of stored.objectStoreNames) {
      if (name !== 'index') tables[name] = await answered(stored.transaction(name).objectStore(name).getAll())
    }
    stored.close()
    return { version: stored.version, tables }
  })
}
