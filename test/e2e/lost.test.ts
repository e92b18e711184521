import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { browser as api } from 'wxt/browser'
import { type Launched, launch, select, until } from './browser.ts'
import { launchLimited } from './granted.ts'
import { openMarked, paints, some } from './open.ts'
import { seed, serve } from './pages.ts'

/** The extension's own API, inside functions that run on its pages. */
declare const chrome: typeof api

const listing = seed('arxiv-list-new')
const [one, two] = listing.papers

let browser: Launched
beforeAll(async () => {
  browser = await launch()
  serve(browser, listing)
})
afterAll(() => browser.close())

test('a worker that is killed loses nothing: the next act wakes it and is stored', async () => {
  const { page, margin } = await openMarked(browser, listing.url)
  const words = some(one.abstract, 0, 4)
  await browser.killWorker()
  await select(page, 'p', words)
  await margin.appears('.bar')
  await page.keyboard.press('1')
  await paints(page, words)
  await margin.click(`.mk[data-paper="${one.keys[0]}"]`)
  await margin.click('.card .line-button', words)
  await page.keyboard.type('Typed while')
  await browser.killWorker()
  await page.keyboard.type(' it died.')
  await margin.appears('.edit .saving.saved')
  await page.reload()
  await paints(page, words)
  await margin.click(`.mk[data-paper="${one.keys[0]}"]`)
  await margin.appears('.card .line-button', 'Typed while it died.')
  await page.close()
})

test('words that were typed in the popup and not stored are there when it opens again, and are stored then', async () => {
  const { page } = await openMarked(browser, listing.url)
  const popup = await browser.openPopup(page)
  await popup.getByText(two.shown).first().click()
  await popup.keyboard.press('n')
  const note = popup.getByRole('textbox', { name: 'Note' }).first()
  await note.waitFor()
  await note.pressSequentially('Half a thou')
  // At once, before the pause after which it is stored.
  await popup.close()
  const again = await browser.openPopup(page)
  await again.getByText(two.shown).first().click()
  await until('the words stand in their field', async () =>
    (await again.getByRole('textbox', { name: 'Note' }).first().inputValue()).startsWith('Half a th'),
  )
  await again.getByText('Saved', { exact: true }).first().waitFor()
  await again.close()
  await page.close()
})

test('a page that closes while a comment is typed keeps it as a draft', async () => {
  const { page, margin } = await openMarked(browser, listing.url)
  await margin.click(`.mk[data-paper="${two.keys[0]}"]`)
  await margin.click('.card textarea')
  await page.keyboard.type(' and more')
  await page.goto('about:blank')
  const { page: back, margin: there } = await openMarked(browser, listing.url)
  await there.click(`.mk[data-paper="${two.keys[0]}"]`)
  await until('the words are there', async () =>
    there.evaluate((root) => root.querySelector<HTMLTextAreaElement>('.card textarea')?.value.includes('and mor')),
  )
  await page.close()
  await back.close()
})

test('two tabs that write on the same text keep both', async () => {
  const first = await openMarked(browser, listing.url)
  const second = await openMarked(browser, listing.url)
  for (const { page, margin } of [first, second]) {
    await page.bringToFront()
    await margin.click(`.mk[data-paper="${one.keys[0]}"]`)
    await margin.click('.card .line-button')
    await margin.appears('.edit textarea')
  }
  const write = async ({ page, margin }: typeof first, words: string) => {
    await page.bringToFront()
    await margin.click('.edit textarea')
    await page.keyboard.press('Control+A')
    await page.keyboard.type(words)
    await margin.appears('.edit .saving.saved')
  }
  await write(first, 'From the first tab.')
  await write(second, 'From the second tab.')
  const third = await openMarked(browser, listing.url)
  await third.margin.click(`.mk[data-paper="${one.keys[0]}"]`)
  await third.margin.click('.card .line-button')
  await third.margin.appears('.edit .versions', 'From the first tab.')
  expect(await third.margin.evaluate((root) => root.querySelector<HTMLTextAreaElement>('.edit textarea')?.value)).toBe(
    'From the second tab.',
  )
  for (const { page } of [first, second, third]) await page.close()
})

