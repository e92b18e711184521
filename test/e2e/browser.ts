import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type BrowserContext, type CDPSession, chromium, type Page, type Route, type Worker } from 'playwright-core'
import type { browser } from 'wxt/browser'
import { extension as builtExtension } from '../commands/build.ts'
import { needBrowser } from '../commands/chromium.ts'

/** The extension's own API, inside functions that are handed to `worker.evaluate`. */
declare const chrome: typeof browser

/** What stands under an address: a file of HTML, or an answer. */
export type Served = string | { body: string | Buffer; contentType?: string; headers?: Record<string, string> }

/** A request that was made while the browser ran, and what made it. */
export interface Requested {
  url: string
  /** The address of the frame or the worker that asked. */
  from: string
  /** A page being opened, as against something that a page or the extension asks for. */
  navigation: boolean
}

export interface LaunchOptions {
  /** The folder of the profile; without it a new one, which is removed on `close`. */
  profile?: string
  /** The folder of the built extension. */
  extension?: string
  /** The X display (`:99`) on which the browser shows its windows; without it there are none. */
  display?: string
  /** The browser's language; English, whatever the machine's is. */
  language?: string
}

// Nothing leaves the machine: names lead nowhere, and what is served is answered before a name is looked up.
const offline = ['--host-resolver-rules=MAP * ~NOTFOUND', '--no-proxy-server']
const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']

/**
 * Starts real Chromium, headless, with the built extension. A new profile is ready when the extension has opened its
 * welcome page, which would otherwise take the place of the active tab in the midst of a test.
 */
export async function launch(options: LaunchOptions = {}): Promise<Launched> {
  const profile = options.profile ?? mkdtempSync(path.join(tmpdir(), 'papermargin-'))
  const { extension = builtExtension, display, language = 'en' } = options
  const launched = new Launched(profile, extension, options.profile === undefined, display, language)
  await launched.start()
  return launched
}

/** A browser that runs the extension; `restart` gives it a new context, so ask for `context` each time. */
export class Launched {
  readonly profile: string
  readonly extension: string
  /** Where downloads are saved, under the names that the extension gave them. */
  readonly downloads: string
  /** Requests that were not served, in the order in which they were made. */
  readonly requested: Requested[] = []
  #throwaway: boolean
  #display?: string
  #language: string
  #context?: BrowserContext
  #id = ''
  #served = new Map<string, Served>()

  constructor(profile: string, extension: string, throwaway: boolean, display: string | undefined, language: string) {
    this.profile = profile
    this.extension = extension
    this.downloads = path.join(profile, 'downloads')
    this.#throwaway = throwaway
    this.#display = display
    this.#language = language
  }

