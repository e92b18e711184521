import { afterAll, beforeAll, expect, test } from 'vitest'
import type { browser as api } from 'wxt/browser'
import { type Launched, launch, select } from './browser.ts'
import { openMarked, some } from './open.ts'
import { seed, serve } from './pages.ts'

/** The extension's own API, inside functions that run in its worker. */
declare const chrome: typeof api

const listing = seed('arxiv-list-new')
const [one] = listing.papers
if (!one?.abstract) throw new Error('The seed has no abstract.')

let browser: Launched
beforeAll(async () => {
  browser = await launch()
  serve(browser, listing)
})
afterAll(() => browser.close())

/** Without a screen the address bar has no keys: what it tells the extension is told in its place. */
type Event = { dispatch(...args: unknown[]): void }

test('the address bar finds what is stored by words of it, and opens the paper, or the search, in the library', async () => {
  const { page, margin } = await openMarked(browser, listing.url)
  const words = some(one.abstract as string, 0, 3)
  await select(page, 'p', words)
  await margin.appears('.bar')
  await page.keyboard.press('1')
  await margin.appears('.toast, [role="status"]')
  const worker = await browser.worker()
  const suggested = await worker.evaluate(
    (words) =>
      new Promise<{ content: string; description: string }[]>((resolve) => {
        const changed = chrome.omnibox.onInputChanged as unknown as Event
        changed.dispatch(words, resolve)
      }),
    words,
  )
  expect(suggested.map(({ description }) => description.replace(/ <dim>.*/, ''))).toEqual([
    one.title.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`),
  ])
  const enter = (entered: string) =>
    worker.evaluate((entered) => {
      const made = chrome.omnibox.onInputEntered as unknown as Event
      made.dispatch(entered, 'newForegroundTab')
    }, entered)
  const [paper] = await Promise.all([browser.context.waitForEvent('page'), enter(suggested[0]?.content ?? '')])
  await paper.getByRole('region', { name: 'Paper' }).getByText(one.title).first().waitFor()
  await paper.close()
  const [search] = await Promise.all([browser.context.waitForEvent('page'), enter('no <such> words')])
  await search.getByText('Nothing that is stored says this.').waitFor()
  expect(await search.getByLabel('Search titles, abstracts, highlights and notes').inputValue()).toBe('no <such> words')
})
