import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { zipSync } from 'fflate'
import puppeteer, { type Browser, type ElementHandle, type HTTPRequest, type KeyInput, type Page } from 'puppeteer-core'
import { firefoxExtension } from '../commands/build.ts'
import { findFirefox } from '../commands/firefox.ts'
import { drag, endsOfWords, OurPart, type Served, until } from './browser.ts'
import type { Tab, Walked } from './walked.ts'

/** The extension's name among add-ons, and the host of its pages, which else would be another in each profile. */
const ADDON = 'papermargin@papermargin.app'
const HOST = '0d1e2f30-1111-4222-8333-444455556666'

/** Whether there is a Firefox to walk in. */
export const isFirefoxHere = findFirefox() !== undefined

/** Starts real Firefox, headless, with the built extension installed as from a file, and waits for its welcome page. */
export async function walkedFirefox(): Promise<Walked> {
  const firefox = new Firefox()
  await firefox.start()
  return firefox
}

/** What of WebDriver BiDi is asked past puppeteer, which has no words for it. */
interface Bidi {
  // biome-ignore lint/suspicious/noExplicitAny: the protocol's answers are as many as its methods
  send(method: string, params: object): Promise<{ result: any }>
}

class Firefox implements Walked {
  readonly profile = mkdtempSync(path.join(tmpdir(), 'papermargin-firefox-'))
  readonly #downloads = path.join(this.profile, 'downloads')
  readonly #requested: string[] = []
  readonly #served = new Map<string, Served>()
  #browser?: Browser
  #proxy?: Server

  async start(): Promise<void> {
    const isNew = !existsSync(this.#downloads)
    mkdirSync(this.#downloads, { recursive: true })
    const port = await this.#listen()
    this.#browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: findFirefox(),
      headless: true,
      userDataDir: this.profile,
      defaultViewport: { width: 1280, height: 900 },
      // For the popup, which no protocol for pages reaches, and for an extension that nobody has signed.
      args: ['--remote-allow-system-access'],
      extraPrefsFirefox: {
        'extensions.webextensions.uuids': JSON.stringify({ [ADDON]: HOST }),
        'xpinstall.signatures.required': false,
        'intl.locale.requested': 'en-US',
        'browser.download.folderList': 2,
        'browser.download.dir': this.#downloads,
        'network.proxy.type': 1,
        'network.proxy.http': '127.0.0.1',
        'network.proxy.http_port': port,
        'network.proxy.ssl': '127.0.0.1',
        'network.proxy.ssl_port': port,
      },
    })
    if (!isNew) return
    const archive = path.join(this.profile, 'extension.xpi')
    writeFileSync(archive, packed(firefoxExtension))
    await this.send('webExtension.install', {
      extensionData: { type: 'archivePath', path: archive },
      // As a reader installs it, so that it is there again after a restart.
      'moz:permanent': true,
    })
    await until('the welcome page opens', async () => {
      const { contexts } = await this.send('browsingContext.getTree', {})
      return contexts.some(({ url }: { url: string }) => url === urlOf('welcome.html'))
    })
  }