  get context(): BrowserContext {
    if (!this.#context) throw new Error('The browser is closed.')
    return this.#context
  }

  /** The extension's id. */
  get id(): string {
    return this.#id
  }

  /** The address of one of the extension's pages: `url('library.html')`. */
  url(page: string): string {
    return `chrome-extension://${this.#id}/${page}`
  }

  async start(): Promise<void> {
    const isNew = !existsSync(path.join(this.profile, 'Default'))
    if (isNew) this.#prepare()
    const { file } = needBrowser({ loads: true })
    const isRoot = process.getuid?.() === 0
    const context = await chromium.launchPersistentContext(this.profile, {
      executablePath: file,
      headless: this.#display === undefined,
      env: { ...process.env, DISPLAY: this.#display },
      // Pages that are left are kept alive for going back, as in the browser of a reader.
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
      chromiumSandbox: !isRoot,
      viewport: { width: 1280, height: 900 },
      args: [
        `--disable-extensions-except=${this.extension}`,
        `--load-extension=${this.extension}`,
        // The popup is as large as the screen lets it be, and the unseen screen is small.
        '--screen-info={1600x1200}',
        // The second way in, for the popup: see openPopup.
        '--remote-debugging-port=0',
        // For clickIcon: a click on the toolbar's icon grants what opening the popup by code does not.
        '--enable-unsafe-extension-debugging',
        `--lang=${this.#language}`,
        ...offline,
        ...quiet,
      ],
    })
    this.#context = context
    context.setDefaultTimeout(15_000)
    await context.route(/^https?:/, (route) => this.#answer(route))
    try {
      const worker = await this.worker()
      this.#id = new URL(worker.url()).host
    } catch (error) {
      await this.close()
      throw new Error(
        `The extension in ${this.extension} did not start in ${file}. Build it, or try another browser.`,
        {
          cause: error,
        },
      )
    }
    // Playwright would save downloads under names of its own.
    const session = await this.#browserSession()
    await session.send('Browser.setDownloadBehavior', { behavior: 'default', eventsEnabled: true })
    if (isNew) await this.#page((page) => page.url() === this.url('welcome.html'))
  }

  async close(): Promise<void> {
    await this.#context?.close()
    this.#context = undefined
    if (this.#throwaway) rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 })
  }

  /** Ends the browser and starts it again on the same profile; what was served is served again. */
  async restart(): Promise<void> {
    await this.#context?.close()
    await this.start()
  }

  /** The extension's worker. After `killWorker` it is the same object, and answers once a message has started it again. */
  async worker(): Promise<Worker> {
    return this.context.serviceWorkers()[0] ?? (await this.context.waitForEvent('serviceworker'))
  }

  /** Ends the worker as the browser does when it has been idle: its memory is lost, and the next message starts it anew. */
  async killWorker(): Promise<void> {
    const session = await this.#browserSession()
    const { targetInfos } = await session.send('Target.getTargets')
    const target = targetInfos.find(({ type, url }) => type === 'service_worker' && url.startsWith(this.url('')))
    if (!target) return
    await session.send('Target.closeTarget', { targetId: target.targetId })
    // Its end is announced right behind that answer, so it has ended when another question has come back.
    await session.send('Target.getTargets')
  }

  /**
   * Answers addresses from files, or with what is given, under their real names; a fragment does not matter. All else on
   * their hosts is not found, other hosts are out of reach, and both are listed in `requested`.
   */
  serve(pages: Record<string, Served>): void {
    for (const [url, served] of Object.entries(pages)) this.#served.set(withoutHash(url), served)
  }

  /** What the extension's worker and pages asked the network for. It should be nothing. */
  requestedByExtension(): Requested[] {
    return this.requested.filter(({ from, navigation }) => from.startsWith('chrome-extension:') && !navigation)
  }

  /** Opens an address, or one of the extension's pages by its name, in a new tab. */
  async open(address: string): Promise<Page> {
    const page = await this.context.newPage()
    await page.goto(/^[a-z-]+:/.test(address) ? address : this.url(address))
    return page
  }

  /** The welcome page, which the extension opens by itself in a new profile. */
  welcome(): Promise<Page> {
    return this.#page((page) => page.url() === this.url('welcome.html'))
  }

  /** The number by which the extension knows a tab. Brings the tab to the front. */
  async tabId(page: Page): Promise<number> {
    await page.bringToFront()
    const worker = await this.worker()
    // The extension may learn of the change a moment later; where it may see addresses, it is asked for this one.
    return await until(`the extension sees ${page.url()} in front`, () =>
      worker.evaluate(async (url) => {
        const tabs = await chrome.tabs.query({})
        const same = tabs.filter((tab) => tab.url === url)
        return (same.length > 0 ? same : tabs).find((tab) => tab.active)?.id
      }, page.url()),
    )
  }

  /**
   * Opens the real popup over a page and returns it as a page. Close it with `popup.close()` before the next one.
   * Playwright does not see it: it turns away what is not yet a page when it appears. A second connection, made when the
   * popup stands, takes it for a page.
   */
  async openPopup(page: Page, name = 'popup.html'): Promise<Page> {
    await this.tabId(page)
    const worker = await this.worker()
    await worker.evaluate(() => chrome.action.openPopup())
    return await this.#opened(name)
  }

  /** Clicks the toolbar's icon over a page, as the reader does, and returns the popup: the extension may now see that page. */
  async clickIcon(page: Page): Promise<Page> {
    await page.bringToFront()
    const session = await this.#browserSession()
    const { targetInfos } = await session.send('Target.getTargets', { filter: [{ type: 'tab' }] })
    const target = targetInfos.find(({ url }) => url === page.url())
    if (!target) throw new Error(`The browser has no tab with ${page.url()}.`)
    await session.send('Extensions.triggerAction' as never, { id: this.#id, targetId: target.targetId } as never)
    return await this.#opened('popup.html')
  }

  /** Puts a database of a later version of Papermargin in the place of ours, which ours must not touch and cannot open. */
  async breakDatabase(): Promise<void> {
    const library = await this.open('library.html')
    await library.getByText('Papermargin').first().waitFor()
    const blank = await this.open('_locales/en/messages.json')
    await library.close()
    await (await this.welcome()).close()
    await this.killWorker()
    await blank.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const request = indexedDB.deleteDatabase('papermargin')
          request.onerror = () => reject(request.error)
          request.onsuccess = () => {
            const later = indexedDB.open('papermargin', 9000)
            later.onerror = () => reject(later.error)
            later.onsuccess = () => {
              later.result.close()
              resolve(undefined)
            }
          }
        }),
    )
  }

  /** Opens the real side panel beside a page, as the reader does by the popup's button or a key on it, and returns it as a page. */
  async openPanel(page: Page, by: 'mouse' | 'key' = 'mouse'): Promise<Page> {
    const popup = await this.openPopup(page)
    const closes = popup.waitForEvent('close')
    // The popup closes by it, often before the click is told to be done.
    if (by === 'mouse') {
      await popup
        .locator('#panel')
        .click()
        .catch((error) => {
          if (!popup.isClosed()) throw error
        })
    } else {
      await popup.locator('#panel').focus()
      // The popup is gone before the key is let go.
      await popup.keyboard.down('Enter')
    }
    const panel = await this.#opened('sidepanel.html')
    await closes
    return panel
  }

  /** A page of the extension that is opening and is no tab. */
  async #opened(name: string): Promise<Page> {
    const address = this.url(name)
    const session = await this.#browserSession()
    await until(`${name} opens`, async () => {
      const { targetInfos } = await session.send('Target.getTargets')
      return targetInfos.some(({ type, url }) => type === 'page' && url.startsWith(address))
    })
    const port = readFileSync(path.join(this.profile, 'DevToolsActivePort'), 'utf8').split('\n')[0]
    const second = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true })
    const opened = second
      .contexts()
      .flatMap((context) => context.pages())
      .find((one) => one.url().startsWith(address))
    if (!opened) throw new Error(`${name} closed as soon as it was open.`)
    opened.setDefaultTimeout(15_000)
    opened.once('close', () => void second.close())
    return opened
  }

