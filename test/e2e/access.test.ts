import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Launched, launch, Margin, select, until } from './browser.ts'
import { openMarked, paints, some } from './open.ts'
import { seed, serve } from './pages.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds against WCAG 2.2 A and AA in an extension page, as one line each. */
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(context: Document, options: object): Promise<Result> } }
    interface Result {
      violations: { id: string; help: string; nodes: { html: string }[] }[]
    }
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const { violations } = await axe.run(document, { runOnly: tags })
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html }) => `${id}: ${help} (${html.slice(0, 120)})`),
    )
  })
}

let browser: Launched
const listing = seed('arxiv-list-new')
const [paper] = listing.papers
beforeAll(async () => {
  browser = await launch()
  serve(browser, listing, seed('arxiv-abs'))
  const { page, margin } = await openMarked(browser, listing.url)
  const words = some(paper.abstract, 0, 4)
  await select(page, 'p', words)
  await margin.appears('.bar')
  await page.keyboard.press('1')
  await paints(page, words)
  await page.close()
})
afterAll(() => browser.close())

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the screens have no fault that axe knows (${colorScheme})`, { timeout: 120_000 }, async () => {
    const { page } = await openMarked(browser, listing.url)
    const popup = await browser.openPopup(page)
    await popup.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await popup.getByText(paper.title).first().waitFor()
    expect(await faults(popup)).toEqual([])
    await popup.locator('.pick').first().press('g')
    await popup.keyboard.type('tides,')
    await popup.getByRole('button', { name: 'Remove the tag tides' }).waitFor()
    expect(await faults(popup)).toEqual([])
    await popup.keyboard.press('Escape')
    await popup.keyboard.press('?')
    await popup.getByRole('dialog', { name: 'Keys' }).waitFor()
    expect(await faults(popup)).toEqual([])
    await popup.close()
    const panel = await browser.openPanel(page)
    await panel.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await panel.locator('.pick').getByText(paper.title).click()
    await panel.locator('.marks mark').first().waitFor()
    for (const details of await panel.locator('summary').all()) await details.click()
    const note = panel.getByRole('textbox', { name: 'Note' }).first()
    await note.fill('## A head\n\n- [ ] $x^2$\n\n| a |\n|---|\n| `1` |')
    expect(await faults(panel)).toEqual([])
    await note.press('Control+Enter')
    await panel.locator('.drawn math').waitFor()
    expect(await faults(panel)).toEqual([])
    for (const width of [320, 640]) {
      await panel.setViewportSize({ width, height: 700 })
      await until(`the panel is ${width} px wide`, async () => (await panel.evaluate(() => innerWidth)) === width)
      const wider = () =>
        [...document.querySelectorAll('html, .list')].filter((one) => one.scrollWidth > one.clientWidth).length
      expect(await panel.evaluate(wider)).toBe(0)
    }
    await panel.close()
    const { page: abs } = await openMarked(browser, seed('arxiv-abs').url)
    const one = await browser.openPopup(abs)
    await one.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await one.getByRole('textbox', { name: 'Note' }).waitFor()
    expect(await faults(one)).toEqual([])
    await one.close()
    const library = await browser.open('library.html')
    await library.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await library.getByText(paper.title).first().click()
    await library.getByRole('textbox', { name: 'Note' }).first().waitFor()
    expect(await faults(library)).toEqual([])
    await library.locator('.papers .pick[tabindex="0"]').focus()
    await library.keyboard.press('x')
    await library.getByRole('region', { name: 'With the selected papers' }).waitFor()
    expect(await faults(library)).toEqual([])
    await library.keyboard.press('Escape')
    await library.getByRole('button', { name: 'Edit', exact: true }).click()
    await select(library, '.reading .abstract', some(paper.abstract, 5, 3))
    await library.getByRole('toolbar', { name: 'Highlight the selected words' }).waitFor()
    expect(await faults(library)).toEqual([])
    await library.keyboard.press('Escape')
    await library.getByRole('button', { name: 'Shown in the list' }).click()
    const wide = library.getByRole('checkbox', { name: 'Give the list the whole window' })
    await wide.check()
    expect(await faults(library)).toEqual([])
    await wide.uncheck()
    await library.keyboard.press('Escape')
    await library.locator('.papers .pick').first().click()
    await library.locator('[data-status="reading"][aria-pressed="false"]').click()
    await library.locator('[data-status="reading"][aria-pressed="true"]').waitFor()
    // As narrow as a window of 1280 pixels is at 400 % and at 200 %.
    const isWider = () => document.documentElement.scrollWidth > innerWidth
    for (const view of ['Papers', 'Board']) {
      await library.getByRole('link', { name: view }).click()
      await library.getByRole('button', { name: paper.title }).first().waitFor({ state: 'attached' })
      for (const width of [320, 640, 1280]) {
        await library.setViewportSize({ width, height: 900 })
        expect(await library.evaluate(isWider)).toBe(false)
        expect(await faults(library)).toEqual([])
      }
    }
    await library.locator('.card select').selectOption('No status')
    await library.getByText('No paper here.').nth(2).waitFor()
    const welcome = await browser.open('welcome.html')
    await welcome.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect(await faults(welcome)).toEqual([])
    await welcome.locator('summary').click()
    expect(await faults(welcome)).toEqual([])
    const options = await browser.open('options.html')
    await options.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect(await faults(options)).toEqual([])
    for (const opened of [page, abs, library, welcome, options]) await opened.close()
  })
}

test('what we put over a page has no fault that axe knows, on our own practice page', async () => {
  const page = await browser.open('welcome.html')
  const margin = new Margin(page)
  await margin.click('.mk')
  await margin.appears('.card')
  // axe does not see into a closed root: it is shown a copy of what stands there, in an open one.
  const html = (await margin.evaluate((root) => {
    const sheets = root.adoptedStyleSheets
      .flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText))
      .join('\n')
    for (const field of root.querySelectorAll('textarea')) field.textContent = field.value
    return { css: sheets, body: root.innerHTML }
  })) as { css: string; body: string }
  const copy = await browser.context.newPage()
  browser.serve({
    'https://copy.example/': {
      body: `<!doctype html><html lang="en"><title>Copy</title><main><h1>Copy</h1><div id="host"><template shadowrootmode="open"><style>${html.css}</style>${html.body}</template></div></main></html>`,
    },
  })
  await copy.goto('https://copy.example/')
  await until('the copy stands', async () => copy.evaluate(() => Boolean(document.querySelector('#host')?.shadowRoot)))
  expect(await faults(copy)).toEqual([])
})
