import { expect, onTestFinished, test } from 'vitest'
import { launch, painted, select, until } from './browser.ts'
import { openMarked, paintedWords, paints, some } from './open.ts'
import { seed, serve } from './pages.ts'

test('a drag over link text selects words and does not follow the link; a plain click follows', async () => {
  const browser = await launch()
  onTestFinished(() => browser.close())
  const search = seed('huggingface-search')
  const [paper] = search.papers
  const target = `https://huggingface.co/papers/${paper.keys[0].replace('arxiv:', '')}`
  serve(browser, search)
  browser.serve({ [target]: { body: '<title>followed</title>' } })
  const { page, margin } = await openMarked(browser, search.url)
  const words = some(paper.abstract, 2, 5)
  await select(page, 'a', words)
  await margin.appears('.bar')
  expect(await page.evaluate(() => getSelection()?.toString())).toBe(words)
  await page.keyboard.press('2')
  await paints(page, words)
  expect((await painted(page))['pm-2']).toEqual([words])
  expect(page.url()).toBe(search.url)

  // A click on the painted words opens the editor; beside them it is the page's.
  const link = page.locator('a').filter({ hasText: words }).first()
  await link.evaluate((element) => element.scrollIntoView())
  const spot = await page.evaluate(() => {
    const [range] = CSS.highlights.get('pm-2') as unknown as [Range]
    const { left, top, height } = range.getClientRects()[0] as DOMRect
    return { x: left + 6, y: top + height / 2 }
  })
  await page.mouse.click(spot.x, spot.y)
  await margin.appears('.edit')
  expect(page.url()).toBe(search.url)
  await page.keyboard.press('Escape')
  await link.click({ position: { x: 3, y: 3 } })
  await page.waitForURL(target)
})

test('a drag over link text that ends on a marker of ours takes words of its own paper alone', async () => {
  const browser = await launch()
  onTestFinished(() => browser.close())
  const search = seed('huggingface-search')
  serve(browser, search)
  const { page, margin } = await openMarked(browser, search.url)
  const [paper] = search.papers
  const words = some(paper.abstract, 2, 3)
  const from = await page.evaluate((words) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const text = walker.currentNode as Text
      const at = text.data.replace(/\s/g, ' ').indexOf(words)
      if (at < 0) continue
      const range = document.createRange()
      range.setStart(text, at)
      range.setEnd(text, at + words.length)
      const { left, top, height } = range.getClientRects()[0] as DOMRect
      return { x: left + 1, y: top + height / 2 }
    }
    throw new Error('The words are not there.')
  }, words)
  const marker = await margin.box('.mk')
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + 80, from.y, { steps: 4 })
  await page.mouse.move(marker.x + 8, marker.y + 8, { steps: 4 })
  await page.mouse.up()
  await margin.appears('.bar')
  await page.keyboard.press('1')
  await until('something is painted', async () => (await paintedWords(page)).length > 0)
  for (const painted of await paintedWords(page)) expect(paper.abstract).toContain(painted)
})
