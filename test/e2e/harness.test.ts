import { expect, onTestFinished, test } from 'vitest'
import type { browser as api } from 'wxt/browser'
import { launch, Margin, until } from './browser.ts'

/** The extension's own API, inside functions that run on its pages. */
declare const chrome: typeof api

const url = 'https://arxiv.org/nothing'

test('nothing leaves the machine, and what asks is known', async () => {
  const browser = await launch()
  onTestFinished(() => browser.close())
  browser.serve({
    [url]: { body: '<title>Served</title><img src="https://elsewhere.example/a.png"><img src="/b.png">' },
  })
  const page = await browser.open(url)
  expect(await page.title()).toBe('Served')
  expect(browser.requested.map((one) => one.url)).toEqual(
    expect.arrayContaining(['https://elsewhere.example/a.png', 'https://arxiv.org/b.png']),
  )
  expect(browser.requestedByExtension()).toEqual([])
  const worker = await browser.worker()
  const answer = await worker.evaluate(() => fetch('https://elsewhere.example/c').then(String, () => 'refused'))
  expect(answer).toBe('refused')
  // The manifest's policy lets the extension ask nothing of anybody: the request is not even made.
  expect(browser.requestedByExtension()).toEqual([])
})

test('the popup is the real one, and opens over the page in front', async () => {
  const browser = await launch()
  onTestFinished(() => browser.close())
  const page = await browser.welcome()
  for (let time = 0; time < 2; time++) {
    const popup = await browser.openPopup(page)
    expect(popup.url()).toBe(browser.url('popup.html'))
    await popup.close()
  }
})

test('a closed root is read from outside', async () => {
  const browser = await launch()
  onTestFinished(() => browser.close())
  const margin = new Margin(await browser.welcome())
  await until('the practice listing is read', () => margin.present())
  expect(await margin.page.evaluate(() => document.documentElement.lastElementChild?.shadowRoot)).toBeNull()
  expect(await margin.evaluate((root) => root.mode)).toBe('closed')
})

test('a killed worker forgets all and the next message starts it; a restart keeps the profile', async () => {
  const browser = await launch()
  onTestFinished(() => browser.close())
  const library = await browser.open('library.html')
  await library.evaluate(() => chrome.storage.local.set({ remembered: 1 }))
  const worker = await browser.worker()
  await worker.evaluate(() => Object.assign(globalThis, { remembered: 1 }).remembered)
  await browser.killWorker()
  const question = { id: 1, type: 'known', data: [], timestamp: 1 }
  expect(await library.evaluate((question) => chrome.runtime.sendMessage(question), question)).toEqual({ res: [] })
  expect(await worker.evaluate(() => 'remembered' in globalThis)).toBe(false)
  await browser.restart()
  const again = await browser.open('library.html')
  expect(await again.evaluate(() => chrome.storage.local.get('remembered'))).toEqual({ remembered: 1 })
})
