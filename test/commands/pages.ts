import { isUtf8 } from 'node:buffer'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import type { browser } from 'wxt/browser'
import type { ScriptPublicPath } from 'wxt/utils/inject-script'
import { publishers } from '../../lib/publishers.ts'
import type { PageReport } from '../../lib/report.ts'
import { type Launched, launch } from '../e2e/browser.ts'
import { built, extension } from './build.ts'

/** The extension's own API, inside functions that are handed to `worker.evaluate`. */
declare const chrome: typeof browser

/** A saved page, and the address under which it is shown to the extension. */
export interface Saved {
  url: string
  /** As it was asked for. */
  file: string
  /** Where it stands. */
  at: string
}

/** What the page script says of a page; undefined when the extension reads no such page. */
export interface Read {
  report?: PageReport
  /** From the end of loading, or with the generic reader from the question, to the answer, in milliseconds. */
  ms: number
}

export interface Reading {
  /** The generic reader reads, whatever site answers for the address. */
  generic: boolean
  /** How many pages are shown at a time. */
  tabs: number
  /** Called as soon as a page is read. */
  done(page: Saved, read: Read, count: number): void
}

/** How long one page may take before it is said to have failed, in milliseconds. */
const pageLimit = 60_000
/** How long after a page is loaded and its scripts have run we wait for a page script that may yet be injected, in ms. */
const injectionLimit = 1500

/**
 * Shows saved pages to the built extension in one real Chromium, each under its own address, and returns what its page script
 * says of each, in their order. Throws when a page could not be shown or read.
 */
