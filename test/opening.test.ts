import 'fake-indexeddb/auto'
import './opfs'
import { afterEach, expect, test, vi } from 'vitest'
import { Database } from '@/lib/db'

afterEach(() => vi.useRealTimers())

test('windows that open the database while one of them takes the copy before an upgrade wait for it, however long', async () => {
  const former = indexedDB.open('waited', 40)
  former.onupgradeneeded = () => {
    const { result } = former
    for (const table of ['papers', 'highlights', 'notes', 'journal']) {
      const store = result.createObjectStore(table, { keyPath: 'id' })
      if (table === 'papers')
        for (const index of ['createdAt', 'titleKey', 'touchedAt']) store.createIndex(index, index)
    }
  }
  await new Promise((resolve) => Object.assign(former, { onsuccess: resolve }))
  former.result.close()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { getDirectory } = navigator.storage
  const copying = Promise.withResolvers<void>()
  const asked = Promise.withResolvers<void>()
  vi.spyOn(navigator.storage, 'getDirectory').mockImplementation(async () => {
    asked.resolve()
    await copying.promise
    return await getDirectory()
  })
  const [first, second] = [new Database('waited'), new Database('waited')]
  const early = first.open()
  await asked.promise
  // Now the database is read, and nobody can change its form.
  const opened = Promise.allSettled([early, second.open()])
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve))
  await vi.advanceTimersByTimeAsync(60_000)
  copying.resolve()
  expect((await opened).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
  first.close()
  second.close()
})
