import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { browser as api } from 'wxt/browser'
import { type Launched, launch, type Margin, painted, select, until } from './browser.ts'
import { openMarked, paintedWords, paints, some } from './open.ts'
import { seed, serve } from './pages.ts'

/** The extension's own API, inside functions that run in its worker. */
declare const chrome: typeof api

const listing = seed('arxiv-list-new')
const [one, two] = listing.papers

let browser: Launched
let page: Page
let margin: Margin
beforeAll(async () => {
  browser = await launch()
  serve(browser, listing)
})
beforeEach(async () => {
  await page?.close()
  ;({ page, margin } = await openMarked(browser, listing.url))
})
afterAll(() => browser.close())

const marker = (paper = one) => `.mk[data-paper="${paper.keys[0]}"]`

test('a highlight is recoloured, commented, deleted, and each of it undone', async () => {
  const words = some(one.abstract, 2, 4)
  await select(page, 'p', words)
  await margin.appears('.bar')
  await page.keyboard.press('1')
  await paints(page, words)
  await margin.click(marker())
  await margin.click('.card .line-button', words)
  await margin.click('.edit [data-color="limit"]')
  await until('it is painted as a limit', async () => (await painted(page))['pm-5']?.length === 1)
  await margin.click('.toast button')
  await until('it is a claim again', async () => (await painted(page))['pm-1']?.length === 1)
  await margin.click('.edit [data-act="delete"]')
  await until('nothing is painted', async () => (await paintedWords(page)).length === 0)
  await margin.click('.toast button')
  await paints(page, words)
  await margin.click('.card .line-button', words)
  await margin.click('.edit [data-act="delete"]')
  await until('nothing is painted', async () => (await paintedWords(page)).length === 0)
})

test('words of a title are highlighted too, and a selection is clipped to one paper’s abstract', async () => {
  const title = some(two.title, 0, 3)
  await select(page, '.list-title', title)
  await margin.appears('.bar')
  await page.keyboard.press('6')
  await paints(page, title)
  // From the middle of an abstract to the next paper's title: the abstract's part is meant.
  const from = await page.locator('p.mathjax').first().boundingBox()
  const to = await page.locator('.list-title').nth(1).boundingBox()
  if (!from || !to) throw new Error('The seed page lacks an abstract or a title.')
  await page.mouse.move(from.x + 200, from.y + 8)
  await page.mouse.down()
  await page.mouse.move(to.x + 40, to.y + 8, { steps: 6 })
  await page.mouse.up()
  await margin.appears('.bar')
  await page.keyboard.press('3')
  const clipped = await until('a result is painted', async () => (await painted(page))['pm-3']?.[0])
  expect(one.abstract.endsWith(clipped.replace(/\s+/g, ' ').slice(-40))).toBe(true)
})

test('the context menu highlights the selection in the meaning that was chosen', async () => {
  const words = some(two.abstract, 10, 3)
  await select(page, 'p', words)
  const worker = await browser.worker()
  const tab = await browser.tabId(page)
  await worker.evaluate((id) => {
    // Headless there is no menu to open; the browser would dispatch just this.
    const clicked = chrome.contextMenus.onClicked as unknown as { dispatch(info: object, tab: object): void }
    clicked.dispatch({ menuItemId: 'highlight:question' }, { id })
  }, tab)
  await until('a question is painted', async () => (await painted(page))['pm-4']?.[0]?.replace(/\s+/g, ' ') === words)
})

