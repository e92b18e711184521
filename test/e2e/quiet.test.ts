import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { browser as api } from 'wxt/browser'
import { wheres } from '@/lib/sites'
import { extension } from '../commands/build.ts'
import { Margin, select, until } from './browser.ts'
import { launchGranted } from './granted.ts'
import { openMarked, some, withoutUs } from './open.ts'
import { seed, seedPages, serve } from './pages.ts'

/** The extension's own API, inside functions that run in its worker. */
declare const chrome: typeof api

let browser: Awaited<ReturnType<typeof launchGranted>>
beforeAll(async () => {
  browser = await launchGranted()
  serve(browser, ...seedPages)
})
afterAll(() => browser.discard())

/** Sites of which only copies are left are not in the manifest, nor is plain http: nothing of ours runs there. */
const gone = new Set(wheres.filter(({ archived }) => archived).flatMap(({ hosts }) => hosts))
const live = seedPages.filter(({ url }) => url.startsWith('https:') && !gone.has(new URL(url).hostname))

test.each(live.map((page) => [page.url, page] as const))('%s is left as it was', async (url, known) => {
  const page = await browser.context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  await page.goto(url)
  const margin = new Margin(page)
  await until('each paper has its marker', async () => (await margin.count('.mk')) === known.papers.length)
  const plain = await browser.context.newPage()
  await plain.route('**', (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: readFileSync(known.file) }),
  )
  // The same file on a host that is none of ours.
  await plain.goto('https://plain.example/')
  expect(await withoutUs(page)).toBe(await withoutUs(plain))
  expect(errors.filter((error) => !/Failed to load resource/.test(error))).toEqual([])
  expect(browser.requestedByExtension()).toEqual([])
  await page.close()
  await plain.close()
})

test('a page of the site without papers gets nothing of ours, and the page script is not injected', async () => {
  const url = 'https://huggingface.co/models'
  browser.serve({ [url]: { body: '<title>Models</title><a href="/papers/2605.99001">a paper</a>' } })
  const page = await browser.open(url)
  const worker = await browser.worker()
  const tab = await browser.tabId(page)
  const answer = await worker.evaluate(
    (tab) => chrome.tabs.sendMessage(tab, { type: 'papersOnPage' }).catch((error: Error) => error.message),
    tab,
  )
  expect(answer).toMatch(/Receiving end does not exist/)
  expect(await new Margin(page).present()).toBe(false)
})

test('a page gets the reader of its own site alone, and the desk when the reader first acts there', async () => {
  const { page, margin } = await openMarked(browser, seed('arxiv-list-new').url)
  const worker = await browser.worker()
  const tabId = await browser.tabId(page)
  const held = () =>
    worker.evaluate(async (tabId) => {
      const func = () => {
        const { papermarginReaders: readers, papermarginDesk: desk } = globalThis
        return [...(readers?.keys() ?? []), desk && 'desk']
      }
      const [{ result } = {}] = await chrome.scripting.executeScript({ target: { tabId }, func })
      return result
    }, tabId)
  expect(await held()).toEqual(['arxiv', null])
  await margin.click('.mk')
  await margin.appears('.card')
  expect(await held()).toEqual(['arxiv', 'desk'])
  await page.close()
})

test('elements that a page names as our scripts call what they share are not taken for it', async () => {
  const list = seed('arxiv-list-new')
  const named = '<i id="papermarginReaders"></i><i id="papermarginDesk"></i></body>'
  browser.serve({ [list.url]: { body: readFileSync(list.file, 'utf8').replace('</body>', named) } })
  const { page, margin } = await openMarked(browser, list.url)
  await margin.click('.mk')
  await margin.appears('.card')
  await page.close()
  serve(browser, list)
})