  /** Does something that downloads one file, and returns where the file stands when it is whole. */
  async download(action: () => Promise<unknown>, within = 15_000): Promise<string> {
    const session = await this.#browserSession()
    const names = new Map<string, string>()
    const file = new Promise<string>((resolve, reject) => {
      session.on('Browser.downloadWillBegin', ({ guid, suggestedFilename }) => void names.set(guid, suggestedFilename))
      session.on('Browser.downloadProgress', ({ guid, state, filePath }) => {
        const name = names.get(guid)
        if (state === 'completed') resolve(filePath ?? path.join(this.downloads, name ?? guid))
        if (state === 'canceled') reject(new Error(`The download of ${name ?? 'a file'} was broken off.`))
      })
    })
    await session.send('Browser.setDownloadBehavior', { behavior: 'default', eventsEnabled: true })
    const late = AbortSignal.timeout(within)
    const timeout = new Promise<never>((_, reject) => {
      late.onabort = () => reject(new Error(`Nothing was downloaded within ${within / 1000} s.`))
    })
    await action()
    return await Promise.race([file, timeout])
  }

  /** The first page that answers to a description, now or when it comes. */
  async #page(wanted: (page: Page) => boolean): Promise<Page> {
    return this.context.pages().find(wanted) ?? (await this.context.waitForEvent('page', wanted))
  }

  async #browserSession(): Promise<CDPSession> {
    const session = await this.context.browser()?.newBrowserCDPSession()
    if (!session) throw new Error('The browser is closed.')
    return session
  }

  /** Downloads keep their names only where the profile says into which folder they go. */
  #prepare(): void {
    mkdirSync(path.join(this.profile, 'Default'), { recursive: true })
    mkdirSync(this.downloads, { recursive: true })
    const preferences = { download: { default_directory: this.downloads, prompt_for_download: false } }
    writeFileSync(path.join(this.profile, 'Default', 'Preferences'), JSON.stringify(preferences))
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request()
    const url = withoutHash(request.url())
    const served = this.#served.get(url)
    if (typeof served === 'string') {
      return route.fulfill({ contentType: 'text/html; charset=utf-8', body: readFileSync(served) })
    }
    if (served) return route.fulfill({ contentType: 'text/html; charset=utf-8', ...served })
    const navigation = request.isNavigationRequest()
    const from = request.serviceWorker()?.url() ?? (navigation ? '' : request.frame().url())
    this.requested.push({ url, from, navigation })
    const { host } = new URL(url)
    const known = [...this.#served.keys()].some((one) => new URL(one).host === host)
    return known ? route.fulfill({ status: 404, body: '' }) : route.abort('blockedbyclient')
  }
}

