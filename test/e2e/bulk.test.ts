import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Launched, launch, until } from './browser.ts'
import { said, shelve, titleOf } from './shelf.ts'

const COUNT = 120

let browser: Launched
let library: Page
beforeAll(async () => {
  browser = await launch()
  library = await shelve(browser, COUNT)
}, 60_000)
afterAll(() => browser.close())

const row = (number: number) => library.locator('.papers > li').filter({ hasText: titleOf(number) })
const bar = () => library.getByRole('region', { name: 'With the selected papers' })
const picked = (words: string) => bar().getByText(words, { exact: true }).waitFor()
const count = (words: string) => library.locator('.count [role="status"]').getByText(words).waitFor()
const undo = async () => {
  await library.locator('.toast [data-act="undo"]').click()
  await said(library, 'Undone')
}

test('rows are picked by keys, and what is done with them is one act: tagged, read, and taken back', async () => {
  await row(1).getByRole('button').click()
  await library.keyboard.press('x')
  await picked('1 paper selected')
  await library.keyboard.press('Shift+J')
  await library.keyboard.press('Shift+ArrowDown')
  await picked('3 papers selected')
  expect(await library.getByRole('status').filter({ hasText: '3 papers selected' }).count()).toBe(1)
  await library.getByRole('textbox', { name: 'Add a tag' }).or(library.locator('#bulk-tag')).first().fill('shore')
  await library.keyboard.press('Enter')
  await said(library, 'Tagged 3 papers: shore')
  for (const number of [1, 2, 3]) await row(number).getByText('shore', { exact: true }).waitFor()
  await library.locator('#bulk-status').selectOption('reading')
  await said(library, '3 papers: Reading')
  await library.locator('.reading [data-status="reading"][aria-pressed="true"]').waitFor()
  await undo()
  await library.locator('.reading [data-status="reading"][aria-pressed="false"]').waitFor()
  await library.locator('#bulk-tag').fill('SHORE')
  await library.getByRole('button', { name: 'Remove', exact: true }).click()
  await said(library, 'Tag removed from 3 papers')
  await row(2).getByText('shore', { exact: true }).waitFor({ state: 'detached' })
  await undo()
  await row(2).getByText('shore', { exact: true }).waitFor()
  await library.getByRole('button', { name: 'Select none' }).click()
  await bar().waitFor({ state: 'detached' })
})

test('what is picked is exported, and nothing else', async () => {
  await row(4).hover()
  await row(4).getByRole('checkbox').click()
  await row(6)
    .getByRole('button')
    .click({ modifiers: ['Shift'] })
  await picked('3 papers selected')
  const file = await browser.download(() => library.locator('#export-json').click())
  const { papers } = JSON.parse(readFileSync(file, 'utf8')) as { papers: { title: string }[] }
  expect(papers.map(({ title }) => title).sort()).toEqual([4, 5, 6].map(titleOf))
  await row(5).getByRole('checkbox').click()
  await picked('2 papers selected')
  await library.keyboard.press('Escape')
})

test('papers that are picked are joined into the first of them, and separated by undoing it', async () => {
  await row(7).getByRole('button').click()
  await library.keyboard.press('x')
  await library.keyboard.press('Shift+ArrowDown')
  await library.keyboard.press('Shift+ArrowDown')
  await bar().getByRole('button', { name: 'Join' }).click()
  await said(library, '3 papers joined into one')
  await count(`${COUNT - 2} papers`)
  await library.getByText('arXiv 2600.10007, arXiv 2600.10008, arXiv 2600.10009').waitFor()
  await until('the focus is in the list', () => library.evaluate(() => document.activeElement?.matches('.pick')))
  await undo()
  await count(`${COUNT} papers`)
})

test('all of them are picked and deleted at once, and come back at once', async () => {
  await row(1).getByRole('button').click()
  await library.keyboard.press('Control+a')
  await picked(`${COUNT} papers selected`)
  await bar().getByRole('button', { name: 'Delete' }).click()
  await said(library, `${COUNT} papers deleted`)
  await library.getByText('Nothing is stored yet.').first().waitFor()
  await undo()
  await count(`${COUNT} papers`)
})
