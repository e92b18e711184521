import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Launched, launch, select, until } from './browser.ts'
import { said, shelve, textOf, titleOf } from './shelf.ts'

let browser: Launched
let library: Page
beforeAll(async () => {
  browser = await launch()
  library = await shelve(browser, 3, (number) =>
    number === 0 ? { counts: { arxiv: { upvotes: 7, comments: 1 } } } : {},
  )
}, 60_000)
afterAll(() => browser.close())

const marked = () => library.locator('.reading .abstract mark').allTextContents()
const isMarked = (...words: string[]) =>
  until(`${words} are highlighted`, async () => JSON.stringify(await marked()) === JSON.stringify(words))

test('words that are selected in the abstract or the title are highlighted there, by the bar or by its number', async () => {
  await library.getByRole('button', { name: titleOf(0) }).click()
  await select(library, '.reading .abstract', 'what the water knows')
  const bar = library.getByRole('toolbar', { name: 'Highlight the selected words' })
  await bar.getByRole('button', { name: 'Result' }).click()
  await said(library, 'Highlighted as Result')
  await isMarked('what the water knows')
  await bar.waitFor({ state: 'detached' })
  await select(library, '.reading .title', 'Essay 0000')
  await bar.waitFor()
  await library.keyboard.press('4')
  await said(library, 'Highlighted as Question')
  expect(await library.locator('.reading h2 mark').textContent()).toBe('Essay 0000')
  await library.locator('.toast [data-act="undo"]').click()
  await library.locator('.reading h2 mark').waitFor({ state: 'detached' })
  // Escape lets the words go first, and does not leave the paper.
  await select(library, '.reading .abstract', 'no two shores')
  await bar.waitFor()
  await library.keyboard.press('Escape')
  await bar.waitFor({ state: 'detached' })
  await isMarked('what the water knows')
})

test('by keys alone: the abstract is read word by word, and a comment is written on what was chosen', async () => {
  await library.locator('.papers .pick[tabindex="0"]').focus()
  await library.keyboard.press('a')
  await library.keyboard.press('ArrowRight')
  await library.keyboard.press('Shift+ArrowRight')
  // Without words that are selected the key copies the citation.
  await library.getByRole('toolbar', { name: 'Highlight the selected words' }).waitFor()
  await library.keyboard.press('c')
  await until('the comment has the focus', () =>
    library.evaluate(() => (document.activeElement as HTMLElement).dataset.draft?.startsWith('comment:')),
  )
  await isMarked('0 asks', 'what the water knows')
  await library.keyboard.type('Late by how much?')
  await library.locator('.marks .saving.saved').waitFor()
  await library.reload()
  expect(await library.getByRole('textbox', { name: 'Comment' }).first().inputValue()).toBe('Late by how much?')
  expect(textOf(0)).toContain('0 asks')
})

test('the record says where the paper was listed, and each field of it is edited in place', async () => {
  await library.getByText('arXiv (7 votes, 1 comment)').waitFor()
  await library.getByRole('button', { name: 'Edit' }).click()
  const title = library.getByRole('textbox', { name: 'Title', exact: true })
  await title.fill('A note on water')
  await title.press('Enter')
  await said(library, 'Changed: Title')
  await library.getByRole('heading', { level: 2, name: 'A note on water' }).waitFor()
  await library.locator('.papers').getByText('A note on water').waitFor()
  await library.getByText(`The page said: ${titleOf(0)}`).waitFor()
  await library.locator('.toast [data-act="undo"]').click()
  await library.getByRole('heading', { level: 2, name: titleOf(0) }).waitFor()
})
