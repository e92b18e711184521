import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { launch } from './browser.ts'
import { openMarked } from './open.ts'
import { seed, serve } from './pages.ts'

type Texts = typeof import('@/locales/en.json')

const listing = seed('arxiv-list-new')

/** Each screen, as narrow as it can be, and a text that it begins with. */
const screens: [name: string, width: number, text: (texts: Texts) => string][] = [
  ['library.html', 320, (texts) => texts.library.search],
  ['options.html', 320, (texts) => texts.options.title],
  ['welcome.html', 320, (texts) => texts.welcome.heading],
  ['sidepanel.html', 320, (texts) => texts.popup.search],
]

for (const file of readdirSync('locales')) {
  const texts: Texts = JSON.parse(readFileSync(path.join('locales', file), 'utf8'))

  test(`where the browser speaks ${texts.lang} the screens do, and nothing is cut off`, async () => {
    const browser = await launch({ language: texts.lang })
    onTestFinished(() => browser.close())
    serve(browser, listing)
    const page = await browser.context.newPage()
    for (const [name, width, text] of screens) {
      await page.setViewportSize({ width, height: 700 })
      await page.goto(browser.url(name))
      await page.getByText(text(texts), { exact: true }).first().waitFor()
      expect(await page.evaluate(() => document.documentElement.lang), name).toBe(texts.lang)
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(width)
    }
    const list = await openMarked(browser, listing.url)
    const popup = await browser.openPopup(list.page)
    await popup.getByRole('button', { name: texts.popup.library }).waitFor()
    const cut = await popup.evaluate(() => {
      const { clientWidth } = document.documentElement
      return [...document.querySelectorAll('button, .foot, .top')].flatMap((one) => {
        const { right, width } = one.getBoundingClientRect()
        return width > 0 && right > clientWidth + 0.5 ? (one.textContent ?? '') : []
      })
    })
    expect(cut).toEqual([])
    expect(await popup.evaluate(() => document.documentElement.clientWidth)).toBe(380)
  })
}
