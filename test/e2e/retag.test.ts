import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { launch, until } from './browser.ts'
import { bring, highlight, paper } from './stored.ts'

const tides = paper('Tides, Measured at Every Shore', 'We measure tides.', { tags: ['ebb', 'to discuss', 'moon'] })
const foam = paper('Foam, Counted', 'Foam is counted by hand.', { tags: ['to discuss'] })
const sand = paper('Sand', 'Sand is not counted.', { tags: ['ebb'] })
const highlights = [highlight(tides, 'measure', 'claim'), highlight(foam, 'by hand', 'claim')]

async function opened(papers: object[]): Promise<Page> {
  const browser = await launch()
  onTestFinished(() => browser.close())
  const library = await browser.open('library.html')
  await bring(library, { papers, highlights: papers.length > 3 ? [] : highlights })
  await library.getByRole('link', { name: 'Tags' }).click()
  await library.locator('.rows [data-tag]').first().waitFor()
  return library
}
/** The tags as they are listed, with their counts. */
const lists = (library: Page, ...rows: string[]) =>
  until(`the tags are ${rows.join(', ')}`, async () => {
    const all = await library
      .locator('.rows [data-tag]')
      .evaluateAll((all) =>
        all.map((row) => `${row.querySelector('.tag')?.textContent} ${row.querySelector('.much')?.textContent}`),
      )
    return all.sort().join('|') === rows.toSorted().join('|')
  })
/** The tags of a paper, as the list of papers has them. */
const tagsOf = async (library: Page, title: string) => {
  await library.getByRole('link', { name: 'Papers' }).click()
  const row = library.locator('.papers > li').filter({ hasText: title })
  await row.locator('.tags .tag').first().waitFor()
  const tags = await row.locator('.tags .tag').allTextContents()
  await library.getByRole('link', { name: 'Tags' }).click()
  return tags
}
const first = ['ebb 2 papers1 highlight', 'moon 1 paper1 highlight', 'to discuss 2 papers2 highlights']

test('a tag is renamed in its place on all papers, and merged into one that there is once that was said; undo takes each back', async () => {
  const library = await opened([tides, foam, sand])
  await lists(library, ...first)
  await library.getByRole('button', { name: 'Rename ebb' }).click()
  const field = library.getByRole('textbox', { name: 'New name of ebb' })
  await until('the field has the focus', () => field.evaluate((one) => one === document.activeElement))
  await library.keyboard.type('low water')
  await library.keyboard.press('Enter')
  await library.getByText('Renamed: ebb is now low water').waitFor()
  await lists(library, 'low water 2 papers1 highlight', ...first.slice(1))
  expect(await tagsOf(library, tides.title)).toEqual(['low water', 'to discuss', 'moon'])
  await library.locator('[data-tag="low water"] .pick').press('F2')
  await library.keyboard.type('To Discuss')
  await library.getByText('“to discuss” is there already, on 2 papers. The two become one tag.').waitFor()
  await lists(library, ...first.slice(1))
  await library.getByRole('button', { name: 'Merge' }).click()
  await library.getByText('Merged: low water is now to discuss').waitFor()
  await lists(library, 'moon 1 paper1 highlight', 'to discuss 3 papers2 highlights')
  expect(await tagsOf(library, tides.title)).toEqual(['to discuss', 'moon'])
  await library.keyboard.press('Control+z')
  await library.getByText(/^Undone: change of a tag/).waitFor()
  await library.keyboard.press('Control+z')
  await lists(library, ...first)
  expect(await tagsOf(library, tides.title)).toEqual(['ebb', 'to discuss', 'moon'])
})

test('Escape leaves a name as it was, and a deleted tag is given back by undo', async () => {
  const library = await opened([tides, foam, sand])
  await library.locator('[data-tag="ebb"] .pick').press('F2')
  await library.keyboard.type('other')
  await library.keyboard.press('Escape')
  await lists(library, ...first)
  await until('the focus is on the tag', () =>
    library.evaluate(() => document.activeElement?.closest('[data-tag]')?.getAttribute('data-tag') === 'ebb'),
  )
  await library.keyboard.press('Delete')
  await library.getByText('Tag deleted: ebb').waitFor()
  await lists(library, ...first.slice(1))
  await until('the focus is on the next tag', () =>
    library.evaluate(() => document.activeElement?.closest('[data-tag]')?.getAttribute('data-tag') === 'moon'),
  )
  await library.locator('.toast').getByRole('button', { name: 'Undo' }).click()
  await lists(library, ...first)
})

test('a colour given to a tag is seen wherever the tag is, and goes along with another name', async () => {
  const library = await opened([tides, foam, sand])
  await library.getByRole('combobox', { name: 'Colour of ebb' }).selectOption('Teal')
  await library.locator('[data-tag="ebb"] .tag[data-hue="teal"]').waitFor()
  await library.getByRole('button', { name: 'Rename ebb' }).click()
  await library.keyboard.type('low water')
  await library.keyboard.press('Enter')
  await library.locator('[data-tag="low water"] .tag[data-hue="teal"]').waitFor()
  await library.reload()
  await library.getByRole('link', { name: 'Papers' }).click()
  const tag = library.locator('.papers .tag', { hasText: 'low water' }).first()
  await library.locator('.papers .tag[data-hue="teal"]', { hasText: 'low water' }).first().waitFor()
  const hue = await tag.evaluate((one) => getComputedStyle(one).borderColor)
  const other = library.locator('.papers .tag', { hasText: 'to discuss' }).first()
  expect(await other.evaluate((one) => getComputedStyle(one).borderColor)).not.toBe(hue)
})

test('a thousand tags are sorted, narrowed by the search, and lead to their papers; only those in view are drawn', async () => {
  const many = Array.from({ length: 50 }, (_, n) =>
    paper(`Paper ${n}`, '', { tags: ['zoo', ...Array.from({ length: 20 }, (_, m) => `tag ${n * 20 + m}`)] }),
  )
  const library = await opened(many)
  await library.getByText('1001 tags').waitFor()
  expect(await library.locator('.rows [data-tag]').count()).toBeLessThan(80)
  const stop = library.locator('.rows .pick[tabindex="0"]')
  await stop.press('End')
  await library.locator('[data-tag="zoo"]').waitFor()
  await library.getByRole('button', { name: 'Papers', exact: true }).click()
  expect(library.url()).toContain('sort=count')
  await stop.press('Home')
  await library.locator('.rows li[aria-posinset="1"] [data-tag="zoo"]').waitFor()
  await library.locator('#search').fill('TAG 777')
  await library.getByText('1 tag', { exact: true }).waitFor()
  // What is offered lies over the rows until it is put away.
  await library.getByRole('option').first().waitFor()
  await library.keyboard.press('Escape')
  await library.locator('[data-tag="tag 777"]').getByRole('link').click()
  await until('its papers are searched', async () => library.url().includes('search=tag'))
  expect(await library.locator('#search').inputValue()).toBe('tag:"tag 777"')
})
