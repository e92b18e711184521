import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs'
import path from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { launch } from '../e2e/browser.ts'
import { tour } from '../e2e/tour.ts'
import { built, extension } from './build.ts'
import { type Found, needBrowser } from './chromium.ts'
import { leftovers, root } from './run.ts'

/**
 * Builds the extension and opens a browser that runs it, on the practice listing. Without a display, takes the tour that a
 * person would take and leaves pictures of it.
 */
export async function start(): Promise<void> {
  const { CI, DISPLAY, WAYLAND_DISPLAY } = process.env
  const hasDisplay = !CI && (process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY))
  const browser = needBrowser({ loads: !hasDisplay })
  await built()
  if (hasDisplay) await open(browser)
  else await takeTour(browser)
}

async function takeTour({ file }: Found): Promise<void> {
  console.log(`There is no display, so ${path.basename(file)} runs unseen and takes the tour by itself.`)
  const browser = await launch()
  try {
    const { pictures, notes } = await tour(browser, path.join(leftovers, 'tour'))
    console.log(
      `The extension ran: words were highlighted on the practice listing, seen in popup and library, and exported.`,
    )
    for (const file of [...pictures, ...notes]) console.log(`  ${path.relative(root, file)}`)
  } finally {
    await browser.close()
  }
}

/**
 * Opens a window that a person can use as any other, with a profile that stays from one start to the next. Nothing is
 * routed; we only look whether the extension runs. Returns when the browser has been closed.
 */
export async function open({ file, loads }: Found, flags: string[] = []): Promise<void> {
  const profile = path.join(leftovers, 'profile')
  const isNew = !existsSync(profile)
  mkdirSync(profile, { recursive: true })
  const args = [
    `--user-data-dir=${profile}`,
    `--load-extension=${extension}`,
    '--no-first-run',
    '--no-default-browser-check',
    // A pipe, not a port: no other program on the machine can reach this browser through it.
    '--remote-debugging-pipe',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...flags,
    ...(loads ? [] : ['chrome://extensions']),
  ]
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] })
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', () => resolve())
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => child.kill())
  const wire = connect(child.stdio[3] as Writable, child.stdio[4] as Readable)
  const welcome = `chrome-extension://${extensionId()}/welcome.html`

  const installed = wire.page((url) => url.startsWith(welcome))
  await wire.send('Target.setDiscoverTargets', { discover: true })
  // In a new profile the extension opens its welcome page by itself.
  let running = isNew ? undefined : await Promise.race([wire.visit(welcome, loads ? 20_000 : 3000), ended])
  if (!running && !loads) {
    console.log(
      `${path.basename(file)} loads no extension by itself. Three clicks in the window that has opened (chrome://extensions):\n` +
        '  1. switch on "Developer mode", at the top on the right\n' +
        '  2. press "Load unpacked"\n' +
        `  3. choose the folder ${extension}`,
    )
    running = await Promise.race([installed.then((target) => wire.version(target, 20_000)), ended])
  } else if (!running && isNew) {
    const late = pause(20_000, undefined, { ref: false })
    running = await Promise.race([installed.then((target) => wire.version(target, 20_000)), ended, late])
  }
  if (!running && child.exitCode !== null) {
    throw new Error(
      `${file} ended before the extension ran (exit code ${child.exitCode}). Start it by itself to see why.`,
    )
  }
  if (!running) {
    child.kill()
    throw new Error(
      `${file} has not loaded the extension. Open its extensions page, switch on developer mode, press "Load unpacked" and ` +
        `choose ${extension}; or name another browser in PAPERMARGIN_BROWSER.`,
    )
  }
  console.log(
    `Papermargin ${running} is running in ${path.basename(file)}, open on its practice listing: select words and press a colour.`,
  )
  console.log(
    'From there go on to huggingface.co/papers or an arxiv.org listing. Close the window, or press Ctrl+C here, to end.',
  )
  await ended
}

/** The id that a browser gives to an unpacked extension: made of its folder's real path, unless its manifest has a key. */
function extensionId(): string {
  const { key } = JSON.parse(readFileSync(path.join(extension, 'manifest.json'), 'utf8'))
  const folder = realpathSync.native(extension)
  const encoding = process.platform === 'win32' ? 'utf16le' : 'utf8'
  const bytes = key ? Buffer.from(key, 'base64') : Buffer.from(folder, encoding)
  const digits = createHash('sha256').update(bytes).digest('hex').slice(0, 32)
  return [...digits].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('')
}

interface Message {
  id?: number
  method?: string
  params?: { targetInfo?: { targetId: string; url: string; type: string } }
  // biome-ignore lint/suspicious/noExplicitAny: the protocol's answers are as many as its methods
  result?: any
  error?: { message: string }
}

/** The browser's own debugging protocol over the two ends of its pipe, as little of it as is needed. */
function connect(to: Writable, from: Readable) {
  const waiting = new Map<number, { resolve: (result: Message['result']) => void; reject: (error: Error) => void }>()
  const pages = new Map<string, string>()
  const watchers = new Set<() => void>()
  let last = 0
  let rest = ''
  // The browser's end closes when a person closes the window: the process's exit tells of it.
  to.on('error', () => {})
  from.setEncoding('utf8')
  from.on('data', (chunk: string) => {
    const whole = (rest + chunk).split('\0')
    rest = whole.pop() ?? ''
    for (const text of whole) {
      const message: Message = JSON.parse(text)
      const info = message.params?.targetInfo
      if (info?.type === 'page') pages.set(info.targetId, info.url)
      for (const look of watchers) look()
      const { resolve, reject } = waiting.get(message.id ?? 0) ?? {}
      if (message.error) reject?.(new Error(message.error.message))
      else resolve?.(message.result)
    }
  })
  const send = (method: string, params: object, sessionId?: string) =>
    new Promise<Message['result']>((resolve, reject) => {
      waiting.set(++last, { resolve, reject })
      to.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`)
    })
  /** The version that an extension's page says of itself once its list stands; undefined when it never does. */
  async function version(targetId: string, limit: number): Promise<string | undefined> {
    const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
    const expression = "document.querySelector('article[data-paper]') && chrome.runtime.getManifest().version"
    for (const end = Date.now() + limit; Date.now() < end; await pause(100)) {
      // The first question may come while the page is still being opened, and is then refused.
      const answer = await send('Runtime.evaluate', { expression }, sessionId).catch(() => undefined)
      if (!answer?.result.value) continue
      await send('Target.detachFromTarget', { sessionId })
      return answer.result.value
    }
  }
  return {
    send,
    /** The first page whose address answers to a description, now or when it comes. */
    page: (wanted: (url: string) => boolean) =>
      new Promise<string>((resolve) => {
        watchers.add(() => {
          for (const [target, url] of pages) if (wanted(url)) resolve(target)
        })
      }),
    /** Opens an extension's page and tells its version; closes it again when it is none within so many milliseconds. */
    async visit(url: string, limit: number): Promise<string | undefined> {
      const { targetId } = await send('Target.createTarget', { url })
      const found = await version(targetId, limit)
      if (!found) await send('Target.closeTarget', { targetId })
      return found
    },
    version,
  }
}