export async function readPages(saved: Saved[], reading: Reading): Promise<Read[]> {
  for (const { at } of saved) if (!existsSync(at)) throw new Error(`There is no file ${at}.`)
  await built()
  const folder = mkdtempSync(path.join(tmpdir(), 'papermargin-pages-'))
  try {
    const { gated, extension } = await onEveryHost(folder, saved)
    const browser = await launch({ extension })
    try {
      return await all(browser, saved, { ...reading, gated })
    } finally {
      await browser.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Showing = Reading & { gated(url: string): boolean }

/**
 * The built extension, or a copy whose manifest alone gains hosts: the optional ones, for a browser asks for each with a dialog
 * of its own, which nobody is there to answer; and those of the pages. Where the manifest names no gate the page script is put
 * there by hand, and asks its sites as it always does.
 */
async function onEveryHost(
  folder: string,
  saved: Saved[],
): Promise<{ extension: string; gated(url: string): boolean }> {
  const manifest = JSON.parse(readFileSync(path.join(extension, 'manifest.json'), 'utf8'))
  const optional: string[] = manifest.optional_host_permissions ?? []
  const known: string[] = [...(manifest.host_permissions ?? []), ...optional]
  const matches: string[] = (manifest.content_scripts ?? []).flatMap(({ matches }: { matches: string[] }) => matches)
  const gated = (url: string) => matches.includes(`${new URL(url).origin}/*`)
  const others = saved.filter(({ url }) => !gated(url)).map(({ url }) => `*://${new URL(url).hostname}/*`)
  if (optional.length + others.length === 0) return { extension, gated }
  await cp(extension, folder, { recursive: true })
  manifest.host_permissions = [...new Set([...known.filter((pattern) => !pattern.includes('://*/')), ...others])]
  delete manifest.optional_host_permissions
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(manifest))
  return { extension: folder, gated }
}

/** Shows all pages, a few at a time, and returns what was found in the order of the pages. */
async function all(browser: Launched, saved: Saved[], showing: Showing): Promise<Read[]> {
  const found: Read[] = []
  let next = 0
  let count = 0
  const shownAt = new Map<string, Promise<unknown>>()
  const readInTurn = async (tab: Tab) => {
    for (let at = next++; at < saved.length; at = next++) {
      const one = saved[at] as Saved
      // Two files under one address are shown one after the other.
      const before = shownAt.get(one.url) ?? Promise.resolve()
      const shown = before.then(() => within(pageLimit, show(browser, one, tab, showing)))
      shownAt.set(one.url, shown)
      const read = await shown.catch((error) => {
        throw new Error(`${one.file} under ${one.url} could not be read: ${error.message}`)
      })
      found[at] = read
      showing.done(one, read, ++count)
    }
  }
  const opened: Tab[] = []
  // One after the other, so that it is known which page is which tab.
  for (let tab = 0; tab < Math.min(showing.tabs, saved.length); tab++) {
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

/** Whether the general reader reads an address as soon as the reader has switched its publisher on. */
const isPublishers = (url: string) => publishers.some(({ hosts }) => hosts.includes(new URL(url).hostname))

/** Loads one file under its address and returns what the page script says of it. */
async function show(browser: Launched, { url, at }: Saved, { page, tab }: Tab, showing: Showing): Promise<Read> {
  // The file is the page as it stood, after its scripts had run; they must not run again, without a network, over it.
  const headers = { 'content-security-policy': "script-src 'none'" }
  const body = readFileSync(at)
  // A page in an older encoding says so itself.
  const contentType = isUtf8(body) ? 'text/html; charset=utf-8' : 'text/html'
  browser.serve({ [url]: { body, headers, contentType } })
  await page.goto(url, { waitUntil: 'load' })
  const start = Date.now()
  const worker = await browser.worker()
  const type = showing.generic ? 'readGeneric' : isPublishers(url) ? 'readHere' : 'papersOnPage'
  // Where no gate runs, or the page is none of the gate's, the script is put there.
  if (showing.generic || !showing.gated(url)) await worker.evaluate(inject, { tabId: tab, files: scripts() })
  for (let end = Number.POSITIVE_INFINITY; ; await pause(20)) {
    const { allowed, report, ms } = await worker.evaluate(askPage, { tabId: tab, type })
    const read = { report: report?.site ? report : undefined, ms: showing.generic ? ms : Date.now() - start }
    if (report || !allowed) return read
    // The clock starts when the question has come back once: then the gate has run and asked for the page script, or not.
    end = Math.min(end, Date.now() + injectionLimit)
    if (Date.now() >= end) return read
  }
}

/** All readers, the general one with them, and the page script, which asks that of its address. */
const scripts = (): ScriptPublicPath[] => [
  ...readdirSync(path.join(extension, 'sites')).map((file) => `/sites/${file}` as ScriptPublicPath),
  '/content-scripts/page.js',
]

/** Runs in the extension's worker: what its background does when the gate asks, where there is no gate. */
async function inject({ tabId, files }: { tabId: number; files: ScriptPublicPath[] }): Promise<void> {
  await chrome.scripting.executeScript({ target: { tabId }, files })
}

/**
 * Runs in the extension's worker: asks a tab's page script what the popup asks it. It answers only after it has read the
 * page. The message is one of lib/messages.ts.
 */
async function askPage({ tabId, type }: { tabId: number; type: string }): Promise<{
  allowed: boolean
  report?: PageReport
  ms: number
}> {
  try {
    // Runs after the gate, which the manifest names, has run.
    await chrome.scripting.executeScript({ target: { tabId }, func: () => {} })
  } catch {
    // The extension has no business on this host, so nothing of it is there.
    return { allowed: false, ms: 0 }
  }
  const start = performance.now()
  const reply = await chrome.tabs.sendMessage(tabId, { type }).catch((error: Error) => {
    if (/Receiving end does not exist|port closed/.test(error.message)) return
    throw error
  })
  if (reply?.err) throw new Error(reply.err.message)
  return { allowed: true, report: reply?.res, ms: Math.round(performance.now() - start) }
}

/** What a promise gives, unless it takes longer than so many milliseconds. */
async function within<T>(limit: number, promise: Promise<T>): Promise<T> {
  const late = AbortSignal.timeout(limit)
  const timeout = new Promise<never>((_, reject) => {
    late.onabort = () => reject(new Error(`it took longer than ${limit / 1000} s`))
  })
  return await Promise.race([promise, timeout])
}
