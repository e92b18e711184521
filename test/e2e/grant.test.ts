import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import type { browser as api } from 'wxt/browser'
import { launch, Margin, until } from './browser.ts'
import { missing, openDisplay } from './display.ts'

/** The extension's own API, inside functions that run in its worker. */
declare const chrome: typeof api

interface Seed {
  file: string
  url: string
  papers: { title: string }[]
}
const seeds: Seed[] = JSON.parse(readFileSync('seeds/pages/generic.json', 'utf8'))
const listing = seeds.find(({ papers }) => papers.length > 2) as Seed
const file = path.resolve('seeds/pages', listing.file)
const { host } = new URL(listing.url)
const publisher = 'https://dl.acm.org/toc/one'

/** How far right of the window's middle *Allow* stands in the browser's dialog, and below which height, in pixels. */
const RIGHT = 170
const TOP = 200

test.skipIf(missing.length > 0)(
  'a publisher and a host that the reader allows in the browser’s own dialog are read at once, and until taken back',
  async () => {
    const display = await openDisplay()
    onTestFinished(display.close)
    const browser = await launch({ display: display.name })
    onTestFinished(() => browser.close())
    browser.serve({ [listing.url]: file, [publisher]: file })

    /** Presses a button that has the browser ask the reader, and answers with *Allow*. */
    const allow = async (page: Page, popup: Page, button: string, host: string) => {
      const middle = await page.evaluate(() => window.screenX + window.outerWidth / 2)
      const closed = popup.waitForEvent('close')
      // The dialog takes the focus, so the popup closes, on a busy machine before the click is told to be done.
      const gone = (error: Error) => expect(error.message).toContain('closed')
      await Promise.all([closed, popup.getByRole('button', { name: button }).click().catch(gone)])
      const worker = await browser.worker()
      let y = 0
      await until(`${host} is allowed`, async () => {
        // The dialog is as high as its words; its button comes to life half a second after it, and *Deny* is left of it.
        y = (y + 20) % 400
        display.click(middle + RIGHT, y + TOP)
        return worker.evaluate((origin) => chrome.permissions.contains({ origins: [origin] }), `https://${host}/*`)
      })
    }

    const page = await browser.open(publisher)
    const margin = new Margin(page)
    await allow(page, await browser.clickIcon(page), 'Switch on ACM Digital Library', 'dl.acm.org')
    await margin.appears('.mk')
    expect(await margin.count('.mk')).toBe(listing.papers.length)

    const other = await browser.open(listing.url)
    const popup = await browser.clickIcon(other)
    await popup.getByRole('button', { name: 'Look for papers here' }).click()
    await allow(other, popup, `Always look on ${host}`, host)
    // The page that was read already is read by the one page script, as before.
    const there = new Margin(other)
    await until('each paper has its marker', async () => (await there.count('.mk')) === listing.papers.length)
    await other.reload()
    await there.appears('.mk')
    const again = await browser.openPopup(other)
    await again
      .getByText(listing.papers[0]?.title as string)
      .first()
      .waitFor()
    expect(await again.getByRole('button', { name: /Always look/ }).count()).toBe(0)
    expect(await again.getByRole('button', { name: `Switch off ${host}` }).count()).toBe(1)
    await again.close()

    const options = await browser.open('options.html')
    await options.getByRole('button', { name: `Take back ${host}` }).click()
    await options.getByText('No other site is allowed.').waitFor()
    expect(await options.getByRole('checkbox', { name: /ACM Digital Library/ }).isChecked()).toBe(true)
    await other.reload()
    const quiet = await browser.clickIcon(other)
    await quiet.getByRole('button', { name: 'Look for papers here' }).waitFor()
    expect(await there.present()).toBe(false)
    await quiet.close()

    const over = await browser.clickIcon(page)
    await over.getByRole('button', { name: 'Switch off ACM Digital Library' }).click()
    await over.getByRole('button', { name: 'Always look on ACM Digital Library' }).waitFor()
    await over.close()
    await page.reload()
    const off = await browser.clickIcon(page)
    await off.getByRole('button', { name: 'Switch on ACM Digital Library' }).waitFor()
    expect(await margin.present()).toBe(false)
  },
)
