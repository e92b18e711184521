import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { browser as api } from 'wxt/browser'
import { type Launched, launch, type Margin, select, until } from './browser.ts'
import { openMarked, paints, some } from './open.ts'
import { seed, serve } from './pages.ts'

/** The extension's own API, inside functions that run in its worker. */
declare const chrome: typeof api

let browser: Launched
beforeAll(async () => {
  browser = await launch()
  serve(browser, list, search, abs)
})
afterAll(() => browser.close())

const list = seed('arxiv-list-new')
const search = seed('arxiv-search')
const abs = seed('arxiv-abs')
const [first, second] = list.papers

/** The papers that have a marker, in order. */
const marked = (margin: Margin) =>
  margin.evaluate((root) => [...root.querySelectorAll<HTMLElement>('.mk')].map(({ dataset }) => dataset.paper))

const keysOf = ({ papers }: typeof list) => papers.map(({ keys: [key] }) => key)

/** An entry of arXiv's lists, as the server writes it. */
const entry = (number: string, title: string) =>
  `<dt><a href="/abs/${number}" title="Abstract">arXiv:${number}</a></dt><dd><div class="meta"><div class="list-title mathjax"><span class="descriptor">Title:</span> ${title}</div></div></dd>`

test('items that come later get markers, those that go lose theirs, and the others stand as they stood', async () => {
  const { page, margin } = await openMarked(browser, list.url)
  await until('all are marked', async () => (await marked(margin))?.length === list.papers.length)
  await margin.evaluate((root) => root.querySelector('.mk')?.setAttribute('data-test', 'the same'))
  const late = Array.from({ length: 40 }, (_, at) => `2605.9${String(5000 + at)}`)
  await page.evaluate(
    (html) => [...document.querySelectorAll('dl')].at(-1)?.insertAdjacentHTML('beforeend', html),
    late.map((number) => entry(number, `A paper that came late, number ${number}`)).join(''),
  )
  const all = [...keysOf(list), ...late.map((number) => `arxiv:${number}`)]
  await until('the late ones are marked, in order', async () => String(await marked(margin)) === String(all))

  await page.evaluate(
    (title) => {
      const term = [...document.querySelectorAll('dt')].find((one) =>
        one.nextElementSibling?.textContent.includes(title),
      )
      term?.nextElementSibling?.remove()
      term?.remove()
    },
    second.title.slice(0, 30),
  )
  const left = all.filter((key) => key !== second.keys[0])
  await until('the one that went is not marked', async () => String(await marked(margin)) === String(left))
  expect(await margin.count('.mk[data-test="the same"]')).toBe(1)
})

test('an item far down has its marker where it is looked for, by scrolling and by keys', async () => {
  const { page, margin } = await openMarked(browser, list.url)
  const late = Array.from({ length: 300 }, (_, at) => `2605.9${String(6000 + at)}`)
  await page.evaluate(
    (html) => [...document.querySelectorAll('dl')].at(-1)?.insertAdjacentHTML('beforeend', html),
    late.map((number) => entry(number, `A paper of a long list, number ${number}`)).join(''),
  )
  const last = `.mk[data-paper="arxiv:${late.at(-1)}"]`
  await until('all are marked', async () => (await margin.count(last)) === 1)
  expect(await margin.evaluate((root, last) => root.querySelector<HTMLElement>(last)?.hidden, last)).toBe(true)
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
  await margin.appears(last)
  const beside = (number: string) =>
    page.evaluate(
      (number) => document.querySelector(`a[href="/abs/${number}"]`)?.closest('dt')?.getBoundingClientRect().top ?? 0,
      number,
    )
  const { y, height } = await margin.box(last)
  expect(Math.abs(y + height / 2 - (await beside(late.at(-1) as string)))).toBeLessThan(60)

  // The stop of the Tab key, after all that is the page's, is still the first marker; from there arrows lead on.
  const focused = () => margin.evaluate((root) => (root.activeElement as HTMLElement | null)?.dataset.paper)
  await page.keyboard.press('Shift+Tab')
  expect(await focused()).toBe(first.keys[0])
  await page.keyboard.press('ArrowDown')
  expect(await focused()).toBe(second.keys[0])
  expect(await page.evaluate(() => scrollY)).toBeLessThan(1500)
})

