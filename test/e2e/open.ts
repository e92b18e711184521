import type { Locator, Page } from 'playwright-core'
import { type Asked, type Launched, Margin, type OurPart, type Pointed, painted, until } from './browser.ts'

/** Opens a page that lists papers and waits until their markers stand. */
export async function openMarked(browser: Launched, url: string): Promise<{ page: Page; margin: Margin }> {
  const page = await browser.open(url)
  const margin = new Margin(page)
  await margin.appears('.mk')
  return { page, margin }
}

/** All words that are painted in a page, whatever their meaning, with their white space folded. */
export const paintedWords = async (page: Asked): Promise<string[]> =>
  Object.values(await painted(page))
    .flat()
    .map((words) => words.replace(/\s+/g, ' '))

/** Waits until these words are painted. */
export const paints = (page: Asked, text: string) =>
  until(`"${text}" is painted`, async () => (await paintedWords(page)).includes(text))

/** Some words of a text: `count` from the word `from` on. */
export const some = (text: string, from: number, count: number) =>
  text
    .split(' ')
    .slice(from, from + count)
    .join(' ')

/** The page as its server and its own scripts made it: without our one element. */
export const withoutUs = (page: Asked): Promise<string> =>
  page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true) as HTMLElement
    copy.querySelector('#papermargin')?.remove()
    return copy.outerHTML
  })

/** Waits until these words are marked in the abstract that we opened over a page. */
export const marks = (margin: OurPart<Pointed>, text: string) =>
  until(`"${text}" is marked in the opened abstract`, async () => {
    const words = await margin.evaluate((root) => {
      const byId = new Map<string, string>()
      for (const mark of root.querySelectorAll<HTMLElement>('.card .paper mark')) {
        const id = mark.dataset.highlight ?? ''
        byId.set(id, (byId.get(id) ?? '') + mark.textContent)
      }
      return [...byId.values()]
    })
    return words?.includes(text)
  })

/** The texts of elements of our screens as they are stored: their formulas as TeX. */
export const asStored = (elements: Locator): Promise<string[]> =>
  elements.evaluateAll((all) =>
    all.map((one) => {
      const copy = one.cloneNode(true) as Element
      for (const tex of copy.querySelectorAll<HTMLElement>('[data-tex]')) tex.textContent = tex.dataset.tex ?? ''
      return copy.textContent.trim()
    }),
  )
