import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { faultsInBoth } from './axe.ts'
import { type Launched, launch, until } from './browser.ts'
import { missing, openDisplay } from './display.ts'
import { launchLimited } from './granted.ts'

const abstract = 'The sea follows the moon, as everybody on a shore knows. We propose to measure how far. '
  .repeat(4)
  .trim()
const listing = `Daily Papers

Nov 21

Tides Follow Moons -- At Every Shore

${abstract}

  • 5 authors
·
Mar 22, 2022

Foam, Counted by Ear

${abstract}

GullLab Gull Laboratory
·
May 29 12

When Do Waves Break?

${abstract}
`

let browser: Launched
let library: Page
beforeAll(async () => {
  browser = await launch()
  library = await browser.open('library.html')
})
afterAll(() => browser.close())

const panel = () => library.getByRole('dialog', { name: 'Paste a list' })
const shownTitles = () => library.locator('.column .it .title').allInnerTexts()

async function openPanel() {
  await library.getByRole('button', { name: 'Paste a list' }).click()
  await panel().waitFor()
}

/** Pastes as a reader does: from the clipboard's text into the field that has the focus. */
const paste = (text: string) => library.keyboard.insertText(text)

test('what was read stands there before anything is stored, and closing keeps the text', async () => {
  await openPanel()
  await paste(listing)
  await panel().getByText('3 papers were read.').waitFor()
  const items = await panel().getByRole('listitem').allInnerTexts()
  expect(items.map((item) => item.replace(/\s+/g, ' '))).toEqual([
    'Tides Follow Moons -- At Every Shore 5 authors Mar 22, 2022 known by its title',
    expect.stringMatching(/^Foam, Counted by Ear GullLab Gull Laboratory May 29, \d{4} known by its title$/),
    'When Do Waves Break? known by its title',
  ])
  expect(await faultsInBoth(library)).toEqual([])
  await library.keyboard.press('Escape')
  await panel().waitFor({ state: 'hidden' })
  expect(await shownTitles()).toEqual([])
  await library.reload()
  await openPanel()
  await panel().getByText('3 papers were read.').waitFor()
  await panel().getByRole('button', { name: 'Cancel' }).click()
  await panel().waitFor({ state: 'hidden' })
})

test('what is left checked is saved to read, in the order of the list', async () => {
  await openPanel()
  await panel().getByRole('checkbox', { name: /^Foam/ }).uncheck()
  await panel().getByRole('button', { name: 'Save 2 papers' }).click()
  await library.getByText('2 papers saved.').waitFor()
  await panel().waitFor({ state: 'hidden' })
  const saved = ['Tides Follow Moons -- At Every Shore', 'When Do Waves Break?']
  await until('both are listed', async () => (await shownTitles()).join() === saved.join())
  await library.getByText('Tides Follow Moons').first().click()
  await library.getByText(abstract).waitFor()
  expect(await library.getByRole('button', { name: 'To read' }).getAttribute('aria-pressed')).toBe('true')
})

test('what is stored is marked, and what the reader said of it stands', async () => {
  await library.getByRole('button', { name: 'Read', exact: true }).click()
  await library.getByText('Saved: Read').waitFor()
  await openPanel()
  expect(await panel().getByRole('textbox').inputValue()).toBe('')
  await paste('Tides Follow Moons – at every shore\n2611.00001')
  await panel().getByText('2 papers were read.').waitFor()
  const stored = panel().getByRole('listitem').filter({ hasText: 'Stored already' })
  await stored.waitFor()
  expect(await stored.innerText()).toContain('Tides')
  await panel().getByRole('button', { name: 'Save 2 papers' }).click()
  await library.getByText('2 papers saved.').waitFor()
  await until('the new one is listed', async () => (await shownTitles()).includes('arXiv:2611.00001'))
  await library.getByText('Tides Follow Moons').first().click()
  expect(await library.getByRole('button', { name: 'Read', exact: true }).getAttribute('aria-pressed')).toBe('true')
})

test('lines that are not recognised are shown, and stay when the others are saved', async () => {
  await openPanel()
  await paste('2611.00002\nask about the tide, and buy bread.\n2611.00003')
  const summary = panel().getByText('1 line was not recognised')
  await summary.click()
  await panel().getByRole('listitem').filter({ hasText: 'ask about the tide, and buy bread.' }).waitFor()
  expect(await faultsInBoth(library)).toEqual([])
  await panel().getByRole('button', { name: 'Save 2 papers' }).click()
  await library.getByText('1 line that was not recognised stays in the field.').waitFor()
  await openPanel()
  await until(
    'the line stands in the field',
    async () => (await panel().getByRole('textbox').inputValue()) === 'ask about the tide, and buy bread.',
  )
  await panel().getByRole('textbox').fill('')
  await panel().getByRole('button', { name: 'Cancel' }).click()
  await panel().waitFor({ state: 'hidden' })
})

