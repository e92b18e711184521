import { readFileSync } from 'node:fs'
import { fromMarkdown } from 'mdast-util-from-markdown'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { browser as api } from 'wxt/browser'
import { type Launched, launch, until } from './browser.ts'
import { launchTelling } from './granted.ts'
import { bringKept, type Kept } from './kept.ts'

/** The extension's own API, inside functions that run in its worker. */
declare const chrome: typeof api

/** The Monday of the week so many weeks ago, where the tests run, at noon. */
function monday(ago: number): Date {
  const at = new Date()
  at.setHours(12, 0, 0, 0)
  at.setDate(at.getDate() - ((at.getDay() + 6) % 7) - 7 * ago)
  return at
}
const dayOf = (at: Date) =>
  [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-')

const last = monday(1)
const kept: Kept[] = [
  { title: 'Ebb', at: last.toISOString(), highlights: [{ color: 'claim' }] },
  { title: 'Flow', at: last.toISOString(), status: 'to_read', note: 'Mine.', highlights: [{ color: 'question' }] },
  { title: 'Neap', at: last.toISOString(), status: 'read' },
  { title: 'Spring', at: monday(3).toISOString() },
]

let browser: Launched
let library: Page
beforeAll(async () => {
  browser = await launch()
  library = await browser.open('library.html')
  await bringKept(library, kept)
})
afterAll(() => browser.close())

const show = (page: Page, hash: string) => page.goto(`${browser.url('library.html')}#${hash}`)
/** Waits until the digest has just these parts with these papers. */
const tells = (page: Page, wanted: Record<string, string[]>) =>
  until(`the digest tells of ${JSON.stringify(wanted)}`, async () => {
    const parts = await page
      .locator('.digest [data-part]')
      .evaluateAll((sections) =>
        sections.map((section) => [
          section.getAttribute('data-part'),
          [...section.querySelectorAll('a')].map((link) => link.textContent).sort(),
        ]),
      )
    return JSON.stringify(Object.fromEntries(parts)) === JSON.stringify(wanted)
  })
const lastWeek = { unread: ['Ebb', 'Flow'], unnoted: ['Ebb'], questions: ['Flow'] }

test('the weeks follow one another in the address, and each tells what it left open; titles lead to their papers', async () => {
  await show(library, 'view=digest')
  await library.getByText('Nothing was saved, highlighted or read in this week.').waitFor()
  expect(await library.getByRole('link', { name: 'Week after' }).count()).toBe(0)
  await library.getByRole('link', { name: 'Week before' }).click()
  await tells(library, lastWeek)
  expect(new URL(library.url()).hash).toContain(`week=${dayOf(last)}`)
  await library.getByRole('link', { name: 'Week before' }).click()
  await library.getByRole('link', { name: 'Week before' }).click()
  await tells(library, { unread: ['Spring'] })
  await library.goBack()
  await library.goBack()
  await tells(library, lastWeek)
  await library.locator('[data-part="unnoted"]').getByRole('link', { name: 'Ebb' }).click()
  await library.getByRole('textbox', { name: 'Note', exact: true }).fill('Mine, too.')
  await library.locator('.saving.saved').waitFor()
  await library.goBack()
  await tells(library, { unread: lastWeek.unread, questions: lastWeek.questions })
})

test('what is read this week is told of as soon as it is', async () => {
  await show(library, 'view=digest')
  const other = await browser.open('library.html')
  await other.getByRole('button', { name: 'Spring' }).first().click()
  await other.locator('[data-status="read"]').click()
  await tells(library, { read: ['Spring'] })
  await other.keyboard.press('Control+z')
  await library.getByText('Nothing was saved, highlighted or read in this week.').waitFor()
  await other.close()
})

test('it is taken along as Markdown, in a file and in the clipboard', async () => {
  await show(library, `view=digest&week=${dayOf(last)}`)
  await library.locator('[data-part="unread"]').waitFor()
  const file = await browser.download(() => library.getByRole('button', { name: 'Download as Markdown' }).click())
  const text = readFileSync(file, 'utf8')
  const heads = fromMarkdown(text).children.flatMap((node) => (node.type === 'heading' ? node.children : []))
  expect(heads.map((head) => 'value' in head && head.value).slice(1)).toEqual([
    'Saved and not read',
    'Questions left open',
  ])
  expect(text).toContain('> Flow is told of here, in some words – **Question**')
  await library.getByRole('button', { name: 'Copy as Markdown' }).click()
  await library.locator('.toast', { hasText: 'Digest copied' }).waitFor()
  await library.keyboard.press('/')
  await library.keyboard.press('Control+v')
  // A field of one line makes spaces of the ends of lines.
  const folded = (words: string) => words.replace(/\s+/g, ' ').trim()
  expect(folded(await library.locator('#search').inputValue())).toBe(folded(text))
  await library.locator('#search').fill('')
})

test('on paper there is the digest alone, black on white, also where the screen is dark', async () => {
  await show(library, `view=digest&week=${dayOf(last)}`)
  await library.locator('[data-part="unread"]').waitFor()
  await library.emulateMedia({ media: 'print', colorScheme: 'dark' })
  onTestFinished(() => library.emulateMedia({ media: null, colorScheme: null }))
  for (const name of ['Week before', 'Papers', 'Statistics']) {
    expect(await library.getByRole('link', { name, exact: true }).isVisible(), name).toBe(false)
  }
  expect(await library.getByRole('button').filter({ visible: true }).count()).toBe(0)
  expect(await library.getByRole('searchbox').isVisible()).toBe(false)
  expect(await library.getByRole('checkbox').isVisible()).toBe(false)
  const colors = await library.evaluate(() => {
    const painted = (element: Element) => getComputedStyle(element)
    const seen = [...document.querySelectorAll('html, body, #root, .library, main, main :not(.sw)')].filter((element) =>
      element.checkVisibility(),
    )
    return {
      line: painted(document.querySelector('main .sw') as Element).textDecorationColor,
      ink: painted(document.querySelector('main a.title') as Element).color,
      grounds: [...new Set(seen.map((element) => painted(element).backgroundColor))],
      cut:
        (document.querySelector('main') as Element).scrollHeight >
        (document.querySelector('main') as Element).clientHeight,
    }
  })
  expect(colors.ink).toBe('rgb(0, 0, 0)')
  // That of a question on a light ground, as components/tokens.css has it.
  expect(colors.line).toBe('rgb(173, 45, 124)')
  expect(colors.cut).toBe(false)
  expect(colors.grounds).toEqual(['rgba(0, 0, 0, 0)'])
})

test('without the permission nothing is told, and nothing breaks', async () => {
  await show(library, 'view=digest')
  expect(await library.getByRole('checkbox', { name: 'Tell me when a week is over' }).isChecked()).toBe(false)
  const worker = await browser.worker()
  await worker.evaluate((week) => chrome.storage.local.set({ digestTold: week }), dayOf(monday(5)))
  await browser.killWorker()
  await library.getByRole('link', { name: 'Papers' }).click()
  await library.getByRole('button', { name: 'Neap' }).first().click()
  await library.locator('[data-status="reading"]').click()
  await library.locator('[data-status="reading"][aria-pressed="true"]').waitFor()
  // It is told when it may be.
  const stored = await worker.evaluate(() => chrome.storage.local.get('digestTold'))
  expect(stored).toEqual({ digestTold: dayOf(monday(5)) })
  await worker.evaluate(() => chrome.storage.local.remove('digestTold'))
})

test('who wants it is told once when a week is over, whatever became of the worker, and a click opens that week', async () => {
  const told = await launchTelling()
  onTestFinished(() => told.discard())
  const page = await told.open('library.html')
  await bringKept(page, kept)
  await page.goto(`${told.url('library.html')}#view=digest`)
  await page.getByRole('checkbox', { name: 'Tell me when a week is over' }).click()
  const worker = await told.worker()
  const stored = () =>
    worker.evaluate(async () => (await chrome.storage.local.get<{ digestTold: string }>('digestTold')).digestTold)
  await until('it is switched on', async () => (await stored()) === dayOf(last))
  const shown = () => worker.evaluate(async () => Object.keys(await chrome.notifications.getAll()))
  /** Ends the worker, and has it start again. */
  const again = async () => {
    await told.killWorker()
    await page.getByRole('link', { name: 'Papers' }).click()
    await page.getByRole('button', { name: 'Neap' }).first().click()
    await page.locator('[data-status="read"]').click()
    await page.locator('.toast').first().waitFor()
  }
  // The week is not over yet.
  await again()
  expect(await shown()).toEqual([])
  await worker.evaluate((week) => chrome.storage.local.set({ digestTold: week }), dayOf(monday(2)))
  await again()
  await until('last week is told of', async () => (await shown()).join() === dayOf(last))
  expect(await stored()).toBe(dayOf(last))
  const opens = told.context.waitForEvent('page')
  await worker.evaluate((week) => {
    const clicked = chrome.notifications.onClicked as unknown as { dispatch(id: string): void }
    clicked.dispatch(week)
  }, dayOf(last))
  const opened = await opens
  await tells(opened, lastWeek)
  expect(await shown()).toEqual([])
  await again()
  expect(await shown()).toEqual([])
  await page.goto(`${told.url('library.html')}#view=digest`)
  await page.getByRole('checkbox', { name: 'Tell me when a week is over' }).click()
  await until('it is switched off', async () => (await stored()) === undefined)
})