test('an item that is drawn anew keeps its marker and has its highlights again', async () => {
  const { page, margin } = await openMarked(browser, list.url)
  const words = some(first.abstract, 3, 5)
  await select(page, 'p.mathjax', words)
  await margin.click('[data-color="claim"]')
  await paints(page, words)
  await page.evaluate(() => {
    const text = document.querySelector('p.mathjax')
    if (text) text.outerHTML = text.outerHTML.replace('<p', '<p data-again')
  })
  await page.locator('[data-again]').waitFor()
  await paints(page, words)
  await page.evaluate(() => {
    const all = document.querySelector('dl#articles') as Element
    all.innerHTML = `${all.innerHTML}<!-- again -->`
  })
  await paints(page, words)
  await margin.appears(`.mk[data-paper="${first.keys[0]}"][data-state="highlighted"]`)
})

test('after going to another list inside the page and back, each paper still says what is kept of it', async () => {
  const { page, margin } = await openMarked(browser, list.url)
  await margin.appears(`.mk[data-paper="${first.keys[0]}"][data-state="highlighted"]`)
  const body = (file: string) => /<body[^>]*>(.*)<\/body>/s.exec(readFileSync(file, 'utf8'))?.[1] ?? ''
  const go = (to: typeof list) =>
    page.evaluate(
      ([url, html]) => {
        history.pushState({}, '', url)
        document.body.innerHTML = html as string
      },
      [to.url, body(to.file)],
    )
  await go(search)
  await until('the results are marked', async () => String(await marked(margin)) === String(keysOf(search)))
  await go(list)
  await until('the list is marked', async () => String(await marked(margin)) === String(keysOf(list)))
  await margin.appears(`.mk[data-paper="${first.keys[0]}"][data-state="highlighted"]`)
})

test('a list that comes back out of the cache shows what was done meanwhile', async () => {
  const { page, margin } = await openMarked(browser, list.url)
  await page.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => {
      document.documentElement.dataset.persisted = String(persisted)
    })
  })
  const tabId = await browser.tabId(page)
  const badge = async () => (await browser.worker()).evaluate((tabId) => chrome.action.getBadgeText({ tabId }), tabId)
  const fresh = async () => String(await margin.count('.mk[data-state="new"]'))
  // A page that still waits for an answer is not kept in the cache.
  await until('the toolbar counts its new papers', async () => (await badge()) === (await fresh()))
  await page.goto(abs.url)
  await margin.appears('.mk')
  const words = some(first.abstract, 20, 4)
  await select(page, 'blockquote.abstract', words)
  await margin.click('[data-color="question"]')
  await paints(page, words)
  await page.goBack({ waitUntil: 'commit' })
  await page.locator('html[data-persisted="true"]').waitFor()
  await paints(page, words)
  await until('the toolbar counts its new papers again', async () => (await badge()) === (await fresh()))
})

test('papers that change places in elements that stay keep their markers, beside where they now stand', async () => {
  const { page, margin } = await openMarked(browser, list.url)
  const shown = () =>
    margin.evaluate((root) =>
      [...root.querySelectorAll<HTMLElement>('.mk')]
        .filter(({ hidden }) => !hidden)
        .map(({ dataset }) => dataset.paper),
    )
  await until('the first two are marked', async () => (await shown())?.includes(second.keys[0]))
  // As a page does that draws each row by its place in the list.
  await page.evaluate(() => {
    const [one, two] = [...document.querySelectorAll('#articles dt')].map((term) => [term, term.nextElementSibling])
    for (const [index, element] of (one ?? []).entries()) {
      const other = two?.[index]
      if (element && other) [element.innerHTML, other.innerHTML] = [other.innerHTML, element.innerHTML]
    }
  })
  const swapped = [second.keys[0], first.keys[0]]
  await until('they have changed places', async () => String((await marked(margin))?.slice(0, 2)) === String(swapped))
  await until('both are marked', async () => String((await shown())?.slice(0, 2)) === String(swapped))
})

