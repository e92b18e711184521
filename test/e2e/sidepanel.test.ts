import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Launched, launch, type Margin, select, until } from './browser.ts'
import { asStored, openMarked, paintedWords, paints, some } from './open.ts'
import { seed, serve } from './pages.ts'

const listing = seed('arxiv-list-new')
const [one, two] = listing.papers
const last = listing.papers.at(-1) as typeof one
const day = seed('huggingface-day')
const abs = seed('arxiv-abs')

let browser: Launched
beforeEach(async () => {
  browser = await launch()
  serve(browser, listing, day, abs)
})
afterEach(() => browser.close())

const current = (panel: Page) => panel.locator('.it.cur')
const isAt = (panel: Page, title: string) => current(panel).locator('.pick').getByText(title).waitFor()
const noteIn = (panel: Page) => panel.getByRole('textbox', { name: 'Note' }).first()

async function highlight({ page, margin }: { page: Page; margin: Margin }, element: string, words: string) {
  await select(page, element, words)
  await margin.appears('.bar')
  await page.keyboard.press('1')
  await paints(page, words)
}

/** Scrolls as the reader does: with the mouse over the page. */
async function scroll(page: Page, by: number) {
  const before = await page.evaluate(() => scrollY)
  await page.mouse.move(600, 400)
  await page.mouse.wheel(0, by)
  await until('the page is scrolled', async () => (await page.evaluate(() => scrollY)) !== before)
}

test('the panel shows the papers of its page, and what is done there at once', async () => {
  const there = await openMarked(browser, listing.url)
  const panel = await browser.openPanel(there.page)
  await isAt(panel, one.shown)
  expect(await asStored(panel.locator('.pick'))).toEqual(listing.papers.map(({ title }) => title))
  // The words that are selected tell where the reader is.
  const words = some(two.abstract, 0, 5)
  await highlight(there, 'p', words)
  await isAt(panel, two.shown)
  await panel.locator('.it.cur .marks').getByText(words).waitFor()
  await panel.locator('.it.cur [data-act="comment"]').click()
  await panel.getByRole('textbox', { name: 'Comment' }).pressSequentially('Written beside the page.')
  await there.margin.click(`.mk[data-paper="${two.keys[0]}"]`)
  await there.margin.appears('.card .line-button', 'Written beside the page.')
})

test('panel and page go along with each other', async () => {
  const there = await openMarked(browser, listing.url)
  const words = some(two.abstract, 0, 5)
  await highlight(there, 'p', words)
  const { page, margin } = there
  await page.reload()
  await paints(page, words)
  await page.setViewportSize({ width: 1280, height: 500 })
  const panel = await browser.openPanel(page)
  await isAt(panel, one.shown)
  await scroll(page, 10_000)
  await isAt(panel, last.shown)

  // A press in the panel brings the paper, or the words, into view.
  await panel.locator('.pick').getByText(one.shown).click()
  await until('the first paper is in view', async () => (await top(page, one.keys[0])) >= 0)
  await isAt(panel, one.shown)
  await panel.locator('.pick').getByText(two.shown).click()
  await panel.locator('button.quote').getByText(words).click()
  await margin.appears('.edit')

  // Told not to follow, it stays.
  await panel.locator('#follow').click()
  await scroll(page, 10_000)
  await panel.locator('#follow').click()
  await isAt(panel, last.shown)
})

/** Where an arXiv item begins in the window, in CSS pixels; below zero when it begins above. */
const top = (page: Page, key: string) =>
  page.evaluate((id) => document.getElementById(id)?.getBoundingClientRect().top ?? -1, key.replace('arxiv:', ''))