const withoutHash = (url: string) => url.replace(/#.*$/, '')

/**
 * Asks again until the answer is something other than undefined or false, and returns it. For what nothing tells of by
 * itself; where an event or a locator tells, wait for that.
 */
export async function until<T>(what: string, ask: () => Promise<T | undefined | false>, within = 15_000): Promise<T> {
  for (const end = Date.now() + within; ; ) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    if (Date.now() > end) throw new Error(`Waited ${within / 1000} s in vain: ${what}.`)
    await pause(20)
  }
}

interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** A page under the mouse, in either browser. */
export interface Pointed {
  mouse: {
    move(x: number, y: number, options?: { steps?: number }): Promise<void>
    down(): Promise<void>
    up(): Promise<void>
    click(x: number, y: number): Promise<void>
  }
}

/** Our own part of a page, in either browser: what the closed shadow root of the extension's one element holds. */
export abstract class OurPart<P extends Pointed> {
  readonly page: P

  constructor(page: P) {
    this.page = page
  }

  /**
   * Calls a function with the closed root and one argument, in a world of its own where the page's scripts cannot meddle.
   * Undefined when the root is not there. The function must not use what stands around it.
   */
  abstract evaluate<T, A = undefined>(
    body: (root: ShadowRoot, argument: A) => T,
    argument?: A,
  ): Promise<Awaited<T> | undefined>

  /** Whether the extension has put its element into the page. */
  async present(): Promise<boolean> {
    return (await this.evaluate(() => true)) === true
  }

  /** How many elements answer to a selector now. */
  async count(selector: string): Promise<number> {
    return (await this.evaluate((root, selector) => root.querySelectorAll(selector).length, selector)) ?? 0
  }

  /** The text of the first element that answers to a selector, when there is one. */
  async text(selector: string): Promise<string> {
    return await until(`"${selector}" is there`, () =>
      this.evaluate((root, selector) => root.querySelector(selector)?.textContent ?? undefined, selector),
    )
  }

  /** Waits until an element answers to a selector, and contains a text if one is given. */
  async appears(selector: string, text = ''): Promise<void> {
    await until(`"${selector}"${text && ` with "${text}"`} appears`, () =>
      this.evaluate(
        (root, { selector, text }) =>
          [...root.querySelectorAll(selector)].some((one) => one.checkVisibility() && one.textContent.includes(text)),
        { selector, text },
      ),
    )
  }

  /** Waits until no visible element answers to a selector. */
  async disappears(selector: string): Promise<void> {
    await until(`"${selector}" disappears`, async () => {
      const shown = await this.evaluate(
        (root, selector) => [...root.querySelectorAll(selector)].some((one) => one.checkVisibility()),
        selector,
      )
      return !shown
    })
  }

  /** Where an element stands in the viewport, once it stands still, in view and uncovered. */
  async box(selector: string, text = ''): Promise<Box> {
    let before = ''
    return await until(`"${selector}"${text && ` with "${text}"`} can be reached with the mouse`, async () => {
      const box = await this.evaluate(
        (root, { selector, text }) => {
          const all = [...root.querySelectorAll(selector)]
          const element = all.find((one) => one.checkVisibility() && one.textContent.includes(text))
          if (!element) return
          element.scrollIntoView({ block: 'nearest', behavior: 'instant' })
          const { x, y, width, height } = element.getBoundingClientRect()
          const hit = root.elementFromPoint(x + width / 2, y + height / 2)
          return element.contains(hit) ? { x, y, width, height } : undefined
        },
        { selector, text },
      )
      const now = JSON.stringify(box)
      const still = now === before
      before = now
      return still ? (box as Box | undefined) : undefined
    })
  }

  /** Moves the mouse over the middle of an element and clicks it. */
  async click(selector: string, text = ''): Promise<void> {
    const { x, y, width, height } = await this.box(selector, text)
    await this.page.mouse.click(x + width / 2, y + height / 2)
  }

  /** Drags the mouse over words in an element of ours. */
  async select(selector: string, words: string): Promise<void> {
    await this.box(selector)
    await drag(this.page, words, await this.#ends(selector, words))
  }

  async #ends(selector: string, words: string): Promise<Ends | undefined> {
    return await this.evaluate(endsOfWords, { selector, words })
  }
}

