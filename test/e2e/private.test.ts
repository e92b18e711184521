import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { browser as api } from 'wxt/browser'
import { type Launched, launch, Margin, select, until } from './browser.ts'
import { paints, some } from './open.ts'
import { seed, serve } from './pages.ts'

/** The extension's own API, and the browser's own page's, inside functions that run there. */
declare const chrome: typeof api & {
  developerPrivate: {
    updateProfileConfiguration(change: { inDeveloperMode: boolean }): Promise<void>
    updateExtensionConfiguration(change: { extensionId: string; incognitoAccess: boolean }): Promise<void>
    getExtensionInfo(id: string): Promise<{ state: string; incognitoAccess: { isActive: boolean } }>
  }
}

const listing = seed('arxiv-list-new')
const [one, two] = listing.papers

let browser: Launched
/** One of our pages in a normal window, which looks into the database. */
let library: Page

beforeAll(async () => {
  browser = await launch()
  serve(browser, listing)
  const extensions = await browser.open('chrome://extensions')
  await extensions.evaluate(async (extensionId) => {
    // An unpacked extension that is reloaded stays off where the reader is no developer.
    await chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })
    await chrome.developerPrivate.updateExtensionConfiguration({ extensionId, incognitoAccess: true })
  }, browser.id)
  // The change reloads the extension: a browser that is closed while it does would start without it.
  await until('the extension is there again, and sees private windows', () =>
    extensions.evaluate(async (extensionId) => {
      const { state, incognitoAccess } = await chrome.developerPrivate.getExtensionInfo(extensionId)
      return state === 'ENABLED' && incognitoAccess.isActive
    }, browser.id),
  )
  await browser.restart()
  library = await browser.open('library.html')
})
afterAll(() => browser.close())

beforeEach(async () => {
  for (const page of browser.context.pages()) if (page.url() === listing.url) await page.close()
  await library.evaluate(async () => {
    const { result: db } = await new Promise<IDBOpenDBRequest>((resolve) => {
      const opened = indexedDB.open('papermargin')
      opened.onsuccess = () => resolve(opened)
    })
    const cleared = db.transaction([...db.objectStoreNames], 'readwrite')
    for (const name of db.objectStoreNames) cleared.objectStore(name).clear()
    await new Promise((resolve) => {
      cleared.oncomplete = resolve
    })
    db.close()
    await chrome.storage.session.clear()
    await chrome.storage.local.clear()
  })
})

/** What the disk holds of the reader: how many records of each kind, the notes' words, and the names in the storage. */
const stored = () =>
  library.evaluate(async () => {
    const { result: db } = await new Promise<IDBOpenDBRequest>((resolve) => {
      const opened = indexedDB.open('papermargin')
      opened.onsuccess = () => resolve(opened)
    })
    const records: Record<string, number> = {}
    let notes: string[] = []
    for (const name of db.objectStoreNames) {
      // What is searched is made of the other tables.
      if (name === 'index' || name === 'unindexed') continue
      const asked = db.transaction(name).objectStore(name).getAll()
      await new Promise((resolve) => {
        asked.onsuccess = resolve
      })
      if (asked.result.length > 0) records[name] = asked.result.length
      if (name === 'notes') notes = asked.result.map(({ text }) => text)
    }
    db.close()
    return { records, notes, storage: Object.keys(await chrome.storage.local.get()) }
  })
const nothing = { records: {}, notes: [], storage: [] }

/** Opens the listing in a private window and waits until its markers stand. */
async function openPrivate(): Promise<{ page: Page; margin: Margin }> {
  const worker = await browser.worker()
  await worker.evaluate((url) => chrome.windows.create({ url, incognito: true }), listing.url)
  const page = await until('the private page is there', async () =>
    browser.context.pages().find((page) => page.url() === listing.url),
  )
  const margin = new Margin(page)
  await margin.appears('.mk')
  return { page, margin }
}

const noteOf = (margin: Margin) =>
  margin.evaluate((root) => root.querySelector<HTMLTextAreaElement>('.card textarea')?.value)

test('a highlight in a private window is stored only after saying so once; sightings never are', async () => {
  const { page, margin } = await openPrivate()
  const words = some(one.abstract, 0, 4)
  await select(page, 'p', words)
  await margin.appears('.bar')
  await page.keyboard.press('1')
  await margin.appears('.ask', 'private window')
  expect(await stored()).toEqual(nothing)
  await margin.click('.ask [data-act="not-now"]')
  await margin.appears('.bar .say', 'private window')
  await margin.disappears('.ask')
  expect(await stored()).toEqual(nothing)
  expect(await page.evaluate(() => getSelection()?.toString().replace(/\s+/g, ' '))).toBe(words)

  // By keys alone; Escape is "Not now", and the selection outlives it.
  await page.keyboard.press('2')
  await margin.appears('.ask')
  await page.keyboard.press('Escape')
  await margin.disappears('.ask')
  await page.keyboard.press('2')
  await margin.appears('.ask')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await paints(page, words)
  expect((await stored()).records).toEqual({ papers: 1, highlights: 1, journal: 1 })

  const more = some(two.abstract, 0, 4)
  await select(page, 'p', more)
  await margin.appears('.bar')
  await page.keyboard.press('1')
  await paints(page, more)
  expect(await margin.count('.ask')).toBe(0)
  expect((await stored()).records).toEqual({ papers: 2, highlights: 2, journal: 2 })
})

