import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { browser as api } from 'wxt/browser'
import { faults, faultsInBoth } from './axe.ts'
import { type Launched, launch, Margin, select, until } from './browser.ts'
import { bringKept, daysAgo } from './kept.ts'
import { openMarked, paints, some } from './open.ts'
import { seed, serve } from './pages.ts'
import { bring, highlight, note, paper as stored } from './stored.ts'

/** The extension's own API, and what Chromium's own page of extensions can do. */
declare const chrome: typeof api & {
  developerPrivate: { updateProfileConfiguration(of: object): Promise<void>; reload(id: string): Promise<void> }
}

const listing = seed('arxiv-list-new')
const abs = seed('arxiv-abs')
const off = seed('semantic-scholar-search')
const [paper] = listing.papers
const recent = 'https://arxiv.org/list/cs.CL/recent'

let browser: Launched
beforeAll(async () => {
  browser = await launch()
  serve(browser, listing, abs, off)
  const changed = '<!doctype html><html lang="en"><title>Recent</title><main><h1>Another layout</h1></main></html>'
  browser.serve({ [recent]: { body: changed }, 'https://example.org/': { body: changed } })
  const { page, margin } = await openMarked(browser, listing.url)
  const words = some(paper.abstract, 0, 4)
  await select(page, 'p', words)
  await margin.appears('.bar')
  await page.keyboard.press('1')
  await paints(page, words)
  await page.close()
})
afterAll(() => browser.close())

/** Opens the popup over an address, as a click on the icon does; both are closed when the test ends. */
async function popupOver(url: string): Promise<Page> {
  const page = await browser.open(url)
  const popup = await browser.clickIcon(page)
  onTestFinished(async () => {
    await popup.close()
    await page.close()
  })
  return popup
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the library’s list, with papers selected, in columns and as a board has no fault that axe knows (${colorScheme})`, async () => {
    const library = await browser.open('library.html')
    await library.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await library.getByText(paper.shown).first().click()
    await library.getByRole('textbox', { name: 'Note' }).first().waitFor()
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
    await library.locator('.papers .pick').getByText(paper.shown).click()
    await library.locator('[data-status="reading"][aria-pressed="false"]').click()
    await library.locator('[data-status="reading"][aria-pressed="true"]').waitFor()
    // As narrow as a window of 1280 pixels is at 400 % and at 200 %.
    const isWider = () => document.documentElement.scrollWidth > innerWidth
    for (const view of ['Papers', 'Board']) {
      await library.getByRole('link', { name: view }).click()
      await library.locator('.pick').getByText(paper.shown).first().waitFor({ state: 'attached' })
      for (const width of [320, 640, 1280]) {
        await library.setViewportSize({ width, height: 900 })
        expect(await library.evaluate(isWider)).toBe(false)
        expect(await faults(library)).toEqual([])
      }
    }
    const card = library.locator('.card').filter({ hasText: paper.shown })
    await card.locator('select').selectOption('No status')
    await card.waitFor({ state: 'detached' })
    await library.close()
  })

  test(`the library’s search, what narrows it down and what is kept have no fault that axe knows (${colorScheme})`, async () => {
    const library = await browser.open('library.html')
    await library.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await library.locator('#search').fill(`-${colorScheme} st`)
    await library.getByRole('option').first().waitFor()
    await library.keyboard.press('ArrowDown')
    await library.locator('#save-search').waitFor()
    expect(await faults(library)).toEqual([])
    await library.keyboard.press('Escape')
    await library.locator('#save-search').click()
    await library.keyboard.type(colorScheme)
    expect(await faults(library)).toEqual([])
    await library.keyboard.press('Enter')
    await library.setViewportSize({ width: 800, height: 700 })
    await library.getByRole('button', { name: 'Narrow down' }).click()
    await library.getByRole('link', { name: colorScheme }).waitFor()
    expect(await faults(library)).toEqual([])
    await library.close()
  })

  test(`the pictures, their tables and the digest have no fault that axe knows, and fit (${colorScheme})`, async () => {
    const library = await browser.open('library.html')
    await library.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await bringKept(library, [
      { title: 'Ebb', at: daysAgo(0), date: '2026', tags: ['sea', 'moon'], highlights: [{ color: 'question' }] },
      { title: 'Flow', at: daysAgo(0), date: '2025', tags: ['sea', 'moon', 'a long name of a tag'], status: 'to_read' },
      { title: 'Neap', at: daysAgo(0), tags: ['sea', 'a long name of a tag'], highlights: [{ color: 'data' }] },
    ])
    const tables = 'view=statistics&table=time+meanings+years+sites+tags'
    for (const [hash, shown] of [
      ['view=statistics', '[data-picture="tags"] svg a'],
      [tables, '[data-picture="tags"] table'],
      ['view=digest', '[data-part="unread"]'],
    ] as const) {
      await library.goto(`${browser.url('library.html')}#${hash}`)
      await library.locator(shown).first().waitFor()
      expect(await faults(library), hash).toEqual([])
      // 640 is 200 % of 1280.
      for (const width of [320, 640]) {
        await library.setViewportSize({ width, height: 700 })
        await until(`the library is ${width} px wide`, async () => (await library.evaluate(() => innerWidth)) === width)
        const wider = () =>
          [...document.querySelectorAll('html, main, .card')].filter((one) => one.scrollWidth > one.clientWidth).length
        await until(`${hash} fits into ${width} px`, async () => (await library.evaluate(wider)) === 0)
      }
      await library.setViewportSize({ width: 1280, height: 900 })
    }
    await library.close()
  })
}
/** Whether anything on a screen is wider than its place, so that it would have to be scrolled sideways. */
const isWider = (page: Page) =>
  page.evaluate(() => [...document.querySelectorAll('html, .list')].some((one) => one.scrollWidth > one.clientWidth))

