import { readFileSync } from 'node:fs'
import { unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { faultsInBoth } from './axe.ts'
import { type Launched, launch, until } from './browser.ts'
import { openMarked } from './open.ts'
import { seed, serve } from './pages.ts'
import { bring, highlight, paper } from './stored.ts'

const listing = seed('arxiv-list-new')
const [one] = listing.papers
const tides = paper('Tides of $n^2$ Shores', 'We measure tides. The tide follows the moon, mostly.', {
  keys: ['arxiv:2611.00901'],
  authors: ['Ada Tern', 'Bo Gull'],
  date: '2026-11-02',
})
const foam = paper('Foam, Counted', 'Foam is counted by hand.', { authors: ['Cy Puffin'], date: '2025' })
const kept = highlight(tides, 'follows the moon', 'claim', 'Why *so*?', '2026-11-03T12:00:00.000Z')

let browser: Launched
let library: Page
beforeAll(async () => {
  browser = await launch()
  serve(browser, listing)
  library = await browser.open('library.html')
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await bring(library, { papers: [tides, foam], highlights: [kept] })
  await library.locator('.papers .pick').filter({ hasText: 'Tides' }).click()
  await library.locator('.reading').getByText('Bo Gull').waitFor()
}, 60_000)
afterAll(() => browser.close())

const dialog = (screen: Page) => screen.getByRole('dialog')
/** Chooses a format in the dialog and saves it as a file; returns where that stands. */
async function saved(screen: Page, open: () => Promise<unknown>, format: string): Promise<string> {
  await open()
  await dialog(screen).getByRole('radio', { name: format, exact: true }).check()
  const file = await browser.download(() => screen.locator('#export-file').click())
  await dialog(screen).waitFor({ state: 'detached' })
  return file
}
const all = () => library.locator('#export-more').click()
const clipboard = (screen: Page) => screen.evaluate(() => navigator.clipboard.readText())
const copies = (screen: Page, words: string | RegExp) =>
  until(`${words} is copied`, async () => {
    const text = await clipboard(screen)
    return typeof words === 'string' ? text === words : words.test(text)
  })

test('the list goes out in the format that is chosen, which is chosen again the next time', async () => {
  const bib = await saved(library, all, 'BibTeX')
  expect(bib).toMatch(/\.bib$/)
  const text = readFileSync(bib, 'utf8')
  expect(text).toContain('@misc{tern2026tides,')
  expect(text).toContain('annote = {“follows the moon” — Claim\nWhy *so*?}')
  expect(text).toContain('@misc{puffin2025foam,')
  await all()
  expect(await dialog(library).getByRole('radio', { name: 'BibTeX', exact: true }).isChecked()).toBe(true)
  expect(await faultsInBoth(library)).toEqual([])
  // Who comes by keys goes on by keys.
  await until('it has the focus', () => library.evaluate(() => document.activeElement?.matches('input:checked')))
  const again = await browser.download(() => library.keyboard.press('Enter'))
  expect(readFileSync(again, 'utf8')).toBe(text)
})

test('each paper is a file of its own in an archive; a page to print runs nothing and asks for nothing', async () => {
  const zip = unzipSync(readFileSync(await saved(library, all, 'Markdown, a file for each paper (Obsidian, Logseq)')))
  expect(Object.keys(zip).sort()).toEqual(['Foam, Counted.md', 'Tides of $n 2$ Shores.md'])
  const html = await saved(library, all, 'Page to print (HTML)')
  const page = await browser.context.newPage()
  await page.goto(`file://${html}`)
  await page.locator('h1 math').waitFor()
  await page.locator('figure em').getByText('so', { exact: true }).waitFor()
  expect(await page.locator('script, link, img, iframe').count()).toBe(0)
  await page.close()
})

test('one paper is copied from its pane', async () => {
  await library.locator('[data-act="export"]').click()
  await dialog(library).getByText('Export 1 paper').waitFor()
  await dialog(library).getByRole('radio', { name: 'Plain text' }).check()
  await library.locator('#export-copy').click()
  await copies(library, /^Ada Tern, Bo Gull \(2026\).*“follows the moon” — Claim\nWhy \*so\*\?\n$/s)
  expect(await clipboard(library)).not.toContain('Foam')
})

test('a folder that is chosen gets a new one within it each time: what was written in the last stays', async () => {
  const page = await browser.context.newPage()
  // The one dialog that no test can press; what it gives is a real folder, of the browser's own.
  await page.addInitScript(() => {
    Object.assign(window, { showDirectoryPicker: () => navigator.storage.getDirectory() })
  })
  await page.goto(browser.url('library.html'))
  await page.getByText('Foam').first().waitFor()
  for (const _ of [1, 2]) {
    await page.locator('#export-more').click()
    await dialog(page).getByRole('radio', { name: 'Markdown, a file for each paper' }).check()
    await page.locator('#export-folder').click()
    await dialog(page).waitFor({ state: 'detached' })
    await page.locator('.toast', { hasText: '2 files in' }).waitFor()
  }
  const folders = await page.evaluate(async () => {
    const found: Record<string, string[]> = {}
    const root = (await navigator.storage.getDirectory()) as unknown as Folder
    for await (const [name, folder] of root.entries()) {
      found[name] = []
      for await (const [file] of folder.entries()) found[name].push(file)
    }
    return found
    interface Folder {
      entries(): AsyncIterable<[string, Folder]>
    }
  })
  const [first = '', second = ''] = Object.keys(folders).sort()
  expect(second).toBe(`${first} 2`)
  for (const files of Object.values(folders))
    expect(files.sort()).toEqual(['Foam, Counted.md', 'Tides of $n 2$ Shores.md'])
  await page.close()
})

test('a template is written with its outcome before one’s eyes, says which line is wrong, and is a format', async () => {
  const options = await browser.open('options.html')
  await options.locator('#template-add').click()
  const text = options.locator('[data-field="template"]')
  const preview = options.locator('.template .preview')
  await preview.getByText('# Papers').waitFor()
  await text.fill('Read:\n{{ titel }}')
  await options.getByText('Line 2 cannot be followed: undefined variable: titel.').waitFor()
  await options.locator('.template summary').click()
  expect(await faultsInBoth(options)).toEqual([])
  await text.fill('Read: {{ title }}, {{ highlights.size }}\n')
  await until('it is right', async () => (await options.locator('#template-problem').textContent()) === '')
  await until('it is drawn', async () => /^Read: .*, \d\n$/.test((await preview.textContent()) ?? ''))
  await options.close()
  const file = await saved(library, all, 'Reading notes')
  expect(readFileSync(file, 'utf8').split('\n').sort()).toEqual([
    '',
    'Read: Foam, Counted, 0',
    'Read: Tides of $n^2$ Shores, 1',
  ])
})

test('a citation is copied in the style that is chosen, and from then on by its key', async () => {
  const style = library.getByRole('combobox', { name: 'Style of the citation' })
  const doi = 'https://doi.org/10.48550/arXiv.2611.00901'
  const styles = {
    APA: `Tern, A., & Gull, B. (2026). Tides of $n^2$ Shores (arXiv:2611.00901). arXiv. ${doi}`,
    MLA: `Tern, Ada, and Bo Gull. “Tides of $n^2$ Shores.” arXiv, 2 Nov. 2026, ${doi}.`,
    Chicago: `Tern, Ada, and Bo Gull. 2026. “Tides of $n^2$ Shores.” Preprint, arXiv, November 2. ${doi}.`,
    IEEE: 'A. Tern and B. Gull, “Tides of $n^2$ Shores,” 2026, arXiv:2611.00901, doi: 10.48550/arXiv.2611.00901.',
  }
  for (const [name, citation] of Object.entries(styles)) {
    await style.selectOption(name)
    await copies(library, citation)
  }
  await style.selectOption('BibTeX')
  await copies(library, /^@misc\{tern2026tides,/)
  await library.locator('.papers .pick').filter({ hasText: 'Foam' }).click()
  await library.locator('.reading').getByText('Cy Puffin').waitFor()
  await library.locator('.papers .pick').filter({ hasText: 'Foam' }).press('c')
  await copies(library, /^@misc\{puffin2025foam,/)
})

test('the popup exports what is stored of its page, and cites in the same style', async () => {
  const { page } = await openMarked(browser, listing.url)
  const popup = await browser.openPopup(page)
  await popup.locator('.pick:focus').waitFor()
  await popup.keyboard.press('t')
  await popup.locator('.toast', { hasText: 'Saved: To read' }).waitFor()
  await popup.locator('[data-state="saved"]').first().waitFor()
  await popup.keyboard.press('e')
  const file = await saved(popup, () => popup.locator('#export-more').click(), 'RIS (Zotero, Mendeley, EndNote)')
  expect(
    readFileSync(file, 'utf8')
      .split('\r\n')
      .filter((line) => line.startsWith('TI  - ')),
  ).toEqual([`TI  - ${one.title}`])
  await popup.keyboard.press('c')
  await popup.locator('.toast', { hasText: 'Citation copied' }).waitFor()
  await copies(popup, /^@\w+\{/)
  await popup.close()
  const panel = await browser.openPanel(page)
  await panel.locator('.it.cur').waitFor()
  await panel.locator('#export').click()
  await dialog(panel).getByRole('radio', { name: 'CSL-JSON' }).check()
  await panel.locator('#export-copy').click()
  await until('it is copied', async () => (await clipboard(panel)).startsWith('['))
  expect(JSON.parse(await clipboard(panel))).toMatchObject([{ title: one.title, custom: { keys: one.keys } }])
  await panel.close()
})

test('none of it asks the network', () => {
  expect(browser.requestedByExtension()).toEqual([])
})
