import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Launched, launch, type Margin, painted, select, until } from './browser.ts'
import { marks, openMarked, paintedWords, paints, some, withoutUs } from './open.ts'
import { seed, serve } from './pages.ts'

const listing = seed('arxiv-list-new')
const day = seed('huggingface-day')
const [one] = listing.papers

let browser: Launched
let page: Page
let margin: Margin
beforeAll(async () => {
  browser = await launch()
  serve(browser, listing, day)
})
beforeEach(async () => {
  await page?.close()
  ;({ page, margin } = await openMarked(browser, listing.url))
})
afterAll(() => browser.close())

/** Highlights words of the first paper by a digit, and opens the editor at them. */
async function edit(words: string, key: string) {
  await select(page, 'p', words)
  await margin.appears('.bar')
  await page.keyboard.press(key)
  await paints(page, words)
  await clickPainted(words)
  await margin.appears('.edit')
}

/** Clicks the painted words that are these. */
async function clickPainted(words: string) {
  const spot = await page.evaluate((words) => {
    for (const highlight of CSS.highlights.values()) {
      for (const range of highlight as unknown as Iterable<Range>) {
        if (range.toString().replace(/\s+/g, ' ') !== words) continue
        const { left, top, height } = range.getClientRects()[0] as DOMRect
        return { x: left + 4, y: top + height / 2 }
      }
    }
  }, words)
  if (!spot) throw new Error(`"${words}" is not painted.`)
  await page.mouse.click(spot.x, spot.y)
}

/** Where the words stand: the middle of the left and of the right edge, in the page or in our root. */
const edgesOf = async (words: string) =>
  await page.evaluate((words) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const text = walker.currentNode as Text
      const at = text.data.replace(/\s/g, ' ').indexOf(words)
      if (at < 0) continue
      const range = document.createRange()
      range.setStart(text, at)
      range.setEnd(text, at + words.length)
      const rects = [...range.getClientRects()]
      const [first, last] = [rects[0] as DOMRect, rects.at(-1) as DOMRect]
      return {
        left: { x: first.left, y: first.top + first.height / 2 },
        right: { x: last.right, y: last.top + last.height / 2 },
      }
    }
    throw new Error(`"${words}" is not there.`)
  }, words)

/** Takes hold of a handle and moves it to a point, without letting go. */
async function pull(edge: 'start' | 'end', to: { x: number; y: number }) {
  const { x, y, width, height } = await margin.box(`.grip[data-edge="${edge}"]`)
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(24)
  await page.mouse.move(x + width / 2, y + height / 2)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps: 6 })
}

const paintedNow = (words: string) =>
  until(`"${words}" is painted`, async () => (await paintedWords(page)).includes(words))

test('an end is dragged: the paint follows by whole words, and what it comes to is stored and taken back', async () => {
  const before = await withoutUs(page)
  const words = some(one.abstract, 3, 3)
  await edit(words, '1')
  // To the middle of a word beyond.
  const more = some(one.abstract, 3, 5)
  const { right } = await edgesOf(more)
  await pull('end', { x: right.x - 6, y: right.y })
  await paintedNow(more)
  expect(await margin.count('.toast')).toBe(1)
  await page.mouse.up()
  await margin.appears('.toast', more)
  await margin.appears('.edit')
  expect(await page.evaluate(() => getSelection()?.isCollapsed)).toBe(true)
  const fewer = some(one.abstract, 4, 4)
  const { left } = await edgesOf(fewer)
  await pull('start', { x: left.x - 4, y: left.y })
  await paintedNow(fewer)
  await page.mouse.up()
  // What was said before of more words has these in it.
  await margin.appears('.toast', `“${fewer}`)
  await margin.click('.toast button')
  await paintedNow(more)
  await page.keyboard.press('Escape')
  await page.reload()
  await paintedNow(more)
  expect(await withoutUs(page)).toBe(before)
})

