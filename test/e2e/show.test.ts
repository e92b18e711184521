import { expect, onTestFinished, test } from 'vitest'
import { launch } from './browser.ts'
import { marks, openMarked, some } from './open.ts'
import { seed, serve } from './pages.ts'

test('a click on a highlight in the popup brings its words into view on the page, with the editor at them', async () => {
  const browser = await launch()
  onTestFinished(() => browser.close())
  const day = seed('huggingface-day')
  serve(browser, day)
  const first = await openMarked(browser, day.url)
  const paper = day.papers[2] as (typeof day.papers)[0]
  const words = some(paper.abstract, 4, 5)
  await first.margin.click(`.mk[data-paper="${paper.keys[0]}"]`)
  await first.margin.select('.card .paper', words)
  await first.margin.click('[data-color="limit"]')
  await marks(first.margin, words)
  const { page, margin } = await openMarked(browser, day.url)
  await margin.appears(`.mk[data-paper="${paper.keys[0]}"][data-state="highlighted"]`)
  expect(await page.evaluate(() => scrollY)).toBe(0)
  const popup = await browser.openPopup(page)
  await popup.getByText(paper.shown).first().click()
  await popup.locator('button.quote').filter({ hasText: words }).click()
  await margin.appears('.edit')
  const { card, edit, height } = (await margin.evaluate((root) => {
    const box = (selector: string) => (root.querySelector(selector) as HTMLElement).getBoundingClientRect().toJSON()
    return { card: box('.card .paper') as DOMRect, edit: box('.edit') as DOMRect, height: innerHeight }
  })) as { card: DOMRect; edit: DOMRect; height: number }
  expect(card.top).toBeGreaterThanOrEqual(0)
  expect(edit.top).toBeGreaterThanOrEqual(card.top - edit.height)
  expect(edit.top).toBeLessThanOrEqual(card.bottom + 10)
  expect(edit.top).toBeGreaterThanOrEqual(0)
  expect(edit.bottom).toBeLessThanOrEqual(height)
})
