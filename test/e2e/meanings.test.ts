import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { browser as api } from 'wxt/browser'
import { type Launched, launch, type Margin, painted, select, until } from './browser.ts'
import { openMarked, paints, some } from './open.ts'
import { type KnownPaper, seed, serve } from './pages.ts'
import { importFile } from './stored.ts'

/** The extension's own API, inside functions that run in its worker. */
declare const chrome: typeof api

const listing = seed('arxiv-list-new')
const [one, two, three] = listing.papers as [KnownPaper, KnownPaper, KnownPaper]

let browser: Launched
let options: Page
let page: Page
let margin: Margin
beforeAll(async () => {
  browser = await launch()
  serve(browser, listing)
  options = await browser.open('options.html')
  ;({ page, margin } = await openMarked(browser, listing.url))
})
afterAll(() => browser.close())

const names = () =>
  options.locator('.meanings .name').evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value))
/** What the bar offers under these words, in order, with the keys: "1 Thesis". */
async function offered(words: string): Promise<string[]> {
  await page.bringToFront()
  await select(page, 'p', words)
  await margin.appears('.bar')
  return (await margin.evaluate((root) =>
    [...root.querySelectorAll('.bar [data-color]')].map(
      (button) => `${button.querySelector('.k')?.textContent} ${button.querySelector('.m')?.textContent}`,
    ),
  )) as string[]
}

