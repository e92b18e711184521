import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { type Launched, Margin, painted, select, until } from './browser.ts'
import { some } from './open.ts'

/** What the tour left in its folder. */
export interface Souvenirs {
  pictures: string[]
  /** The exported notes. */
  notes: string[]
}

/** As large as the stores want their pictures, in CSS pixels. */
export const size = { width: 1280, height: 800 }

/**
 * A reader's first minute, in a new profile: highlights words on the practice listing, in meanings that overlap, says why, looks
 * at the popup and the library, exports, and writes a note in the side panel. Leaves a picture of each step and the exported notes in a folder. Throws when the notes lack the words.
 */
export async function tour(browser: Launched, folder: string): Promise<Souvenirs> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const picture = (name: string) => path.join(folder, name)
  const pictures = ['1-listing.png', '2-highlight.png', '3-popup.png', '4-library.png', '5-panel.png'].map(picture)
  const [listing, highlight, popupPicture, libraryPicture, panelPicture] = pictures

  const page = await browser.welcome()
  await page.setViewportSize(size)
  await page.bringToFront()
  const margin = new Margin(page)
  const abstract = 'article[data-paper] .paper'
  const title = (await page.locator('article[data-paper] h3').first().textContent()) ?? ''
  const text = (await page.locator(abstract).first().textContent()) ?? ''
  await until('the extension reads the practice listing', () => margin.present())
  await page.screenshot({ path: listing })

  async function mark(words: string, color: string) {
    await select(page, abstract, words)
    await margin.click(`.bar [data-color="${color}"]`)
    await until(`"${words}" is painted`, async () =>
      Object.values(await painted(page))
        .flat()
        .includes(words),
    )
  }
  const sentences = text.split(/(?<=\.) /)
  const words = sentences[0] as string
  const begin = words.split(' ').length
  await mark(words, 'claim')
  // Over the end of that sentence and into the next one; then one within another.
  await mark(some(text, begin - 6, 15), 'method')
  const result = sentences[2] as string
  await mark(some(result, 0, 14), 'result')
  const asked = some(result, 4, 3)
  await mark(asked, 'question')
  const at = await middle(page, asked)
  await page.mouse.click(at.x, at.y)
  await margin.appears('.edit')
  await page.keyboard.type('How many listeners were there?')
  await margin.appears('.edit .saved')
  await page.screenshot({ path: highlight })
  await page.keyboard.press('Escape')
  await margin.disappears('.edit')

  const popup = await browser.openPopup(page)
  await popup.getByText(words).filter({ visible: true }).first().waitFor()
  const popped = await popup.screenshot()
  const width = await popup.evaluate(() => innerWidth)
  await popup.close()
  const under = `<img src="${shown(await page.screenshot())}">`
  const over = `<img src="${shown(popped)}" style="left: ${size.width - width - 24}px; top: 4px; border-radius: 8px; box-shadow: 0 2px 12px #0006">`
  await drawn(browser, under + over, popupPicture as string)

  const library = await browser.open('library.html')
  await library.setViewportSize(size)
  await library.getByText(title).first().click()
  await library.getByText(words).filter({ visible: true }).first().waitFor()
  await library.screenshot({ path: libraryPicture })
  const notes: string[] = []
  for (const button of ['#export-markdown', '#export-json']) {
    const file = await browser.download(() => library.locator(button).click())
    const note = path.join(folder, path.basename(file))
    renameSync(file, note)
    if (!readFileSync(note, 'utf8').includes(words)) throw new Error(`${note} lacks the words that were highlighted.`)
    notes.push(note)
  }

  const panel = await browser.openPanel(page)
  const wide = 400
  await panel.setViewportSize({ ...size, width: wide })
  const note = panel.getByRole('textbox', { name: 'Note' }).first()
  await note.fill(
    '## Before citing\n- spread over the tasks? Only the mean is given\n- is the cost $O(n \\log n)$ counted?',
  )
  await panel.locator('.saving.saved').first().waitFor()
  await note.press('Control+Enter')
  await panel.locator('.drawn math').waitFor()
  await panel.locator('.marks mark').first().waitFor()
  const beside = `<img src="${shown(await panel.screenshot())}" style="left: ${size.width - wide}px; border-left: 1px solid #0003">`
  await panel.close()
  await page.setViewportSize({ ...size, width: size.width - wide })
  const narrow = `<img src="${shown(await page.screenshot())}">`
  await drawn(browser, narrow + beside, panelPicture as string)
  return { pictures, notes }
}

/** A picture as an address. */
export const shown = (png: Buffer): string => `data:image/png;base64,${png.toString('base64')}`

/** Makes a picture of what a piece of HTML draws: of two windows, say, which a browser shows side by side and cannot picture. */
export async function drawn(browser: Launched, html: string, file: string, room = size): Promise<void> {
  const page = await browser.open('about:blank')
  await page.setViewportSize(room)
  await page.setContent(`<style>body { margin: 0 } img { position: absolute; left: 0; top: 0 }</style>${html}`)
  await page.screenshot({ path: file })
  await page.close()
}

/** The middle of words that are painted, in viewport coordinates. */
async function middle(page: Page, words: string): Promise<{ x: number; y: number }> {
  const at = await page.evaluate((words) => {
    const range = [...CSS.highlights.values()]
      .flatMap((one) => [...one] as Range[])
      .find((one) => one.toString() === words)
    const rect = range?.getClientRects()[0]
    return rect && { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 }
  }, words)
  if (!at) throw new Error(`The words "${words}" are not painted.`)
  return at
}
