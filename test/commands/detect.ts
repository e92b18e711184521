import { isUtf8 } from 'node:buffer'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import type { browser } from 'wxt/browser'
import type { PageReport } from '../../lib/messages.ts'
import { type Launched, launch } from '../e2e/browser.ts'
import { built, extension } from './build.ts'

/** The extension's own API, inside functions that are handed to `worker.evaluate`. */
declare const chrome: typeof browser

/** A saved page, and the address under which it is shown to the extension. */
interface Saved {
  url: string
  /** As it was asked for. */
  file: string
  /** Where it stands. */
  at: string
}

/** What the extension says of one page, as the popup is told. */
interface Found extends Omit<Saved, 'at'> {
  /** The site that the page was read as; null where the extension reads no such page. */
  site: string | null
  papers: PageReport['papers']
}

const usage = `Usage: npm run detect -- --url <address> <file.html> [--url <address> <file.html> …]
       npm run detect -- --index <index.json>   ([{ "url", "file" }, …], files beside the index)`

const tabs = 3
/** How long one page may take before it is said to have failed, in milliseconds. */
const pageLimit = 60_000
/** How long after a page is loaded and its scripts have run we wait for a page script that may yet be injected, in ms. */
const injectionLimit = 1500

/**
 * Shows saved pages to the built extension in real Chromium, each under its own address, and prints on stdout, as JSON and
 * nothing else, what the popup would be told of each. Throws, with nothing on stdout, when a page could not be shown or read.
 */
export async function detect(args: string[]): Promise<void> {
  const saved = asked(args)
  for (const { at } of saved) if (!existsSync(at)) throw new Error(`There is no file ${at}.`)
  await built()
  const folder = mkdtempSync(path.join(tmpdir(), 'papermargin-detect-'))
  try {
    const browser = await launch({ extension: await onEveryHost(folder) })
    try {
      const found = await all(browser, saved)
      process.stdout.write(`${JSON.stringify(found, null, 2)}\n`)
    } finally {
      await browser.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The pages that the arguments name, in their order. */
function asked(args: string[]): Saved[] {
  const saved: Saved[] = []
  for (let rest = args; rest.length > 0; ) {
    const [option, first, second] = rest
    if (option === '--index' && first) {
      const listed: Omit<Saved, 'at'>[] = JSON.parse(readFileSync(first, 'utf8'))
      saved.push(...listed.map(({ url, file }) => ({ url, file, at: path.resolve(path.dirname(first), file) })))
      rest = rest.slice(2)
    } else if (option === '--url' && first && second && URL.canParse(first)) {
      saved.push({ url: first, file: second, at: path.resolve(second) })
      rest = rest.slice(3)
    } else {
      throw new Error(`These arguments are not understood, from "${option}" on.\n${usage}`)
    }
  }
  if (saved.length === 0) throw new Error(usage)
  return saved
}

/**
 * The built extension, or, where it has optional hosts, a copy for which the reader has said yes to all of them: a browser
 * asks for each with a dialog of its own, which nobody is there to answer.
 */
async function onEveryHost(folder: string): Promise<string> {
  const manifest = JSON.parse(readFileSync(path.join(extension, 'manifest.json'), 'utf8'))
  const optional: string[] = manifest.optional_host_permissions ?? []
  if (optional.length === 0) return extension
  await cp(extension, folder, { recursive: true })
  manifest.host_permissions = [...(manifest.host_permissions ?? []), ...optional]
  delete manifest.optional_host_permissions
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(manifest))
  return folder
}

/** Shows all pages, a few at a time, and returns what was found in the order of the pages. */
async function all(browser: Launched, saved: Saved[]): Promise<Found[]> {
  const found: Found[] = []
  let next = 0
  let done = 0
  const showing = new Map<string, Promise<unknown>>()
  const readInTurn = async (tab: Tab) => {
    for (let at = next++; at < saved.length; at = next++) {
      const one = saved[at] as Saved
      // Two files under one address are shown one after the other.
      const before = showing.get(one.url) ?? Promise.resolve()
      const shown = before.then(() => within(pageLimit, show(browser, one, tab)))
      showing.set(one.url, shown)
      const report = await shown.catch((error) => {
        throw new Error(`${one.file} under ${one.url} could not be read: ${error.message}`)
      })
      const papers = report?.papers ?? []
      found[at] = { url: one.url, file: one.file, site: report?.site ?? null, papers }
      console.error(`${++done}/${saved.length} ${one.url}: ${papers.length} papers`)
    }
  }
  const opened: Tab[] = []
  // One after the other, so that it is known which page is which tab.
  for (let tab = 0; tab < Math.min(tabs, saved.length); tab++) {
    // Any address that the extension may see, each its own.
    const page = await browser.open(`manifest.json#${tab}`)
    opened.push({ page, tab: await browser.tabId(page) })
  }
  await Promise.all(opened.map(readInTurn))
  return found
}

interface Tab {
  page: Page
  /** The number by which the extension knows the page. */
  tab: number
}

/** Loads one file under its address and returns what the page script says of it; undefined when there is none. */
async function show(browser: Launched, { url, at }: Saved, { page, tab }: Tab): Promise<PageReport | undefined> {
  // The file is the page as it stood, after its scripts had run; they must not run again, without a network, over it.
  const headers = { 'content-security-policy': "script-src 'none'" }
  const body = readFileSync(at)
  // A page in an older encoding says so itself.
  const contentType = isUtf8(body) ? 'text/html; charset=utf-8' : 'text/html'
  browser.serve({ [url]: { body, headers, contentType } })
  await page.goto(url, { waitUntil: 'load' })
  const worker = await browser.worker()
  for (let end = Number.POSITIVE_INFINITY; ; await pause(50)) {
    const { allowed, report } = await worker.evaluate(askPage, tab)
    if (report || !allowed) return report
    // The clock starts when the question has come back once: then the gate has run and asked for the page script, or not.
    end = Math.min(end, Date.now() + injectionLimit)
    if (Date.now() >= end) return
  }
}

/**
 * Runs in the extension's worker: asks a tab's page script what the popup asks it. It answers only after it has read the
 * page. The message is that of lib/messages.ts as @webext-core/messaging sends it.
 */
async function askPage(tabId: number): Promise<{ allowed: boolean; report?: PageReport }> {
  try {
    // Runs after the gate, which the manifest names, has run.
    await chrome.scripting.executeScript({ target: { tabId }, func: () => {} })
  } catch {
    // The extension has no business on this host, so nothing of it is there.
    return { allowed: false }
  }
  const message = { id: Date.now(), type: 'papersOnPage', data: undefined, timestamp: Date.now() }
  const answer = await chrome.tabs.sendMessage(tabId, message).catch((error: Error) => {
    if (/Receiving end does not exist|port closed/.test(error.message)) return
    throw error
  })
  if (answer?.err) throw new Error(answer.err.message)
  return { allowed: true, report: answer?.res }
}

/** What a promise gives, unless it takes longer than so many milliseconds. */
async function within<T>(limit: number, promise: Promise<T>): Promise<T> {
  const late = AbortSignal.timeout(limit)
  const timeout = new Promise<never>((_, reject) => {
    late.onabort = () => reject(new Error(`it took longer than ${limit / 1000} s`))
  })
  return await Promise.race([promise, timeout])
}
