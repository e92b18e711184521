import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { launch, Margin } from './browser.ts'

interface Seed {
  file: string
  url: string
  papers: { title: string }[]
}
const seeds: Seed[] = JSON.parse(readFileSync('seeds/pages/generic.json', 'utf8'))
const listing = seeds.find(({ papers }) => papers.length > 2) as Seed
const none = seeds.find(({ papers }) => papers.length === 0) as Seed

test('at the reader’s click the papers of a page of no known site are read, shown and highlighted in', async () => {
  const browser = await launch()
  onTestFinished(() => browser.close())
  browser.serve({
    [listing.url]: path.resolve('seeds/pages', listing.file),
    [none.url]: path.resolve('seeds/pages', none.file),
  })
  const page = await browser.open(listing.url)
  const margin = new Margin(page)
  expect(await margin.present()).toBe(false)
  const popup = await browser.clickIcon(page)
  await popup.getByRole('button', { name: 'Look for papers here' }).click()
  await popup
    .getByText(listing.papers[0]?.title as string)
    .first()
    .waitFor()
  await popup.close()
  await margin.appears('.mk')
  expect(await margin.count('.mk')).toBe(listing.papers.length)

  const other = await browser.open(none.url)
  const empty = await browser.clickIcon(other)
  await empty.getByRole('button', { name: 'Look for papers here' }).click()
  await empty.getByText('No papers were found here.').waitFor()
  await empty.close()
  expect(await new Margin(other).present()).toBe(false)
})
