import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Launched, launch, until } from './browser.ts'
import { said } from './shelf.ts'
import { bring, paper } from './stored.ts'

let browser: Launched
let library: Page
beforeAll(async () => {
  browser = await launch()
  library = await browser.open('library.html')
  await bring(library, { papers: [paper('Tides of the North', '', { keys: ['doi:10.5555/tides'] })] })
}, 60_000)
afterAll(() => browser.close())

const file = (name: string, content: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })
const choose = (...files: ReturnType<typeof file>[]) => library.locator('#import-file').setInputFiles(files)
const panel = () => library.locator('.import-report')
const number = (kind: string, way: string) => panel().locator(`[data-kind="${kind}"] [data-way="${way}"]`).innerText()
const listed = (words: string) => library.locator('.papers .pick', { hasText: words }).first()

const bibtex = `@article{tern, title={Moons <script>alert(1)</script>}, author={Tern, Ada}, note={Mine.}, url={javascript:alert(1)}}
@article{tides, title={Tides of the North}, doi={10.5555/tides}, journal={Shores}}
@article{broken, title={Never closed
`

test('a BibTeX file is looked at, imported, undone as one, and done again', async () => {
  await choose(file('refs.bib', bibtex))
  await library.locator('#import-now').waitFor()
  await panel().getByText('Ready to import: refs.bib').waitFor()
  expect([await number('papers', 'added'), await number('papers', 'joined'), await number('notes', 'added')]).toEqual([
    '1',
    '1',
    '1',
  ])
  await panel().getByText('line 3').waitFor()
  await panel().locator('[data-list="added"] summary').click()
  await panel().getByText('Moons <script>alert(1)</script>').waitFor()
  // Nothing is written before the reader says so; Enter does, for the button has the focus.
  expect(await library.locator('.papers .pick', { hasText: 'Moons' }).count()).toBe(0)
  await library.locator('#import-now').focus()
  await library.keyboard.press('Enter')
  await panel().getByText('Imported: refs.bib').waitFor()
  await listed('Moons').waitFor()
  await library.locator('#import-undo').click()
  await said(library, 'The import was taken back')
  await listed('Moons').waitFor({ state: 'detached' })
  await listed('Tides of the North').waitFor()
  await library.locator('.toast [data-act="undo"]').click()
  await listed('Moons').waitFor()
  // After a restart it is the last step of the hand still.
  await library.reload()
  await listed('Moons').waitFor()
  await library.keyboard.press('Control+z')
  await said(library, 'Undone: import')
  await listed('Moons').waitFor({ state: 'detached' })
})

test('a file that is none says what it is not, and of several files the others come in', async () => {
  await choose(file('photo.bib', '\u0089PNG\u0000\u0001\u0002'))
  await panel().getByText('Not imported: photo.bib').waitFor()
  await panel().getByText('This file holds nothing that Papermargin can read.').waitFor()
  await choose(file('empty.ris', ''), file('ids.txt', '2611.00077\n2611.00078\n'))
  await library.locator('#import-now').waitFor()
  expect(await number('papers', 'added')).toBe('2')
  await panel().getByText('empty.ris').waitFor()
  await panel().getByText('This file is empty.').waitFor()
  await panel().getByRole('button', { name: 'Cancel' }).click()
  await panel().waitFor({ state: 'detached' })
})

test('what is pasted outside of a field, and files that are dropped, are looked at, too', async () => {
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await library.evaluate((text) => navigator.clipboard.writeText(text), 'TY  - JOUR\nTI  - Pasted tides\nER  - \n')
  await library.locator('h1').click()
  await library.keyboard.press('Control+v')
  await panel().getByText('Ready to import: pasted text').waitFor()
  expect(await number('papers', 'added')).toBe('1')
  await panel().getByRole('button', { name: 'Cancel' }).click()
  // A page of ours that is told of a drop by a script does nothing.
  await library.evaluate(() => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(['2611.00077'], 'a.txt'))
    document.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }))
  })
  await panel().waitFor({ state: 'detached' })
})

test('a large import is stopped in the middle, and what had come in is undone', async () => {
  const count = 10_000
  const ids = Array.from(
    { length: count },
    (_, n) => `${21 + (n % 5)}${String(1 + (n % 12)).padStart(2, '0')}.${10_000 + n}`,
  )
  await choose(file('many.txt', ids.join('\n')))
  await library.locator('#import-now').click({ timeout: 60_000 })
  const progress = panel().getByRole('progressbar')
  await until('some are in', () => progress.evaluate((bar) => (bar as HTMLProgressElement).value > 0), 30_000)
  await library.locator('#import-stop').click()
  await panel().getByText('Stopped: many.txt').waitFor({ timeout: 30_000 })
  expect(Number(await number('papers', 'added'))).toBeLessThan(count)
  await library.locator('#import-undo').click()
  await said(library, 'The import was taken back')
  await library
    .getByText(/^1 paper$/)
    .first()
    .waitFor({ timeout: 60_000 })
}, 120_000)