test('who writes in the panel stays with the paper, and what is written is stored though it closes at once', async () => {
  const { page } = await openMarked(browser, listing.url)
  await page.setViewportSize({ width: 1280, height: 500 })
  const panel = await browser.openPanel(page)
  await isAt(panel, one.shown)
  await noteIn(panel).click()
  await noteIn(panel).pressSequentially('Half a thou')
  await scroll(page, 10_000)
  // The list grows meanwhile, as by endless scrolling.
  await page.evaluate(
    (id) => {
      const term = document.getElementById(id)?.closest('dt') as Element
      const copies = [term, term.nextElementSibling as Element].map((one) => one.cloneNode(true) as Element)
      for (const copy of copies) copy.innerHTML = copy.innerHTML.replaceAll(id, '2605.99999')
      term.parentElement?.append(...copies)
    },
    one.keys[0].replace('arxiv:', ''),
  )
  await until('the panel lists it', async () => (await panel.locator('.pick').count()) === listing.papers.length + 1)
  await panel.keyboard.type('ght')
  await isAt(panel, one.shown)
  await panel.close()
  const library = await browser.open('library.html')
  await until('the note is in the database', async () => (await notes(library)).includes('Half a thought'))
})

/** The notes in the database, as they stand there. */
const notes = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opened = indexedDB.open('papermargin')
        opened.onerror = () => reject(opened.error)
        opened.onsuccess = () => {
          const asked = opened.result.transaction('notes').objectStore('notes').getAll()
          asked.onsuccess = () => resolve(asked.result.map(({ text }) => text))
        }
      }),
  )

test('popup and panel show what the other writes, without being opened anew', async () => {
  const { page } = await openMarked(browser, listing.url)
  const panel = await browser.openPanel(page)
  await isAt(panel, one.shown)
  const popup = await browser.openPopup(page)
  await popup.getByText(one.shown).first().click()
  await popup.keyboard.press('n')
  await noteIn(popup).pressSequentially('From the popup.')
  await until('the panel has it', async () => (await noteIn(panel).inputValue()) === 'From the popup.')
  await noteIn(panel).press('End')
  await noteIn(panel).pressSequentially(' And from the panel.')
  await until(
    'the popup has it',
    async () => (await noteIn(popup).inputValue()) === 'From the popup. And from the panel.',
  )
})

test('a note is shown as Markdown with math; nothing in it becomes HTML, and no address but of the web a link', async () => {
  const { page } = await openMarked(browser, listing.url)
  const panel = await browser.openPanel(page)
  const written = [
    '## Before citing',
    '- is $O(n \\log n)$ counted, or only $5 and $10? <img src=x onerror=alert(1)>',
    '- [here](https://example.org/a) and [there](javascript:alert(1))',
    '- ![a picture](https://example.org/b.png)',
    '',
    'No formula: $\\includegraphics{https://example.org/c.png}$',
  ]
  await noteIn(panel).fill(written.join('\n'))
  await noteIn(panel).press('Control+Enter')
  const drawn = panel.locator('.drawn')
  await drawn.locator('math').waitFor()
  await drawn.getByRole('heading', { name: 'Before citing' }).waitFor()
  expect(await drawn.locator('math').count()).toBe(1)
  expect(await drawn.locator('a').evaluateAll((all) => all.map((a) => a.getAttribute('href')))).toEqual([
    'https://example.org/a',
    'https://example.org/b.png',
  ])
  expect(await drawn.locator('img').count()).toBe(0)
  expect(await drawn.textContent()).toContain('or only $5 and $10?')
  expect(await drawn.textContent()).toContain('$\\includegraphics{https://example.org/c.png}$')
  await panel.keyboard.press('Control+Enter')
  expect(await noteIn(panel).inputValue()).toBe(written.join('\n'))
  // What would take seconds to draw is shown as it stands.
  for (const words of ['*a '.repeat(2000), 'a\n=\n'.repeat(1200), `${'> '.repeat(30)}a`, `${'1. '.repeat(30)}a`]) {
    // At once: typed or pasted, a thousand lines take the browser itself longer than that.
    await noteIn(panel).evaluate((area, words) => {
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(area, words)
      area.dispatchEvent(new Event('input', { bubbles: true }))
    }, words)
    await panel.locator('[data-act="preview"]').click()
    await expect.poll(() => panel.locator('.write > .mine').evaluate((all) => all.outerHTML)).toMatch(/^<p/)
    await panel.locator('[data-act="preview"]').click()
  }
})