test('meanings are renamed, moved, added and switched off by keys, moved by the mouse, and the screen says so', async () => {
  await options.getByRole('textbox', { name: 'Name of meaning 2' }).fill('How & why')
  await options.keyboard.press('Alt+ArrowUp')
  await options.getByText('“How & why” is now 1 of 6.').waitFor()
  // What had the focus has it still, and a button that cannot go on hands it to its neighbour.
  await options.keyboard.press('Alt+ArrowDown')
  await options.keyboard.press('Alt+ArrowUp')
  expect(await options.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe('How & why')
  const up = options.getByRole('button', { name: 'Move “Result” up' })
  await up.focus()
  await options.keyboard.press('Enter')
  expect(await up.evaluate((button) => button === document.activeElement)).toBe(true)
  await options.keyboard.press('Enter')
  await options.getByText('“Result” is now 1 of 6.').waitFor()
  const down = options.getByRole('button', { name: 'Move “Result” down' })
  expect(await down.evaluate((button) => button === document.activeElement)).toBe(true)
  await down.press('Enter')
  await options.getByRole('button', { name: 'Add a meaning' }).press('Enter')
  await options.keyboard.type('Dataset')
  await options.getByRole('checkbox', { name: 'Offer “Question”' }).press('Space')
  await options.getByText('“Question” is not offered any more.').waitFor()
  const handle = (color: string) => options.locator(`[data-color="${color}"] .handle`)
  await handle('term').dragTo(handle('claim'))
  await options.getByText('“Term” is now 3 of 7.').waitFor()
  expect(await names()).toEqual(['How & why', 'Result', 'Term', 'Claim', 'Question', 'Limit', 'Dataset'])
})

test('a page that is open has them at once: the bar, its keys, the editor and what is said', async () => {
  const words = some(one.abstract, 0, 4)
  expect(await offered(words)).toEqual(['1 How & why', '2 Result', '3 Term', '4 Claim', '5 Limit', '6 Dataset'])
  await page.keyboard.press('1')
  await paints(page, words)
  // The page is told no meaning, and of the second ink it is still the second.
  expect(Object.keys(await painted(page))).toEqual(['pm-2'])
  await margin.appears('.toast', 'Highlighted as How & why')
  await margin.appears('.mk[aria-label^="1 highlight: How & why 1."]')
  await page
    .locator('p')
    .filter({ hasText: words })
    .first()
    .click({ position: { x: 10, y: 10 } })
  await margin.appears('.edit .name', 'How & why')
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('6')
  await margin.appears('.edit .name', 'Dataset')
  await until('it is painted in the seventh ink', async () => Object.keys(await painted(page))[0] === 'pm-7')
  await page.keyboard.press('Escape')
})

test('so have the context menu, the popup and both exports', async () => {
  const worker = await browser.worker()
  const update = (id: string) =>
    worker.evaluate(
      (id) =>
        chrome.contextMenus.update(id, { enabled: true }).then(
          () => true,
          () => false,
        ),
      id,
    )
  await until('the menu offers the added meaning', () => update('highlight:data'))
  await until('the menu offers no more what is switched off', async () => !(await update('highlight:question')))

  const popup = await browser.openPopup(page)
  await popup.locator('.it').filter({ hasText: one.shown }).locator('.pick').click()
  await popup.locator('.marks .mname').filter({ hasText: 'Dataset' }).first().waitFor()
  await popup.close()

  const library = await browser.open('library.html')
  await library.getByText(one.shown).first().waitFor()
  const choice = library.getByRole('combobox', { name: 'Meaning' })
  expect(await choice.locator('option').allTextContents()).toEqual([
    '1 How & why',
    '2 Result',
    '3 Term',
    '4 Claim',
    '5 Limit',
    '6 Dataset',
  ])
  const markdown = await browser.download(() => library.locator('#export-markdown').click())
  expect(readFileSync(markdown, 'utf8')).toContain('**Dataset**')
  await choice.selectOption('1 How & why')
  await library.getByText('Changed to How & why').waitFor()
  const again = await browser.download(() => library.locator('#export-markdown').click())
  expect(readFileSync(again, 'utf8')).toContain('**How \\& why**')
  const file = JSON.parse(readFileSync(await browser.download(() => library.locator('#export-json').click()), 'utf8'))
  expect(file.highlights[0].color).toBe('method')
  expect(file.meanings.slice(0, 2)).toEqual([
    { color: 'method', name: 'How & why' },
    { color: 'result', name: 'Result' },
  ])

  // A file of somebody with a colour that we do not have: it is shown by what it is stored as.
  const [highlight] = file.highlights
  highlight.color = 'teal <b>'
  highlight.id = crypto.randomUUID()
  const theirs = { name: 'theirs.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(file)) }
  await importFile(library, theirs)
  await library.locator('.marks .mname').filter({ hasText: 'teal <b>' }).first().waitFor()
  await until('its paper is told with it', async () =>
    margin.evaluate((root) => [...root.querySelectorAll('.mk')].some((mk) => mk.ariaLabel?.includes('teal <b> 1'))),
  )
  await until('it is painted', async () => 'pm-10' in (await painted(page)) || 'pm-20' in (await painted(page)))
  await library.close()
})

test('what the switches say is so: no single keys on words, lines without fills, another size of text', async () => {
  const words = some(two.abstract, 0, 4)
  await options.bringToFront()
  await options.getByRole('checkbox', { name: 'Let digits and letters act on selected words' }).uncheck()
  await offered(words)
  await page.keyboard.press('1')
  await page.keyboard.press('c')
  expect(await margin.count('.bar')).toBe(1)
  await margin.click('.bar [data-color="claim"]')
  await paints(page, words)

  const fills = () =>
    page.evaluate(() =>
      [...document.adoptedStyleSheets]
        .flatMap((sheet) => [...sheet.cssRules])
        .flatMap((rule) => (rule instanceof CSSStyleRule ? rule.style.backgroundColor : [])),
    )
  expect(await fills()).not.toContain('transparent')
  await options.bringToFront()
  await options.getByRole('button', { name: 'Line only' }).click()
  await page.bringToFront()
  await until('all fills are gone', async () => (await fills()).every((fill) => fill === 'transparent'))

  await margin.click(`.mk[data-paper="${three.keys[0]}"]`)
  await margin.appears('.card')
  const size = () => margin.evaluate((root) => getComputedStyle(root.querySelector('.card') as Element).fontSize)
  expect(await size()).toBe('13px')
  await options.bringToFront()
  await options.getByRole('button', { name: '130 %' }).click()
  await page.bringToFront()
  await until('the card is larger', async () => (await size()) === '16.9px')
})

test('a screen looks as the reader wants it from its first paint, also when the system is otherwise', async () => {
  await options.bringToFront()
  await options.getByRole('button', { name: 'Dark', exact: true }).click()
  await options.getByRole('button', { name: 'Roomy' }).click()
  await until('the options themselves are dark', () =>
    options.evaluate(() => getComputedStyle(document.documentElement).colorScheme === 'dark'),
  )
  const page = await browser.context.newPage()
  await page.emulateMedia({ colorScheme: 'light' })
  // As soon as there is a body, before any module of the screen has run.
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.body) return
      observer.disconnect()
      Object.assign(window, { early: { ...document.documentElement.dataset } })
    }).observe(document, { childList: true, subtree: true })
  })
  await page.goto(browser.url('library.html'))
  expect(await page.evaluate(() => (window as unknown as { early: object }).early)).toMatchObject({
    theme: 'dark',
    density: 'roomy',
    size: 'largest',
  })
  await page.close()
  await options.getByRole('button', { name: 'As the system' }).click()
  await options.getByRole('button', { name: 'As it was at first' }).click()
  expect(await names()).toEqual(['Claim', 'Method', 'Result', 'Question', 'Limit', 'Term'])
  await options.getByRole('button', { name: 'Undo', exact: true }).click()
  expect((await names())[0]).toBe('How & why')
})
