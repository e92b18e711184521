import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { type Launched, launch, until } from './browser.ts'
import { bring, highlight, paper } from './stored.ts'

const tides = paper(
  'Tides, Measured at Every Shore',
  'We measure tides. The tide follows the moon, mostly. Nobody knows why that is.',
  { tags: ['ebb', 'to discuss'], authors: ['Ada Tern'], date: '2026' },
)
const foam = paper('Foam, Counted', 'Foam is counted by hand. Its bubbles are few in winter.', { tags: ['Ebb'] })
const sand = paper('Sand', 'Sand is not counted.')
const highlights = [
  highlight(tides, 'follows the moon', 'claim', 'Quote this one.', '2026-11-03T12:00:00.000Z'),
  highlight(tides, 'Nobody knows why', 'question', '', '2026-11-03T11:00:00.000Z'),
  highlight(foam, 'counted by hand', 'method', '', '2026-11-02T12:00:00.000Z'),
  highlight(sand, 'not counted', 'claim', '', '2026-11-01T12:00:00.000Z'),
]

async function opened(): Promise<{ browser: Launched; library: Page }> {
  const browser = await launch()
  onTestFinished(() => browser.close())
  const library = await browser.open('library.html')
  await bring(library, { papers: [tides, foam, sand], highlights })
  await library.getByRole('link', { name: 'Quotes' }).click()
  await library.locator('.quoted mark').first().waitFor()
  return { browser, library }
}
/** The list as it is read: each group's name with its count, then its quotes. */
const listed = (library: Page) =>
  library
    .locator('.rows li')
    .evaluateAll((all) =>
      all
        .toSorted((a, b) => Number(a.ariaPosInSet) - Number(b.ariaPosInSet))
        .map((row) => (row.querySelector('.group') ?? row.querySelector('mark'))?.textContent ?? ''),
    )
const lists = (library: Page, rows: string[]) =>
  until(`the list is ${rows.join(' | ')}`, async () => (await listed(library)).join('|') === rows.join('|'))
const focused = (library: Page) =>
  library.evaluate(() => document.activeElement?.closest('li')?.querySelector('mark, .group')?.textContent)
const focuses = (library: Page, words: string) =>
  until(`"${words}" has the focus`, async () => (await focused(library)) === words)

test('all quotes stand in groups with their counts, fold, and are narrowed; the address brings all of it back', async () => {
  const { library } = await opened()
  const [moon, why, hand, sandy] = ['follows the moon', 'Nobody knows why', 'counted by hand', 'not counted']
  await lists(library, ['Claim2', moon, sandy, 'Method1', hand, 'Question1', why])
  expect(await library.locator('.quoted .paper').first().textContent()).toBe('The tide follows the moon, mostly.')
  await library.getByRole('button', { name: 'Tag', exact: true }).click()
  await lists(library, ['Ebb3', moon, why, hand, 'to discuss2', moon, why, 'Without a tag1', sandy])
  await library.getByRole('button', { name: 'Day' }).click()
  await lists(library, ['Nov 3, 20262', moon, why, 'Nov 2, 20261', hand, 'Nov 1, 20261', sandy])
  await library.getByRole('button', { name: 'Paper', exact: true }).click()
  await lists(library, [`${tides.title}2`, moon, why, `${foam.title}1`, hand, 'Sand1', sandy])
  await library.getByRole('button', { name: foam.title }).click()
  await lists(library, [`${tides.title}2`, moon, why, `${foam.title}1`, 'Sand1', sandy])
  await library.getByRole('group', { name: 'Meaning' }).getByRole('button', { name: 'Claim' }).click()
  await lists(library, [`${tides.title}1`, moon, 'Sand1', sandy])
  const address = library.url()
  await library.goBack()
  await lists(library, [`${tides.title}2`, moon, why, `${foam.title}1`, 'Sand1', sandy])
  await library.goForward()
  await lists(library, [`${tides.title}1`, moon, 'Sand1', sandy])
  await library.goto('about:blank')
  await library.goto(address)
  await lists(library, [`${tides.title}1`, moon, 'Sand1', sandy])
  const field = library.locator('#search')
  await field.fill('quote THIS')
  await lists(library, [`${tides.title}1`, moon])
  await field.fill('nowhere')
  await library.getByText('No highlight says this.').waitFor()
})

test('by keys alone a quote is found, copied, given another meaning, deleted and brought back, and its paper opened', async () => {
  const { browser, library } = await opened()
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await library.keyboard.press('/')
  await library.keyboard.press('ArrowDown')
  await focuses(library, 'Claim2')
  await library.keyboard.press('ArrowDown')
  await focuses(library, 'follows the moon')
  await library.keyboard.press('c')
  await library.getByText('Quote copied').waitFor()
  const copied = () => library.evaluate(() => navigator.clipboard.readText())
  expect(await copied()).toBe(
    '> follows the moon\n\nQuote this one.\n\n— Ada Tern (2026). Tides, Measured at Every Shore.',
  )
  await library.keyboard.press('3')
  await library.getByText('Changed to Result').waitFor()
  await lists(library, [
    'Claim1',
    'not counted',
    'Method1',
    'counted by hand',
    'Result1',
    'follows the moon',
    'Question1',
    'Nobody knows why',
  ])
  await library.keyboard.press('Control+z')
  await library.getByRole('button', { name: 'Claim 2' }).first().waitFor()
  await focuses(library, 'follows the moon')
  await library.keyboard.press('Delete')
  await library.getByText('Highlight deleted').waitFor()
  await lists(library, ['Claim1', 'not counted', 'Method1', 'counted by hand', 'Question1', 'Nobody knows why'])
  await focuses(library, 'not counted')
  await library.keyboard.press('Control+z')
  await lists(library, [
    'Claim2',
    'follows the moon',
    'not counted',
    'Method1',
    'counted by hand',
    'Question1',
    'Nobody knows why',
  ])
  await library.keyboard.press('ArrowUp')
  await focuses(library, 'follows the moon')
  await library.keyboard.press('Enter')
  await library.getByRole('region', { name: 'Paper', exact: true }).getByText(tides.title).first().waitFor()
  await library.goBack()
  await library.locator('.quoted mark').first().waitFor()
})