/** Our own part of a page in Chromium. */
export class Margin extends OurPart<Page> {
  #session?: CDPSession

  override async evaluate<T, A = undefined>(
    body: (root: ShadowRoot, argument: A) => T,
    argument?: A,
  ): Promise<Awaited<T> | undefined> {
    const objectId = await this.#root()
    if (!objectId) return
    const session = await this.#open()
    const { result, exceptionDetails } = await session.send('Runtime.callFunctionOn', {
      objectId,
      functionDeclaration: `function (argument) { return (${body})(this, argument) }`,
      arguments: [{ value: argument }],
      awaitPromise: true,
      returnByValue: true,
    })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  }

  async #open(): Promise<CDPSession> {
    this.#session ??= await this.page.context().newCDPSession(this.page)
    return this.#session
  }

  /** A handle of the closed root: the last of the children of `<html>` that has one. */
  async #root(): Promise<string | undefined> {
    const session = await this.#open()
    const { frameTree } = await session.send('Page.getFrameTree')
    const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id })
    const { result } = await session.send('Runtime.evaluate', {
      expression: 'document.documentElement',
      contextId: executionContextId,
    })
    if (!result.objectId) return
    const { node } = await session.send('DOM.describeNode', { objectId: result.objectId, depth: 2, pierce: true })
    const roots = node.children?.flatMap((child) => child.shadowRoots ?? []) ?? []
    const closed = roots.findLast((root) => root.shadowRootType === 'closed')
    if (!closed) return
    const { backendNodeId } = closed
    return (await session.send('DOM.resolveNode', { backendNodeId, executionContextId })).object.objectId
  }
}

interface Wanted {
  selector: string
  words: string
}

/** Where the mouse goes down and where it goes up, in viewport coordinates. */
interface Ends {
  from: [number, number]
  to: [number, number]
}

/** Drags the mouse over words in the first element of a page that answers to a selector and holds them. */
export async function select(page: Page, selector: string, words: string): Promise<void> {
  await page.locator(selector).filter({ hasText: words }).first().scrollIntoViewIfNeeded()
  await drag(page, words, await page.locator('html').evaluate(endsOfWords, { selector, words }))
}

/** Drags the mouse from one end of words to the other. */
export async function drag(page: Pointed, words: string, ends: Ends | undefined): Promise<void> {
  if (!ends) throw new Error(`The words "${words}" do not stand there.`)
  await page.mouse.move(...ends.from)
  await page.mouse.down()
  await page.mouse.move(...ends.to, { steps: 8 })
  await page.mouse.up()
}

/**
 * Runs in the page: the ends of the first place where the words stand, also across elements. White space is any, as a
 * reader sees it.
 */
export function endsOfWords(root: ParentNode, { selector, words }: Wanted): Ends | undefined {
  const pattern = words
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[^\p{L}\p{N}]/gu, '\\$&'))
  const wanted = new RegExp(pattern.join('\\s+'))
  const element = [...root.querySelectorAll(selector)].find((one) => wanted.test(one.textContent))
  const found = element && wanted.exec(element.textContent)
  if (!found) return
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const start = found.index
  const end = start + found[0].length
  const range = document.createRange()
  for (let at = 0; walker.nextNode(); ) {
    const text = walker.currentNode as Text
    if (at <= start && start < at + text.length) range.setStart(text, start - at)
    if (at < end && end <= at + text.length) range.setEnd(text, end - at)
    at += text.length
  }
  const rects = [...range.getClientRects()].filter((rect) => rect.width > 0)
  const [first] = rects
  const last = rects.at(-1)
  if (!first || !last) return
  return { from: [first.left + 1, first.top + first.height / 2], to: [last.right - 1, last.top + last.height / 2] }
}

/** What can be asked of a page in either browser. */
export interface Asked {
  evaluate<T>(body: () => T): Promise<T>
}

/** The words that are painted in a page now, by the name of their highlight. */
export async function painted(page: Asked): Promise<Record<string, string[]>> {
  return await page.evaluate(() =>
    Object.fromEntries(
      [...CSS.highlights]
        .map(([name, highlight]) => [name, [...highlight].map((range) => (range as Range).toString())] as const)
        .filter(([, words]) => words.length > 0),
    ),
  )
}