test('prose has no papers, and nothing can be saved', async () => {
  await openPanel()
  await paste('We walked along the shore until night came, and nobody spoke of it.')
  await panel().getByText('No papers were found in this text.').waitFor()
  expect(await panel().getByRole('button', { name: 'Save 0 papers' }).isDisabled()).toBe(true)
  await library.keyboard.press('Escape')
})

test('in the popup it is the same panel: Escape closes it and not the popup, and the text outlives both', async () => {
  const page = await browser.open('welcome.html')
  const opened = async () => {
    const popup = await browser.openPopup(page)
    await popup.getByRole('button', { name: 'Paste a list' }).click()
    return { popup, panel: popup.getByRole('dialog', { name: 'Paste a list' }) }
  }
  const first = await opened()
  // What was left in the library's panel stands here.
  await until('the draft is there', async () => (await first.panel.getByRole('textbox').inputValue()).startsWith('We'))
  await first.popup.keyboard.press('Control+A')
  await first.popup.keyboard.insertText('Foam, Counted by Ear\nWhen Do Waves Break?')
  await first.panel.getByText('2 papers were read.').waitFor()
  for (const colorScheme of ['light', 'dark'] as const) {
    await first.popup.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect(await faultsInBoth(first.popup)).toEqual([])
  }
  await first.popup.keyboard.press('Escape')
  await first.panel.waitFor({ state: 'hidden' })
  await first.popup.getByRole('button', { name: 'Paste a list' }).waitFor()
  await first.popup.close()

  const second = await opened()
  await second.panel.getByText('2 papers were read.').waitFor()
  await second.panel.getByRole('button', { name: 'Save 2 papers' }).click()
  await second.popup.getByText('2 papers saved.').waitFor()
  await second.panel.waitFor({ state: 'hidden' })
  await second.popup.close()
  const saved = ['Foam, Counted by Ear', 'When Do Waves Break?']
  await until('both are in the library', async () => {
    const titles = await shownTitles()
    return saved.every((title) => titles.includes(title))
  })
  await page.close()
})

test.skipIf(missing.length > 0)(
  'a real Escape in the real popup’s window closes the panel, and not the popup',
  async () => {
    const display = await openDisplay()
    onTestFinished(display.close)
    const shown = await launch({ display: display.name })
    onTestFinished(() => shown.close())
    const popup = await shown.openPopup(await shown.welcome())
    await popup.getByRole('button', { name: 'Paste a list' }).click()
    const panel = popup.getByRole('dialog', { name: 'Paste a list' })
    await panel.waitFor()
    display.press('Escape')
    await panel.waitFor({ state: 'hidden' })
    expect(popup.isClosed()).toBe(false)
    display.press('Escape')
    await until('the popup is closed', async () => popup.isClosed())
  },
)

test('when the disk gets full the panel says what was saved and what was not and why, keeps the text, and saves the rest later', async () => {
  const limited = await launchLimited()
  onTestFinished(() => limited.discard())
  const session = await limited.context.newCDPSession(await limited.welcome())
  const origin = limited.url('').replace(/\/$/, '')
  // Room for some of the papers. Before anything is written: the browser remembers for a while how much room there was.
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 700_000 })
  const titles = Array.from({ length: 12 }, (_, at) => `Tides Follow Moons at Shore ${at}`)
  const long = titles
    .map((title) => `${title}\n\n${abstract.repeat(120)}\n\n  • 5 authors\n·\nMar 22, 2022\n\n`)
    .join('')
  const page = await limited.open('library.html')
  const panel = page.getByRole('dialog', { name: 'Paste a list' })
  const listed = () => page.locator('.column .it .title').allInnerTexts()
  await page.getByRole('button', { name: 'Paste a list' }).click()
  await page.keyboard.insertText(`Daily Papers\n\n${long}`)
  const text = await panel.getByRole('textbox').inputValue()
  await panel.getByRole('button', { name: 'Save 12 papers' }).click()

  const said = panel.getByRole('alert')
  await said.getByText('Not saved: the disk is full.').waitFor()
  const left = await said.getByRole('listitem').allInnerTexts()
  const saved = titles.filter((title) => !left.includes(title))
  expect(saved.length).toBeGreaterThan(1)
  expect(left.length).toBeGreaterThan(1)
  await said.getByText(`${saved.length} papers saved. ${left.length} papers were not saved.`).waitFor()
  await until('just the others are in the library', async () => (await listed()).join() === saved.join())
  expect(await panel.getByRole('textbox').inputValue()).toBe(text)

  await page.reload()
  await page.getByRole('button', { name: 'Paste a list' }).click()
  await panel.getByText('12 papers were read.').waitFor()
  await session.send('Storage.overrideQuotaForOrigin', { origin })
  await panel.getByRole('button', { name: 'Save 12 papers' }).click()
  await page.getByText('12 papers saved.').waitFor()
  await panel.waitFor({ state: 'hidden' })
  await until('all are in the library', async () => (await listed()).length === titles.length)
})
