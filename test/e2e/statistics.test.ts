import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayOf } from '../../lib/day.ts'
import { type Launched, launch, until } from './browser.ts'
import { bringKept, daysAgo, type Kept } from './kept.ts'
import { openMarked } from './open.ts'
import { seed, serve } from './pages.ts'

const listing = seed('arxiv-list-new')
const kept: Kept[] = [
  {
    title: 'Ebb',
    at: daysAgo(0),
    date: '2026-05',
    tags: ['sea', 'to discuss'],
    highlights: [{ color: 'claim' }, { color: 'question' }],
  },
  { title: 'Flow', at: daysAgo(2), date: '2024', tags: ['sea', 'to discuss', 'moon'], status: 'to_read' },
  {
    title: 'Spring',
    at: daysAgo(40),
    date: '2024',
    site: 'huggingface',
    highlights: [{ color: 'claim' }],
    note: 'Mine.',
  },
  { title: 'Neap', at: daysAgo(400), site: 'huggingface' },
]

let browser: Launched
let library: Page
beforeAll(async () => {
  browser = await launch()
  serve(browser, listing)
  library = await browser.open('library.html')
  await bringKept(library, kept)
  const { page } = await openMarked(browser, listing.url)
  await page.close()
})
afterAll(() => browser.close())

const at = (hash: string) => library.goto(`${browser.url('library.html')}#${hash}`)
const picture = (name: string) => library.locator(`[data-picture="${name}"]`)
/** What the links of a picture are called. */
const names = (name: string) =>
  picture(name)
    .locator('svg a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('aria-label')))
const table = (name: string) =>
  picture(name)
    .locator('tr')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)))
const says = (name: string, wanted: string[]) =>
  until(`${name} shows ${wanted}`, async () => JSON.stringify(await names(name)) === JSON.stringify(wanted))
/** Waits until the papers are shown that a search asks for. */
const asks = (words: string) =>
  until(`the papers of ${words} are shown`, async () => {
    const isShown = (await library.locator('nav [aria-current="page"]').textContent()) === 'Papers'
    return isShown && (await library.locator('#search').inputValue()) === words
  })

/** Waits until the list is these papers. */
const finds = (...titles: string[]) =>
  until(`${titles} are found`, async () => {
    const found = await library.locator('main .pick').allTextContents()
    return JSON.stringify(found.map((title) => title.trim()).sort()) === JSON.stringify(titles)
  })

test('the pictures count what is stored, and each bar and cell has its number in words', async () => {
  await at('view=statistics')
  await says('meanings', ['Claim: 2 highlights', 'Question: 1 highlight'])
  await says('years', ['2024: 2 papers', '2026: 1 paper'])
  expect(await picture('years').getByText('Of 1 paper no date is known.').count()).toBe(1)
  expect((await names('sites')).sort()).toEqual(['Hugging Face Papers: 2 papers', 'arXiv: 2 papers'])
  expect(await names('tags')).toEqual([
    'sea and to discuss: 2 papers',
    'sea and moon: 1 paper',
    'to discuss and moon: 1 paper',
  ])
  const figures = await picture('all').locator('dl > div').allTextContents()
  expect(figures).toEqual([
    'papers saved4',
    `papers seen${listing.papers.length}`,
    'highlights3',
    'notes and comments1',
    'still to read1',
    'questions open1',
  ])
  // Two of the last four weeks were saved; what a listing showed was seen today.
  expect(await picture('time').locator('[data-series="saved"] svg a').count()).toBe(2)
  expect(await picture('time').locator('[data-series="highlighted"] svg a').count()).toBe(1)
  const seen = picture('time').locator('[data-series="seen"] svg')
  expect(await seen.getAttribute('role')).toBe('img')
  expect(await seen.getAttribute('aria-label')).toBe(`Seen: ${listing.papers.length} papers`)
})

test('the time that is shown stands in the address: back leads to the one before', async () => {
  await at('view=statistics')
  await picture('time').getByRole('button', { name: 'All' }).click()
  await until('all is shown', async () => (await picture('time').locator('[data-series="saved"] svg a').count()) === 3)
  expect(new URL(library.url()).hash).toContain('span=all')
  await picture('time').getByRole('button', { name: 'Week', exact: true }).click()
  await until(
    'a week is shown',
    async () => (await picture('time').locator('[data-series="saved"] svg a').count()) === 2,
  )
  await library.goBack()
  await until(
    'all is shown again',
    async () => (await picture('time').locator('[data-series="saved"] svg a').count()) === 3,
  )
  expect(await picture('time').getByRole('button', { name: 'All' }).getAttribute('aria-pressed')).toBe('true')
})