  async close(): Promise<void> {
    await this.#end()
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 })
  }

  async restart(): Promise<void> {
    await this.#end()
    await this.start()
  }

  serve(pages: Record<string, Served>): void {
    for (const [url, served] of Object.entries(pages)) this.#served.set(url, served)
  }

  /** Hosts that anything but a page asked for, and that are not those of Firefox itself. */
  requestedByExtension(): string[] {
    return this.#requested.filter((host) => !/\.(mozilla|firefox)\.(com|org|net):443$/.test(host))
  }

  async open(address: string): Promise<FirefoxTab> {
    const page = await this.#running.newPage()
    page.setDefaultTimeout(15_000)
    await page.setRequestInterception(true)
    page.on('request', (request) => void this.#answer(request))
    const tab = new FirefoxTab(page, this)
    await tab.goto(address.includes(':') ? address : urlOf(address))
    return tab
  }

  async popupShows(tab: FirefoxTab, texts: string[]): Promise<void> {
    await tab.page.bringToFront()
    await this.#inWindow(`
      const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs')
      const { extension } = WebExtensionPolicy.getByID('${ADDON}')
      await ExtensionParent.apiManager.global.browserActionFor(extension).openPopup(window, true)`)
    // It is in another process, and what that is asked while it begins it may never answer.
    const read = () =>
      this.#inWindow(`
        const { messageManager } = document.querySelector('.webextension-popup-browser')
        return await new Promise((resolve) => {
          setTimeout(resolve, 1000, '')
          messageManager.addMessageListener('text', ({ data }) => resolve(data))
          messageManager.loadFrameScript('data:,sendAsyncMessage("text", content.document.body?.innerText ?? "")', false)
        })`)
    for (const text of texts) await until(`the popup shows "${text}"`, async () => (await read()).includes(text))
    await this.#inWindow("document.querySelector('.webextension-popup-browser').closest('panel').hidePopup()")
  }

  async download(action: () => Promise<unknown>): Promise<string> {
    const before = new Set(readdirSync(this.#downloads))
    await action()
    // Its place is kept by an empty file while it is written to another.
    const name = await until('a file is downloaded', async () => {
      const now = readdirSync(this.#downloads)
      const added = now.find((name) => !before.has(name) && !name.endsWith('.part'))
      return !now.some((name) => name.endsWith('.part')) &&
        added &&
        statSync(path.join(this.#downloads, added)).size > 0
        ? added
        : undefined
    })
    return path.join(this.#downloads, name)
  }

  /** Asks the browser itself. */
  // biome-ignore lint/suspicious/noExplicitAny: see Bidi
  async send(method: string, params: object): Promise<any> {
    const [page] = await this.#running.pages()
    const frame = page?.mainFrame() as unknown as { browsingContext: { userContext: { browser: { session: Bidi } } } }
    return (await frame.browsingContext.userContext.browser.session.send(method, params)).result
  }

  /** Runs code in the browser's own window, of which the popup is a part. */
  async #inWindow(code: string): Promise<string> {
    const { contexts } = await this.send('browsingContext.getTree', { 'moz:scope': 'chrome' })
    const target = { context: contexts[0].context }
    const expression = `(async () => {${code}})()`
    return unwrapped(await this.send('script.evaluate', { expression, target, awaitPromise: true }))
  }

  get #running(): Browser {
    if (!this.#browser) throw new Error('The browser is closed.')
    return this.#browser
  }

  /** Nothing leaves the machine: what is not answered as a page's asks a proxy of ours, which notes it and answers nothing. */
  async #listen(): Promise<number> {
    this.#proxy = createServer((request, response) => {
      this.#requested.push(request.url ?? '')
      response.destroy()
    })
    this.#proxy.on('connect', (request, socket) => {
      this.#requested.push(request.url ?? '')
      socket.destroy()
    })
    await new Promise<void>((resolve) => this.#proxy?.listen(0, '127.0.0.1', resolve))
    return (this.#proxy.address() as AddressInfo).port
  }

  async #end(): Promise<void> {
    await this.#browser?.close()
    this.#browser = undefined
    this.#proxy?.close()
  }

  async #answer(request: HTTPRequest): Promise<void> {
    const served = this.#served.get(request.url().replace(/#.*$/, ''))
    if (!served) return request.abort()
    const body = typeof served === 'string' ? readFileSync(served) : served.body
    await request.respond({
      contentType: 'text/html; charset=utf-8',
      ...(typeof served === 'string' ? {} : served),
      body,
    })
  }
}

/** A file of the built extension as it is installed. */
function packed(folder: string): Uint8Array {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const files = names.filter((name) => statSync(path.join(folder, name)).isFile())
  return zipSync(Object.fromEntries(files.map((name) => [name, readFileSync(path.join(folder, name))])), { level: 0 })
}

const urlOf = (page: string) => `moz-extension://${HOST}/${page}`

/** The value that a script came to; throws what it threw. */
// biome-ignore lint/suspicious/noExplicitAny: see Bidi
function unwrapped({ exceptionDetails, result }: any) {
  if (exceptionDetails) throw new Error(exceptionDetails.text)
  return result.value
}

class FirefoxTab implements Tab {
  readonly page: Page
  readonly margin: OurPart<Page>
  readonly #firefox: Firefox

  constructor(page: Page, firefox: Firefox) {
    this.page = page
    this.margin = new FirefoxMargin(page, firefox)
    this.#firefox = firefox
  }

  /** Not by puppeteer, which waits in vain for an extension's pages. */
  async goto(url: string): Promise<void> {
    await this.#firefox.send('browsingContext.navigate', { context: contextOf(this.page), url, wait: 'none' })
    const address = () => this.page.evaluate(() => document.readyState === 'complete' && location.href)
    await until(`${url} opens`, async () => (await address().catch(() => '')) === url)
  }

  evaluate<T>(body: () => T): Promise<T> {
    return this.page.evaluate(body) as Promise<T>
  }

  url(): string {
    return this.page.url()
  }

  async press(keys: string): Promise<void> {
    const held = keys.split('+') as KeyInput[]
    for (const key of held) await this.page.keyboard.down(key)
    for (const key of held.toReversed()) await this.page.keyboard.up(key)
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text)
  }

  async select(selector: string, words: string): Promise<void> {
    await this.page
      .locator(selector)
      .filter(`(one) => one.textContent.includes(${JSON.stringify(words)})` as never)
      .scroll()
    await drag(this.page, words, await this.page.$eval('html', endsOfWords, { selector, words }))
  }

  async click(selector: string): Promise<void> {
    await this.page.locator(selector).click()
  }

  async choose(selector: string, file: string): Promise<void> {
    const field = (await this.page.waitForSelector(selector)) as ElementHandle<HTMLInputElement>
    await field.uploadFile(file)
  }

  async shows(text: string): Promise<void> {
    const read = () => this.page.evaluate(() => document.body.innerText)
    await until(`"${text}" is to be read`, async () => (await read()).includes(text))
  }
}

/** What WebDriver BiDi calls a tab. */
const contextOf = (page: Page) => (page.mainFrame() as unknown as { _id: string })._id

/** Our own part of a page in Firefox. */
class FirefoxMargin extends OurPart<Page> {
  readonly #firefox: Firefox

  constructor(page: Page, firefox: Firefox) {
    super(page)
    this.#firefox = firefox
  }

  override async evaluate<T, A = undefined>(
    body: (root: ShadowRoot, argument: A) => T,
    argument?: A,
  ): Promise<Awaited<T> | undefined> {
    const target = { context: contextOf(this.page), sandbox: 'test' }
    const { result } = await this.#firefox.send('script.evaluate', {
      expression: 'document.documentElement.lastElementChild',
      target,
      awaitPromise: false,
      serializationOptions: { includeShadowTree: 'all', maxDomDepth: 0 },
    })
    const root = result.value?.shadowRoot
    if (!root) return
    const call = `(root) => JSON.stringify((${body})(root, ${JSON.stringify(argument)}))`
    const options = { functionDeclaration: call, arguments: [{ sharedId: root.sharedId }], target, awaitPromise: false }
    const value = unwrapped(await this.#firefox.send('script.callFunction', options))
    return value === undefined ? undefined : JSON.parse(value)
  }
}
