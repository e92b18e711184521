import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { browser as api } from 'wxt/browser'
import { type Launched, launch, until } from './browser.ts'
import { launchLimited } from './granted.ts'
import { blank, former, plant, rawOf } from './raw.ts'

/** The extension's own API, inside functions that run on its pages. */
declare const chrome: typeof api

let browser: Launched
beforeAll(async () => {
  browser = await launch()
  await (await browser.welcome()).close()
})
afterAll(() => browser.close())

/** What our own code has in it of the words of a file of ours. */
const wordsOf = ({ papers = [], highlights = [], notes = [] }: Record<string, Record<string, unknown>[]>) => ({
  papers: papers.map(({ id, title, status, tags, abstracts }) => ({ id, title, status, tags, abstracts })),
  highlights: highlights.map(({ id, exact, comment, versions, color }) => ({ id, exact, comment, versions, color })),
  notes: notes.map(({ id, text, versions }) => ({ id, text, versions })),
})
const living = (tables: Record<string, Record<string, unknown>[]>) =>
  Object.fromEntries(Object.entries(tables).map(([name, all]) => [name, all.filter(({ deletedAt }) => !deletedAt)]))

test.each([1, 2, 3, 4])(
  'a database of schema %i is taken over whole, and a copy of it kept that is what it was',
  async (schema) => {
    const { database, backup } = former(schema)
    const page = await blank(browser)
    await plant(browser, page, database)
    // Two at once, and the worker: whoever comes first makes the copy.
    const [library, other] = await Promise.all([browser.open('library.html'), browser.open('library.html')])
    for (const one of [library, other]) await one.getByText('Lamps That Remember').first().waitFor()
    const { version, tables } = await rawOf(page)
    expect(version).toBe(50)
    expect(wordsOf(living(tables))).toEqual(wordsOf(JSON.parse(backup)))
    expect(tables.journal).toEqual(database.stores.journal?.records)
    await library.close()
    await other.close()

    const options = await browser.open('options.html')
    const copy = options.locator(`[data-snapshot="${schema}"]`)
    await copy.waitFor()
    expect(await copy.count()).toBe(1)
    const file = await browser.download(() => copy.getByRole('button', { name: /^Save/ }).click())
    const { papers, highlights, notes, journal } = JSON.parse(readFileSync(file, 'utf8'))
    const { stores } = database
    expect({ papers, highlights, notes, journal }).toEqual({
      papers: stores.papers?.records,
      highlights: stores.highlights?.records,
      notes: stores.notes?.records,
      journal: stores.journal?.records,
    })
    await options.close()
    await page.close()
  },
)

test('of the copies the last three are kept, and one is brought back into an empty library', async () => {
  const page = await blank(browser)
  const { database, backup } = former(5)
  for (const store of Object.values(database.stores)) store.records = []
  await plant(browser, page, database)
  const options = await browser.open('options.html')
  const copies = options.locator('[data-snapshot]')
  await copies.first().waitFor()
  expect(await copies.evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.snapshot))).toEqual([
    '4',
    '3',
    '2',
  ])
  await copies
    .first()
    .getByRole('button', { name: /^Restore/ })
    .click()
  await options.getByText(/papers 2, highlights 4, notes 2/).waitFor()
  const { tables } = await rawOf(page)
  expect(wordsOf(living(tables)).notes).toEqual(wordsOf(JSON.parse(former(4).backup)).notes)
  expect(wordsOf(living(tables)).highlights.map(({ exact }) => exact)).toEqual(
    wordsOf(JSON.parse(former(4).backup)).highlights.map(({ exact }) => exact),
  )
  expect(JSON.parse(backup).highlights.length).toBe(4)
  await copies
    .first()
    .getByRole('button', { name: /^Remove/ })
    .click()
  await until('two are left', async () => (await copies.count()) === 2)
  await options.close()
  await page.close()
})