test('a bar and a cell lead to a search for their papers, by the mouse and by the keys', async () => {
  await at('view=statistics')
  await picture('years').locator('a[aria-label="2024: 2 papers"]').click()
  await asks('year:2024')
  await finds('Flow', 'Spring')
  await library.goBack()
  await picture('tags').locator('a[aria-label="sea and to discuss: 2 papers"]').click()
  await asks('tag:sea tag:"to discuss"')
  await finds('Ebb', 'Flow')
  await library.goBack()
  await picture('time').locator('[data-series="saved"] svg a').last().click()
  await asks(`added:${dayOf(daysAgo(0))}`)
  await finds('Ebb')
  await library.goBack()
  await picture('time').locator('[data-series="highlighted"] svg a').first().click()
  await asks(`highlighted:${dayOf(daysAgo(0))}`)
  await finds('Ebb')
  await library.goBack()
  // One stop of the Tab key for the picture; arrows go on.
  const links = picture('meanings').locator('svg a')
  await links.first().focus()
  expect(await links.evaluateAll((all) => all.map((one) => one.getAttribute('tabindex')))).toEqual(['0', '-1'])
  await library.keyboard.press('ArrowDown')
  const focused = () => library.evaluate(() => document.activeElement?.getAttribute('aria-label'))
  expect(await focused()).toBe('Question: 1 highlight')
  await library.keyboard.press('ArrowDown')
  expect(await focused()).toBe('Question: 1 highlight')
  await library.keyboard.press('Enter')
  await asks('color:question')
})

test('each picture can be read as a table, with the same links, and stays one when the page is opened again', async () => {
  await at('view=statistics&span=week')
  for (const name of ['time', 'meanings', 'years', 'sites', 'tags']) {
    await picture(name)
      .getByRole('button', { name: /^Table/ })
      .click()
    await picture(name).locator('table caption').waitFor({ state: 'attached' })
    expect(await picture(name).locator('svg[role]').count()).toBe(0)
  }
  expect(await table('years')).toEqual([
    ['Year', 'Papers'],
    ['2026', '1'],
    ['2024', '2'],
  ])
  expect(await table('tags')).toEqual([
    ['Tags', 'Papers'],
    ['sea and to discuss', '2'],
    ['sea and moon', '1'],
    ['to discuss and moon', '1'],
  ])
  expect((await table('sites')).slice(1).sort()).toEqual([
    ['Hugging Face Papers', '2', '1'],
    ['arXiv', '2', '1'],
  ])
  const time = await table('time')
  expect(time[0]).toEqual(['Day', 'Seen', 'Saved', 'Highlighted'])
  expect(time.slice(1).map(([, ...numbers]) => numbers)).toEqual([
    [String(listing.papers.length), '1', '1'],
    ['0', '0', '0'],
    ['0', '1', '0'],
    ...Array(4).fill(['0', '0', '0']),
  ])
  await library.reload()
  await picture('meanings').locator('table').waitFor()
  await picture('meanings').getByRole('link', { name: 'Claim: 2 highlights' }).click()
  await asks('color:claim')
})

test('a search narrows the pictures, and what is done elsewhere changes them', async () => {
  await at('view=statistics')
  await library.locator('#search').fill('sea')
  await says('years', ['2024: 1 paper', '2026: 1 paper'])
  expect(await picture('time').locator('[data-series]').count()).toBe(2)
  await library.locator('#search').fill('')
  await says('years', ['2024: 2 papers', '2026: 1 paper'])
  const other = await browser.open('library.html')
  await other.getByRole('button', { name: 'Flow' }).first().click()
  await other.getByRole('button', { name: 'Delete paper' }).click()
  await says('years', ['2024: 1 paper', '2026: 1 paper'])
  await other.keyboard.press('Control+z')
  await says('years', ['2024: 2 papers', '2026: 1 paper'])
  await other.close()
})

test('what draws is loaded where something is drawn, and by no other view', async () => {
  const page = await browser.context.newPage()
  const asked: string[] = []
  page.on('request', (request) => void asked.push(request.url()))
  const loaded = () => asked.filter((url) => /\/Picture-/.test(url)).length
  await page.goto(browser.url('library.html'))
  await page.locator('main .pick').first().waitFor()
  expect(loaded()).toBe(0)
  await page.getByRole('link', { name: 'Statistics' }).click()
  await page.locator('.picture svg').first().waitFor()
  expect(loaded()).toBe(1)
  await page.close()
})
