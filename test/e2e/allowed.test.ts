import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { browser as api } from 'wxt/browser'
import { Margin, select, until } from './browser.ts'
import { launchGranted } from './granted.ts'
import { openMarked, paints, withoutUs } from './open.ts'

/** The extension's own API, inside functions that run in its worker. */
declare const chrome: typeof api

interface Seed {
  file: string
  url: string
  papers: { title: string }[]
}
const seeds: Seed[] = JSON.parse(readFileSync('seeds/pages/generic.json', 'utf8'))
const seed = (name: string) => seeds.find(({ file }) => file === `generic-${name}.html`) as Seed
const html = ({ file }: Seed) => readFileSync(path.resolve('seeds/pages', file), 'utf8')

const host = 'allowed.example'
const at = (name: string) => `https://${host}/${name}`
const group = seed('group')

let browser: Awaited<ReturnType<typeof launchGranted>>
beforeAll(async () => {
  browser = await launchGranted([host, 'dl.acm.org'])
  browser.serve({
    [at('group')]: { body: html(group) },
    [at('news')]: { body: html(seed('news')) },
    [at('shop')]: { body: html(seed('shop')) },
    [at('app')]: { body: '<title>App</title><h1>Loading</h1><div id="app"></div>' },
    'https://dl.acm.org/toc/one': { body: html(group) },
    'https://neither.example/': { body: html(group) },
  })
})
afterAll(() => browser.discard())

const hasMarkers = (margin: Margin, count: number) =>
  until('each paper has its marker', async () => (await margin.count('.mk')) === count)

/** What our page script answers; an error's words where none was injected. */
async function report(page: Page): Promise<{ res?: { papers: unknown[] } } | string> {
  const tab = await browser.tabId(page)
  const worker = await browser.worker()
  return worker.evaluate(
    (tab) =>
      chrome.tabs
        .sendMessage(tab, { id: 1, type: 'papersOnPage', timestamp: 1 })
        .catch((error: Error) => error.message),
    tab,
  )
}

test('a page of an allowed host is marked, highlighted in and told of in the popup as any other, and stays as it was', async () => {
  const { page, margin } = await openMarked(browser, at('group'))
  await hasMarkers(margin, group.papers.length)
  await select(page, 'li', 'Reading Long Documents')
  await margin.appears('.bar')
  await page.keyboard.press('2')
  await paints(page, 'Reading Long Documents')
  const popup = await browser.openPopup(page)
  await popup
    .getByText(group.papers[0]?.title as string)
    .first()
    .waitFor()
  await popup.getByText(host, { exact: true }).waitFor()
  expect(await popup.getByRole('button', { name: /Always look|Look for papers/ }).count()).toBe(0)
  await popup.close()
  const plain = await browser.open('https://neither.example/')
  expect(await new Margin(plain).present()).toBe(false)
  expect(await withoutUs(page)).toBe(await withoutUs(plain))
  await page.close()

  const again = await openMarked(browser, 'https://dl.acm.org/toc/one')
  await paints(again.page, 'Reading Long Documents')
  const onPublisher = await browser.openPopup(again.page)
  await onPublisher.getByText('ACM Digital Library', { exact: true }).waitFor()
  await onPublisher.close()
  await again.page.close()
})

test('a page without a hint of papers runs no more than the gate; one that only speaks of papers shows nothing', async () => {
  const shop = await browser.open(at('shop'))
  expect(await report(shop)).toMatch(/Receiving end does not exist/)
  await shop.close()
  const news = await browser.open(at('news'))
  await until('the news item was read', async () => typeof (await report(news)) === 'object')
  expect(await report(news)).toMatchObject({ res: { papers: [] } })
  const popup = await browser.openPopup(news)
  await popup.getByText('No papers on this page').waitFor()
  await popup.close()
  expect(await new Margin(news).present()).toBe(false)
  await news.close()
})

test('papers that come late, or after a navigation inside the page, get their markers', async () => {
  const page = await browser.open(at('app'))
  const margin = new Margin(page)
  expect(await report(page)).toMatch(/Receiving end does not exist/)
  const fill = (items: string) =>
    page.evaluate((items) => {
      // biome-ignore lint/style/noNonNullAssertion: it stands in the page above
      document.querySelector('#app')!.innerHTML = items
    }, items)
  const items = /<ul.*<\/ul>/s.exec(html(group))?.[0] as string
  await fill(items)
  await hasMarkers(margin, group.papers.length)
  await fill('')
  await hasMarkers(margin, 0)

  await page.goto(at('shop'))
  await page.evaluate(() => history.pushState(null, '', '/papers'))
  await page.evaluate((items) => document.body.insertAdjacentHTML('beforeend', items), items)
  await hasMarkers(margin, group.papers.length)
  await page.close()
})

test('the options name the publisher and the host that are allowed; what they listed is noted as seen', async () => {
  const options = await browser.open('options.html')
  await options.getByRole('button', { name: `Take back ${host}` }).waitFor()
  expect(await options.getByRole('button', { name: /^Take back/ }).count()).toBe(1)
  expect(await options.getByRole('checkbox', { checked: true, name: /ACM Digital Library/ }).count()).toBe(1)
  await options.getByText(`${group.papers.length} papers are noted`).waitFor()
  await options.close()
})
