import { i18n } from '#i18n'
import type { Changed } from '@/lib/act'
import { appearanceOf } from '@/lib/appearance'
import { colorToUse, defaultMeanings, type Prepared } from '@/lib/color'
import { type Known, stateOf } from '@/lib/entry'
import { titleKey } from '@/lib/identity'
import { come, isAmiss, known, news, onMessage, stored } from '@/lib/messages'
import { paint } from '@/lib/paint'
import type { Problem } from '@/lib/problem'
import { createReader, type Found, papersOf } from '@/lib/reader'
import { readers } from '@/lib/readers'
import type { PageReport } from '@/lib/report'
import {
  appearance,
  barKeysOn,
  highlightOnSelect,
  highlightsShown,
  lastChange,
  lastColor,
  meanings,
  type Setting,
} from '@/lib/settings'
import type { Listed, Site } from '@/lib/site'
import { createBeside } from './beside'
import type { Item } from './session'
import { inSlices, turn } from './slices'
import { createView } from './view'

/** What a page is read with. The practice page is its own site; other pages have theirs by their address. */
export interface Start {
  site(): Site | undefined
  url(): URL
  signal: AbortSignal
}

/** How long the page must be quiet before it is read again, in milliseconds. */
const QUIET = 150
/** After how long it is read all the same, in milliseconds: some pages are never quiet. */
const PATIENCE = 1000

/** How long the popup waits to be told when papers were seen, in milliseconds. */
const ENOUGH = 400

/** The reader of any page, once it was asked for. */
const general = () => readers.get('generic')

/** How many papers are asked for in one message: some megabytes at most. */
const ASKED = 500

function* chunks<T>(all: T[]): Generator<T[]> {
  for (let at = 0; at < all.length; at += ASKED) yield all.slice(at, at + ASKED)
}

/**
 * Reads the papers of this document, shows a marker beside each, paints their highlights, and lets the reader make new ones,
 * for as long as the signal lasts. Touches no node of the page; without papers it adds nothing at all.
 */
