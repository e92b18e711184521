import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { browser as api } from 'wxt/browser'
import { type Launched, launch, until } from './browser.ts'
import { blank, rawOf } from './raw.ts'
import { bring, note, paper } from './stored.ts'

/** The extension's own API, inside functions that run on its pages. */
declare const chrome: typeof api

let browser: Launched
let page: Page
beforeAll(async () => {
  browser = await launch()
  await (await browser.welcome()).close()
  page = await blank(browser)
})
afterAll(() => browser.close())

const counted = () => page.evaluate(async () => (await chrome.storage.local.get('kept')).kept)
const told = (on: Page) => on.locator('[data-screen="emptied"]')

test('a new library is not taken for an emptied one, and what it holds is counted outside of it', async () => {
  const library = await browser.open('library.html')
  await library.locator('#import').waitFor()
  const [one, two] = [paper('The First of Two', 'Words.'), paper('The Second of Two', 'More words.')]
  await bring(library, { papers: [one, two], notes: [note(one, 'Mine.')] })
  await until('what came is counted', async () => ((await counted()) as { papers: number } | undefined)?.papers === 2)
  expect(await counted()).toMatchObject({ papers: 2, highlights: 0, notes: 1 })
  expect(await told(library).count()).toBe(0)
  await library.close()
})

test('a database that something removed is told from a new one, though words were written in it since', async () => {
  await browser.killWorker()
  await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase('papermargin')
        request.onsuccess = resolve
        request.onerror = () => reject(request.error)
      }),
  )
  // An act is what wakes the worker: it is done before anything is counted.
  const facts = { keys: ['arxiv:2611.00009'], title: 'Written Since', links: {} }
  const data = { do: 'note', id: crypto.randomUUID(), paper: { facts, site: 'arxiv' }, text: 'Written since.' }
  const done = await page.evaluate(
    (data) => chrome.runtime.sendMessage({ id: 1, type: 'act', timestamp: 1, data }),
    data,
  )
  expect(done.res).toMatchObject({ ok: true })
  const popup = await browser.openPopup(page)
  await told(popup).getByText('Your library had 2 papers and is empty now.').waitFor()
  await popup.close()
  const library = await browser.open('library.html')
  await told(library).waitFor()
  await library.getByText('Written Since').first().waitFor()
  await told(library).locator('[data-act="anew"]').click()
  await told(library).waitFor({ state: 'detached' })
  await library.reload()
  await library.getByText('Written Since').first().waitFor()
  expect(await told(library).count()).toBe(0)
  const { notes = [] } = (await rawOf(page)).tables
  expect(notes.map(({ text }) => text)).toEqual(['Written since.'])
})