test('the popup of a listing has no fault that axe knows, whatever is open in it', { timeout: 60_000 }, async () => {
  const popup = await popupOver(listing.url)
  await popup.locator('.marks mark').first().waitFor()
  await popup.locator('.pick math').first().waitFor()
  expect(await faultsInBoth(popup)).toEqual([])
  const first = popup.locator('.pick').first()
  await first.press('g')
  await popup.keyboard.type('tides,')
  await popup.getByRole('button', { name: 'Remove the tag tides' }).waitFor()
  await popup.locator('.toast').waitFor()
  expect(await faultsInBoth(popup)).toEqual([])
  await popup.keyboard.press('Escape')
  await popup.keyboard.press('n')
  await popup.keyboard.type('A *note*.')
  await popup.locator('.saving.saved').waitFor()
  await popup.locator('summary').first().click()
  expect(await faultsInBoth(popup)).toEqual([])
  await first.press('?')
  await popup.getByRole('dialog', { name: 'Keys' }).waitFor()
  expect(await faultsInBoth(popup)).toEqual([])
  await popup.keyboard.press('Escape')
  await first.press('e')
  await popup.getByRole('button', { name: '1 paper as JSON' }).waitFor()
  expect(await faultsInBoth(popup)).toEqual([])
  await popup.keyboard.press('Escape')
  await popup.locator('#paste').click()
  await popup.keyboard.insertText('2611.00001\nask about the tide, and buy bread.\n2611.00002')
  await popup.getByText('1 line was not recognised').waitFor()
  expect(await faultsInBoth(popup)).toEqual([])
  await popup.keyboard.press('Escape')
  await popup.locator('#search').fill('nothing on this page says that')
  await popup.getByText('Not on this page').waitFor()
  expect(await faultsInBoth(popup)).toEqual([])
  await popup.locator('#search').fill('')
  await popup.getByRole('button', { name: 'Noted 1' }).click()
  await popup.getByRole('button', { name: /^New/ }).click()
  expect(await faultsInBoth(popup)).toEqual([])
})

test('the popup of one paper, and of its PDF, has no fault that axe knows', { timeout: 60_000 }, async () => {
  const one = await popupOver(abs.url)
  await one.locator('.marks mark').first().waitFor()
  expect(await faultsInBoth(one)).toEqual([])
  const url = `https://arxiv.org/pdf/${paper.keys[0].replace('arxiv:', '')}v1`
  browser.serve({ [url]: { body: '%PDF-1.4', contentType: 'text/plain' } })
  await one.close()
  const address = await popupOver(url)
  await address.getByText(/cannot be highlighted/).waitFor()
  expect(await faultsInBoth(address)).toEqual([])
})

test.each([
  ['of a site that writes its pages otherwise', recent, 'unrecognized'],
  ['of a site that is not switched on', off.url, 'off'],
  ['of no site', 'https://example.org/', 'other'],
])('the popup over a page %s has no fault that axe knows', async (_, url, screen) => {
  const popup = await popupOver(url)
  await popup.locator(`[data-screen="${screen}"] .pick`).first().waitFor()
  expect(await faultsInBoth(popup)).toEqual([])
  await popup.locator('#search').fill('attention')
  await popup.getByRole('list', { name: 'Found in your library' }).locator('.pick').first().waitFor()
  expect(await faultsInBoth(popup)).toEqual([])
  await popup.locator('#search').fill('nothing says this')
  await popup.getByText('Nothing that is stored says this.').waitFor()
  expect(await faultsInBoth(popup)).toEqual([])
})

