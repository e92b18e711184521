import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Launched, launch, Margin, painted, select, until } from './browser.ts'
import { openMarked, paintedWords, paints, some } from './open.ts'
import { seed, serve } from './pages.ts'

const listing = seed('arxiv-list-new')
const [one, two] = listing.papers

let browser: Launched
let page: Page
let margin: Margin
beforeAll(async () => {
  browser = await launch()
  serve(browser, listing)
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(listing.url).origin })
})
beforeEach(async () => {
  await page?.close()
  ;({ page, margin } = await openMarked(browser, listing.url))
})
afterAll(() => browser.close())

async function highlight(words: string, key: string) {
  await select(page, 'p', words)
  await margin.appears('.bar')
  await page.keyboard.press(key)
}

/** Clicks words of the page, at the middle of the first of their lines. */
async function click(words: string) {
  const spot = await page.evaluate((words) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const node = walker.currentNode as Text
      const at = node.data.replace(/\s/g, ' ').indexOf(words)
      if (at < 0) continue
      const range = document.createRange()
      range.setStart(node, at)
      range.setEnd(node, at + words.length)
      const { left, top, width, height } = range.getClientRects()[0] as DOMRect
      return { x: left + width / 2, y: top + height / 2 }
    }
  }, words)
  if (!spot) throw new Error(`"${words}" does not stand there.`)
  await page.mouse.click(spot.x, spot.y)
}

const chosen = () =>
  margin.evaluate((root) => root.querySelector<HTMLElement>('.edit [aria-checked="true"]')?.dataset.color)
const isChosen = (color: string) => until(`the ${color} is edited`, async () => (await chosen()) === color)

test('of highlights over the same words a click opens the shortest, and the others are a press away', async () => {
  const [outer, inner, across] = [some(one.abstract, 2, 8), some(one.abstract, 4, 2), some(one.abstract, 4, 9)]
  await highlight(outer, '1')
  await paints(page, outer)
  await highlight(inner, '2')
  await paints(page, inner)
  await highlight(across, '3')
  await paints(page, across)
  await click(inner)
  await isChosen('method')
  expect(await margin.text('.edit [data-act="other"]')).toBe('1 of 3')
  await margin.click('.edit [data-act="other"]')
  await isChosen('claim')
  await page.keyboard.press('Alt+ArrowDown')
  await isChosen('result')
  expect(await margin.text('.edit [data-act="other"]')).toBe('3 of 3')
  await page.keyboard.press('Alt+ArrowDown')
  await isChosen('method')
  await page.keyboard.press('Alt+ArrowUp')
  await isChosen('result')
  await page.keyboard.press('Escape')
  await margin.disappears('.edit')
  await click(some(one.abstract, 2, 1))
  await isChosen('claim')
  expect(await margin.count('.edit [data-act="other"][hidden]')).toBe(1)
})

test("digits change the meaning by themselves; with Ctrl they are the browser's", async () => {
  const words = some(two.abstract, 14, 2)
  await highlight(words, '1')
  await paints(page, words)
  await click(words)
  await isChosen('claim')
  await page.keyboard.press('Shift+Tab')
  const focused = () => margin.evaluate((root) => (root.activeElement as HTMLElement).dataset.color)
  await page.keyboard.press('Control+3')
  expect(await focused()).toBe('claim')
  await page.keyboard.press('3')
  expect(await focused()).toBe('result')
  await isChosen('result')
})

test('one that touches another of its meaning becomes one with it, and both come back at one press', async () => {
  const [first, second] = [some(two.abstract, 1, 2), some(two.abstract, 3, 2)]
  await highlight(first, '4')
  await paints(page, first)
  await highlight(second, '4')
  const both = some(two.abstract, 1, 4)
  await paints(page, both)
  expect((await painted(page))['pm-4']).toHaveLength(1)
  await margin.appears('.toast', 'Highlighted as')
  await margin.click('.toast button')
  await paints(page, first)
  expect((await painted(page))['pm-4']).toHaveLength(1)
})

test('a quote is copied with its source, and a link that shows the words', async () => {
  const words = some(two.abstract, 6, 6)
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText())
  await select(page, 'p', words)
  await margin.appears('.bar')
  await page.keyboard.press('q')
  await until('the quote is copied', async () => (await clipboard()).startsWith(`“${words}” (`))
  expect(await clipboard()).toContain(two.title)
  // A press on selected words would drag them.
  await page.evaluate(() => getSelection()?.removeAllRanges())
  await select(page, 'p', words)
  await margin.appears('.bar')
  await page.keyboard.press('l')
  await until('the link is copied', async () => (await clipboard()).startsWith('https://arxiv.org/abs/'))
  const link = await clipboard()
  await page.evaluate(() => getSelection()?.removeAllRanges())
  expect(decodeURIComponent(link.split('#:~:text=')[1] ?? '')).toBe(words)

  await highlight(words, '5')
  await paints(page, words)
  await click(words)
  await margin.click('.edit [data-act="copy"]')
  await until('the quote is copied', async () => (await clipboard()).startsWith(`“${words}” (`))
  await margin.click('.edit [data-act="link"]')
  await until('the same link is copied', async () => (await clipboard()) === link)
})

test('where the reader wants it, words are highlighted as soon as the mouse has selected them, and by nothing else', async () => {
  const words = some(two.abstract, 20, 3)
  await select(page, 'p', words)
  await margin.appears('.bar')
  expect(await paintedWords(page)).not.toContain(words)
  await page.keyboard.press('Escape')

  const options = await browser.open('options.html')
  await options.getByLabel('Highlight words as soon as they are selected with the mouse').check()
  await options.close()
  await page.reload()
  margin = new Margin(page)
  await margin.appears('.mk')
  const before = await until('what was highlighted before is painted', async () => {
    const now = await paintedWords(page)
    return now.length > 0 && now
  })
  // The first ones on a page, too, for which what does it has yet to come, from a worker that sleeps.
  const first = some(one.abstract, 20, 3)
  await browser.killWorker()
  await select(page, 'p', first)
  await paints(page, first)
  await margin.click('.toast button')
  await until('it is taken back', async () => !(await paintedWords(page)).includes(first))
  // A click, words that are selected by Shift or by keys, and words of no abstract do nothing.
  await click(words)
  await select(page, 'h3', 'New submissions')
  await click(words)
  await page.keyboard.down('Shift')
  await click(some(two.abstract, 24, 2))
  await page.keyboard.up('Shift')
  await page.keyboard.press('Control+Shift+ArrowRight')
  await margin.appears('.bar')
  expect(await paintedWords(page)).toEqual(before)

  await page.keyboard.press('Escape')
  await select(page, 'p', words)
  await paints(page, words)
  await margin.click('.toast button')
  await until('it is taken back', async () => !(await paintedWords(page)).includes(words))

  // Three clicks are one act, not a word's and then a sentence's.
  await page
    .locator('p.mathjax')
    .nth(2)
    .click({ clickCount: 3, position: { x: 60, y: 8 } })
  await until('a whole abstract is painted', async () => (await paintedWords(page)).some((now) => now.length > 200))
  await margin.appears('.toast', 'Highlighted as')
  await margin.click('.toast button')
  await until('it is taken back', async () => (await paintedWords(page)).length === before.length)
})
