import { i18n } from '#i18n'
import type { Color } from '@/lib/color'
import type { Known } from '@/lib/entry'
import * as generic from '@/lib/generic'
import { known, onMessage, type PageReport, stored } from '@/lib/messages'
import { paint } from '@/lib/paint'
import { highlightsShown, lastChange, lastColor } from '@/lib/settings'
import type { Listed, Site } from '@/lib/site'
import type { Item } from './session'
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

/**
 * Reads the papers of this document, shows a marker beside each, paints their highlights, and lets the reader make new ones,
 * for as long as the signal lasts. Touches no node of the page; without papers it adds nothing at all.
 */
export function start({ site, url, signal }: Start): void {
  let items: Item[] = []
  /** Papers of which it is known what is stored; the others are asked for at the next reading. */
  const answered = new Set<string>()
  let view: ReturnType<typeof createView> | undefined
  let shown = true
  /** Whether the reader asked for papers on this page, which no site answers for or whose site sees none. */
  let here = false
  let color: Color = 'claim'

  function siteNow(): Site | undefined {
    const at = site()
    return here && (!at || papersOf(at).length === 0) ? generic : at
  }

  /** Reads the page, asks what is stored of papers not asked for yet, and shows it all. */
  async function read() {
    const at = siteNow()
    const before = new Map(items.map((item) => [item.key, item]))
    items = (at ? papersOf(at) : []).map((listed) => {
      const key = listed.facts.keys[0] as string
      const { entry = null, seen } = before.get(key) ?? {}
      return { key, listed, entry, seen, marks: [], missing: [] }
    })
    if (items.length > 0) view ??= createView(context)
    view?.show()
    const fresh = items.filter((item) => !answered.has(item.key))
    if (!at || fresh.length === 0) return
    const answer = await stored(
      at.id,
      fresh.map((item) => item.listed.facts),
    )
    if (!Array.isArray(answer)) return fail(answer)
    for (const { key } of fresh) answered.add(key)
    take(fresh, answer)
  }

  /** Asks again what is stored of the papers of this page, after something was changed somewhere. */
  async function refresh() {
    if (items.length === 0) return
    // Without their abstracts: this is asked again after each act.
    const asked = items.map(({ listed: { facts } }) => {
      const { keys, title, authors, date } = facts
      return { keys, title, authors, date }
    })
    const same = items
    const answer = await known(asked)
    if (!Array.isArray(answer)) return fail(answer)
    take(
      same,
      answer.map((entry) => ({ entry })),
    )
  }

  function take(asked: Item[], answer: Known[]) {
    for (const [index, { key }] of asked.entries()) {
      // The page may have been read again since it was asked.
      const item = items.find((one) => one.key === key)
      if (!item) continue
      item.entry = answer[index]?.entry ?? null
      item.seen = answer[index]?.seen ?? item.seen
    }
    view?.show()
  }

  const fail = (answer: { problem: 'invalid' | 'closed'; detail: string } | undefined) => {
    if (answer) view?.say({ ok: false, ...answer }, '')
  }

  function papersOf(at: Site): Listed[] {
    try {
      return at.papers(document, url()).filter(({ facts }) => facts.keys.length > 0)
    } catch {
      // The page broke the site's rules. It stays as it was, and the popup says that its layout was not recognised.
      return []
    }
  }

  /** What the popup is told of the page. */
  function report(): PageReport {
    const at = siteNow()
    return {
      site: at?.id ?? '',
      name: at?.where.name ?? '',
      url: url().href,
      papers: items.map((item) => item.listed.facts),
      seen: Object.fromEntries(items.flatMap(({ key, seen }) => (seen ? [[key, seen]] : []))),
      missing: items.flatMap((item) => item.missing),
    }
  }

  const context = {
    signal,
    url,
    refresh,
    site: () => siteNow()?.id ?? '',
    items: () => items,
    color: () => color,
    shown: () => shown,
  }
  let reading = read()
  let timer: ReturnType<typeof setTimeout> | undefined
  let since = 0
  const readSoon = () => {
    clearTimeout(timer)
    since ||= Date.now()
    const wait = Math.min(QUIET, Math.max(0, since + PATIENCE - Date.now()))
    timer = setTimeout(() => {
      since = 0
      reading = read()
    }, wait)
  }
  const observer = new MutationObserver((records) => {
    const own = view?.element
    const isNews = ({ type, addedNodes, removedNodes }: MutationRecord) =>
      type !== 'childList' || [...addedNodes, ...removedNodes].some((node) => node !== own)
    if (records.some(isNews)) readSoon()
  })
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
  void lastColor.getValue().then((value) => {
    color = value
  })
  const stops = [
    lastChange.watch(() => void refresh()),
    highlightsShown.watch((value) => {
      shown = value
      view?.repaint()
      view?.announce(value ? i18n.t('page.shown') : i18n.t('page.hidden'))
    }),
    lastColor.watch((value) => {
      color = value
    }),
    onMessage('papersOnPage', async () => {
      await reading
      return report()
    }),
    onMessage('readHere', async () => {
      here = true
      reading = read()
      await reading
      return report()
    }),
    onMessage('readGeneric', () => ({
      site: generic.id,
      name: generic.where.name,
      url: url().href,
      seen: {},
      papers: papersOf(generic).map(({ facts }) => facts),
      missing: [],
    })),
    onMessage('show', ({ data }) => view?.reveal(data.keys, data.highlight) ?? false),
    onMessage('highlightSelection', ({ data }) => view?.highlightSelection(data.color, data.comment ?? false)),
    onMessage('goToPaper', ({ data }) => view?.step(data)),
  ]
  window.addEventListener('wxt:locationchange', readSoon, { signal })
  window.addEventListener('popstate', readSoon, { signal })
  // A listing may show other copies of its papers in a window of another width.
  window.addEventListener('resize', readSoon, { signal })
  signal.addEventListener('abort', () => {
    observer.disconnect()
    looks.disconnect()
    clearTimeout(timer)
    for (const stop of stops) stop()
    paint([])
  })
}
