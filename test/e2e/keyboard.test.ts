import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type Launched, launch, Margin, select, until } from './browser.ts'
import { asStored, openMarked, paints, some } from './open.ts'
import { seed, serve } from './pages.ts'
import { importFile } from './stored.ts'

const listing = seed('arxiv-list-new')
const abs = seed('arxiv-abs')
const off = seed('semantic-scholar-search')
const [one, two, three] = listing.papers
const recent = 'https://arxiv.org/list/cs.CL/recent'

let browser: Launched
let page: Page
beforeAll(async () => {
  browser = await launch()
  serve(browser, listing, abs, off)
  const changed = '<!doctype html><html lang="en"><title>Recent</title><h1>Another layout</h1></html>'
  browser.serve({ [recent]: { body: changed } })
  const there = await openMarked(browser, listing.url)
  page = there.page
  const words = some(one.abstract, 0, 4)
  await select(page, 'p', words)
  await there.margin.appears('.bar')
  await page.keyboard.press('1')
  await paints(page, words)
})
afterAll(() => browser.close())

/** Goes on by the Tab key until an element has the focus. */
async function tabTo(screen: Page, element: Locator): Promise<void> {
  await element.waitFor()
  for (let pressed = 0; pressed < 150; pressed++) {
    if (await element.evaluate((one) => one === document.activeElement)) return
    await screen.keyboard.press('Tab')
  }
  throw new Error(`The Tab key does not lead to ${element}.`)
}

async function press(screen: Page, element: Locator, key = 'Enter'): Promise<void> {
  await tabTo(screen, element)
  await screen.keyboard.press(key)
}

/** The same where the screen goes away: it is gone before the key is let go. */
async function leaveBy(screen: Page, element: Locator): Promise<void> {
  await tabTo(screen, element)
  await screen.keyboard.down('Enter')
}

const button = (screen: Page, name: string | RegExp) => screen.getByRole('button', { name })
const toast = (screen: Page, words: string) => screen.locator('.toast', { hasText: words }).waitFor()