test('an upgrade that throws leaves the database as it was, says so, and all of it can be saved as a file', async () => {
  const { database } = former(3)
  // What no code of ours wrote, and the upgrade stumbles over.
  const journal = database.stores.journal?.records ?? []
  journal.push({ id: crypto.randomUUID(), at: '2026-11-01T12:00:00.000Z', act: 'note', changes: null })
  // More than are read at a time.
  const notes = database.stores.notes?.records ?? []
  for (let more = 0; more < 250; more++) notes.push({ ...notes[0], id: crypto.randomUUID(), text: `Note ${more}` })
  notes.sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1))
  const page = await blank(browser)
  await plant(browser, page, database)
  await page.evaluate(() => chrome.storage.local.set({ 'draft:note:x': 'half a thou' }))
  const library = await browser.open('library.html')
  await library.locator('[data-problem="upgrade"]').waitFor()
  await library.getByRole('button', { name: 'Try again' }).click()
  await library.locator('[data-problem="upgrade"]').waitFor()
  const file = await browser.download(() => library.getByRole('button', { name: 'Save what is stored' }).click())
  const saved = JSON.parse(readFileSync(file, 'utf8'))
  const { stores } = database
  expect(saved.papers).toEqual(stores.papers?.records)
  expect(saved.notes).toEqual(notes)
  expect(saved.drafts['draft:note:x']).toBe('half a thou')
  const done = await library.evaluate(() =>
    chrome.runtime.sendMessage({
      id: 1,
      type: 'act',
      timestamp: 1,
      data: { do: 'undo', entry: crypto.randomUUID() },
    }),
  )
  expect(done.res).toMatchObject({ ok: false, problem: 'upgrade' })
  await library.close()
  await browser.killWorker()
  const { version, tables } = await rawOf(page)
  expect(version).toBe(30)
  for (const name of ['papers', 'highlights', 'notes', 'journal'])
    expect(tables[name]).toHaveLength(stores[name]?.records.length as number)
  await page.close()
})

test('a database of a later version is not touched', async () => {
  const { database } = former(5)
  const page = await blank(browser)
  await plant(browser, page, { ...database, version: 60 })
  const library = await browser.open('library.html')
  await library.locator('[data-problem="newer"]').waitFor()
  await library.close()
  await browser.killWorker()
  expect((await rawOf(page)).version).toBe(60)
  await page.close()
})

test('a window that holds the database is said, and the upgrade done once it is closed', async () => {
  const page = await blank(browser)
  await plant(browser, page, former(4).database)
  const holder = await blank(browser)
  await holder.evaluate(
    () =>
      new Promise((resolve) => {
        // As a window that does not answer: it does not let go when it is asked to.
        indexedDB.open('papermargin').onsuccess = ({ target }) =>
          resolve(Object.assign(globalThis, { held: target }) && 0)
      }),
  )
  const library = await browser.open('library.html')
  await library.locator('[data-problem="held"]').waitFor()
  await holder.close()
  await library.getByRole('button', { name: 'Try again' }).click()
  await library.getByText('Lamps That Remember').first().waitFor()
  expect((await rawOf(page)).version).toBe(50)
  await library.close()
  await page.close()
})

test('without room for the copy nothing is upgraded; with room again it is, at once', async () => {
  const limited = await launchLimited()
  try {
    await (await limited.welcome()).close()
    const page = await blank(limited)
    const { database } = former(3)
    await plant(limited, page, database)
    const session = await limited.context.newCDPSession(page)
    const origin = limited.url('').replace(/\/$/, '')
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
    const library = await limited.open('library.html')
    await library.locator('[data-problem="copy"]').waitFor()
    const { version, tables } = await rawOf(page)
    expect(version).toBe(30)
    expect(tables.papers).toHaveLength(3)
    await session.send('Storage.overrideQuotaForOrigin', { origin })
    await library.getByRole('button', { name: 'Try again' }).click()
    await library.getByText('Lamps That Remember').first().waitFor()
    expect((await rawOf(page)).version).toBe(50)
  } finally {
    await limited.discard()
  }
})
