import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import type { browser as api } from 'wxt/browser'
import { launch, until } from './browser.ts'
import { openMarked } from './open.ts'
import { seed, serve } from './pages.ts'

/** The extension's own API, inside functions that run in its worker. */
declare const chrome: typeof api

const listing = seed('arxiv-list-new')
const [one] = listing.papers

/** Writes that a paper was seen three times, the last time then. */
const putSighting = (screen: Page, key: string, at: string) =>
  screen.evaluate(
    ({ key, at }) =>
      new Promise((resolve, reject) => {
        const opened = indexedDB.open('papermargin')
        opened.onerror = () => reject(opened.error)
        opened.onsuccess = () => {
          const store = opened.result.transaction('sightings', 'readwrite').objectStore('sightings')
          const put = store.put({ key, keys: [key], first: at, last: at, count: 3 })
          put.onsuccess = () => resolve(opened.result.close())
          put.onerror = () => reject(put.error)
        }
      }),
    { key, at },
  )

test('a listing tells what is new and what was seen before; the badge counts, and all of it can be forgotten', async () => {
  const browser = await launch()
  onTestFinished(() => browser.close())
  serve(browser, listing)
  const first = await openMarked(browser, listing.url)
  await until('all are new', async () => (await first.margin.count('.mk[data-state="new"]')) === listing.papers.length)
  const badge = async () => {
    const tabId = await browser.tabId(first.page)
    return await (await browser.worker()).evaluate((tabId) => chrome.action.getBadgeText({ tabId }), tabId)
  }
  await until('the badge counts them', async () => (await badge()) === String(listing.papers.length))

  // A second page within half an hour is the same visit; so the first paper was seen last week.
  const options = await browser.open('options.html')
  // The practice list that was open first is not counted.
  await options.getByText(`${listing.papers.length} papers are noted`).waitFor()
  await putSighting(options, one.keys[0], '2026-11-01T10:00:00.000Z')
  const { page, margin } = await openMarked(browser, listing.url)
  await margin.appears(`.mk[data-paper="${one.keys[0]}"][data-state="seen"]`)
  expect(await margin.count('.mk[data-state="seen"]')).toBe(1)
  expect(
    await margin.evaluate((root) => root.querySelector('.mk[data-state="seen"]')?.getAttribute('aria-label')),
  ).toMatch(/Seen, 3 times before/)
  const popup = await browser.openPopup(page)
  await popup.locator(`li[data-paper="${one.keys[0]}"][data-state="seen"]`).waitFor()
  await popup.close()

  await options.bringToFront()
  for (const colorScheme of ['light', 'dark'] as const) {
    await options.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await options.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
    const faults = await options.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }
      return (await axe.run()).violations.map(({ id }) => id)
    })
    expect(faults).toEqual([])
  }
  // Fewer days are taken at once, and no number that is none.
  const days = options.getByRole('spinbutton', { name: /not seen it for/ })
  const noted = listing.papers.length
  await days.fill('0')
  await days.press('Enter')
  await options.getByText(/Between 1 and 3650 days/).waitFor()
  await until('the days stand as they were', async () => (await days.inputValue()) === '90')
  await putSighting(options, 'arxiv:2605.00001', new Date(Date.now() - 10 * 86_400_000).toISOString())
  await options.reload()
  await options.getByText(`${noted + 1} papers are noted`).waitFor()
  await days.fill('9')
  await days.blur()
  await options.getByText(`${noted} papers are noted`).waitFor()

  await options.getByRole('button', { name: 'Forget' }).click()
  await options.getByText(/0 papers are noted/).waitFor()
  await options.getByRole('checkbox', { name: /Note which/ }).uncheck()
  const again = await openMarked(browser, listing.url)
  await until(
    'all are new again',
    async () => (await again.margin.count('.mk[data-state="new"]')) === listing.papers.length,
  )
  await options.getByText(/0 papers are noted/).waitFor()
})
