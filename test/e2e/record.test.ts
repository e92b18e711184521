import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { browser as extension } from 'wxt/browser'
import { type Launched, launch, until } from './browser.ts'
import { asStored, openMarked } from './open.ts'
import { seed, serve } from './pages.ts'
import { importFile } from './stored.ts'

declare const chrome: typeof extension

const listing = seed('arxiv-list-new')
const day = seed('huggingface-day')
const [one, two] = listing.papers

let browser: Launched
beforeEach(async () => {
  browser = await launch()
  serve(browser, listing, day, seed('arxiv-abs'))
})
afterEach(() => browser.close())

const field = (panel: Page, name: string) => panel.getByRole('textbox', { name, exact: true })
const titles = (panel: Page) => asStored(panel.locator('.pick'))

async function openRecord(page: Page): Promise<Page> {
  const panel = await browser.openPanel(page)
  await panel.getByText('Record', { exact: true }).click()
  return panel
}

test('what is half-typed in the record is kept at each keystroke, and stands there when the panel is opened again', async () => {
  const { page } = await openMarked(browser, listing.url)
  const panel = await openRecord(page)
  await field(panel, 'Date').pressSequentially('last M')
  await panel.close()
  const again = await browser.openPanel(page)
  await until('the words stand there', async () => (await field(again, 'Date').inputValue()) === 'last M')
  // The record is open, so that they are seen.
  await field(again, 'Date').press('Escape')
  expect(await field(again, 'Date').inputValue()).toBe('')
  await again.close()
  const last = await openRecord(page)
  await field(last, 'Venue').pressSequentially('Here')
  expect(await field(last, 'Date').inputValue()).toBe('')
})

test('the abstract is worded anew beside what the page said, which is had again', async () => {
  const { page } = await openMarked(browser, listing.url)
  const panel = await openRecord(page)
  await panel.getByText('Abstract', { exact: true }).first().click()
  await field(panel, 'Abstract').fill('Keys are sorted, in $O(n)$ they say.')
  await field(panel, 'Venue').focus()
  await panel.locator('.abstract').getByText('Keys are sorted').waitFor()
  await panel.getByText(/^The page said: Attention over long inputs/).waitFor()
  await panel.getByRole('combobox', { name: 'Text of the abstract' }).selectOption({ index: 1 })
  await panel.locator('.abstract').getByText(one.abstract.slice(0, 60)).waitFor()
  await panel.locator('[data-reset="abstract"]').click()
  await until('it is the page’s', async () => (await field(panel, 'Abstract').inputValue()) === one.abstract)
})

test('a stored paper that may be the same is told in the panel, and joined there or kept apart', async () => {
  const file = path.join(browser.profile, 'bare.json')
  const at = '2026-11-01T00:00:00.000Z'
  const bare = {
    ...{ id: crypto.randomUUID(), rev: 1, createdAt: at, updatedAt: at, keys: ['s2:12345'], title: two.title },
    ...{ links: {}, abstracts: [], counts: {}, tags: ['from elsewhere'] },
  }
  const whole = { format: 'papermargin', version: 1, exportedAt: at, papers: [bare], highlights: [], notes: [] }
  writeFileSync(file, JSON.stringify(whole))
  const library = await browser.open('library.html')
  await importFile(library, file)
  await library.getByText('Imported: bare.json').first().waitFor()
  const { page } = await openMarked(browser, listing.url)
  const panel = await browser.openPanel(page)
  await panel.locator('.pick').getByText(two.shown).click()
  await panel.keyboard.press('s')
  const question = panel.locator('.say').filter({ hasText: 'May be the same paper as' })
  await question.getByText('Semantic Scholar 12345').waitFor()
  await question.getByRole('button', { name: `Not the same: ${two.title}` }).click()
  await question.waitFor({ state: 'detached' })
  await panel.locator('.toast [data-act="undo"]').click()
  await question.getByRole('button', { name: `Join both records of ${two.title}` }).click()
  await question.waitFor({ state: 'detached' })
  await panel.locator('.it.cur .tagging').getByText('from elsewhere').waitFor()
})

test('the panel filters its papers by words and groups, searches what is stored, and shows its keys', async () => {
  const { page } = await openMarked(browser, listing.url)
  const panel = await browser.openPanel(page)
  await panel.locator('.pick').getByText(two.shown).click()
  await panel.keyboard.press('s')
  await panel.getByRole('button', { name: 'Saved 1' }).click()
  await until('the saved one is left', async () => (await titles(panel)).join() === two.title)
  await panel.getByRole('button', { name: /^All/ }).click()
  await panel.locator('.pick').first().press('/')
  await panel.keyboard.type(one.title.slice(0, 12))
  await until('it is found', async () => (await titles(panel)).join() === one.title)
  await panel.locator('#search').fill('nothing says this')
  await panel.getByText('Not on this page. In your library:').waitFor()
  await panel.locator('#search').fill('')
  await panel.locator('.pick').first().press('?')
  const sheet = panel.getByRole('dialog', { name: 'Keys' })
  await sheet.getByText('Add a tag').waitFor()
  await panel.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
})

test('what a page said before another tab came to the front is not taken for that tab’s', async () => {
  const { page } = await openMarked(browser, listing.url)
  const panel = await browser.openPanel(page)
  await panel.locator('.top').getByText('arXiv').waitFor()
  // What this page says from now on is kept, to be said once more, later.
  await panel.evaluate(() => {
    const connect = chrome.tabs.connect.bind(chrome.tabs)
    const late: (() => void)[] = []
    Object.assign(window, { late })
    chrome.tabs.connect = (...of) => {
      const port = connect(...of)
      const listen = port.onMessage.addListener.bind(port.onMessage)
      port.onMessage.addListener = (hear) =>
        listen((message, from) => {
          if (message.report?.site === 'arxiv') late.push(() => hear(message, from))
          hear(message, from)
        })
      return port
    }
  })
  const other = await browser.open(day.url)
  await panel.locator('.top').getByText('Hugging Face Papers').waitFor()
  await page.bringToFront()
  await panel.locator('.top').getByText('arXiv').waitFor()
  // The list grows, and the page says so.
  await page.evaluate(() => {
    const term = document.querySelector('dt:has(+ dd)') as Element
    const id = term.querySelector('a[id]')?.id ?? ''
    const copies = [term, term.nextElementSibling as Element].map((one) => one.cloneNode(true) as Element)
    for (const copy of copies) copy.innerHTML = copy.innerHTML.replaceAll(id, '2605.99999')
    term.parentElement?.append(...copies)
  })
  await until('the panel lists it', async () => (await titles(panel)).length === listing.papers.length + 1)
  await other.bringToFront()
  await panel.locator('.top').getByText('Hugging Face Papers').waitFor()
  await panel.evaluate(() => {
    const shown: (string | undefined)[] = []
    Object.assign(window, { shown })
    const look = () => {
      for (const row of document.querySelectorAll<HTMLElement>('.papers > li')) shown.push(row.dataset.paper)
    }
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true })
    const { late } = window as unknown as { late: (() => void)[] }
    if (late.length === 0) throw new Error('The page said nothing.')
    late.at(-1)?.()
  })
  // Once the panel shows something else, it has heard of that, too.
  await other.goto(seed('arxiv-abs').url)
  await panel.getByRole('heading', { level: 1 }).getByText(one.shown).waitFor()
  const shown = await panel.evaluate(() => (window as unknown as { shown: (string | undefined)[] }).shown)
  const [alone] = listing.papers.filter(({ title }) => !day.papers.some((paper) => paper.title === title))
  expect(shown).not.toContain(alone?.keys[0])
})