/** What can be pressed or written in on a screen and is not reached by the Tab key, going round it once. */
async function unreached(screen: Page): Promise<string[]> {
  const count = await screen.evaluate(() => {
    const whole = document.querySelector('dialog[open]') ?? document
    const all = [...whole.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary')]
    // Of the rows of a list one is reached by Tab, and the others from there by arrows.
    const left = all.filter((one) => one.checkVisibility() && !one.matches(':disabled, .pick[tabindex="-1"]'))
    Object.assign(window, { left })
    return left.length
  })
  expect(count).toBeGreaterThan(0)
  for (let pressed = 0; pressed < 2 * count + 20; pressed++) {
    await screen.keyboard.press('Tab')
    const missing = await screen.evaluate(() => {
      const on = window as unknown as { left: Element[] }
      on.left = on.left.filter((one) => one !== document.activeElement)
      return on.left.length
    })
    if (missing === 0) return []
  }
  return await screen.evaluate(() =>
    (window as unknown as { left: Element[] }).left.map((one) => one.outerHTML.slice(0, 100)),
  )
}

async function openPopup(over = page): Promise<Page> {
  const popup = await browser.openPopup(over)
  onTestFinished(() => popup.close())
  return popup
}

test('a paper of the popup’s list is sorted, found and read by keys alone', async () => {
  const popup = await openPopup()
  const row = popup.locator(`[data-paper="${two.keys[0]}"]`)
  await popup.locator('.pick:focus').waitFor()
  await popup.keyboard.press('j')
  await row.locator('.pick:focus').waitFor()
  await popup.keyboard.press('x')
  await toast(popup, 'Skipped')
  await popup.keyboard.press('Control+z')
  await toast(popup, 'Undone: skip')
  await press(popup, popup.locator('.toast [data-act="redo"]'))
  await popup.keyboard.press('/')
  await popup.keyboard.type(some(two.title, 3, 1))
  await until('it is found', async () => (await asStored(popup.locator('.pick'))).join() === two.title)
  await popup.keyboard.press('Enter')
  await row.locator('.pick:focus').waitFor()
  await popup.keyboard.press('t')
  await toast(popup, 'Saved: To read')
  await popup.keyboard.press('r')
  await toast(popup, 'Saved: Reading')
  await tabTo(popup, row.getByRole('combobox', { name: 'Status' }))
  await popup.keyboard.press('ArrowDown')
  await toast(popup, 'Saved: Read')
  await press(popup, row.locator('summary'))
  await row.locator('.abstract').waitFor()
  await popup.keyboard.press('Escape')
})

test('a comment, a tag and a note are written in the popup by keys alone, and taken back', async () => {
  const popup = await openPopup()
  const row = popup.locator(`[data-paper="${one.keys[0]}"]`)
  await popup.locator('.pick:focus').waitFor()
  await press(popup, row.locator('[data-act="comment"]'))
  await popup.keyboard.type('Why?')
  await row.locator('.saving.saved').first().waitFor()
  await tabTo(popup, row.locator('[data-act="preview"]').first())
  await popup.keyboard.press('Escape')
  await row.locator('.pick').focus()
  await popup.keyboard.press('g')
  await popup.keyboard.type('tides')
  await popup.keyboard.press('Enter')
  const remove = button(popup, 'Remove the tag tides')
  await remove.waitFor()
  await popup.keyboard.press('Shift+Tab')
  await popup.keyboard.press('Enter')
  await remove.waitFor({ state: 'detached' })
  await popup.keyboard.press('Escape')
  await popup.keyboard.press('n')
  await popup.keyboard.type('A note.')
  await row.locator('.saving.saved').nth(1).waitFor()
  await popup.keyboard.press('Escape')
  await row.locator('.pick:focus').waitFor()
  // Its words on the page, which takes the stage.
  const closed = popup.waitForEvent('close')
  await leaveBy(popup, row.locator('button.quote'))
  await closed
  await new Margin(page).appears('.edit')
  await page.keyboard.press('Escape')
})

test('what stands around the popup’s list is done by keys alone', async () => {
  const popup = await openPopup()
  await popup.locator('.pick:focus').waitFor()
  await press(popup, button(popup, 'Dim seen'), 'Space')
  await popup.locator('[aria-pressed="true"]', { hasText: 'Dim seen' }).waitFor()
  await press(popup, button(popup, 'Show all'), 'Space')
  await press(popup, button(popup, /^Highlighted/), 'Space')
  await until('one is left', async () => (await asStored(popup.locator('.pick'))).join() === one.title)
  await press(popup, button(popup, /^Export/))
  const file = await browser.download(() => press(popup, popup.locator('#export-json')))
  expect(file).toMatch(/\.json$/)
  await press(popup, popup.locator('#paste'))
  await popup.keyboard.insertText('2611.00001\nwhat is this; and why,\n2611.00002')
  await press(popup, popup.getByText('1 line was not recognised'))
  expect(await unreached(popup)).toEqual([])
  await press(popup, popup.getByRole('checkbox').first(), 'Space')
  await press(popup, button(popup, 'Save 1 paper'))
  await toast(popup, '1 paper saved.')
  await press(popup, popup.locator('#keys'))
  await popup.getByRole('dialog', { name: 'Keys' }).waitFor()
  expect(await unreached(popup)).toEqual([])
  await popup.keyboard.press('Escape')
  await popup.getByRole('dialog').waitFor({ state: 'detached' })
  const [options] = await Promise.all([browser.context.waitForEvent('page'), leaveBy(popup, popup.locator('#options'))])
  expect(options.url()).toBe(browser.url('options.html'))
  await options.close()
  const again = await openPopup()
  await again.locator('.pick:focus').waitFor()
  const [library] = await Promise.all([browser.context.waitForEvent('page'), leaveBy(again, again.locator('#library'))])
  expect(library.url()).toBe(browser.url('library.html'))
  await library.close()
})

test('where a page shows no papers, the popup’s ways on are taken by keys alone', async () => {
  const other = await browser.open(recent)
  onTestFinished(() => other.close())
  const popup = await openPopup(other)
  await popup.getByText('The layout of arXiv was not recognised.').waitFor()
  expect(await unreached(popup)).toEqual([])
  await press(popup, button(popup, 'Copy a report'))
  await toast(popup, 'Report copied')
  await press(popup, button(popup, 'Look again'))
  await press(popup, button(popup, 'Look for papers here'))
  await popup.getByText('No papers were found here.').waitFor()
  await popup.close()
  const foreign = await browser.open(off.url)
  onTestFinished(() => foreign.close())
  const offered = await browser.clickIcon(foreign)
  await button(offered, 'Switch on Semantic Scholar').waitFor()
  expect(await unreached(offered)).toEqual([])
  await press(offered, button(offered, 'Look for papers here'))
  await offered.locator('[data-screen="listing"]').waitFor()
  await offered.close()
})

test('everything in the popup of one paper is reached by the Tab key', async () => {
  const alone = await browser.open(abs.url)
  onTestFinished(() => alone.close())
  await new Margin(alone).appears('.mk')
  const popup = await openPopup(alone)
  await popup.locator('.marks').waitFor()
  expect(await unreached(popup)).toEqual([])
  await popup.locator('.body').focus()
  await popup.keyboard.press('c')
  await toast(popup, 'opied')
  await press(popup, popup.locator('[data-status="reading"]'))
  await toast(popup, 'Saved: Reading')
})

test('the side panel is opened, gone through, written in and told what is one paper by keys alone', {
  timeout: 60_000,
}, async () => {
  const file = path.join(browser.profile, 'bare.json')
  const at = '2026-11-01T00:00:00.000Z'
  const bare = {
    ...{ id: crypto.randomUUID(), rev: 1, createdAt: at, updatedAt: at, keys: ['s2:12345'], title: two.title },
    ...{ links: {}, abstracts: [], counts: {} },
  }
  const whole = { format: 'papermargin', version: 1, exportedAt: at, papers: [bare], highlights: [], notes: [] }
  writeFileSync(file, JSON.stringify(whole))
  const library = await browser.open('library.html')
  await importFile(library, file)
  await library.getByText('Imported: bare.json').first().waitFor()
  await library.close()

  const panel = await browser.openPanel(page, 'key')
  onTestFinished(() => panel.close())
  await panel.locator('.it.cur .pick').getByText(one.shown).waitFor()
  await press(panel, panel.locator('#follow'), 'Space')
  await panel.locator('#follow[aria-pressed="false"]').waitFor()
  await tabTo(panel, panel.locator('.it.cur .pick'))
  await panel.keyboard.press('j')
  await panel.locator('.it.cur .pick').getByText(two.shown).waitFor()
  await press(panel, button(panel, `Join both records of ${two.title}`))
  await toast(panel, 'Joined into one paper')
  await press(panel, panel.locator('.it.cur summary').last())
  expect(await unreached(panel)).toEqual([])
  await tabTo(panel, panel.getByRole('textbox', { name: 'Venue' }))
  await panel.keyboard.type('Invented Linguistics')
  await panel.keyboard.press('Enter')
  await press(panel, panel.locator('[data-reset="venue"]'))
  await panel.locator('[data-reset="venue"]').waitFor({ state: 'detached' })
  await tabTo(panel, panel.locator('.it.cur .pick'))
  await panel.keyboard.press('n')
  await panel.keyboard.type('Beside the page.')
  await panel.locator('.saving.saved').first().waitFor()
  await panel.keyboard.press('Control+Enter')
  await panel.keyboard.press('Escape')
  await press(panel, button(panel, /^Noted/), 'Space')
  await press(panel, button(panel, /^All/), 'Space')
  await panel.keyboard.press('/')
  await panel.keyboard.type(three?.title.slice(0, 12) ?? '')
  await until('it is found', async () => (await asStored(panel.locator('.pick'))).join() === three?.title)
  const [opened] = await Promise.all([browser.context.waitForEvent('page'), press(panel, panel.locator('#library'))])
  await opened.close()
})

test('the options are set by keys alone', { timeout: 60_000 }, async () => {
  const options = await browser.open('options.html')
  onTestFinished(() => options.close())
  await options.locator('[data-command]').first().waitFor()
  expect(await unreached(options)).toEqual([])
  await press(options, options.getByRole('group', { name: 'Space in lists' }).getByRole('button').last(), 'Space')
  await press(options, options.getByRole('checkbox', { name: /as soon as they are selected/ }), 'Space')
  await press(options, options.getByRole('textbox', { name: 'Name of meaning 1' }), 'End')
  await options.keyboard.type('!')
  await options.keyboard.press('Alt+ArrowDown')
  await options.getByText(/“Claim!” is now 2 of/).waitFor()
  await press(options, options.locator('[data-command="save"]'))
  await options.keyboard.press('b')
  await options.getByText('has the key B now', { exact: false }).waitFor()
  await press(options, button(options, 'Reset to defaults'))
  await tabTo(options, options.getByRole('spinbutton'))
  await options.keyboard.press('Control+a')
  await options.keyboard.type('0')
  await options.keyboard.press('Enter')
  await options.getByText('Between 1 and 3650 days').waitFor()
  const file = await browser.download(() => press(options, button(options, 'Save a backup now')))
  expect(file).toMatch(/\.json\.gz$/)
  await options.getByText(/^The last one: .* with \d+ papers\.$/).waitFor()
})

test('everything on the welcome page is reached by the Tab key', { timeout: 60_000 }, async () => {
  const welcome = await browser.open('welcome.html')
  onTestFinished(() => welcome.close())
  await press(welcome, welcome.locator('summary'))
  expect(await unreached(welcome)).toEqual([])
})