test('words typed in a private window are no draft, are asked about once, and are all stored after a yes', async () => {
  const { page, margin } = await openPrivate()
  await margin.click(`.mk[data-paper="${one.keys[0]}"]`)
  await margin.click('.card textarea')
  await page.keyboard.type('Half')
  await margin.appears('.ask')
  await page.keyboard.type(' a thought')
  expect(await noteOf(margin)).toBe('Half a thought')
  // Another act waits for the same answer.
  for (const key of ['Shift+Tab', 'Shift+Tab', 'ArrowDown']) await page.keyboard.press(key)
  expect(await margin.evaluate((root) => root.querySelector<HTMLSelectElement>('.card select')?.value)).toBe('to_read')
  await margin.click('.ask [data-act="not-now"]')
  await margin.appears('.toast', 'private window')
  await margin.appears('.card .saving', 'private window')
  await margin.disappears('.ask')
  expect(await margin.evaluate((root) => root.querySelector<HTMLSelectElement>('.card select')?.value)).toBe('')
  await margin.click('.card textarea')
  await page.keyboard.press('End')
  await page.keyboard.type(', and')
  expect(await noteOf(margin)).toBe('Half a thought, and')
  expect(await stored()).toEqual(nothing)

  await margin.click('.card .saving button', 'Try again')
  await margin.appears('.ask')
  await margin.click('.ask [data-act="keep"]')
  await margin.appears('.card .saving.saved')
  expect(await stored()).toMatchObject({ records: { papers: 1, notes: 1 }, notes: ['Half a thought, and'] })

  // From now on each letter is kept at once, as anywhere.
  await margin.click('.card textarea')
  await page.keyboard.type(' more')
  await page.close()
  await until('more words are stored, or a draft', async () => {
    const { notes, storage } = await stored()
    return notes[0]?.includes('and m') || storage.includes(`draft:note:${one.keys[0]}`)
  })
})

test('the popup over a private window asks too, and its ways lead where they should', async () => {
  const { page } = await openPrivate()
  const popup = await browser.openPopup(page)
  const row = popup.locator(`li[data-paper="${one.keys[0]}"]`)
  await row.getByText(one.shown).first().click()
  await popup.keyboard.press('s')
  const question = popup.getByRole('alertdialog')
  await question.waitFor()
  await popup.keyboard.press('Escape')
  await question.waitFor({ state: 'hidden' })
  await popup.locator('.toast').getByText('private window').waitFor()
  await popup.keyboard.press('n')
  const note = popup.getByRole('textbox', { name: 'Note' }).first()
  await note.pressSequentially('From the popup')
  await question.waitFor()
  expect(await stored()).toEqual(nothing)
  await question.getByRole('button', { name: 'Not now' }).click()
  await popup.locator('.write').getByText('private window').waitFor()
  expect(await note.inputValue()).toBe('From the popup')
  expect(await stored()).toEqual(nothing)
  await popup.locator('[data-act="try-again"]').click()
  await question.getByRole('button', { name: 'Keep it' }).click()
  await popup.getByText('Saved', { exact: true }).first().waitFor()
  expect(await stored()).toMatchObject({ records: { papers: 1, notes: 1 }, notes: ['From the popup'] })

  await popup.locator('#library').click()
  const worker = await browser.worker()
  await until('the library opens, and not in the private window', () =>
    worker.evaluate(async (url) => {
      const tabs = (await chrome.tabs.query({})).filter((tab) => tab.url === url)
      return tabs.length === 2 && tabs.every((tab) => !tab.incognito)
    }, browser.url('library.html')),
  )
})

test('once the browser was closed, it asks again', async () => {
  const first = await openPrivate()
  const words = some(one.abstract, 0, 4)
  const press = async ({ page, margin }: typeof first) => {
    await select(page, 'p', words)
    await margin.appears('.bar')
    await page.keyboard.press('1')
    await margin.appears('.ask')
  }
  await press(first)
  await first.margin.click('.ask [data-act="keep"]')
  await paints(first.page, words)
  await browser.restart()
  library = await browser.open('library.html')
  const second = await openPrivate()
  // What is stored is shown there all the same.
  await paints(second.page, words)
  await second.margin.click(`.mk[data-paper="${one.keys[0]}"]`)
  await second.margin.click('.card .line-button', words)
  await second.margin.click('.edit [data-act="delete"]')
  await second.margin.appears('.ask')
})
