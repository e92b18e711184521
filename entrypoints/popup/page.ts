import { useCallback, useEffect, useState } from 'react'
import { browser } from '#imports'
import type { Entry } from '@/lib/entry'
import { entriesFor, opened } from '@/lib/library/queries'
import { sendMessage } from '@/lib/messages'
import type { PaperFacts } from '@/lib/paper'
import { hostAlone, isOn, isOptional } from '@/lib/permissions'
import { publishers } from '@/lib/publishers'
import { PageReport } from '@/lib/report'
import { drafts } from '@/lib/settings'
import type { Site, Where } from '@/lib/site'
import { GENERAL, scriptsAt, siteAt, wheresAt } from '@/lib/sites'
import { type Found, found } from './found'

/** What the popup stands over, or the side panel beside. */
export type Page =
  | { is: 'waiting' }
  /**
   * A page that lists papers, or shows one; with the fields in which words were left half-typed, and what to switch off, or on
   * where it was read this once.
   */
  | { is: 'listing' | 'paper'; tabId: number; report: PageReport; typed: ReadonlySet<string>; choice?: Choice }
  /** A PDF or full text, whose address names a paper; `reload` where the page itself should have answered. */
  | { is: 'address'; site: Site; facts: PaperFacts; reload: boolean }
  /** A paper site's page whose papers were not found. */
  | { is: 'unrecognized'; name: string; tabId: number; report: PageReport }
  /** A paper site's page that was open before we were. */
  | { is: 'silent'; name: string }
  /** A paper site's page on which the reader has not switched us on. */
  | { is: 'off'; name: string; where: Where; tabId: number }
  /** No paper site's page; `tabId` where there is one that could be read all the same. */
  | { is: 'other'; tabId?: number }

/** What the reader chose to have read always, or may choose. */
export interface Choice {
  where: Where
  on: boolean
}

/** How long a page may take to answer, in milliseconds. */
const PATIENCE = 2000
const AGAIN = 150

/** A page, and what is stored of its papers, in their order. */
export interface Known {
  page: Page
  entries?: (Entry | null)[]
  /** Where it has no papers, those with which the reader did something last. */
  touched?: Found
}

/** What the active tab shows, and what is stored of it; asked before there is anything to see, so that neither waits for it. */
export async function firstLook(): Promise<Known> {
  // The page takes as long to answer as the database to open.
  const [{ page }] = await Promise.all([pageNow(), opened().catch(() => {})])
  const facts = factsOf(page)
  // Where the database cannot be read the screen says so by itself.
  if (facts.length === 0) return { page, entries: [], touched: await found('').catch(() => undefined) }
  return { page, entries: await entriesFor(facts).catch(() => undefined) }
}

/** What the active tab shows, at first what was asked already; `look` asks once more. */
export function usePage(first: Known | Promise<Known>): [Known, () => void] {
  const [known, setKnown] = useState<Known>(first instanceof Promise ? { page: { is: 'waiting' } } : first)
  const look = useCallback(() => void pageNow().then(({ page }) => setKnown({ page })), [])
  useEffect(() => {
    // A tab that cannot be asked is none that lists papers.
    if (first instanceof Promise) void first.then(setKnown, () => setKnown({ page: { is: 'other' } }))
  }, [first])
  return [known, look]
}

/** The papers of a page: those that it itself tells of, or the one that its address names. */
export function factsOf(page: Page): PaperFacts[] {
  if (page.is === 'address') return [page.facts]
  return page.is === 'listing' || page.is === 'paper' ? page.report.papers : []
}

/** What a tab said by itself. */
export interface Said {
  tabId: number
  report: PageReport
}

/** The tab that is active in this window, and what it shows: what it said by itself, if it did, or what it answers. */
export async function pageNow(said?: Said): Promise<{ tabId?: number; page: Page }> {
  const until = Date.now() + PATIENCE
  for (;;) {
    const [tab] = await browser.tabs.query({ active: true, currentWindow: true })
    if (tab?.id === undefined) return { page: { is: 'other' } }
    // Without a permission for its host a tab has no address: it is no paper site's.
    const url = tab.url ? new URL(tab.url) : undefined
    const site = url && siteAt(url)
    // What another tab said came too late.
    const own = said?.tabId === tab.id ? said.report : undefined
    const [report, typed] = await Promise.all([own ?? answerOf(tab.id), drafts.fields()])
    const mayCome = site ? site.where.test(url) : url?.protocol === 'https:' && (await isOn(whereAt(url)))
    if (tab.status === 'loading' && mayCome && !own && !report?.papers.length && Date.now() < until) {
      await pause(AGAIN)
      continue
    }
    return { tabId: tab.id, page: await pageOf(tab.id, url, site, report, typed) }
  }
}

