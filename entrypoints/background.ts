import type { z } from 'zod'
import { i18n } from '#i18n'
import { browser, defineBackground } from '#imports'
import { nameOf } from '@/components/meaning'
import { shifted, weekOf } from '@/lib/calendar'
import { namesOf } from '@/lib/cite'
import { isPrepared, offered } from '@/lib/color'
import { dayOf } from '@/lib/day'
import type { Known } from '@/lib/entry'
import { backUpIfDue } from '@/lib/library/backup'
import { recount } from '@/lib/library/canary'
import { digest } from '@/lib/library/digest'
import { expireTrash } from '@/lib/library/expire'
import { history } from '@/lib/library/history'
import { perform } from '@/lib/library/perform'
import { prepare, search } from '@/lib/library/search'
import { expireSightings } from '@/lib/library/sightings'
import { notForPages, performFor, tellKnown } from '@/lib/library/told'
import { Asked, knownOf, Visit, visit } from '@/lib/library/visit'
import { onMessage, sendMessage } from '@/lib/messages'
import type { Paper } from '@/lib/paper'
import { hostsBeside, openGates, originsOf, registerGate, watchSites } from '@/lib/permissions'
import { problemOf } from '@/lib/problem'
import {
  backupFailure,
  backupPlan,
  digestTold,
  highlightsShown,
  keptInPrivate,
  lastChange,
  meanings,
  sightingsKept,
} from '@/lib/settings'
import { scriptsAt, wheres, wheresAt } from '@/lib/sites'
import { begin, forget, speakerOf, toldTo } from '@/lib/speaker'

