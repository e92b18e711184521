import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Launched, launch, until } from './browser.ts'
import { importFile } from './stored.ts'

const SORTED = /^Sorted Attention/
const FORGET = 'What Do Small Models Forget First?'
const TIDEWATER = 'Tidewater: A Corpus of Harbour Logs in Six Languages'
const STRINGS = 'Strings in a Box with Leaky Walls'

let browser: Launched
let library: Page
beforeAll(async () => {
  browser = await launch()
  library = await browser.open('library.html')
  await importFile(library, path.resolve('seeds/library.json'))
  await library.getByRole('heading', { name: FORGET }).first().waitFor()
  await library.reload()
})
afterAll(() => browser.close())

const field = () => library.getByRole('combobox', { name: 'Search titles' })
const query = () => field().inputValue()
const facets = () => library.getByRole('complementary', { name: 'Narrow down' })
const box = (name: string | RegExp) => facets().getByRole('checkbox', { name })
const options = () => library.getByRole('listbox', { name: 'What this may mean' }).getByRole('option')

/** Waits until the list is just these papers, in any order. */
const lists = (...titles: (string | RegExp)[]) =>
  until(`the list is ${titles.join(', ')}`, async () => {
    const there = await library.getByRole('list', { name: 'Papers' }).getByRole('heading').allTextContents()
    const is = (title: string | RegExp) => there.some((one) => one.trim().match(title))
    return there.length === titles.length && titles.every(is)
  })

/** The options that are offered, as they read. */
const offers = async (...wanted: string[]) => {
  const said = async () => (await options().allTextContents()).map((text) => text.replace(/(Tab|↵)$/, ''))
  await until(`${wanted.join(' | ')} is offered`, async () => (await said()).join(' | ') === wanted.join(' | '))
}

/** The option that a reader of screens hears, which has the look of being chosen, too. */
const active = () =>
  library.evaluate(() => {
    const id = document.activeElement?.getAttribute('aria-activedescendant')
    const option = id && document.getElementById(id)
    return option && option.getAttribute('aria-selected') === 'true' ? option.textContent : null
  })

test('what is chosen beside the list stands in the query and in the address, and what else could be is counted', async () => {
  await box('To read 1').check()
  await lists(FORGET)
  expect(await query()).toBe('status:to_read')
  await box('Reading 1').check()
  await lists(SORTED, FORGET)
  await box('result 2').or(box('Result 2')).first().waitFor()
  await box(/^attention 1/).check()
  await lists(SORTED)
  expect(await query()).toBe('status:to_read status:reading tag:attention')
  await library.goBack()
  await lists(SORTED, FORGET)
  expect(await box(/^attention/).isChecked()).toBe(false)
  await box('To read 1').uncheck()
  await box('Reading 1').uncheck()
  expect(await query()).toBe('')
  await box('1999 1').check()
  await lists(STRINGS)
  // What no paper has and is asked for can be taken out, too.
  await field().fill('tag:nowhere')
  await box('nowhere 0').click()
  expect(await query()).toBe('')
  await box('Note 2').check()
  await lists(SORTED, STRINGS)
  await library.goto(`${browser.url('library.html')}#search=${encodeURIComponent('color:method -has:lost')}`)
  await lists(SORTED)
  expect(await box(/^\S* ?Method 1/).isChecked()).toBe(true)
  await field().fill('')
})

test('a query is completed by keys alone: the field word, its values with counts, last the plain search', async () => {
  await field().focus()
  await library.keyboard.type('sta')
  await offers(
    'status:how far you are with it',
    'status:No status2 papers',
    '“sta” in titles, abstracts, highlights and notes',
  )
  expect(await field().getAttribute('aria-expanded')).toBe('true')
  await library.keyboard.press('Tab')
  expect(await query()).toBe('status:')
  await offers('status:To read1 paper', 'status:Reading1 paper', 'status:Read1 paper', 'status:No status2 papers')
  expect(await active()).toBe(null)
  await library.keyboard.press('ArrowDown')
  await library.keyboard.press('ArrowDown')
  expect(await active()).toContain('Reading')
  await library.keyboard.press('Enter')
  expect(await query()).toBe('status:reading ')
  await lists(SORTED)
  expect(await options().count()).toBe(0)
  expect(await field().getAttribute('aria-expanded')).toBe('false')

  // A value is found by its name, and counted in what the rest of the query finds.
  await library.keyboard.type('disc')
  await offers('tag:to discuss1 paper', '“disc” in titles, abstracts, highlights and notes')
  await library.keyboard.press('Escape')
  expect(await options().count()).toBe(0)
  expect(await query()).toBe('status:reading disc')
  // Now Tab leads on, as anywhere.
  await library.keyboard.press('Tab')
  expect(await field().evaluate((element) => element === document.activeElement)).toBe(false)

  await field().fill('-author:un')
  await offers('author:undercroft1 paper', 'author:underhay1 paper', '“un” in titles, abstracts, highlights and notes')
  await library.keyboard.press('ArrowDown')
  await library.keyboard.press('Enter')
  expect(await query()).toBe('-author:undercroft ')
  await until('the other four are listed', async () => (await library.locator('.papers > li').count()) === 4)

  // The last one seeks what was typed as it is, and leads to what was found.
  await field().fill('at')
  await options().first().waitFor()
  await library.keyboard.press('ArrowUp')
  for (const _ of await options().all()) await library.keyboard.press('ArrowDown')
  expect(await active()).toContain('“at” in titles')
  await library.keyboard.press('Enter')
  expect(await query()).toBe('at')
  await until('the list has the focus', () =>
    library.evaluate(() => Boolean(document.activeElement?.closest('.papers'))),
  )
  // All field words are there for who asks.
  await field().fill('')
  expect(await options().count()).toBe(0)
  await library.keyboard.press('Alt+ArrowDown')
  await options().nth(10).waitFor()
  await library.keyboard.press('Escape')
})