test('a highlight that lost its words is attached to those that are selected on the page', async () => {
  const words = 'An ablation shows that most of the gain comes from sorting again in every layer'
  const others = 'no position is out of reach'
  const first = await openMarked(browser, abs.url)
  await highlight(first, 'blockquote.abstract', words)
  await first.page.close()
  const gone = new RegExp(words.replaceAll(' ', '\\s+'), 'g')
  browser.serve({ [abs.url]: { body: readFileSync(abs.file, 'utf8').replace(gone, 'Nothing was said') } })

  const { page, margin } = await openMarked(browser, abs.url)
  await margin.appears('.mk[aria-label*="1 highlight has lost its words here"]')
  const panel = await browser.openPanel(page)
  const lost = panel.locator('.marks li').filter({ hasText: words })
  await lost.getByText('Not in the current text.').waitFor()
  const attach = lost.getByRole('button', { name: 'Attach here' })
  await attach.click()
  await panel.locator('.toast').getByText('Select words of this paper first').waitFor()
  await select(page, 'blockquote.abstract', others)
  await margin.appears('.bar')
  await attach.click()
  await paints(page, others)
  await panel.locator('.marks li').getByText(others).waitFor()
  await panel.locator('.toast [data-act="undo"]').click()
  await lost.getByText('Not in the current text.').waitFor()
  await until('the other words are painted no more', async () => (await paintedWords(page)).length === 0)
})

test('the panel goes with the active tab; where there are no papers it shows those touched last', async () => {
  const there = await openMarked(browser, listing.url)
  await highlight(there, 'p', some(two.abstract, 0, 5))
  const panel = await browser.openPanel(there.page)
  await isAt(panel, one.shown)
  const other = await browser.open(day.url)
  await panel.locator('.top').getByText('Hugging Face Papers').waitFor()
  expect(await asStored(panel.locator('.pick'))).toEqual(day.papers.map(({ title }) => title))
  await browser.open('about:blank')
  await panel.getByRole('list', { name: 'Touched last' }).getByText(two.shown).waitFor()
  await other.bringToFront()
  await panel.locator('.top').getByText('Hugging Face Papers').waitFor()
  // A page that is gone to within the tab.
  await other.goto(abs.url)
  await panel.getByRole('heading', { level: 1, name: abs.papers[0].shown }).waitFor()
  await other.goto('about:blank')
  await panel.getByRole('list', { name: 'Touched last' }).getByText(two.shown).waitFor()
})

test('each field of the record is written over and had as the page says it again', async () => {
  const { page } = await openMarked(browser, listing.url)
  const panel = await browser.openPanel(page)
  await isAt(panel, one.shown)
  await panel.getByText('Record', { exact: true }).click()
  const title = panel.getByRole('textbox', { name: 'Title' })
  await title.fill('Keys, Sorted')
  await title.press('Enter')
  await isAt(panel, 'Keys, Sorted')
  await panel.locator('.toast').getByText('Changed: Title').waitFor()
  await panel.getByText(`The page said: ${one.title}`).waitFor()
  const date = panel.getByRole('textbox', { name: 'Date' })
  await date.fill('last May')
  await date.press('Enter')
  await panel.getByRole('alert').getByText('this field cannot hold that').waitFor()
  expect(await date.inputValue()).toBe('last May')
  await date.press('Escape')
  expect(await date.inputValue()).not.toBe('last May')
  await panel.locator('[data-reset="title"]').click()
  await isAt(panel, one.shown)

  // What stands half-typed in a field when the panel closes is stored, too.
  await panel.getByRole('textbox', { name: 'Venue' }).pressSequentially('Invented Linguistics')
  await panel.close()
  const library = await browser.open('library.html')
  await library.locator('.pick').getByText(one.shown).click()
  await library.locator('.reading').getByText('Invented Linguistics').waitFor()
})