test('a database that cannot be opened is said where the reader acted, and the words stay', async () => {
  const broken = await launch()
  try {
    serve(broken, listing)
    await broken.breakDatabase()
    const { page, margin } = await openMarked(broken, listing.url)
    await margin.appears('.toast', 'a later version of Papermargin')
    const words = some(one.abstract, 0, 4)
    await select(page, 'p', words)
    await margin.appears('.bar')
    await page.keyboard.press('1')
    await margin.appears('.bar .say', 'a later version of Papermargin')
    expect(await page.evaluate(() => getSelection()?.toString().replace(/\s+/g, ' '))).toBe(words)
    const popup = await broken.openPopup(page)
    await popup
      .getByText(/database cannot be opened/)
      .first()
      .waitFor()
    await popup.close()
    // What is typed stays where it was typed, and can be saved as a file, from the card as in the popup.
    await page.bringToFront()
    await page.keyboard.press('Escape')
    await margin.click(`.mk[data-paper="${two.keys[0]}"]`)
    await margin.click('.card textarea')
    await page.keyboard.type('Words without a place.')
    await margin.appears('.card .saving.failed')
    const file = await broken.download(() => margin.click('.card [data-act="save-words"]'))
    expect(readFileSync(file, 'utf8')).toBe('Words without a place.')
  } finally {
    await broken.close()
  }
})

test('a full disk is said where the reader acted, and the words can be stored once there is room', async () => {
  const limited = await launchLimited()
  try {
    serve(limited, listing)
    const session = await limited.context.newCDPSession(await limited.welcome())
    const origin = limited.url('').replace(/\/$/, '')
    // Before anything is written: the browser remembers for a while how much room there was.
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
    const { page, margin } = await openMarked(limited, listing.url)
    await page.bringToFront()
    const words = some(two.abstract, 0, 4)
    await select(page, 'p', words)
    await margin.appears('.bar')
    await page.keyboard.press('1')
    await margin.appears('.bar .say', 'disk is full')
    await session.send('Storage.overrideQuotaForOrigin', { origin })
    await page.keyboard.press('1')
    await paints(page, words)
  } finally {
    await limited.discard()
  }
})

test('a message that does not parse is refused, whoever sends it, and writes nothing', async () => {
  const library = await browser.open('library.html')
  const send = (data: unknown) =>
    library.evaluate((data) => chrome.runtime.sendMessage({ id: 1, type: 'act', data, timestamp: Date.now() }), data)
  expect(await send({ do: 'note', id: 'x', paper: {}, text: 5 })).toMatchObject({
    res: { ok: false, problem: 'invalid' },
  })
  expect(await send(null)).toMatchObject({ res: { ok: false, problem: 'invalid' } })
  await library.close()
})

test('a script in a page may ask for what pages do, and for nothing else', async () => {
  const { page } = await openMarked(browser, listing.url)
  // In the world of our own script, beside the page's.
  const session = await page.context().newCDPSession(page)
  const world = new Promise<number>((resolve) =>
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.auxData?.type === 'isolated' && context.origin.endsWith(browser.id)) resolve(context.id)
    }),
  )
  await session.send('Runtime.enable')
  const send = async (data: object) => {
    const expression = `chrome.runtime.sendMessage({ id: 1, type: 'act', timestamp: 1, data: ${JSON.stringify(data)} })`
    const asked = { contextId: await world, expression, awaitPromise: true, returnByValue: true }
    return (await session.send('Runtime.evaluate', asked)).result.value
  }
  const refused = { res: { ok: false, problem: 'invalid', detail: 'This is not for a page to do.' } }
  for (const act of [
    { do: 'retag', tag: 'tides', to: null },
    { do: 'delete', table: 'papers', id: crypto.randomUUID() },
    { do: 'all', acts: [{ do: 'restore', table: 'papers', id: crypto.randomUUID() }] },
  ]) {
    expect(await send(act)).toEqual(refused)
  }
  expect(await send({ do: 'delete', table: 'highlights', id: crypto.randomUUID() })).not.toEqual(refused)
  await page.close()
})

test('a page that is older than the extension says so, and keeps what is typed on the screen', async () => {
  // Another one, in which nothing was done before.
  const { page: skimmed, margin: other } = await openMarked(browser, listing.url)
  const { page, margin } = await openMarked(browser, listing.url)
  await margin.click(`.mk[data-paper="${one.keys[0]}"]`)
  await margin.click('.card textarea')
  await page.keyboard.type('Before. ')
  await margin.appears('.card .saving.saved')
  const worker = await browser.worker()
  const gone = new Promise((resolve) => worker.once('close', resolve))
  await worker.evaluate(() => chrome.runtime.reload()).catch(() => {})
  await gone
  await page.bringToFront()
  await margin.click('.card textarea')
  await page.keyboard.type('After.')
  await margin.appears('.card .saving', 'was updated')
  expect(await margin.evaluate((root) => root.querySelector<HTMLTextAreaElement>('.card textarea')?.value)).toMatch(
    /Before\. After\.$/,
  )
  await page.close()
  await skimmed.bringToFront()
  // What the mouse only passes over says nothing, and has nothing not said later.
  const { x, y } = await other.box('.mk')
  await skimmed.mouse.move(x + 2, y + 2)
  await skimmed.mouse.move(x + 4, y + 4)
  await select(skimmed, 'p', some(two.abstract, 0, 4))
  await other.appears('.toast', 'was updated')
  await skimmed.close()
})
