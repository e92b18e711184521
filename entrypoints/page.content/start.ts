import { i18n } from '#i18n'
import type { Act, Done } from '@/lib/act'
import { mapText } from '@/lib/anchor'
import type { Color } from '@/lib/color'
import { onMessage, perform, sendMessage } from '@/lib/messages'
import { type Mark, paint } from '@/lib/paint'
import { quoteOf } from '@/lib/quote'
import { highlightsShown, lastChange, lastColor } from '@/lib/settings'
import type { Site } from '@/lib/site'
import { createCard } from './card'
import { createEditor } from './editor'
import { createHost } from './host'
import { selectInLinks } from './links'
import { createMarkers } from './markers'
import { find, placesOf, selectedFrom, selectedIn } from './places'
import { createReading } from './reading'
import { type Item, onPaper, type Selected, type Session } from './session'
import { createToast } from './toast'
import { createToolbar } from './toolbar'

/** What a page is read with. The practice page is its own site; other pages have theirs by their address. */
export interface Start {
  site(): Site | undefined
  url(): URL
  signal: AbortSignal
}

/**
 * Reads the papers of this document, shows a marker beside each, paints their highlights, and lets the reader make new ones,
 * for as long as the signal lasts. Touches no node of the page; without papers it adds nothing at all.
 */