test('with the mouse: an option is taken by a click, and the field keeps the focus', async () => {
  await field().fill('has:')
  await options().filter({ hasText: 'Comment' }).click()
  expect(await query()).toBe('has:comment ')
  await lists(SORTED, FORGET)
  expect(await field().evaluate((element) => element === document.activeElement)).toBe(true)
  await field().fill('')
})

test('where the words stand that were found is shown, if not in the title; nothing of it becomes markup', async () => {
  await field().fill('footnote alph')
  await lists(STRINGS)
  const hit = library.locator('.papers .hit')
  expect(await hit.textContent()).toContain('Note: Found by way of a footnote;')
  expect(await hit.locator('mark').allTextContents()).toEqual(['footnote', 'alpha'])
  await field().fill('tidewater')
  await lists(TIDEWATER)
  expect(await hit.count()).toBe(0)
  await field().fill('')
  const popup = await browser.openPopup(library)
  await popup.locator('#search').fill('note:footnote -tag:attention')
  await popup.locator('.hit mark').getByText('footnote', { exact: true }).waitFor()
  // Nothing is said of rows that answer other words.
  expect(await popup.locator('.papers > li').count()).toBe(1)
  await popup.close()
})

test('a search is kept under a name, opened by a click, renamed, deleted and brought back', async () => {
  await field().fill('tag:attention')
  await lists(SORTED)
  await facets().getByRole('button', { name: 'Save this search' }).click()
  await library.keyboard.type('  About  attention ')
  await library.keyboard.press('Enter')
  const link = facets().getByRole('link', { name: 'About attention', exact: true })
  await link.waitFor()
  expect(await facets().getByRole('button', { name: 'Save this search' }).count()).toBe(0)
  await field().fill('')
  await until('all are listed', async () => (await library.locator('.papers > li').count()) === 5)
  await library.reload()
  await link.click()
  await lists(SORTED)
  expect(await query()).toBe('tag:attention')
  await facets().getByRole('button', { name: 'Rename “About attention”' }).click()
  await library.keyboard.press('Control+A')
  await library.keyboard.type('Attention')
  await library.keyboard.press('Enter')
  await facets().getByRole('button', { name: 'Delete “Attention”' }).click()
  await facets().getByText('Search deleted.').waitFor()
  expect(await facets().getByRole('link', { name: 'Attention' }).count()).toBe(0)
  await facets().getByRole('button', { name: 'Undo' }).click()
  await facets().getByRole('link', { name: 'Attention', exact: true }).waitFor()
  await field().fill('')
})

test('in a narrow window all of that is folded into a button', async () => {
  await library.setViewportSize({ width: 800, height: 700 })
  const button = facets().getByRole('button', { name: 'Narrow down' })
  expect(await box('To read 1').isVisible()).toBe(false)
  await button.click()
  await box('To read 1').check()
  await lists(FORGET)
  await button.click()
  expect(await box('To read 1').isVisible()).toBe(false)
  await field().fill('')
  await library.setViewportSize({ width: 1280, height: 900 })
})

test('the index is made anew by a button, and finds what it found', async () => {
  const made = () =>
    library.evaluate(async () => {
      const { resolve, promise } = Promise.withResolvers<string>()
      const request = indexedDB.open('papermargin')
      request.onsuccess = () => {
        const head = request.result.transaction('index').objectStore('index').get('head')
        head.onsuccess = () => {
          request.result.close()
          resolve((head.result as { made: string }).made)
        }
      }
      return await promise
    })
  const before = await made()
  await facets().getByRole('button', { name: 'Make the search index anew' }).click()
  await until('another index is stored', async () => (await made()) !== before)
  await field().fill('note:footnote')
  await lists(STRINGS)
  await field().fill('')
})