test('the suggested keys are four, and what they are for works', async () => {
  const worker = await browser.worker()
  const commands = await worker.evaluate(() => chrome.commands.getAll())
  expect(
    commands
      .filter((command) => command.shortcut)
      .map((command) => command.name)
      .toSorted(),
  ).toEqual(['_execute_action', 'highlight', 'search', 'toggle'])
  const tab = await browser.tabId(page)
  const press = (command: string) =>
    worker.evaluate(
      ({ command, id }) => {
        const pressed = chrome.commands.onCommand as unknown as { dispatch(command: string, tab: object): void }
        pressed.dispatch(command, { id })
      },
      { command, id: tab },
    )
  const focused = () => margin.evaluate((root) => (root.activeElement as HTMLElement | null)?.dataset.paper ?? '')
  await press('highlight')
  await until('the first marker has the focus', async () => (await focused()) === one.keys[0])
  await press('next-paper')
  await until('the second marker has the focus', async () => (await focused()) === two.keys[0])
  await press('previous-paper')
  await until('the first marker has the focus again', async () => (await focused()) === one.keys[0])
  const before = await until('something is painted', async () => {
    const words = await paintedWords(page)
    return words.length > 0 && words
  })
  await press('toggle')
  await until('nothing is painted', async () => (await paintedWords(page)).length === 0)
  await press('toggle')
  await until('all is painted again', async () => (await paintedWords(page)).length === before.length)
  const search = browser.context.waitForEvent('page')
  await press('search')
  await (await search).waitForURL(/library\.html#search$/)
  await (await search).close()
})

test('by keys alone: into the abstract, by word and sentence, highlight, comment, and back to the marker', async () => {
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('a')
  const selection = () => page.evaluate(() => getSelection()?.toString().replace(/\s+/g, ' ') ?? '')
  const sentences = two.abstract.split(/(?<=\.) /)
  await until('its first word is selected', async () => (await selection()) === two.abstract.split(' ')[0])
  await page.keyboard.press('ArrowDown')
  expect(await selection()).toBe(sentences[0])
  await page.keyboard.press('ArrowDown')
  expect(await selection()).toBe(sentences[1])
  await page.keyboard.press('c')
  await margin.appears('.edit textarea')
  await page.keyboard.type('By keys.')
  await margin.appears('.edit .saving.saved')
  await page.keyboard.press('Escape')
  await margin.disappears('.edit')
  await paints(page, sentences[1] as string)
  const said = await margin.evaluate((root) => root.querySelector('.vh')?.getAttribute('role'))
  expect(said).toBe('status')
})

test('what is typed before a note or an abstract is open goes there: the worker has to wake up, and the desk to come', async () => {
  await browser.killWorker()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.type('nNot lost.')
  await margin.appears('.card .saving.saved')
  const note = () => margin.evaluate((root) => root.querySelector<HTMLTextAreaElement>('.card textarea')?.value)
  expect(await note()).toBe('Not lost.')
  await page.reload()
  await margin.appears('.mk')
  await browser.killWorker()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('a')
  for (const key of ['ArrowDown', 'ArrowDown']) await page.keyboard.press(key)
  const [, second] = one.abstract.split(/(?<=\.) /)
  const selection = () => page.evaluate(() => getSelection()?.toString().replace(/\s+/g, ' ') ?? '')
  await until('the second sentence is selected', async () => (await selection()) === second)
})

test('letters typed in our fields do not reach the page, and its keys do not reach ours', async () => {
  await page.evaluate(() => {
    document.addEventListener('keydown', ({ key }) => {
      document.title += key
    })
  })
  const title = await page.title()
  await margin.click(marker(two))
  await margin.click('.card textarea')
  await page.keyboard.type('12cq')
  expect(await page.title()).toBe(title)
  await margin.appears('.card .saving.saved')
  expect(await margin.evaluate((root) => root.querySelector<HTMLTextAreaElement>('.card textarea')?.value)).toBe('12cq')
})

test('a page that fills its list later gets its markers, and a paper that goes takes its marker along', async () => {
  const count = await margin.count('.mk')
  await page.evaluate(() => {
    const list = document.querySelector('dl') as HTMLElement
    for (const node of [...list.querySelectorAll('dt, dd')].slice(0, 2)) node.remove()
  })
  await until('one marker is gone', async () => (await margin.count('.mk')) === count - 1)
  await page.evaluate(() => {
    const list = document.querySelector('dl') as HTMLElement
    for (const node of [...list.querySelectorAll('dt, dd')].slice(0, 2)) {
      const copy = node.cloneNode(true) as HTMLElement
      copy.innerHTML = copy.innerHTML.replaceAll('2605.99', '2605.88')
      list.append(copy)
    }
  })
  await until('a new one has come', async () => (await margin.count('.mk')) === count)
})

test('while an abstract is read by keys, what else gets the focus keeps its keys', async () => {
  await page.evaluate(() => {
    document.querySelector('dl a[href]')?.addEventListener('click', (event) => {
      event.preventDefault()
      document.title = 'clicked'
    })
  })
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('a')
  await margin.appears('.bar')
  const word = await page.evaluate(() => getSelection()?.toString() ?? '')
  expect(word).not.toBe('')
  await page.evaluate(() => (document.querySelector('dl a[href]') as HTMLElement).focus())
  await page.keyboard.press('Enter')
  await until('the page’s link was clicked', async () => (await page.title()) === 'clicked')
  expect(await paintedWords(page)).not.toContain(word)
})

test('Escape closes what was opened, and gives the focus back to the marker', async () => {
  await margin.click(marker())
  await margin.appears('.card')
  await page.keyboard.press('Escape')
  await margin.disappears('.card')
  expect(await margin.evaluate((root) => (root.activeElement as HTMLElement | null)?.dataset.paper)).toBe(one.keys[0])
})

test('a note that is closed and opened again at once is one note; one that was never written is none', async () => {
  const third = listing.papers[2] as typeof one
  await margin.click(marker(third))
  await margin.click('.card textarea')
  await page.keyboard.type('x')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Escape')
  await margin.click(marker(third))
  await margin.click('.card textarea')
  await page.keyboard.type('hello')
  await page.keyboard.press('Escape')
  await margin.click(marker(third))
  await margin.appears(`${marker(third)}[data-state="noted"]`)
  await page.keyboard.press('Escape')
  await margin.click(marker(third))
  expect(await margin.count('.card textarea')).toBe(1)
})

test('a page that is never quiet is read all the same', async () => {
  const count = await margin.count('.mk')
  await page.evaluate(() => {
    const clock = document.body.appendChild(document.createElement('span'))
    setInterval(() => {
      clock.textContent = String(Date.now())
    }, 50)
    for (const node of [...document.querySelectorAll('dl > dt, dl > dd')].slice(0, 2)) node.remove()
  })
  await until('the marker of what is gone is gone', async () => (await margin.count('.mk')) === count - 1)
  expect(await margin.evaluate((root) => root.querySelectorAll('.mk[tabindex="0"]').length)).toBe(1)
})
