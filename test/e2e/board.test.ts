import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Launched, launch, until } from './browser.ts'
import { focused, said, shelve, titleOf } from './shelf.ts'

let browser: Launched
let library: Page
beforeAll(async () => {
  browser = await launch()
  // The first 60 are to be read, then one is read.
  library = await shelve(browser, 65, (number) => ({
    status: number < 60 ? 'to_read' : number === 60 ? 'read' : undefined,
    ...(number === 7 && { authors: ['Quirin Vogel'] }),
  }))
  await library.getByRole('link', { name: 'Board' }).click()
}, 60_000)
afterAll(() => browser.close())

const lane = (name: string) => library.getByRole('region', { name })
const has = (name: string, number: number) =>
  lane(name)
    .locator('.card')
    .filter({ hasText: titleOf(number) })
    .waitFor()
const counts = async () => (await library.locator('.lane h3 .num').allTextContents()).map(Number)
const counted = (...wanted: number[]) =>
  until(`the lanes have ${wanted}`, async () => JSON.stringify(await counts()) === JSON.stringify(wanted))

test('each lane counts its papers and shows more of them on request', async () => {
  await counted(60, 0, 1)
  expect(await lane('To read').locator('.card').count()).toBe(50)
  await lane('To read').getByRole('button', { name: 'Show more' }).click()
  await has('To read', 59)
  await lane('Reading').getByText('No paper here.').waitFor()
})

test('a card that is dragged to another lane has that status, and undo puts it back', async () => {
  await lane('To read').getByText(titleOf(2)).dragTo(lane('Reading'))
  await said(library, 'Saved: Reading')
  await has('Reading', 2)
  await counted(59, 1, 1)
  await library.locator('.toast [data-act="undo"]').click()
  await counted(60, 0, 1)
})

test('cards are moved by keys and by their menu, and the focus goes with them', async () => {
  await lane('To read')
    .getByRole('button', { name: titleOf(0) })
    .focus()
  await library.keyboard.press('ArrowDown')
  expect(await focused(library)).toBe(titleOf(1))
  await library.keyboard.press('Shift+ArrowRight')
  await has('Reading', 1)
  await until('the card has the focus', async () => (await focused(library)) === titleOf(1))
  await library.keyboard.press('3')
  await has('Read', 1)
  await counted(59, 0, 2)
  await until('the card has the focus', async () => (await focused(library)) === titleOf(1))
  await library.keyboard.press('ArrowLeft')
  expect(await focused(library)).toBe(titleOf(2))
  const menu = lane('To read')
    .locator('.card')
    .filter({ hasText: titleOf(0) })
    .getByRole('combobox', { name: 'Status' })
  await menu.focus()
  await menu.selectOption('Reading')
  await has('Reading', 0)
  await counted(58, 1, 2)
  await until('the card has the focus', async () => (await focused(library)) === titleOf(0))
  await library.keyboard.press('Enter')
  await library.getByRole('heading', { level: 2, name: titleOf(0) }).waitFor()
  expect(await library.evaluate(() => document.activeElement?.className)).toBe('pane')
  await library.goBack()
  await counted(58, 1, 2)
})

test('the board shows what the search finds', async () => {
  await library.keyboard.press('/')
  await library.keyboard.type('quirin')
  await counted(1, 0, 0)
  await has('To read', 7)
})