/** Answers the pages with the library, injects the page script where the gate asks, and passes keys and menus on. */
export default defineBackground(() => {
  onMessage('arrived', async ({ sender }) => {
    const tabId = sender.tab?.id
    if (tabId === undefined || !sender.url) return true as const
    const url = new URL(sender.url)
    await begin(sender)
    await browser.scripting.executeScript({ target: targetOf(tabId, sender), files: scriptsAt(url) })
    // The reader has allowed a host of no site: the general reader reads it.
    if (wheresAt(url).length === 0) await sendMessage('readHere', undefined, tabId)
    return true as const
  })
  onMessage('desk', async ({ sender }) => {
    const tabId = sender.tab?.id
    if (tabId !== undefined) {
      await browser.scripting.executeScript({ target: targetOf(tabId, sender), files: ['/desk.js'] })
    }
    return true as const
  })
  let registering: Promise<void> = Promise.resolve()
  const reconcile = (added: string[]) => {
    // One after the other: two at once would both find nothing registered.
    registering = registering
      .then(() => registerGate(wheres.filter(({ required }) => required)))
      .then(() => openGates(added))
      .catch(console.error)
  }
  reconcile([])
  let making: Promise<void> = Promise.resolve()
  const remakeMenus = () => {
    making = making.then(makeMenus).catch(console.error)
    return making
  }
  watchSites((added) => {
    reconcile(added)
    void remakeMenus()
    hearClicks()
  })

  meanings.watch(() => void remakeMenus())

  onMessage('act', async ({ data, sender }) => {
    // All acts alike: also one that deletes or takes back leaves an entry in the journal, with its time.
    const speaker = speakerOf(sender)
    if (!speaker) return notForPages
    const isPrivate = sender?.tab?.incognito || data?.private
    if (isPrivate && !(await keptInPrivate.get())) return { ok: false, problem: 'private', detail: '' }
    return speaker.is === 'screen' ? await perform(data) : await performFor(speaker, data)
  })
  onMessage('history', async ({ sender }) => {
    const speaker = speakerOf(sender)
    if (!speaker) return {}
    return await history(speaker.is === 'page' ? await toldTo(speaker) : undefined).catch(() => ({}))
  })
  onMessage('privateKept', () => keptInPrivate.get())
  onMessage('keepPrivate', async ({ sender }) => {
    const speaker = speakerOf(sender)
    // It is for a window in which the reader was asked.
    if (speaker?.is === 'screen' || speaker?.isPrivate) await keptInPrivate.set()
    return true as const
  })
  onMessage('visit', ({ data, sender }) =>
    answer(Visit, data, sender, async (page) => {
      // In a private window nothing is stored that the reader did not ask for.
      if (sender?.tab?.incognito) return await knownOf(page.papers)
      return await visit(page, !isPractice(sender) && (await sightingsKept.getValue()))
    }),
  )
  onMessage('news', async ({ data, sender }) => {
    const tabId = sender?.tab?.id
    if (tabId === undefined || isPractice(sender) || !Number.isSafeInteger(data)) return
    await browser.action.setBadgeBackgroundColor({ tabId, color: '#504c46' })
    await browser.action.setBadgeText({ tabId, text: data > 0 ? String(data) : '' })
    // In words when the mouse rests on it.
    await browser.action.setTitle({ tabId, title: i18n.t('badge', data) })
  })
  onMessage('known', ({ data, sender }) => answer(Asked, data, sender, knownOf))
  browser.tabs.onRemoved.addListener((tabId) => void forget(tabId))
  void expireSightings().catch(console.error)
  void recount().catch(console.error)

  // Nothing has to be saved anew unless something changes, and nothing changes unless the worker runs, or is woken by this: no
  // alarm has to be kept for it.
  const backUp = () => void backUpIfDue()
  for (const setting of [lastChange, backupPlan, backupFailure]) setting.watch(backUp)
  backUp()
  void expireTrash().catch(console.error)

  // Without the permission the browser has no such part. It is there as soon as the reader agrees.
  const hearClicks = () => browser.notifications?.onClicked.addListener(openTold)
  hearClicks()
  // Whoever is told anything at all is told when the worker starts, and that is at the latest when the browser does: no alarm has
  // to be kept for it.
  browser.runtime.onStartup.addListener(() => {})
  void tellOfWeek().catch(console.error)

  browser.runtime.onInstalled.addListener(async ({ reason }) => {
    await remakeMenus()
    if (reason === 'install') await browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') })
  })

  browser.contextMenus.onClicked.addListener(({ menuItemId }, tab) => {
    if (tab?.id === undefined) return
    const id = String(menuItemId)
    const color = id.split(':').at(-1)
    const chosen = isPrepared(color) ? color : undefined
    void sendMessage('highlightSelection', { color: chosen, comment: id === 'highlight:comment' }, tab.id)
  })

  browser.commands.onCommand.addListener(async (command, tab) => {
    if (command === 'toggle') await highlightsShown.setValue(!(await highlightsShown.getValue()))
    if (command === 'search') await browser.tabs.create({ url: libraryAt('search') })
    if (tab?.id === undefined) return
    if (command === 'highlight') void sendMessage('highlightSelection', {}, tab.id)
    if (command === 'next-paper') void sendMessage('goToPaper', 1, tab.id)
    if (command === 'previous-paper') void sendMessage('goToPaper', -1, tab.id)
  })

  browser.omnibox.setDefaultSuggestion({ description: marked(i18n.t('omnibox.all')) })
  browser.omnibox.onInputStarted.addListener(() => void prepare().catch(console.error))
  browser.omnibox.onInputChanged.addListener(async (words, suggest) => {
    const found = await search(words, SUGGESTED).catch((error: unknown) => {
      console.error(error)
      return []
    })
    suggest(found.map(({ paper }) => ({ content: libraryAt(`paper=${paper.id}`), description: described(paper) })))
  })
  browser.omnibox.onInputEntered.addListener(async (entered, disposition) => {
    // What was chosen is the address that was suggested; else it is what was typed.
    const url = entered.startsWith(libraryAt('paper=')) ? entered : libraryAt(`search=${encodeURIComponent(entered)}`)
    if (disposition === 'currentTab') await browser.tabs.update({ url })
    else await browser.tabs.create({ url, active: disposition === 'newForegroundTab' })
  })
})

/** The document that asked, which need not be the one that is shown: a page may be loaded before it is gone to. */
function targetOf(tabId: number, sender: { documentId?: string }) {
  return sender.documentId ? { tabId, documentIds: [sender.documentId] } : { tabId }
}