test('the popup over a page that was open before us has no fault that axe knows', async () => {
  const own = await launch()
  onTestFinished(() => own.close())
  serve(own, listing)
  const { page } = await openMarked(own, listing.url)
  const extensions = await own.open('chrome://extensions')
  await extensions.evaluate(async (id) => {
    // An unpacked extension that is reloaded stays off where the reader is no developer.
    await chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })
    await chrome.developerPrivate.reload(id)
  }, own.id)
  await page.bringToFront()
  const popup = await own.openPopup(page)
  await popup.getByText('Reload this page.').waitFor()
  expect(await faultsInBoth(popup)).toEqual([])
})

test('a popup and a panel whose database cannot be opened have no fault that axe knows', async () => {
  const broken = await launch()
  onTestFinished(() => broken.close())
  serve(broken, listing)
  await broken.breakDatabase()
  const page = await broken.open(listing.url)
  const popup = await broken.openPopup(page)
  await popup.locator('[data-screen="failed"]').waitFor()
  expect(await faultsInBoth(popup)).toEqual([])
})

test('the side panel has no fault that axe knows: writing, the record, a highlight that lost its words', {
  timeout: 90_000,
}, async () => {
  const { page } = await openMarked(browser, listing.url)
  const panel = await browser.openPanel(page)
  await panel.locator('.marks mark').first().waitFor()
  for (const details of await panel.locator('summary').all()) await details.click()
  const note = panel.getByRole('textbox', { name: 'Note' }).first()
  await note.fill('## A head\n\n- [ ] $x^2$\n\n| a |\n|---|\n| `1` |')
  expect(await faultsInBoth(panel)).toEqual([])
  await note.press('Control+Enter')
  await panel.locator('.drawn math').waitFor()
  expect(await faultsInBoth(panel)).toEqual([])
  const date = panel.getByRole('textbox', { name: 'Date' })
  await date.fill('last May')
  await date.press('Enter')
  await panel.getByRole('alert').getByText('this field cannot hold that').waitFor()
  await panel.getByRole('textbox', { name: 'Venue' }).fill('Invented Linguistics')
  await panel.getByRole('textbox', { name: 'Venue' }).press('Enter')
  await panel.locator('[data-reset="venue"]').waitFor()
  expect(await faultsInBoth(panel)).toEqual([])
  await panel.locator('.pick').first().press('?')
  await panel.getByRole('dialog', { name: 'Keys' }).waitFor()
  expect(await faultsInBoth(panel)).toEqual([])
  await panel.keyboard.press('Escape')
  for (const width of [320, 640]) {
    await panel.setViewportSize({ width, height: 700 })
    await until(`the panel is ${width} px wide`, async () => (await panel.evaluate(() => innerWidth)) === width)
    expect(await isWider(panel)).toBe(false)
  }
  const words = some(paper.abstract, 0, 4).replaceAll(' ', '\\s+')
  browser.serve({
    [abs.url]: { body: readFileSync(abs.file, 'utf8').replace(new RegExp(words, 'g'), 'Nothing was said') },
  })
  await page.goto(abs.url)
  await panel.getByRole('button', { name: 'Attach here' }).waitFor()
  expect(await faultsInBoth(panel)).toEqual([])
  await panel.close()
  await page.close()
  serve(browser, abs)
})

test('library, welcome and options have no fault that axe knows', { timeout: 60_000 }, async () => {
  const library = await browser.open('library.html')
  await library.getByText(paper.shown).first().click()
  await library.getByRole('textbox', { name: 'Note' }).first().waitFor()
  expect(await faultsInBoth(library)).toEqual([])
  const welcome = await browser.open('welcome.html')
  expect(await faultsInBoth(welcome)).toEqual([])
  await welcome.locator('summary').click()
  expect(await faultsInBoth(welcome)).toEqual([])
  const options = await browser.open('options.html')
  expect(await faultsInBoth(options)).toEqual([])
  // What its sections say of what was done in them.
  await options.getByRole('button', { name: 'Add a meaning' }).click()
  await options.getByRole('checkbox', { name: /^Offer .*Claim/ }).uncheck()
  await options.locator('[data-command="save"]').click()
  await options.getByRole('spinbutton').fill('0')
  await options.getByRole('spinbutton').press('Enter')
  await browser.download(() => options.getByRole('button', { name: 'Save a backup now' }).click())
  await options.getByText(/^Saved among your downloads/).waitFor()
  await options.locator('[data-command="save"]').click()
  expect(await faultsInBoth(options)).toEqual([])
  for (const opened of [library, welcome, options]) await opened.close()
})

