import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Launched, launch, type Margin, select, until } from './browser.ts'
import { openMarked, some } from './open.ts'
import { type KnownPaper, seed, serve } from './pages.ts'

const listing = seed('arxiv-list-new')
const [one, two, three, four] = listing.papers as [KnownPaper, KnownPaper, KnownPaper, KnownPaper]

let browser: Launched
let options: Page
let page: Page
let margin: Margin
beforeAll(async () => {
  browser = await launch()
  serve(browser, listing)
  options = await browser.open('options.html')
})
beforeEach(async () => {
  await page?.close()
  ;({ page, margin } = await openMarked(browser, listing.url))
})
afterAll(() => browser.close())

const marker = (paper: KnownPaper) => `.mk[data-paper="${paper.keys[0]}"]`
const at = (paper: KnownPaper) =>
  until(`the marker of "${paper.title}" has the focus`, () =>
    margin.evaluate((root, selector) => root.activeElement?.matches(selector) ?? false, marker(paper)),
  )
const nowhere = () => margin.evaluate((root) => root.activeElement === null)
const told = (paper: KnownPaper) =>
  margin.evaluate((root, selector) => root.querySelector<HTMLElement>(selector)?.ariaLabel ?? '', marker(paper))
const tells = (paper: KnownPaper, words: string) =>
  until(`"${paper.title}" is told as "${words}"`, async () => (await told(paper)) === `${words}. ${paper.title}`)
/** Waits until just these papers stand under veils that are shown. */
const veiled = (...papers: KnownPaper[]) =>
  until(`${papers.length} papers stand back`, async () => {
    const keys = await margin.evaluate((root) =>
      [...root.querySelectorAll<HTMLElement>('.veils > div')]
        .filter((one) => !one.hidden)
        .map((one) => one.dataset.veil),
    )
    return JSON.stringify(keys?.toSorted()) === JSON.stringify(papers.map(({ keys }) => keys[0]).toSorted())
  })
const switchOn = async (on = true) => {
  await options.bringToFront()
  await options.getByRole('checkbox', { name: /single keys/ }).setChecked(on)
  await page.bringToFront()
}
const keyOf = (command: string) => options.locator(`[data-command="${command}"]`)

test('off by default: letters on the page do nothing, and on a focused marker they act', async () => {
  await page.keyboard.press('j')
  await page.keyboard.press('s')
  expect(await nowhere()).toBe(true)
  await page.keyboard.press('Shift+Tab')
  await at(one)
  expect(await told(one)).toBe(`New since your last visit. ${one.title}`)
  await page.keyboard.press('j')
  await at(two)
  await page.keyboard.press('k')
  await at(one)
})

test('switched on in the options, the keys go through the list from wherever the reader is', async () => {
  await switchOn()
  // The page hears of the setting by itself; until then the key is the page's.
  await until('the first key acts', async () => {
    await page.keyboard.press('j')
    return !(await nowhere())
  })
  await page.keyboard.press('k')
  await at(one)
  await page.mouse.click(5, 5)
  expect(await nowhere()).toBe(true)
  await page.keyboard.press('j')
  await at(two)
  await page.keyboard.press('o')
  await margin.appears(`.card[data-card="${two.keys[0]}"]`)
  expect(await margin.text('.card footer')).toMatch(/^A reads .* S saves, T marks it to read, X skips it, N writes/)
  await page.keyboard.press('o')
  await margin.disappears('.card')

  await page.mouse.click(5, 5)
  await page.keyboard.press('s')
  await at(two)
  await tells(two, 'Saved')
  await page.keyboard.press('s')
  await tells(two, 'New since your last visit')
  await page.keyboard.press('t')
  await tells(two, 'Saved; To read')
  await page.keyboard.press('s')
  await margin.appears('.toast', 'Kept already')
  await page.keyboard.press('t')
  await tells(two, 'Saved')
  await page.keyboard.press('x')
  await margin.appears('.toast', 'Not skipped')
  await at(two)

  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await at(four)
  await tells(three, 'Seen, skipped')
  await veiled(three)
  await margin.click('.toast button', 'Undo')
  await tells(three, 'New since your last visit')
  await veiled()
  await margin.click(marker(three))
  await page.keyboard.press('o')
  await page.keyboard.press('x')
  await tells(three, 'Seen, skipped')
  await page.keyboard.press('k')
  await page.keyboard.press('x')
  await tells(three, 'New since your last visit')
  await at(three)

  await page.keyboard.press('j')
  await page.keyboard.press('n')
  await margin.appears('.card textarea')
  await page.keyboard.type('jskx')
  await margin.appears('.card .saving.saved')
  await page.keyboard.press('Escape')
  await at(four)
  await tells(four, '1 note')
  await page.keyboard.press('a')
  expect(await page.evaluate(() => getSelection()?.toString())).toBe(four.abstract.split(' ')[0])
  await page.keyboard.press('2')
  await tells(four, '1 highlight: Method 1; 1 note')

  // While words are selected the keys are for these.
  const words = some(four.abstract, 3, 3)
  await select(page, 'p', words)
  await margin.appears('.bar')
  await page.keyboard.press('j')
  expect(await nowhere()).toBe(true)
  await page.keyboard.press('1')
  await tells(four, '2 highlights: Claim 1, Method 1; 1 note')
})