/** Tells the reader who wants it, once, when a week is over, what that week left open, if it did. */
async function tellOfWeek() {
  const told = await digestTold.getValue()
  const week = shifted(weekOf(dayOf(new Date())), -7)
  if (told === null || told >= week || !browser.notifications) return
  // First: what is told twice is worse than what is not told.
  await digestTold.setValue(week)
  const { unread, unnoted, questions } = await digest(week)
  const left = [unread, unnoted, questions].map(({ length }) => String(length)) as [string, string, string]
  if (left.every((count) => count === '0')) return
  await browser.notifications.create(week, {
    type: 'basic',
    iconUrl: browser.runtime.getURL('/icon/128.png'),
    title: i18n.t('digest.over'),
    message: i18n.t('digest.left', left),
  })
}

/** Opens the digest of the week that was told of. */
async function openTold(week: string) {
  await browser.notifications.clear(week)
  await browser.tabs.create({ url: libraryAt(`view=digest&week=${week}`) })
}

/** How many papers the address bar suggests at most; browsers show no more. */
const SUGGESTED = 6

const libraryAt = (hash: string) => `${browser.runtime.getURL('/library.html')}#${hash}`

/** What XML cannot say. One such sign in a title, and Chromium refuses all suggestions. */
const UNSAID = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/gu

/** A text for the address bar, which in Chromium is XML. */
const marked = (text: string) =>
  import.meta.env.FIREFOX ? text : text.replace(UNSAID, ' ').replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** A paper on one line: title, then names and year. */
function described(paper: Pick<Paper, 'title' | 'authors' | 'authorCount' | 'date'>): string {
  const more = marked([namesOf(paper), paper.date?.slice(0, 4)].filter(Boolean).join(', '))
  if (!more) return marked(paper.title)
  return import.meta.env.FIREFOX ? `${paper.title} – ${more}` : `${marked(paper.title)} <dim>– ${more}</dim>`
}

/** Whether our own practice list speaks, which is no visit to a listing. */
const isPractice = (sender?: { url?: string }) =>
  sender?.url?.startsWith(browser.runtime.getURL('/welcome.html')) ?? false

/** Parses a question about papers and answers whoever asks, or says why it cannot be answered. */
async function answer<Q extends Visit | z.infer<typeof Asked>>(
  schema: z.ZodType<Q>,
  data: unknown,
  sender: Parameters<typeof speakerOf>[0],
  query: (question: Q) => Promise<Known[]>,
) {
  const speaker = speakerOf(sender)
  if (!speaker) return notForPages
  const parsed = schema.safeParse(data)
  if (!parsed.success) return { problem: 'invalid' as const, detail: parsed.error.message }
  try {
    const question: Visit | z.infer<typeof Asked> = parsed.data
    const known = await query(parsed.data)
    const listed = 'papers' in question ? question.papers : question
    return speaker.is === 'screen' || (await tellKnown(speaker, listed, known)) ? known : notForPages
  } catch (error) {
    console.error(error)
    return { problem: problemOf(error), detail: String(error) }
  }
}

/** "Highlight as" with the meanings, on selected words of the hosts that we may read and of our own practice page. */
async function makeMenus() {
  await browser.contextMenus.removeAll()
  const documentUrlPatterns = [...(await hostsBeside([])).flatMap(originsOf), browser.runtime.getURL('/welcome.html')]
  const shared = { contexts: ['selection'] as ['selection'], documentUrlPatterns }
  browser.contextMenus.create({ id: 'highlight', title: i18n.t('menu.highlight'), ...shared })
  const own = await meanings.getValue()
  for (const { color } of offered(own)) {
    browser.contextMenus.create({
      id: `highlight:${color}`,
      parentId: 'highlight',
      // One & would have the letter after it underlined.
      title: nameOf(own, color).replaceAll('&', '&&'),
      ...shared,
    })
  }
  browser.contextMenus.create({
    id: 'highlight:comment',
    parentId: 'highlight',
    title: i18n.t('menu.comment'),
    ...shared,
  })
}