test('what a search found follows what is done to it, here as in the titles of papers', async () => {
  const { browser, library } = await opened()
  await library.locator('#search').fill('color:claim')
  await lists(library, ['Claim2', 'follows the moon', 'not counted'])
  await library.keyboard.press('Escape')
  await library.locator('.quoted .pick').first().press('3')
  await lists(library, ['Claim1', 'not counted'])
  await library.keyboard.press('Control+z')
  await lists(library, ['Claim2', 'follows the moon', 'not counted'])
  await library.locator('#search').fill('dune')
  await library.getByText('No highlight says this.').waitFor()
  const other = await browser.open('library.html')
  await other.locator('.papers > li').filter({ hasText: 'Sand' }).locator('.pick').click()
  await other.locator('#edit-record').click()
  await other.getByRole('textbox', { name: 'Title', exact: true }).fill('Dune')
  await other.keyboard.press('Enter')
  await other.getByText('Changed: Title').first().waitFor()
  await lists(library, ['Claim1', 'not counted'])
})

test('a comment is written in its place, stored as it is typed, and there when the view is opened again', async () => {
  const { library } = await opened()
  await library.keyboard.press('/')
  for (const key of ['ArrowDown', 'End', 'e']) await library.keyboard.press(key)
  const field = library.getByRole('textbox', { name: 'Comment' })
  await until('the field has the focus', () => field.evaluate((one) => one === document.activeElement))
  await library.keyboard.type('ask **them**')
  await library.locator('.saving.saved').waitFor()
  await library.keyboard.press('Escape')
  await library.locator('.mine strong', { hasText: 'them' }).waitFor()
  await focuses(library, 'Nobody knows why')
  await library.reload()
  await library.locator('.mine strong', { hasText: 'them' }).waitFor()
})

test('what is shown is copied and saved, and nothing that is folded or narrowed away', async () => {
  const { browser, library } = await opened()
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await library
    .getByRole('button', { name: /^Method/ })
    .last()
    .click()
  await lists(library, ['Claim2', 'follows the moon', 'not counted', 'Method1', 'Question1', 'Nobody knows why'])
  await library.getByRole('button', { name: 'Copy as text' }).click()
  await library.getByText('3 quotes copied').waitFor()
  expect(await library.evaluate(() => navigator.clipboard.readText())).toBe(
    'Claim\n\n“follows the moon” (Ada Tern, Tides, Measured at Every Shore, 2026)\nQuote this one.\n\n“not counted” (Sand)\n\n\nQuestion\n\n“Nobody knows why” (Ada Tern, Tides, Measured at Every Shore, 2026)\n',
  )
  const file = await browser.download(() => library.getByRole('button', { name: 'Export' }).click())
  const saved = readFileSync(file, 'utf8')
  expect(saved).toContain('## Claim\n\n> follows the moon\n\nQuote this one.\n\n— Ada Tern')
  expect(saved).not.toContain('counted by hand')
})

test('of thousands of quotes only those in view are drawn, and the last is reached by a key and by its address', async () => {
  const browser = await launch()
  onTestFinished(() => browser.close())
  const library = await browser.open('library.html')
  const words = Array.from({ length: 3000 }, (_, at) => `word${at}`)
  const papers = Array.from({ length: 60 }, (_, n) => paper(`Long ${n}`, words.slice(n * 50, n * 50 + 50).join(' ')))
  const at = (n: number) => new Date(Date.UTC(2026, 10, 1) - n * 60_000).toISOString()
  const highlights = papers.flatMap((one, p) =>
    words
      .slice(p * 50, p * 50 + 50)
      .map((word, n) => highlight(one, word, p < 40 ? 'claim' : 'limit', '', at(p * 50 + n))),
  )
  await bring(library, { papers, highlights })
  await library.getByRole('link', { name: 'Quotes' }).click()
  await library.getByRole('button', { name: 'Claim 2000' }).first().waitFor()
  await library.keyboard.press('/')
  await library.keyboard.press('ArrowDown')
  await library.keyboard.press('End')
  await focuses(library, 'word2999')
  expect(await library.locator('.quoted').count()).toBeLessThan(60)
  await library.reload()
  await library.locator('mark', { hasText: 'word2999' }).waitFor()
  await until('it is in view', () =>
    library.locator('mark', { hasText: 'word2999' }).evaluate((mark) => {
      const { top, bottom } = mark.getBoundingClientRect()
      return top > 0 && bottom < innerHeight
    }),
  )
})
