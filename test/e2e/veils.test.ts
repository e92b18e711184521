import { expect, onTestFinished, test } from 'vitest'
import { launch, select, until } from './browser.ts'
import { openMarked, paints, some, withoutUs } from './open.ts'
import { type KnownPaper, seed, serve } from './pages.ts'

const listing = seed('arxiv-list-new')
type Five = [KnownPaper, KnownPaper, KnownPaper, KnownPaper, KnownPaper]
const [one, two, three, four, five] = listing.papers as Five
const marker = (paper: KnownPaper) => `.mk[data-paper="${paper.keys[0]}"]`

test('papers stand back as the popup says, under veils that leave the page as it was and its words in reach', async () => {
  const browser = await launch()
  onTestFinished(() => browser.close())
  serve(browser, listing)
  const { page, margin } = await openMarked(browser, listing.url)
  const before = await withoutUs(page)
  /** Waits until just these papers stand under veils that are shown. */
  const veiled = (...papers: KnownPaper[]) =>
    until(`${papers.length} papers stand back`, async () => {
      const keys = await margin.evaluate((root) =>
        [...root.querySelectorAll<HTMLElement>('.veils > div')]
          .filter((one) => !one.hidden)
          .map((one) => one.dataset.veil),
      )
      return JSON.stringify(keys?.toSorted()) === JSON.stringify(papers.map(({ keys }) => keys[0]).toSorted())
    })
  for (const paper of [two, four]) {
    await margin.click(marker(paper))
    await page.keyboard.press('Escape')
    await page.keyboard.press('s')
    await margin.appears(`${marker(paper)}[data-state="saved"]`)
  }
  await page.mouse.click(5, 5)
  await veiled()
  const popup = await browser.openPopup(page)
  await popup.getByRole('group', { name: 'On the page' }).getByRole('button', { name: 'Only saved' }).click()
  await veiled(one, three, five)
  await popup.close()
  const covers = await margin.evaluate((root, selector) => {
    const veil = root.querySelector(selector) as HTMLElement
    const { left, top, right, bottom } = veil.getBoundingClientRect()
    const words = [...document.querySelectorAll('#articles dd')][0] as HTMLElement
    const { backgroundColor, pointerEvents } = getComputedStyle(veil)
    const rects = [...words.querySelectorAll('.list-title, .list-authors, p')].map((one) => one.getBoundingClientRect())
    const inside = rects.every((r) => r.left >= left && r.top >= top && r.right <= right && r.bottom <= bottom)
    return { inside, backgroundColor, pointerEvents }
  }, `[data-veil="${one.keys[0]}"]`)
  expect(covers).toEqual({ inside: true, backgroundColor: 'rgba(255, 255, 255, 0.7)', pointerEvents: 'none' })
  expect(await withoutUs(page)).toBe(before)

  // What has the focus or is open does not stand back.
  await margin.click(marker(one))
  await margin.appears('.card')
  await veiled(three, five)
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await veiled(one, three, five)
  const words = some(three.abstract, 1, 4)
  await select(page, 'p', words)
  await margin.appears('.bar')
  await page.keyboard.press('1')
  await paints(page, words)
  await veiled(one, five)

  await margin.click(marker(four))
  await page.keyboard.press('Escape')
  for (const [words, ...papers] of [
    ['All papers are shown; those you skipped are dimmed'],
    ['Papers you have seen are dimmed'],
    ['All but saved papers are dimmed', one, five],
  ] as [string, ...KnownPaper[]][]) {
    await page.keyboard.press('d')
    await margin.appears('.vh[role="status"]', words)
    await veiled(...papers)
  }
  expect(await withoutUs(page)).toBe(before)

  // Veils follow their papers, and the page's ground; also where the page itself is moved down, as under a bar of its site.
  await page.evaluate(() => {
    document.documentElement.style.cssText = 'position: relative; margin-top: 40px'
    document.body.style.background = '#101010'
    ;(document.querySelector('h1') as HTMLElement).style.marginTop = '300px'
  })
  await until('the veil lies over its paper, in its ground', () =>
    margin.evaluate((root, selector) => {
      const veil = root.querySelector(selector) as HTMLElement
      const moved = document.querySelector('#articles dt')?.getBoundingClientRect().top ?? 0
      const dark = getComputedStyle(veil).backgroundColor === 'rgba(16, 16, 16, 0.7)'
      return dark && Math.abs(veil.getBoundingClientRect().top - moved) < 1
    }, `[data-veil="${one.keys[0]}"]`),
  )
})
