import { expect, onTestFinished, test } from 'vitest'
import { publishers } from '@/lib/publishers'
import { wheres } from '@/lib/sites'
import { launch, Margin, until } from './browser.ts'
import { launchGranted } from './granted.ts'
import { openMarked } from './open.ts'
import { seedPages, serve } from './pages.ts'

const optional = wheres.filter(({ required, archived }) => !required && !archived)
const page = seedPages.find(({ url }) => optional.some(({ hosts }) => hosts.includes(new URL(url).hostname)))
if (!page) throw new Error('No seed page is of a site that is switched on by the reader.')
const host = new URL(page.url).hostname

test('on a site that the reader did not switch on nothing of ours runs', async () => {
  const browser = await launch()
  onTestFinished(() => browser.close())
  serve(browser, page)
  const tab = await browser.open(page.url)
  await tab.waitForLoadState()
  expect(await new Margin(tab).present()).toBe(false)
  const popup = await browser.clickIcon(tab)
  await popup
    .getByText(/is not switched on/)
    .first()
    .waitFor()
  await popup.close()
  const options = await browser.open('options.html')
  const boxes = options.getByRole('checkbox').and(options.locator('.sites input'))
  expect(await boxes.count()).toBe(optional.length + publishers.length)
  expect(await options.locator('.sites input:checked').count()).toBe(0)
})

test('a site that is on is read like the others, also after a restart, and until it is switched off', async () => {
  const browser = await launchGranted(optional.find(({ hosts }) => hosts.includes(host))?.hosts)
  onTestFinished(() => browser.discard())
  serve(browser, page)
  const before = await openMarked(browser, page.url)
  expect(await before.margin.count('.mk')).toBe(page.papers.length)
  await browser.restart()
  // An extension that is loaded from a folder comes anew with each start, and may come later than the page.
  const again = await browser.open(page.url)
  const margin = new Margin(again)
  await until(
    'its markers stand',
    async () => {
      const stand = await margin.appears('.mk').then(
        () => true,
        () => false,
      )
      if (!stand) await again.reload()
      return stand
    },
    45_000,
  )
  expect(await margin.count('.mk')).toBe(page.papers.length)
  const options = await browser.open('options.html')
  await until(
    'the options say that it is on',
    async () => (await options.locator('.sites input:checked').count()) === 1,
  )
})