async function pageOf(
  tabId: number,
  url: URL | undefined,
  site: Site | undefined,
  report: PageReport | undefined,
  typed: ReadonlySet<string>,
): Promise<Page> {
  if (report?.papers.length) {
    // The general reader knows no name of a page; our own practice page is of no host.
    const name = url && /^https?:$/.test(url.protocol) ? whereAt(url).name : report.name
    // One paper and items that could not be read is a listing of which little is left.
    const is = report.papers.length === 1 && report.unread === 0 ? 'paper' : 'listing'
    return { is, tabId, report: { ...report, name }, typed, choice: url && (await choiceAt(url)) }
  }
  const where = url && (site?.where ?? publisherAt(url))
  if (where && !report && isOptional(where) && !(await isOn(where)))
    return { is: 'off', name: where.name, where, tabId }
  // Our own pages list papers of their own.
  if (url?.href.startsWith(browser.runtime.getURL('/'))) return { is: 'other' }
  if (!site || !url || site.where.archived) return { is: 'other', tabId }
  const listed = site.where.test(url)
  if (listed && report) return { is: 'unrecognized', name: site.where.name, tabId, report }
  const facts = site.paperAt?.(url)
  if (facts) return { is: 'address', site, facts, reload: listed }
  return { is: 'silent', name: site.where.name }
}

const publisherAt = ({ hostname }: URL) => publishers.find(({ hosts }) => hosts.includes(hostname))

/** What an address belongs to: a site, a publisher, or else its host alone. */
const whereAt = (url: URL): Where => siteAt(url)?.where ?? publisherAt(url) ?? hostAlone(url.hostname)

/** What has this page read always, if that is for the reader to choose. A site looks at none but its own addresses. */
async function choiceAt(url: URL): Promise<Choice | undefined> {
  if (url.protocol !== 'https:' || (!siteAt(url) && wheresAt(url).length > 0)) return
  const where = whereAt(url)
  return isOptional(where) ? { where, on: await isOn(where) } : undefined
}

/** Undefined when nobody answers, or not in time. */
async function answerOf(tabId: number): Promise<PageReport | undefined> {
  const answer = sendMessage('papersOnPage', undefined, tabId).catch(() => undefined)
  const report = await Promise.race([answer, pause(PATIENCE)])
  // What a page says is parsed here too, before it is shown.
  return PageReport.safeParse(report).data
}

const pause = (time: number) => new Promise<undefined>((resolve) => setTimeout(resolve, time, undefined))

/**
 * Has the generic reader look for papers in a tab; the reader's click on our icon is the permission to. False when the browser
 * does not let anybody read that page.
 */
export async function lookHere(tabId: number): Promise<boolean> {
  try {
    const { url } = await browser.tabs.get(tabId)
    const page = url && !(await answerOf(tabId)) ? scriptsAt(new URL(url)) : []
    // None of them twice: the browser takes that for a mistake.
    await browser.scripting.executeScript({ target: { tabId }, files: [...new Set([GENERAL, ...page])] })
    return (await sendMessage('readHere', undefined, tabId)) !== undefined
  } catch (error) {
    console.error(error)
    return false
  }
}

/** Brings a paper, or one highlight of it, into view on its page. */
export const show = (tabId: number, keys: string[], highlight?: string) =>
  sendMessage('show', { keys, highlight }, tabId).catch(() => false)

/** Does the same and gives the page the stage. */
export async function jump(tabId: number, keys: string[], highlight?: string): Promise<void> {
  await show(tabId, keys, highlight)
  window.close()
}

/** Opens an address in a new tab; false when it is none. */
export async function open(url: string | undefined): Promise<boolean> {
  if (!url || !/^https?:\/\//i.test(url)) return false
  await browser.tabs.create({ url })
  return true
}
