import type { Page } from 'playwright-core'
import { type Asked, launch, Margin, type OurPart, type Pointed, type Served, select } from './browser.ts'

/** A tab in which the main job is done, by mouse and keys, whichever the browser. */
export interface Tab extends Asked {
  /** Our own part of it. */
  margin: OurPart<Pointed>
  url(): string
  /** Presses a key, or several at once: `Shift+Tab`. */
  press(keys: string): Promise<void>
  type(text: string): Promise<void>
  /** Drags the mouse over words in an element of the page. */
  select(selector: string, words: string): Promise<void>
  /** Clicks an element of one of the extension's pages. */
  click(selector: string): Promise<void>
  /** Chooses a file in a field for files. */
  choose(selector: string, file: string): Promise<void>
  /** Waits until a text is to be read. */
  shows(text: string): Promise<void>
}

/** A browser with the extension in which the main job is done. */
export interface Walked {
  /** Where downloads and other files of a test may stand; gone after `close`. */
  profile: string
  serve(pages: Record<string, Served>): void
  /** Opens an address, or one of the extension's pages by its name. */
  open(address: string): Promise<Tab>
  /** Opens the popup over a tab, waits until each of the texts is to be read in it, and closes it. */
  popupShows(tab: Tab, texts: string[]): Promise<void>
  download(action: () => Promise<unknown>): Promise<string>
  restart(): Promise<void>
  close(): Promise<void>
  /** What the extension asked the network for. It should be nothing. */
  requestedByExtension(): unknown[]
}

/** Starts Chromium for the main job. */
export async function walkedChromium(): Promise<Walked> {
  const browser = await launch()
  const pages = new Map<Tab, Page>()
  const open = async (address: string) => {
    const page = await browser.open(address)
    const tab: Tab = {
      margin: new Margin(page),
      evaluate: (body) => page.evaluate(body),
      url: () => page.url(),
      press: (keys) => page.keyboard.press(keys),
      type: (text) => page.keyboard.type(text),
      select: (selector, words) => select(page, selector, words),
      click: (selector) => page.locator(selector).click(),
      choose: (selector, file) => page.locator(selector).setInputFiles(file),
      shows: (text) => shows(page, text),
    }
    pages.set(tab, page)
    return tab
  }
  return {
    open,
    profile: browser.profile,
    serve: (served) => browser.serve(served),
    popupShows: async (tab, texts) => {
      const popup = await browser.openPopup(pages.get(tab) as Page)
      for (const text of texts) await shows(popup, text)
      await popup.close()
    },
    download: (action) => browser.download(action),
    restart: () => browser.restart(),
    close: () => browser.close(),
    requestedByExtension: () => browser.requestedByExtension(),
  }
}

const shows = (page: Page, text: string) => page.getByText(text).filter({ visible: true }).first().waitFor()