test('a page that allows no script of others is not troubled by ours', async () => {
  const { url, file } = seed('huggingface-day')
  const served = {
    body: readFileSync(file, 'utf8'),
    headers: { 'content-security-policy': "script-src 'none'; style-src 'none'; require-trusted-types-for 'script'" },
  }
  browser.serve({ [url]: served })
  const page = await browser.context.newPage()
  const errors: string[] = []
  page.on('console', (message) => /Content Security Policy/.test(message.text()) && errors.push(message.text()))
  await page.goto(url)
  const margin = new Margin(page)
  await margin.click('.mk')
  await margin.appears('.card .paper')
  // What the page itself may not do is the page's affair: the same file without us makes the same complaints.
  const plain = await browser.context.newPage()
  const own: string[] = []
  plain.on('console', (message) => /Content Security Policy/.test(message.text()) && own.push(message.text()))
  browser.serve({ 'https://plain.example/': served })
  await plain.goto('https://plain.example/')
  expect(errors).toEqual(own)
  serve(browser, seed('huggingface-day'))
})

test('the page’s scripts cannot reach into our root, nor act on it', async () => {
  const { page, margin } = await openMarked(browser, seed('huggingface-day').url)
  expect(await page.evaluate(() => document.querySelector('#papermargin')?.shadowRoot)).toBeNull()
  expect(await page.evaluate(() => document.querySelectorAll('#papermargin').length)).toBe(1)
  expect(await page.evaluate(() => document.documentElement.lastElementChild?.id)).toBe('papermargin')
  await margin.evaluate((root) => (root.querySelector('.mk') as HTMLElement).click())
  expect(await margin.count('.card')).toBe(0)
})

test('a page gets our style sheet only when it has words to highlight, and again when it sets its own anew', async () => {
  const list = seed('arxiv-list-new')
  serve(browser, list)
  const { page, margin } = await openMarked(browser, list.url)
  const sheets = () => page.evaluate(() => document.adoptedStyleSheets.length)
  // A sheet has the browser style every element of the page once more.
  expect(await sheets()).toBe(0)
  await select(page, 'p', some(list.papers[0]?.abstract ?? '', 0, 4))
  await margin.appears('.bar')
  await page.keyboard.press('1')
  await until('our rules are there', async () => (await sheets()) === 1)
  await page.evaluate(() => {
    document.adoptedStyleSheets = []
    document.documentElement.className = 'changed'
  })
  await until('our rules are there again', async () => (await sheets()) === 1, 5000)
})

const script = (name: string) => readFileSync(path.join(extension, name))
/** Scripts that run in one page, in kB as they are shipped, and as they would be sent. */
const weightOf = (...names: string[]) => ({
  raw: names.reduce((sum, name) => sum + script(name).length / 1000, 0),
  gzip: names.reduce((sum, name) => sum + gzipSync(script(name), { level: 9 }).length / 1000, 0),
})
const readers = readdirSync(path.join(extension, 'sites')).map((name) => `sites/${name}`)
const GATE = 'content-scripts/gate.js'
const PAGE = 'content-scripts/page.js'

test('a page without papers gets a gate that is small', () => {
  const { raw, gzip } = weightOf(GATE)
  expect(raw).toBeLessThan(12)
  expect(gzip).toBeLessThan(5)
})

test.each(readers)('a page with papers gets no more than it may: gate, %s and page script', (reader) => {
  const { raw, gzip } = weightOf(GATE, reader, PAGE)
  expect(raw).toBeLessThan(120)
  expect(gzip).toBeLessThan(40)
})

test('the licences of what is bundled are read with the signs that they were written in', async () => {
  const page = await browser.open('licences.txt')
  expect(await page.locator('body').innerText()).toContain('Copyright (c)')
  expect(await page.evaluate(() => document.characterSet)).toBe('UTF-8')
  await page.close()
})

test('no library of the screens is in what pages run', () => {
  for (const name of [GATE, PAGE, 'desk.js', ...readers]) {
    for (const library of ['Dexie', 'react.', 'ZodError', '_zod']) expect(String(script(name))).not.toContain(library)
  }
})