test('papers that the page hides are passed over by Tab and the arrows; an open card stays where it stood', async () => {
  const { page, margin } = await openMarked(browser, list.url)
  const focused = () => margin.evaluate((root) => (root.activeElement as HTMLElement | null)?.dataset.paper)
  const show = (index: number, display: string) =>
    page.evaluate(
      ([index, display]) => {
        const term = document.querySelectorAll('#articles dt')[index as number] as HTMLElement
        for (const part of [term, term.nextElementSibling as HTMLElement]) part.style.display = display as string
      },
      [index, display],
    )
  const isHidden = (paper: typeof first) =>
    until('the paper that went has no marker', () =>
      margin.evaluate((root, key) => root.querySelector<HTMLElement>(`[data-paper="${key}"]`)?.hidden, paper.keys[0]),
    )
  await show(1, 'none')
  await isHidden(second)
  await page.keyboard.press('Shift+Tab')
  expect(await focused()).toBe(first.keys[0])
  await page.keyboard.press('ArrowDown')
  expect(await focused()).toBe(list.papers[2]?.keys[0])
  await page.keyboard.press('ArrowUp')
  expect(await focused()).toBe(first.keys[0])
  await page.keyboard.press('Escape')

  await show(0, 'none')
  await isHidden(first)
  await page.keyboard.press('Tab')
  expect(await focused()).toBe(list.papers[2]?.keys[0])

  await page.keyboard.press('Enter')
  const { x, y } = await margin.box('.card')
  await show(2, 'none')
  await isHidden(list.papers[2] as typeof first)
  const after = await margin.box('.card')
  expect([after.x, after.y]).toEqual([x, y])
})

test('where a page inside the page lists nothing, the toolbar counts nothing', async () => {
  const { page } = await openMarked(browser, search.url)
  const tabId = await browser.tabId(page)
  const badge = async () => (await browser.worker()).evaluate((tabId) => chrome.action.getBadgeText({ tabId }), tabId)
  await until('it counts the new papers', async () => Number(await badge()) > 0)
  await page.evaluate(() => {
    history.pushState({}, '', '/help')
    document.body.innerHTML = '<h1>Help</h1>'
  })
  await until('it counts none', async () => (await badge()) === '')
})

test('a page that pretends to come out of the cache, again and again, asks nothing again', async () => {
  const { page } = await openMarked(browser, list.url)
  const worker = await browser.worker()
  const tabId = await browser.tabId(page)
  const badge = () => worker.evaluate((tabId) => chrome.action.getBadgeText({ tabId }), tabId)
  await until('the toolbar counts', async () => (await badge()) !== '')
  await worker.evaluate(() => {
    const visits: unknown[] = []
    Object.assign(globalThis, { visits })
    chrome.runtime.onMessage.addListener(({ type }: { type: string }) => {
      if (type === 'visit') visits.push(type)
    })
  })
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
  // It answers when it has read and asked what it was going to.
  await worker.evaluate((tab) => chrome.tabs.sendMessage(tab, { id: 1, type: 'papersOnPage', timestamp: 1 }), tabId)
  expect(await worker.evaluate(() => (globalThis as unknown as { visits: unknown[] }).visits)).toEqual([])
})

test('in a narrow margin the first highlight leaves the markers of the others where they were', async () => {
  // One in which nothing is highlighted yet.
  const browser = await launch()
  onTestFinished(() => browser.close())
  // Room beside the entries for a dot, and not for a tick strip.
  const style = '<style>body { margin: 0 } dl { margin: 0 40px }</style></head>'
  browser.serve({ [list.url]: { body: readFileSync(list.file, 'utf8').replace('</head>', style) } })
  const { page, margin } = await openMarked(browser, list.url)
  const other = `.mk[data-paper="${list.papers[2]?.keys[0]}"]`
  const before = await margin.box(other)
  const words = some(second.abstract, 0, 4)
  await select(page, 'p', words)
  await margin.appears('.bar')
  await page.keyboard.press('1')
  await margin.appears('.mk[data-state="highlighted"]')
  expect(await margin.box(other)).toEqual(before)
})
