import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Launched, launch, Margin, select, until } from './browser.ts'
import { paints, some } from './open.ts'

const words = 'article[data-paper] .paper'

let browser: Launched
let page: Page
let margin: Margin
let titles: string[]
let abstract: string
beforeAll(async () => {
  browser = await launch()
  page = await browser.welcome()
  await page.bringToFront()
  margin = new Margin(page)
  await margin.appears('.mk')
  titles = await page.locator('article[data-paper] h3').allTextContents()
  abstract = (await page.locator(words).first().textContent()) ?? ''
})
afterAll(() => browser.close())

test('who has nothing yet is led to today’s papers', async () => {
  const library = await browser.open('library.html')
  const link = library.getByRole('link', { name: 'Go to today’s papers' })
  await link.waitFor()
  expect(await link.getAttribute('href')).toBe('https://huggingface.co/papers')
  await library.close()
})

/** The row of one of the page's papers, by its place from 0. */
const row = (popup: Page, place: number) => popup.locator('.it').filter({ hasText: titles[place] })
const top = (element: Locator) => element.evaluate((one) => one.getBoundingClientRect().top)
/** Whether an element is seen whole in the list that scrolls it. */
const inView = (element: Locator) =>
  element.evaluate((one) => {
    const { top, bottom } = one.getBoundingClientRect()
    const list = (one.closest('.list') as Element).getBoundingClientRect()
    return top >= list.top && bottom <= list.bottom
  })

test('what can be done with a paper stands above its highlights, however many', async () => {
  await page.bringToFront()
  for (let at = 0; at < 8; at++) {
    const few = some(abstract, at * 4, 3)
    await select(page, words, few)
    await margin.appears('.bar')
    await page.keyboard.press('1')
    await paints(page, few)
  }
  const popup = await browser.openPopup(page)
  const first = row(popup, 0)
  await first.locator('.marks > li').nth(7).waitFor()
  expect(await inView(first.locator('[data-act="note"]'))).toBe(true)
  expect(await inView(first.locator('.marks > li').last())).toBe(false)
  await popup.close()
})

test('the row that is chosen stays where it was while a long one closes above it', async () => {
  const popup = await browser.openPopup(page)
  await row(popup, 0).locator('.marks').waitFor()
  const second = row(popup, 1)
  await second.scrollIntoViewIfNeeded()
  const before = await top(second)
  await second.locator('.pick').click()
  await second.locator('.more').waitFor()
  expect(await inView(second.locator('.pick'))).toBe(true)
  // No further than it must go to be seen whole.
  expect(await top(second)).toBeLessThanOrEqual(before)

  await popup.keyboard.press('ArrowUp')
  await row(popup, 0).locator('.more').waitFor()
  expect(await inView(row(popup, 0).locator('.pick'))).toBe(true)
  await popup.keyboard.press('ArrowDown')
  await popup.keyboard.press('ArrowDown')
  await row(popup, 2).locator('.more').waitFor()
  expect(await inView(row(popup, 2).locator('.pick'))).toBe(true)
  await popup.close()
})

test('the bar stays under its words when the window becomes narrower', async () => {
  const right = () =>
    margin.evaluate((root) => Math.round((root.querySelector('.bar') as Element).getBoundingClientRect().right))
  await page.bringToFront()
  await select(page, words, some(abstract, 0, 12))
  await margin.appears('.bar')
  expect(await right()).toBeGreaterThan(900)
  await page.setViewportSize({ width: 900, height: 900 })
  await until('the bar is within the window', async () => ((await right()) ?? Number.POSITIVE_INFINITY) <= 900)
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 1280, height: 900 })
})

test('the options are one press away, from the popup and from the library', async () => {
  const popup = await browser.openPopup(page)
  const [first] = await Promise.all([
    browser.context.waitForEvent('page'),
    popup.getByRole('button', { name: 'Options' }).click(),
  ])
  expect(first.url()).toBe(browser.url('options.html'))
  await first.close()
  const library = await browser.open('library.html')
  const [second] = await Promise.all([
    browser.context.waitForEvent('page'),
    library.getByRole('button', { name: 'Options' }).click(),
  ])
  expect(second.url()).toBe(browser.url('options.html'))
})
