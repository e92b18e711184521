import type { Page } from 'playwright-core'
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
const [paper, other] = list.papers

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

test('an answer that comes late takes nothing back of what a later one told', async () => {
  const there = await openMarked(browser, list.url)
  const here = await openMarked(browser, list.url)
  const inScript = await scriptOf(there.page)
  // What the first change is of is told only when that is asked for.
  await inScript(() => {
    type Send = (message: { type: string }) => Promise<unknown>
    const { runtime } = chrome as unknown as { runtime: { sendMessage: Send } }
    const send = runtime.sendMessage
    runtime.sendMessage = async (message) => {
      if (message.type !== 'known') return await send(message)
      runtime.sendMessage = send
      const answer = await send(message)
      return await new Promise((resolve) => Object.assign(globalThis, { late: () => resolve(answer) }))
    }
  })
  const [first, second, third] = [some(paper.abstract, 3, 6), some(paper.abstract, 12, 5), some(other.abstract, 3, 5)]
  const highlight = async (words: string) => {
    await select(here.page, 'p.mathjax', words)
    await here.margin.appears('.bar')
    await here.page.keyboard.press('1')
    await paints(here.page, words)
  }
  await highlight(first)
  await expect.poll(() => inScript(() => 'late' in globalThis)).toBe(true)
  await highlight(second)
  await paints(there.page, second)
  await inScript(() => (globalThis as unknown as { late(): void }).late())
  // Another paper is asked after alone: once its words are painted, so is what came late.
  await highlight(third)
  await paints(there.page, third)
  expect(await paintedWords(there.page)).toEqual([first, second, third])
})

/** A way to run functions where our script runs in a page: in a world of its own, with the extension's API. */
async function scriptOf(page: Page) {
  const session = await page.context().newCDPSession(page)
  const worlds: { id: number; origin: string }[] = []
  session.on('Runtime.executionContextCreated', ({ context }) => void worlds.push(context))
  await session.send('Runtime.enable')
  const world = worlds.find(({ origin }) => origin === browser.url('').slice(0, -1))
  return async <T>(body: () => T): Promise<T> => {
    const expression = `(${body})()`
    const told = await session.send('Runtime.evaluate', { expression, contextId: world?.id, returnByValue: true })
    if (told.exceptionDetails) throw new Error(told.exceptionDetails.exception?.description)
    return told.result.value
  }
}
