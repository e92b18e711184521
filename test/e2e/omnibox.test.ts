import { afterAll, beforeAll, expect, test } from 'vitest'
import type { browser as api } from 'wxt/browser'
import type { Act } from '../../lib/act.ts'
import { type Launched, launch, select } from './browser.ts'
import { openMarked, paints, some } from './open.ts'
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

/** What the address bar is told for these words. */
const suggestedFor = async (words: string) =>
  (await browser.worker()).evaluate(
    (words) =>
      new Promise<{ content: string; description: string }[]>((resolve) => {
        const changed = chrome.omnibox.onInputChanged as unknown as Event
        changed.dispatch(words, resolve)
      }),
    words,
  )

test('the address bar finds what is stored by words of it, and opens the paper, or the search, in the library', async () => {
  const { page, margin } = await openMarked(browser, listing.url)
  const words = some(one.abstract as string, 0, 3)
  await select(page, 'p', words)
  await margin.appears('.bar')
  await page.keyboard.press('1')
  await paints(page, words)
  const worker = await browser.worker()
  const suggested = await suggestedFor(words)
  expect(suggested.map(({ description }) => description.replace(/ <dim>.*/, ''))).toEqual([
    one.title.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`),
  ])
  const enter = (entered: string) =>
    worker.evaluate((entered) => {
      const made = chrome.omnibox.onInputEntered as unknown as Event
      made.dispatch(entered, 'newForegroundTab')
    }, entered)
  const [paper] = await Promise.all([browser.context.waitForEvent('page'), enter(suggested[0]?.content ?? '')])
  await paper.getByRole('region', { name: 'Paper' }).getByText(one.shown).first().waitFor()
  await paper.close()
  const [search] = await Promise.all([browser.context.waitForEvent('page'), enter('no <such> words')])
  await search.getByText('Nothing that is stored says this.').waitFor()
  expect(await search.getByLabel('Search titles, abstracts, highlights and notes').inputValue()).toBe('no <such> words')
})

test('signs that XML has none of keep no paper out of the address bar', async () => {
  const library = await browser.open('library.html')
  const title = 'Puffins \u0001 & \ud800 gannets \ufffe \u{1fffe}'
  const data: Act = {
    do: 'save',
    paper: { facts: { keys: ['arxiv:2611.99999'], title, authors: ['Ada\u0002 Tern'], links: {} }, site: 'arxiv' },
    saved: true,
  }
  const done = await library.evaluate(
    (data) => chrome.runtime.sendMessage({ id: 1, type: 'act', data, timestamp: Date.now() }),
    data,
  )
  expect(done.res.ok).toBe(true)
  const [suggested] = await suggestedFor('puffins')
  // The browser takes nothing that is no XML.
  const worker = await browser.worker()
  await worker.evaluate(async (description = '') => {
    await chrome.omnibox.setDefaultSuggestion({ description })
  }, suggested?.description)
  expect(suggested?.description.replace(/ +/g, ' ')).toBe('Puffins &#38; gannets <dim>– Ada Tern</dim>')
})