test('with Alt an end stands between letters; it does not go beyond the abstract or the other end', async () => {
  const words = some(one.abstract, 12, 3)
  await edit(words, '2')
  const [first = ''] = words.split(' ')
  const { right } = await edgesOf(words)
  const { left } = await edgesOf(words)
  await page.keyboard.down('Alt')
  await pull('end', { x: right.x - 8, y: right.y })
  await until('part of a word is painted', async () =>
    (await painted(page))['pm-2']?.some((now) => now.length < words.length && now.length > words.length - 4),
  )
  await page.keyboard.up('Alt')
  await page.mouse.move(left.x - 40, left.y, { steps: 4 })
  await page.mouse.move(left.x + 2, left.y, { steps: 4 })
  await paintedNow(first)
  await page.mouse.move(600, 5, { steps: 4 })
  await page.mouse.move(600, 895, { steps: 4 })
  await until('the end of the abstract is painted', async () =>
    (await paintedWords(page)).some((now) => one.abstract.endsWith(now) && now.startsWith(first)),
  )
  await page.keyboard.press('Escape')
  await paintedNow(words)
  await page.mouse.up()
  await margin.appears('.edit')
  expect((await painted(page))['pm-2']?.map((now) => now.replace(/\s+/g, ' '))).toEqual([words])
})

test('by keys both ends go word by word, and the field keeps what is typed', async () => {
  const words = some(one.abstract, 27, 3)
  await edit(words, '3')
  await page.keyboard.type('By keys.')
  await page.keyboard.press('Alt+Shift+ArrowRight')
  await page.keyboard.press('Alt+Shift+ArrowRight')
  await paintedNow(some(one.abstract, 27, 5))
  await page.keyboard.press('Alt+ArrowLeft')
  await paintedNow(some(one.abstract, 26, 6))
  await page.keyboard.press('Alt+Shift+ArrowLeft')
  const at = some(one.abstract, 26, 5)
  await margin.appears('.toast', at.slice(0, 20))
  await until('it is said', async () => (await margin.text('.vh')).includes(at.slice(-20)))
  await margin.appears('.edit .saving.saved')
  expect(await margin.evaluate((root) => root.querySelector<HTMLTextAreaElement>('.edit textarea')?.value)).toBe(
    'By keys.',
  )
  await page.reload()
  await paintedNow(at)
})

test('in the abstract that we opened an end is dragged, too', async () => {
  await page.close()
  ;({ page, margin } = await openMarked(browser, day.url))
  const [paper] = day.papers
  await margin.click(`.mk[data-paper="${paper.keys[0]}"]`)
  const words = some(paper.abstract, 2, 3)
  await margin.select('.card .paper', words)
  await margin.appears('.bar')
  await page.keyboard.press('4')
  await marks(margin, words)
  await margin.click('.card .paper mark')
  const box = await margin.box('.grip[data-edge="end"]')
  const more = some(paper.abstract, 2, 5)
  const right = await margin.evaluate((root, more) => {
    const range = document.createRange()
    const walker = document.createTreeWalker(root.querySelector('.card .paper') as Element, NodeFilter.SHOW_TEXT)
    let text = ''
    while (walker.nextNode()) {
      const node = walker.currentNode as Text
      const end =
        node.data.length - Math.max(0, text.length + node.data.length - (text + node.data).indexOf(more) - more.length)
      text += node.data
      if (!text.includes(more)) continue
      range.setStart(node, Math.max(0, end - 1))
      range.setEnd(node, end)
      return range.getBoundingClientRect().right
    }
  }, more)
  await page.mouse.move(box.x + 12, box.y + 12)
  await page.mouse.down()
  await page.mouse.move((right ?? 0) + 2, box.y + 12, { steps: 6 })
  await marks(margin, more)
  await page.mouse.up()
  await margin.appears('.toast', more)
  await margin.click('.toast button')
  await marks(margin, words)
  expect(await paintedWords(page)).toEqual([])
})

test('a page that writes its text anew while an end is dragged has no other words stored', async () => {
  const words = some(one.abstract, 24, 3)
  await edit(words, '5')
  const more = some(one.abstract, 24, 5)
  const { right } = await edgesOf(more)
  await pull('end', { x: right.x - 6, y: right.y })
  await paintedNow(more)
  await page.evaluate((words) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const text = walker.currentNode as Text
      if (text.data.replace(/\s/g, ' ').includes(words)) text.data = `Seen anew by the page: ${text.data}`
    }
  }, words)
  await page.mouse.up()
  await paintedNow(words)
  await page.reload()
  await paintedNow(words)
})