export function start({ site, url, signal }: Start): void {
  let items: Item[] = []
  let page: ReturnType<typeof createPage> | undefined
  let shown = true
  let color: Color = 'claim'
  let reading: Promise<void> | undefined

  void highlightsShown.getValue().then((value) => {
    shown = value
    page?.repaint()
  })
  void lastColor.getValue().then((value) => {
    color = value
  })

  /** Reads the page again, asks what is stored of papers not asked for yet, and shows it all. */
  async function read() {
    const at = site()
    const listed = at ? papersOf(at) : []
    const before = new Map(items.map((item) => [item.key, item]))
    items = listed.map((one) => {
      const key = one.facts.keys[0] as string
      return { key, listed: one, entry: before.get(key)?.entry ?? null, marks: [], missing: [] }
    })
    if (items.length > 0 && !page) page = createPage()
    page?.show()
    const fresh = items.filter((item) => !before.has(item.key))
    if (!at || fresh.length === 0) return
    const answer = await sendMessage('visit', { site: at.id, papers: fresh.map((item) => item.listed.facts) })
    if (!Array.isArray(answer)) {
      if (answer) page?.session.say({ ok: false, ...answer }, '')
      return
    }
    for (const [index, item] of fresh.entries()) item.entry = answer[index] ?? null
    page?.show()
  }

  /** Asks again what is stored of the papers of this page, after something was changed somewhere. */
  async function refresh() {
    const asked = items
    const answer = await sendMessage('known', asked.map((item) => item.listed.facts.keys))
    if (!Array.isArray(answer)) return
    for (const [index, item] of asked.entries()) item.entry = answer[index] ?? null
    page?.show()
  }

  function papersOf(at: Site) {
    try {
      return at.papers(document, url()).filter((one) => one.facts.keys.length > 0)
    } catch {
      // The site broke its rules. The popup says that its layout was not recognised; the page stays as it was.
      return []
    }
  }

  let timer: ReturnType<typeof setTimeout> | undefined
  const readSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      reading = read()
    }, 150)
  }
  const observer = new MutationObserver((records) => {
    const own = page?.session.host.element
    const news = records.some((record) => [...record.addedNodes, ...record.removedNodes].some((node) => node !== own) || record.type !== 'childList')
    if (news) readSoon()
  })
  observer.observe(document.documentElement, { childList: true, subtree: true, characterData: true, attributeFilter: ['data-props'] })
  const stops = [
    lastChange.watch(() => void refresh()),
    highlightsShown.watch((value) => {
      shown = value
      page?.repaint()
      page?.session.host.say(i18n.t(value ? 'page.shown' : 'page.hidden'))
    }),
    lastColor.watch((value) => {
      color = value
    }),
    onMessage('papersOnPage', async () => {
      reading ??= read()
      await reading
      const at = site()
      const missing = items.flatMap((item) => item.missing)
      return { site: at?.id ?? '', name: at?.where.name ?? '', url: url().href, papers: items.map((item) => item.listed.facts), missing }
    }),
    onMessage('show', ({ data }) => page?.reveal(data.keys, data.highlight) ?? false),
    onMessage('highlightSelection', ({ data }) => page?.highlightSelection(data.color, data.comment ?? false)),
    onMessage('goToPaper', ({ data }) => page?.step(data)),
  ]
  window.addEventListener('wxt:locationchange', readSoon, { signal })
  window.addEventListener('popstate', readSoon, { signal })
  signal.addEventListener('abort', () => {
    observer.disconnect()
    clearTimeout(timer)
    for (const stop of stops) stop()
    paint([])
  })
  reading = read()

  /** All that we add to a page that has papers. */
  function createPage() {
    const host = createHost(document, signal)
    const session: Session = {
      host,
      signal,
      site: () => site()?.id ?? '',
      items: () => items,
      color: () => color,
      act,
      highlight,
      openEditor: (item, id, at) => editor.show(item, id, at),
      openCard: (item) => void card.show(item),
      say: (done, words) => toast.say(done, words),
    }
    const toast = createToast(host, async (entry) => session.say(await act({ do: 'undo', entry }), i18n.t('page.undone')))
    const toolbar = createToolbar(session)
    const editor = createEditor(session)
    const markers = createMarkers(session, {
      open: (item) => (card.open()?.key === item.key ? card.close() : void card.show(item)),
      enter,
      save: (item) => void save(item),
      note: (item) => card.show(item)?.focusNote(),
    })
    const card = createCard(session, (key) => markers.button(key), repaint)
    const keys = createReading((mapped, from, to) => {
      const opened = readingPlace && selectedFrom(readingPlace, mapped, from, to)
      if (opened) toolbar.show(opened)
      host.say(mapped.text.slice(from, to))
    })
    let readingPlace: ReturnType<typeof placesOf>[number] | undefined
    let pressed = false

    async function act(act: Act): Promise<Done> {
      const done = await perform(act)
      if (done.ok) await refresh()
      return done
    }

    async function highlight(selected: Selected, chosen: Color, comment: boolean) {
      const { item, field, text, start: from, end: to, range } = selected
      const quote = quoteOf(text, from, to)
      const twin = item.entry?.highlights.find((one) => one.field === field && one.exact === quote.exact && one.start === quote.start && one.color === chosen)
      const at = range.getBoundingClientRect()
      let id = twin?.id
      if (!twin) {
        id = crypto.randomUUID()
        const address = url().protocol.startsWith('http') ? { url: url().href.slice(0, 2000) } : {}
        const done = await act({ do: 'highlight', id, paper: onPaper(session, item), field, quote, text, color: chosen, ...address })
        if (!done.ok) {
          // The words stay selected and the bar stays open: nothing is lost, and the reader can try again.
          toolbar.fail(i18n.t(`problem.${done.problem}`))
          return
        }
        void lastColor.setValue(chosen)
        session.say(done, i18n.t('page.highlighted', [i18n.t(`color.${chosen}`)]))
      }
      endSelection()
      const now = items.find((one) => one.key === item.key)
      if ((comment || twin) && now && id) editor.show(now, id, at)
    }

    function endSelection() {
      toolbar.hide()
      document.getSelection()?.removeAllRanges()
      if (keys.active()) {
        keys.leave()
        const key = readingPlace?.item.key
        readingPlace = undefined
        if (key && card.open()?.key !== key) markers.focus(key)
      }
    }

    async function save(item: Item) {
      const status = item.entry?.paper.status ? null : ('to_read' as const)
      const done = await act({ do: 'status', paper: onPaper(session, item), status })
      session.say(done, status ? i18n.t('page.savedAs', [i18n.t('status.to_read')]) : i18n.t('page.statusNone'))
    }

    /** Enters the abstract that is shown of a paper by keys, opening ours where the page shows none. */
    function enter(item: Item) {
      const shownPlace = (at: ReturnType<typeof placesOf>[number]) => at.field === 'abstract' && at.place.element.checkVisibility()
      let opened = card.open()?.key === item.key ? card.open()?.place : undefined
      if (!placesOf(item, opened).some(shownPlace)) {
        card.show(item)?.focus()
        opened = card.open()?.place
      }
      readingPlace = placesOf(item, opened).find(shownPlace)
      if (!readingPlace || !keys.enter(readingPlace.place)) host.say(i18n.t('card.noAbstract'))
    }

    /** What is selected in the page or in our opened abstract, clipped to one paper's title or abstract. */
    function selection(): Selected | undefined {
      const selection = document.getSelection()
      if (!selection || selection.rangeCount === 0) return
      const [part] = selection.getComposedRanges({ shadowRoots: [host.root] })
      if (!part || (part.startContainer === part.endContainer && part.startOffset === part.endOffset)) return
      const range = document.createRange()
      range.setStart(part.startContainer, part.startOffset)
      range.setEnd(part.endContainer, part.endOffset)
      const { key, place } = card.open() ?? {}
      return selectedIn(range, items.flatMap((item) => placesOf(item, item.key === key ? place : undefined)))
    }

    function offer() {
      if (pressed || keys.active() || inField()) return
      const selected = selection()
      if (selected) toolbar.show(selected)
      else toolbar.hide()
    }

    const inField = () => {
      const active = document.activeElement === host.element ? host.root.activeElement : document.activeElement
      return active instanceof HTMLElement && (active.matches('input, textarea, select') || active.isContentEditable)
    }

    /** The highlight whose painted words are under a point, in viewport coordinates. */
    function highlightAt(x: number, y: number): { item: Item; id: string; mark: Mark } | undefined {
      const at = document.caretPositionFromPoint(x, y, { shadowRoots: [host.root] })
      if (!at) return
      const found = items.flatMap((item) => item.marks.map((mark) => ({ item, id: mark.id, mark }))).filter(({ mark }) => {
        if (mark.range.startContainer.getRootNode() !== at.offsetNode.getRootNode()) return false
        return mark.range.isPointInRange(at.offsetNode, at.offset) && [...mark.range.getClientRects()].some((r) => x >= r.left && x <= r.right && y >= r.top - 2 && y <= r.bottom + 8)
      })
      // Of nested ones the innermost: the shortest.
      return found.sort((a, b) => a.mark.range.toString().length - b.mark.range.toString().length)[0]
    }

    function repaint() {
      for (const item of items) {
        const { key, place } = card.open() ?? {}
        item.marks = []
        item.missing = []
        for (const stored of item.entry?.highlights ?? []) {
          const { ranges, held } = find(item, stored, item.key === key ? place : undefined)
          if (!held) item.missing.push(stored.id)
          for (const { range, own } of ranges) item.marks.push({ id: stored.id, color: stored.color, range, ground: own ? 'card' : 'page' })
        }
      }
      paint(shown ? items.flatMap((item) => item.marks) : [])
    }

    function show() {
      const sample = items.find((item) => item.listed.abstract)?.listed.abstract?.element ?? items[0]?.listed.element
      if (sample) host.suit(sample)
      repaint()
      markers.show(items)
      const opened = items.find((item) => item.key === card.open()?.key)
      if (opened) card.refresh(opened)
      else card.close(false)
      watchSizes()
    }

    const sizes = new ResizeObserver(() => place())
    const watched = new Set<Element>()
    function watchSizes() {
      const elements = new Set([document.documentElement, ...items.map((item) => item.listed.element)])
      for (const element of watched) if (!elements.has(element)) sizes.unobserve(element)
      for (const element of elements) if (!watched.has(element)) sizes.observe(element)
      watched.clear()
      for (const element of elements) watched.add(element)
    }

    let placing = 0
    function place() {
      cancelAnimationFrame(placing)
      placing = requestAnimationFrame(() => {
        markers.place()
        card.position()
      })
    }

    selectInLinks(document, (target) => items.some((item) => placesOf(item).some(({ place }) => place.element.contains(target) || target.contains(place.element))), signal)

    const on = <T extends keyof DocumentEventMap>(type: T, listener: (event: DocumentEventMap[T]) => void, capture = true) =>
      document.addEventListener(type, (event) => event.isTrusted && listener(event), { capture, signal })
    const ours = (event: Event) => event.target === host.element
    on('mousedown', (event) => {
      pressed = true
      if (ours(event)) return
      if (keys.active()) keys.leave()
      void editor.close()
    })
    on('mouseup', () => {
      pressed = false
      setTimeout(offer, 0)
    })
    on('selectionchange', () => {
      if (!pressed) offer()
    })
    on('click', (event) => {
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
      if (!(document.getSelection()?.isCollapsed ?? true)) return
      const found = shown && highlightAt(event.clientX, event.clientY)
      if (!found) return
      // On link text the click opens the editor and does not follow the link.
      event.preventDefault()
      event.stopImmediatePropagation()
      const rects = [...found.mark.range.getClientRects()]
      editor.show(found.item, found.id, rects.findLast((rect) => rect.top <= event.clientY + 2) ?? rects[0] ?? new DOMRect())
    })
    window.addEventListener(
      'keydown',
      (event) => {
        if (!event.isTrusted || inField() || event.ctrlKey || event.metaKey || event.altKey) return
        if (!onKey(event)) return
        event.preventDefault()
        event.stopImmediatePropagation()
      },
      { capture: true, signal },
    )
    on('scroll', (event) => {
      if (event.target !== document) place()
    })
    window.addEventListener('resize', place, { signal })
    signal.addEventListener('abort', () => sizes.disconnect())

    /** Keys while words are selected: by keys, or by the mouse with the toolbar open. */
    function onKey(event: KeyboardEvent): boolean {
      const selected = toolbar.current()
      if (event.key === 'Escape' && selected) {
        endSelection()
        return true
      }
      if (editor.contains(host.root.activeElement)) return false
      if (keys.active()) {
        if (keys.key(event)) return true
        if (event.key === 'Tab' && !event.shiftKey && readingPlace) return nextHighlight()
        if (event.key === 'Enter' && selected) {
          const same = selected.item.entry?.highlights.find((one) => one.field === selected.field && one.start === selected.start && one.end === selected.end)
          if (same) editor.show(selected.item, same.id, selected.range.getBoundingClientRect())
          else void highlight(selected, color, false)
          return true
        }
      }
      return selected !== undefined && !event.shiftKey && toolbar.key(event.key)
    }

    /** By keys, the next highlight of the abstract that is being read. False after the last, so that Tab goes on. */
    function nextHighlight(): boolean {
      const at = toolbar.current()
      const place = readingPlace
      if (!at || !place) return false
      const mapped = mapText(place.place)
      const marks = (at.item.entry?.highlights ?? []).filter((one) => one.field === place.field).flatMap((one) => find(at.item, one, card.open()?.place).ranges)
      const offsets = marks.flatMap(({ range }) => selectedIn(range, [place]) ?? []).sort((a, b) => a.start - b.start)
      const next = offsets.find((one) => one.start > at.start)
      if (next && mapped.text === next.text) keys.go(next.start, next.end)
      return next !== undefined
    }

    return {
      session,
      show,
      repaint,
      step: markers.step,
      /** The command's key and the context menu: highlights what is selected, or, with nothing selected, goes to a marker. */
      highlightSelection(chosen: Color | undefined, comment: boolean) {
        const selected = toolbar.current() ?? selection()
        if (selected) void highlight(selected, chosen ?? color, comment)
        else markers.step(1)
      },
      /** Brings a paper, or one of its highlights, into view; opens its abstract when the page does not show it. */
      reveal(wanted: string[], id: string | undefined): boolean {
        const item = items.find((one) => one.listed.facts.keys.some((key) => wanted.includes(key)))
        if (!item) return false
        item.listed.element.scrollIntoView({ block: 'center' })
        markers.focus(item.key)
        if (!id) return true
        const visible = () => items.find((one) => one.key === item.key)?.marks.find((mark) => mark.id === id && mark.range.getClientRects().length > 0)
        if (!visible()) card.show(item)
        const mark = visible()
        mark?.range.startContainer.parentElement?.scrollIntoView({ block: 'center' })
        const now = items.find((one) => one.key === item.key)
        if (mark && now) editor.show(now, id, mark.range.getBoundingClientRect())
        return mark !== undefined
      },
    }
  }
}
