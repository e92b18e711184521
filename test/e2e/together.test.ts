import { afterAll, beforeAll, expect, test } from 'vitest'
import type { browser as api } from 'wxt/browser'
import { type Launched, launch, select } from './browser.ts'
import { openMarked, paintedWords, paints, some } from './open.ts'
import { seed, serve } from './pages.ts'

/** The extension's own API, inside functions that run in its worker. */
declare const chrome: typeof api

let browser: Launched
beforeAll(async () => {
  browser = await launch()
  serve(browser, list)
})
afterAll(() => browser.close())

const list = seed('arxiv-list-new')
const [paper] = list.papers

test('what is done in one tab is shown in another, and undone there it is gone in both; each asks once', async () => {
  // The practice list would ask, too.
  await (await browser.welcome()).close()
  const there = await openMarked(browser, list.url)
  const here = await openMarked(browser, list.url)
  const worker = await browser.worker()
  await worker.evaluate(() => {
    const asked: number[] = []
    Object.assign(globalThis, { asked })
    chrome.runtime.onMessage.addListener((message, sender) => {
      if (message.type === 'known') asked.push(sender.tab?.id ?? -1)
    })
  })
  const asked = () => worker.evaluate(() => (globalThis as unknown as { asked: number[] }).asked.splice(0))
  const words = some(paper.abstract, 3, 6)
  await select(here.page, 'p.mathjax', words)
  await here.page.keyboard.press('1')
  await paints(here.page, words)
  await paints(there.page, words)
  await here.margin.appears('.toast [data-act="undo"]')
  await here.page.keyboard.press('Control+z')
  await expect.poll(() => paintedWords(there.page)).toEqual([])
  await expect.poll(() => paintedWords(here.page)).toEqual([])
  const tabs = Map.groupBy(await asked(), (tab) => tab)
  expect([...tabs.values()].map(({ length }) => length)).toEqual([2, 2])
})
