import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Launched, launch, Margin } from './browser.ts'
import { seed } from './pages.ts'
import { importFile } from './stored.ts'

let browser: Launched
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

test.each([
  ['https://huggingface.co/papers/date/2026-05-21', /Hugging Face/],
  ['https://arxiv.org/list/cs.CL/new', /arXiv/],
])('%s with a markup that nobody knows: no papers, no error, and the popup names the site', async (url, name) => {
  browser.serve({
    [url]: { body: '<title>New</title><main><section data-props="{broken">Redesigned</section></main>' },
  })
  const page = await browser.context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  await page.goto(url)
  const popup = await browser.openPopup(page)
  const said = popup.getByText(/not recognised/).first()
  await said.waitFor()
  expect(await said.textContent()).toMatch(name)
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await popup.getByRole('button', { name: 'Copy a report' }).click()
  await popup
    .getByText(/Report copied/)
    .first()
    .waitFor()
  expect(await popup.evaluate(() => navigator.clipboard.readText())).toMatch(
    new RegExp(`0 papers read, 0 items not read at ${url}$`),
  )
  await popup.close()
  expect(errors).toEqual([])
  expect(await new Margin(page).present()).toBe(false)
  await page.close()
})

test('a list in which most items have lost their titles says how many, offers the general reader, and a report without content', async () => {
  const list = seed('arxiv-list-new')
  const [first] = list.papers
  const html = readFileSync(list.file, 'utf8')
  // The site writes titles otherwise from now on; the first is still as it was.
  const at = html.indexOf('list-title') + 1
  const body = html.slice(0, at) + html.slice(at).replaceAll('list-title', 'list-heading')
  browser.serve({ [list.url]: { body } })
  const page = await browser.open(list.url)
  await new Margin(page).appears('.mk')
  const popup = await browser.openPopup(page)
  await popup
    .getByText(`${list.papers.length - 1} items of this page could not be read.`)
    .first()
    .waitFor()
  await popup.locator(`li[data-paper="${first.keys[0]}"]`).waitFor()
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await popup.getByRole('button', { name: 'Copy a report' }).click()
  await popup
    .getByText(/Report copied/)
    .first()
    .waitFor()
  const report = await popup.evaluate(() => navigator.clipboard.readText())
  expect(report).toMatch(/arxiv, 1 papers read, \d+ items not read at https:/)
  expect(report).not.toContain(first.title)
  await popup.getByRole('button', { name: 'Look for papers here' }).click()
  // The titles have links to nothing and no mark that they are titles: the general reader finds no more, and nothing is lost.
  await popup
    .getByText('No papers were found here.')
    .or(popup.locator(`li[data-paper="${first.keys[0]}"]`))
    .first()
    .waitFor()
  await popup.close()
  await page.close()
})

test('an import that is not JSON, not ours or of a newer version is refused with a sentence, and harms nothing', async () => {
  const library = await browser.open('library.html')
  const file = path.join(browser.profile, 'file.json')
  for (const [content, said] of [
    ['{"half":', /not JSON/i],
    ['{"format":"papermargin","version":1}', /not whole/i],
    ['{"format":"papermargin","version":99}', /newer/i],
  ] as const) {
    writeFileSync(file, content)
    await library.locator('#import-file').setInputFiles(file)
    await library.getByText(said).filter({ visible: true }).first().waitFor()
  }
  await library.close()
})

test('of an import with broken records the good ones come in, and the bad ones are listed with the reason', async () => {
  const library = await browser.open('library.html')
  const stamps = { rev: 1, createdAt: '2026-11-01T10:00:00.000Z', updatedAt: '2026-11-01T10:00:00.000Z' }
  const paper = {
    ...stamps,
    id: crypto.randomUUID(),
    keys: ['arxiv:2611.00001'],
    title: 'A good record',
    links: {},
    abstracts: [],
    counts: {},
  }
  const bad = { ...paper, id: crypto.randomUUID(), title: 'A bad record', links: { page: 'javascript:alert(1)' } }
  const file = path.join(browser.profile, 'records.json')
  writeFileSync(
    file,
    JSON.stringify({ format: 'papermargin', version: 1, papers: [paper, bad], highlights: [{}], notes: [] }),
  )
  await importFile(library, file)
  await library.getByText('A good record').first().waitFor()
  const rejected = library.getByText(/A bad record/).first()
  await rejected.waitFor()
  expect(
    await library
      .getByText(/links\.page/)
      .first()
      .isVisible(),
  ).toBe(true)
  await library.close()
})
