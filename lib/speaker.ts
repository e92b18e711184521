import { browser } from '#imports'

/** Who sends the background a message: one of our own screens, or our script in a document of a tab. */
export type Speaker = { is: 'screen' } | { is: 'page'; tabId: number; document: string; isPrivate: boolean }

/** A message's sender, as the browser tells it. */
interface Sender {
  id?: string
  url?: string
  /** Not every Firefox tells it. */
  documentId?: string
  frameId?: number
  tab?: { id?: number; incognito: boolean }
}

/**
 * Who sent a message, by what the browser says of its sender, never by what the message says; undefined for anybody else. Code of
 * a page that took over our script there is still only that page.
 */
export function speakerOf({ id, url, documentId, frameId, tab }: Sender = {}): Speaker | undefined {
  if (id !== browser.runtime.id || !url) return
  if (url.startsWith(browser.runtime.getURL('/'))) return { is: 'screen' }
  if (tab?.id === undefined) return
  const document = documentId ?? `${frameId} ${new URL(url).origin}`
  return { is: 'page', tabId: tab.id, document, isPrivate: tab.incognito }
}

/** A document and the papers that it told of or was told of: their keys, and the ids of what is stored of them. */
interface Told {
  document: string
  names: string[]
}

type Page = Extract<Speaker, { is: 'page' }>

/** So many documents of a tab are remembered: the one that is shown, the one that comes next, those that are gone back to. */
const DOCUMENTS = 4

/** More names than any listing has: who goes on from there is after the library. */
const MOST_NAMES = 50_000

const BEGINNING = 'told:'
const itemOf = (tabId: number) => `${BEGINNING}${tabId}`

/** What is remembered of a tab. In the session, because the worker forgets, and what pages list is for no disk. */
async function remembered(tabId: number): Promise<Told[]> {
  const item = itemOf(tabId)
  return ((await browser.storage.session.get(item))[item] as Told[] | undefined) ?? []
}

const remember = (tabId: number, told: Told[]): Promise<void> => browser.storage.session.set({ [itemOf(tabId)]: told })

/** What a page may ask about and change. */
export async function toldTo({ tabId, document }: Page): Promise<ReadonlySet<string>> {
  return new Set((await remembered(tabId)).find((told) => told.document === document)?.names)
}

let telling: Promise<unknown> = Promise.resolve()

/** Does what changes what is remembered one after the other: of two at once the second would forget what the first added. */
async function inTurn<T>(change: () => Promise<T>): Promise<T> {
  const changed = telling.then(change)
  telling = changed.catch(() => {})
  return await changed
}

/** Remembers what a page was told of; false when it was told of more than a page can list, and may be told no more. */
export async function tell(page: Page, names: Iterable<string>): Promise<boolean> {
  const add = async () => {
    const before = await toldTo(page)
    const now = new Set([...before, ...names])
    if (now.size > MOST_NAMES) return false
    if (now.size === before.size) return true
    const all = await remembered(page.tabId)
    const others = all.filter(({ document }) => document !== page.document).slice(0, DOCUMENTS - 1)
    const told = { document: page.document, names: [...now] }
    await remember(page.tabId, [told, ...others]).catch(async () => {
      // The session has no more room. The page that asks is before the reader; others are told anew when they load, or what they list changes.
      await forgetAll()
      await remember(page.tabId, [told])
    })
    return true
  }
  return await inTurn(add)
}

/**
 * A document begins. Where the browser has no names for documents, it has that of those that its tab showed of the same origin
 * before: what they were told of is forgotten, or after months there would be more than any page lists.
 */
export async function begin(sender: Sender): Promise<void> {
  const speaker = speakerOf(sender)
  if (speaker?.is !== 'page' || sender.documentId) return
  const { tabId, document } = speaker
  await inTurn(async () => {
    const others = (await remembered(tabId)).filter((told) => told.document !== document)
    await remember(tabId, others)
  })
}

/** Forgets what the pages of a tab were told of. */
export const forget = (tabId: number): Promise<void> => inTurn(() => browser.storage.session.remove(itemOf(tabId)))

async function forgetAll(): Promise<void> {
  const items = Object.keys(await browser.storage.session.get())
  await browser.storage.session.remove(items.filter((item) => item.startsWith(BEGINNING)))
}