test('what takes letters keeps them: fields, also in other roots and frames, and what the page has a use for', async () => {
  await switchOn()
  await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      'afterbegin',
      `<p id="editable" contenteditable>.</p><div id="open"></div><div id="closed"></div><x-closed tabindex="0"></x-closed><div id="combo" role="combobox" tabindex="0">.</div>
       <iframe srcdoc="<input id=inner>"></iframe><button id="own">.</button>`,
    )
    const input = () => document.createElement('input')
    document.querySelector('#open')?.attachShadow({ mode: 'open' }).append(input())
    const closed = input()
    document.querySelector('#closed')?.attachShadow({ mode: 'closed' }).append(closed)
    const made = input()
    document.querySelector('x-closed')?.attachShadow({ mode: 'closed', delegatesFocus: true }).append(made)
    Object.assign(window, { inClosed: closed, inMade: made })
    document.querySelector('#own')?.addEventListener('keydown', (event) => event.preventDefault())
  })
  const fields: [string, () => Promise<unknown>, (() => Promise<string | null>)?][] = [
    [
      'search field',
      () => page.locator('input[name=query]').click(),
      () => page.locator('input[name=query]').inputValue(),
    ],
    ['contenteditable', () => page.locator('#editable').click(), () => page.locator('#editable').textContent()],
    ['open root', () => page.locator('#open input').click(), () => page.locator('#open input').inputValue()],
    [
      'closed root',
      () => page.evaluate(() => (window as unknown as { inClosed: HTMLInputElement }).inClosed.focus()),
      () => page.evaluate(() => (window as unknown as { inClosed: HTMLInputElement }).inClosed.value),
    ],
    [
      'closed root of an element that can have the focus',
      () => page.evaluate(() => (window as unknown as { inMade: HTMLInputElement }).inMade.focus()),
      () => page.evaluate(() => (window as unknown as { inMade: HTMLInputElement }).inMade.value),
    ],
    [
      'frame',
      () => page.frameLocator('iframe').locator('input').click(),
      () => page.frameLocator('iframe').locator('input').inputValue(),
    ],
    ['combobox', () => page.locator('#combo').focus()],
    ['button with keys of its own', () => page.locator('#own').focus()],
  ]
  for (const [what, focus, value] of fields) {
    await focus()
    await page.keyboard.type('jskx')
    expect(await nowhere(), what).toBe(true)
    if (value) expect(await value(), what).toContain('jskx')
  }
  await page.mouse.click(5, 5)
  await page.keyboard.press('Control+j')
  await page.keyboard.press('Shift+j')
  await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true })))
  expect(await nowhere()).toBe(true)
  // A page's plain link or button takes no letters.
  await page.locator('header a').focus()
  await page.keyboard.press('j')
  await at(one)
})

test('keys are changed by keys, in an open page at once; one key is one command’s', async () => {
  await switchOn()
  await options.bringToFront()
  await keyOf('next').focus()
  await options.keyboard.press('Enter')
  await options.keyboard.press('Enter')
  await options.getByText(/Only a letter, a digit/).waitFor()
  await options.keyboard.press('l')
  await options.getByText('“Next paper” has the key L now.').waitFor()
  await options.keyboard.press('Enter')
  await options.keyboard.press('Escape')
  expect(await keyOf('next').textContent()).toBe('L')
  await page.bringToFront()
  await until('the new key acts', async () => {
    await page.keyboard.press('l')
    return !(await nowhere())
  })
  await page.mouse.click(5, 5)
  await page.keyboard.press('j')
  expect(await nowhere()).toBe(true)

  await options.bringToFront()
  await keyOf('open').click()
  await options.keyboard.press('x')
  await options.getByText(/key X now\. It was that of “Skip.*”, which has O instead/).waitFor()
  expect(await keyOf('skip').textContent()).toBe('O')
  await options.getByRole('button', { name: 'Reset' }).click()
  expect(await keyOf('skip').textContent()).toBe('X')
  await page.bringToFront()
  await until('the old key acts again', async () => {
    await page.keyboard.press('j')
    return !(await nowhere())
  })
})

test('the popup’s rows have the same keys, and say what was skipped', async () => {
  const five = listing.papers[4] as KnownPaper
  const popup = await browser.openPopup(page)
  const row = popup.locator(`li[data-paper="${five.keys[0]}"]`)
  await row.locator('.pick').click()
  await popup.keyboard.press('x')
  await row.getByText('Seen, skipped').waitFor()
  await tells(five, 'Seen, skipped')
  // The page and the popup hear of an act each in its own time.
  const shows = (state: string) => popup.locator(`li[data-paper="${five.keys[0]}"][data-state="${state}"]`).waitFor()
  await popup.keyboard.press('x')
  await tells(five, 'New since your last visit')
  await shows('new')
  await popup.keyboard.press('s')
  await tells(five, 'Saved')
  await shows('saved')
  await popup.keyboard.press('s')
  await tells(five, 'New since your last visit')
  await shows('new')
  await row.getByRole('button', { name: 'Save' }).click()
  await tells(five, 'Saved')
  await row.locator('.pick').focus()
  await popup.keyboard.press('t')
  await tells(five, 'Saved; To read')
  await popup.close()
})

test('keys that come at once are done one after the other, each to what the one before left', async () => {
  const five = listing.papers[4] as KnownPaper
  await margin.evaluate((root, selector) => root.querySelector<HTMLElement>(selector)?.focus(), marker(five))
  await at(five)
  await tells(five, 'Saved; To read')
  for (const key of 'rr') await page.keyboard.press(key)
  await tells(five, 'Saved; Read')
  const popup = await browser.openPopup(page)
  const row = popup.locator(`li[data-paper="${five.keys[0]}"]`)
  await row.locator('.pick').focus()
  await popup.evaluate(() => {
    for (const key of 'rrr')
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  })
  // From Read to none, and from there to the second again.
  await tells(five, 'Saved; Reading')
  await popup.close()
})