export function start({ site, url, signal }: Start): void {
  const reader = createReader()
  let items = new Map<string, Item>()
  /** Items that told no paper. */
  let unread = 0
  /** What the page was read as last. */
  let current: Site | undefined
  let address = ''
  let view: ReturnType<typeof createView> | undefined
  let shown = true
  /** Whether the reader asked for papers on this page, which no site answers for or whose site sees none. */
  let here = false
  let color: Prepared = 'claim'
  let own = defaultMeanings
  let keysOn = true
  let onSelect = false
  let look = appearanceOf(undefined)

  /** What one site reads in the page; nothing where the page breaks its rules, and the popup says that it was not recognised. */
  async function readAs(site: Site): Promise<Found> {
    // What was read at another address, or by another reader, says nothing of this one.
    if (address !== `${site.id} ${url().href}`) reader.forgetAll()
    address = `${site.id} ${url().href}`
    try {
      return await inSlices(reader.papers(site, document, url()), signal)
    } catch (error) {
      if (signal.aborted) throw error
      return { papers: [], unread: 0 }
    }
  }

  /** Reads the page and shows it, then asks what is stored of papers not asked for yet. */
  async function read() {
    let at = site()
    let found = at && (await readAs(at))
    const generic = general()
    if (generic && here && isAmiss(found)) {
      const other = await readAs(generic)
      if (other.papers.length > (found?.papers.length ?? 0)) [at, found] = [generic, other]
    }
    current = at
    unread = found?.unread ?? 0
    const before = items
    items = new Map()
    for (const listed of found?.papers ?? []) {
      const key = listed.facts.keys[0] as string
      const was = before.get(key)
      const { entry = null, seen, skipped, asked = false, answer = 0 } = was ?? {}
      const fresh = { key, listed, entry, seen, skipped, asked, answer, marks: [], missing: [] }
      items.set(key, was?.listed === listed ? was : fresh)
    }
    for (const { listed } of items.values()) watchIn(listed)
    if (items.size > 0) view ??= createView(context)
    await turn()
    // It is known now; who asks what the page lists need not wait until it is shown.
    void show()
    asking = asking.then(ask, ask).catch(stopped)
  }

  /** Asks what is stored of the papers that were not asked for yet, and shows it. */
  async function ask() {
    const fresh = [...items.values()].filter(({ asked }) => !asked)
    if (!current || fresh.length === 0) return
    for (const some of chunks(fresh)) {
      await turn()
      const question = ++questions
      const answer = await stored(
        current.id,
        some.map(({ listed }) => listed.facts),
      )
      if (!Array.isArray(answer)) return fail(answer)
      for (const item of take(question, some, answer)) item.asked = true
      await show()
    }
  }

  /** Asks again what is stored of those papers of this page that a change may be of. */
  async function refresh(of: string[] | undefined) {
    const names = of && new Set(of)
    const isOne = ({ listed: { facts } }: Item) =>
      !names || facts.keys.some((key) => names.has(key)) || names.has(titleKey(facts.title) ?? '')
    for (const some of chunks([...items.values()].filter(isOne))) {
      await turn()
      // Without their abstracts: this is asked again after each act.
      const asked = some.map(({ listed: { facts } }) => {
        const { keys, title, authors, date } = facts
        return { keys, title, authors, date }
      })
      const question = ++questions
      const answer = await known(asked)
      if (!Array.isArray(answer)) return fail(answer)
      take(question, some, answer)
    }
    await show()
  }

  /** The change that was asked after last, and when it is shown. */
  let followed: { change?: string; shown: Promise<void> } | undefined
  /** Shows what a change made; once, though who did it here hears of it twice: by the answer, and as all pages do. */
  function follow(change: Changed | undefined): Promise<void> {
    // Whoever of the two comes first, it was on the disk by then.
    if (!change || followed?.change !== change.id) followed = { change: change?.id, shown: refresh(change?.of) }
    return followed.shown
  }

  /** How many questions were asked: their numbers, for answers need not come in their order. */
  let questions = 0
  /** Notes what is known of papers; returns those items that the page still has. */
  function take(question: number, asked: Item[], answer: Known[]): Item[] {
    return asked.flatMap(({ key }, index) => {
      // The page may have been read again since it was asked.
      const item = items.get(key)
      if (!item) return []
      item.seen = answer[index]?.seen ?? item.seen
      // What was asked later knows of changes that this answer may not know of.
      if (question < item.answer) return [item]
      item.answer = question
      item.entry = answer[index]?.entry ?? null
      item.skipped = answer[index]?.skipped
      return [item]
    })
  }

  let showing: Promise<unknown> = Promise.resolve()
  /** How many new papers the toolbar was told of; undefined when it has forgotten. */
  let counted: number | undefined = 0
  /** Shows what is known now, one showing after the other. */
  function show(): Promise<unknown> {
    const all = [...items.values()]
    const count = all.filter((item) => stateOf(item) === 'new').length
    if (count !== counted && all.every(({ asked }) => asked)) {
      counted = count
      void news(count)
    }
    const next = async () => view && inSlices(view.show(), signal)
    showing = showing.then(next, next).then(beside.tell).catch(stopped)
    return showing
  }

  const fail = (answer: { problem: Problem; detail: string } | undefined) => {
    if (answer) view?.say({ ok: false, ...answer }, '')
  }

  /** Where the page or the extension went, what was under way ends without a word. */
  const stopped = (error: unknown) => {
    if (!signal.aborted) throw error
  }

  /** What the popup is told of the page. */
  const report = (): PageReport => ({
    site: current?.id ?? '',
    name: current?.where.name ?? '',
    url: url().href,
    papers: [...items.values()].map(({ listed }) => listed.facts),
    unread,
    seen: Object.fromEntries([...items.values()].flatMap(({ key, seen }) => (seen ? [[key, seen]] : []))),
    missing: [...items.values()].flatMap(({ missing }) => missing),
  })

  const beside = createBeside({
    signal,
    report,
    items: () => [...items.values()],
    whereabouts: () => view?.whereabouts,
  })
  const context = {
    signal,
    url,
    follow,
    site: () => current?.id ?? '',
    items: () => [...items.values()],
    item: (key: string) => items.get(key),
    color: () => colorToUse(own, color),
    meanings: () => own,
    barKeysOn: () => keysOn,
    highlightsOnSelect: () => onSelect,
    look: () => look,
    shown: () => shown,
  }
  let reading: Promise<void> = Promise.resolve()
  let asking: Promise<void> = Promise.resolve()
  /** Reads the page after what is being read, however that ended. */
  const readAgain = () => {
    reading = reading.then(read, read).catch(stopped)
    return reading
  }
  void readAgain().then(come)
  let timer: ReturnType<typeof setTimeout> | undefined
  let since = 0
  /** Reads soon what changed. */
  const readSoon = () => {
    clearTimeout(timer)
    since ||= Date.now()
    const wait = Math.min(QUIET, Math.max(0, since + PATIENCE - Date.now()))
    timer = setTimeout(() => {
      since = 0
      void readAgain()
    }, wait)
  }
  /** Looks at the whole page soon, for something of it may have changed that nobody tells of. */
  const lookSoon = () => {
    reader.changed()
    readSoon()
  }
  /** Whether the page must be read again: the general reader reads it whole, a site only what changed. */
  function mayMatter(records: MutationRecord[]) {
    if (!current?.matters || site()) return true
    const listed = new Set<Node>([...items.values()].map(({ listed }) => listed.element))
    return records.some((record) => current?.matters?.(record, listed, url()))
  }
  const observer = new MutationObserver((records) => {
    const own = view?.element
    const isNews = ({ type, addedNodes, removedNodes }: MutationRecord) =>
      type !== 'childList' || [...addedNodes, ...removedNodes].some((node) => node !== own)
    const news = records.filter(isNews)
    if (news.length === 0 || !mayMatter(news)) return
    if (news.some(({ type }) => type === 'attributes')) reader.forgetAll()
    else reader.changed(news)
    readSoon()
  })
  // A root that is attached late is no change of the document's; that the words in it take other room tells of it.
  const growth = new ResizeObserver(lookSoon)
  const watchIn = ({ hosts = [], roots = [] }: Listed) => {
    for (const root of roots) observer.observe(root, watched)
    for (const { parentElement } of hosts) if (parentElement) growth.observe(parentElement)
  }
  const watched = { childList: true, subtree: true, characterData: true, attributeFilter: ['data-props'] }
  observer.observe(document.documentElement, watched)
  // A page that turns dark does so by a class or a style of its root.
  const looks = new MutationObserver(() => view?.suit())
  for (const root of [document.documentElement, document.body]) {
    if (root) looks.observe(root, { attributeFilter: ['class', 'style', 'data-theme'] })
  }

  void highlightsShown.getValue().then((value) => {
    shown = value
    view?.repaint()
  })
  /** Hears what a setting is, now and whenever it changes; tells how to stop. */
  function heed<T>(setting: Setting<T>, hear: (value: T) => void) {
    void setting.getValue().then(hear)
    return setting.watch(hear)
  }
  const stops = [
    heed(lastColor, (value) => {
      color = value
    }),
    heed(barKeysOn, (value) => {
      keysOn = value
    }),
    heed(highlightOnSelect, (value) => {
      onSelect = value
    }),
    heed(meanings, (value) => {
      own = value
      void show()
    }),
    heed(appearance, (value) => {
      look = value
      view?.suit()
    }),
    lastChange.watch((change) => void follow(change ?? undefined)),
    highlightsShown.watch((value) => {
      shown = value
      view?.repaint()
      view?.announce(value ? i18n.t('page.shown') : i18n.t('page.hidden'))
    }),
    onMessage('papersOnPage', async () => {
      await reading
      // Which of thousands were seen before is not worth waiting for.
      await Promise.race([asking, new Promise((resolve) => setTimeout(resolve, ENOUGH))])
      return report()
    }),
    onMessage('readHere', async () => {
      here = true
      reader.changed()
      await readAgain()
      return report()
    }),
    onMessage('readGeneric', () => {
      const generic = general()
      if (!generic) throw new Error('The general reader was not put into this page.')
      const papers = papersOf(generic, document, url()).map(({ facts }) => facts)
      return { site: generic.id, name: generic.where.name, url: url().href, papers, unread: 0, seen: {}, missing: [] }
    }),
    onMessage('show', ({ data }) => view?.reveal(data.keys, data.highlight) ?? false),
    onMessage('attachSelected', ({ data }) => view?.attachSelected(data)),
    onMessage('highlightSelection', ({ data }) => view?.highlightSelection(data.color, data.comment ?? false)),
    onMessage('goToPaper', ({ data }) => view?.step(data)),
  ]
  window.addEventListener('wxt:locationchange', lookSoon, { signal })
  // Out of the back/forward cache: what was stored meanwhile was not heard here, and the toolbar has forgotten the page.
  const resumed = ({ persisted, isTrusted }: PageTransitionEvent) => {
    if (!persisted || !isTrusted) return
    for (const item of items.values()) item.asked = false
    counted = undefined
    reader.changed()
    void readAgain()
  }
  window.addEventListener('pageshow', resumed, { signal })
  window.addEventListener('popstate', lookSoon, { signal })
  // A listing may show other copies of its papers in a window of another width.
  window.addEventListener('resize', lookSoon, { signal })
  signal.addEventListener('abort', () => {
    observer.disconnect()
    growth.disconnect()
    looks.disconnect()
    clearTimeout(timer)
    for (const stop of stops) stop()
    paint([])
  })
}