test.each(['options.html', 'library.html', 'welcome.html'])('at 200 % %s fits its window', async (name) => {
  const page = await browser.open(name)
  const zoom = (factor: number) =>
    page.evaluate(async (factor) => chrome.tabs.setZoom((await chrome.tabs.getCurrent())?.id as number, factor), factor)
  await zoom(2)
  await until('it is zoomed', async () => (await page.evaluate(() => innerWidth)) === 640)
  expect(await isWider(page)).toBe(false)
  expect(await faultsInBoth(page)).toEqual([])
  await zoom(1)
  await page.close()
})

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

test('the views of the library have no fault that axe knows, light and dark, and hold in narrow windows', {
  timeout: 120_000,
}, async () => {
  const one = stored('قياس المد والجزر على شواطئ الشمال', 'نقترح طريقة جديدة. We measure tides at every shore.', {
    tags: ['ebb', '評価'],
  })
  const word = 'wordwithoutanyplacetobreak'.repeat(4)
  const two = stored(word, `${word} is what this abstract says, at length.`, { tags: [word.slice(0, 100)] })
  const same = ['s2:1', 'pmid:2'].map((key) =>
    stored('Tides, Measured at Every Shore', 'We measure.', { keys: [key], venue: key }),
  )
  const highlights = [
    highlight(one, 'طريقة جديدة', 'claim', 'Why **this**?'),
    highlight(one, 'measure tides', 'a colour from elsewhere'),
    highlight(two, 'is what', 'question'),
    highlight(two, 'this abstract', 'limit'),
  ]
  const library = await browser.open('library.html')
  await library.emulateMedia({ reducedMotion: 'reduce' })
  await bring(library, { papers: [one, two, ...same], highlights, notes: [note(two, 'A note.')] })
  await library.getByRole('link', { name: 'Quotes' }).click()
  await library.locator('.quoted .pick', { hasText: word }).first().press('Delete')
  await library.getByText('Highlight deleted').waitFor()
  await library.getByRole('link', { name: 'Tags' }).click()
  await library.getByRole('combobox', { name: 'Colour of ebb' }).selectOption('Amber')
  const states = [
    { address: 'view=quotes', stands: '.quoted mark' },
    { address: 'view=quotes&by=paper', stands: '.group .title' },
    { address: 'view=quotes&by=tag&colors=claim', stands: '.group .tag' },
    { address: 'view=tags', stands: '.tag[data-hue]' },
    { address: 'view=joins', stands: '[data-pair]' },
    { address: 'view=trash', stands: '.gone' },
    { address: 'view=trash&search=nothing', stands: 'main .note' },
  ]
  for (const { address, stands } of states) {
    await library.goto(`${browser.url('library.html')}#${address}`)
    await library.locator(stands).first().waitFor()
    await until('all titles are read', async () => (await library.locator('a.pick:empty').count()) === 0)
    for (const colorScheme of ['light', 'dark'] as const) {
      await library.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      expect(await faults(library), `${address} ${colorScheme}`).toEqual([])
    }
    // The second is what a window of 1280 px has at 200 %.
    for (const width of [320, 640]) {
      await library.setViewportSize({ width, height: 700 })
      await until(`it is ${width} px wide`, async () => (await library.evaluate(() => innerWidth)) === width)
      const wider = () =>
        [...document.querySelectorAll('html, .rows, .rows .it, .over')]
          .filter((one) => one.scrollWidth > one.clientWidth)
          .map((one) => one.outerHTML.slice(0, 200))
      expect(await library.evaluate(wider), `${address} ${width}`).toEqual([])
    }
    await library.setViewportSize({ width: 1280, height: 900 })
  }
  await library.goto(`${browser.url('library.html')}#view=tags`)
  await library.getByRole('button', { name: 'Rename ebb' }).click()
  await library.keyboard.type('評価')
  await library.getByText('“評価” is there already').waitFor()
  expect(await faults(library)).toEqual([])
  await library.goto(`${browser.url('library.html')}#view=quotes`)
  await library.locator('.quoted .pick').first().press('e')
  await library.getByRole('textbox', { name: 'Comment' }).waitFor()
  expect(await faults(library)).toEqual([])
})
