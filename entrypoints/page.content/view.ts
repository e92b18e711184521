import { i18n } from '#i18n'
import { pastWords } from '@/components/past'
import type { Act, Changed, Done } from '@/lib/act'
import { type MappedText, rangesOf } from '@/lib/anchor'
import type { Appearance } from '@/lib/appearance'
import type { Prepared } from '@/lib/color'
import { history } from '@/lib/messages'
import { type Mark, paint } from '@/lib/paint'
import { asking } from '@/lib/private'
import { problems } from '@/lib/problem'
import { holds } from '@/lib/roots'
import type { Span } from '@/lib/spans'
import { createBringing } from './bringing'
import { createHost } from './host'
import { selectInLinks } from './links'
import { createMarkers } from './markers'
import { findAll, marksAt, type Place, placesOf, selectedNow } from './places'
import { askToKeep } from './private'
import type { Item, Session } from './session'
import { createToast } from './toast'
import { createTriage } from './triage'
import { createVeils } from './veils'
import { createWhereabouts } from './whereabouts'

/** What the view is told of the page by the one who reads it. */
interface Context
  extends Pick<
    Session,
    'signal' | 'url' | 'site' | 'items' | 'item' | 'color' | 'meanings' | 'barKeysOn' | 'highlightsOnSelect'
  > {
  /** Asks again what is stored since a change, and shows it. */
  follow(change: Changed | undefined): Promise<void>
  /** Whether highlights are shown. */
  shown(): boolean
  /** How the reader likes what is ours. */
  look(): Appearance
}

/** All that we add to a page that has papers: markers, highlights, and what opens over it. */
export function createView({ follow, shown, look, ...context }: Context) {
  const { signal, items } = context
  const host = createHost(document, signal)
  // Fetched now: once the extension was updated, a script that is older can fetch no text any more, not even to say so.
  const sentences = new Map(problems.map((problem) => [problem, i18n.t(`problem.${problem}`)]))
  const session: Session = {
    ...context,
    host,
    roots: () => [host.root, ...items().flatMap(({ listed }) => listed.roots ?? [])],
    act,
    say: (done, words) => toast.say(done, words),
    sentence: (problem) => sentences.get(problem) ?? problem,
  }
  const toast = createToast(session, (entry, isRedo) =>
    takeBack(entry, isRedo, isRedo ? i18n.t('past.redoneNow') : i18n.t('past.undoneNow')),
  )
  const { atDesk, desk } = createBringing(session, {
    marker: (key) => markers.button(key),
    focusMarker: (key) => markers.focus(key),
    hint: () => triage.hint(),
    changed: () => veils.show(),
    paint: paintOver,
  })

  const opened = () => desk()?.card.opened()
  const isOffering = () => desk()?.selecting.isOffering() ?? false
  /** The paper that is to be opened when the desk is here. */
  let opening: string | undefined
  const open = async (item: Item) => {
    opening = item.key
    const { card } = (await atDesk()) ?? {}
    // Meanwhile the reader may have closed it, or gone on to another one.
    if (opening !== item.key) return
    opening = undefined
    if (card?.opened()?.key === item.key) card.close()
    else card?.show(item)
  }
  const markers = createMarkers(session, place, {
    open,
    press: (event, item) => triage.press(event, item),
    close(item) {
      const isOpen = opened()?.key === item.key
      if (isOpen) desk()?.card.close()
      const isOpening = opening === item.key
      opening = undefined
      return isOpen || isOpening
    },
  })
  const triage = createTriage(session, {
    markers,
    open,
    note: async (item) => (await atDesk())?.card.show(item).focusNote(),
    read: async (item) => (await atDesk())?.selecting.enter(item),
    readOn: (event) => desk()?.selecting.key(event),
    isOffering,
    step: stepBack,
  })
  const veils = createVeils(session, { opened: () => opened()?.key, isNear: markers.isNear })

  const whereabouts = createWhereabouts(session, { isNear: markers.isNear, opened: () => opened()?.key })

  const perform = asking(() => askToKeep(host))
  async function act(act: Act): Promise<Done> {
    const done = await perform(act)
    // What is stored is stored, also when the page then cannot be told.
    if (done.ok) await follow(done.change).catch(() => {})
    return done
  }

  /** Takes back an entry of the journal: an act, or, to do that again, its undoing. */
  async function takeBack(entry: string, isRedo: boolean, words: string) {
    toast.say(await act({ do: 'undo', entry }), words, !isRedo)
  }

  let stepping: Promise<void> = Promise.resolve()
  /** Undoes the last act, wherever it was done, or does the last one that was undone again; one after the other. */
  function stepBack(isRedo: boolean): Promise<void> {
    const next = () => stepOnce(isRedo)
    stepping = stepping.then(next, next)
    return stepping
  }

  async function stepOnce(isRedo: boolean) {
    const past = (await history())[isRedo ? 'redo' : 'undo']
    if (past) await takeBack(past.entry, isRedo, pastWords(past, isRedo))
    else toast.say({ ok: true }, isRedo ? i18n.t('past.noRedo') : i18n.t('past.noUndo'))
  }

  /** What the marks of each item were found for: as long as it is the same, they stand where they stood. */
  const foundFor = new WeakMap<Item, string>()
  function* find() {
    for (const item of items()) {
      const marked = JSON.stringify(item.entry?.highlights.map(({ id, rev }) => [id, rev]) ?? [])
      if (foundFor.get(item) !== marked) Object.assign(item, findAll(item))
      foundFor.set(item, marked)
      yield
    }
  }

  function repaint() {
    const marks = shown() ? items().flatMap((item) => item.marks) : []
    host.paintIn(marks.map(({ range }) => range.startContainer.getRootNode()))
    paint(marks)
    suit()
  }

  /** Paints a highlight over other words of a place, or as it is stored. */
  function paintOver(item: Item, id: string, { place }: Place, words?: { mapped: MappedText; span: Span }) {
    const isThere = (mark: Mark) => mark.id === id && mark.text === place.element
    const first = item.marks.findIndex(isThere)
    const over = words && rangesOf(words.mapped, words.span.start, words.span.end)
    item.marks = over
      ? item.marks.flatMap((mark, index) => {
          if (index === first) return over.map((range) => ({ ...mark, ...words.span, range }))
          return isThere(mark) ? [] : [mark]
        })
      : findAll(item).marks
    repaint()
  }

  let frame = 0
  const wanted = { place: false, suit: false }
  /** Does what is wanted before the next frame, once for all that asked for it. */
  function draw(what: keyof typeof wanted) {
    wanted[what] = true
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(() => {
      const { place, suit } = wanted
      wanted.place = wanted.suit = false
      if (place) {
        markers.place()
        veils.show()
        desk()?.card.position()
        desk()?.resizing.place()
      }
      // Last: what asks where something stands after it waits until the whole page was styled anew.
      if (suit) suitNow()
    })
  }

  /** Puts what is ours where it belongs now. */
  function place() {
    draw('place')
  }

  /** Reads the page's colours again. */
  function suit() {
    draw('suit')
  }

  function suitNow() {
    const listed = items().map((item) => item.listed)
    const sample = listed.find((one) => one.abstract)?.abstract?.element ?? listed[0]?.element
    const marked = shown() && items().some(({ marks }) => marks.length > 0)
    if (sample && host.suit(sample, marked, look())) veils.suit()
  }

  /** Shows the items as they are now; may pause after each. */
  function* show() {
    yield* find()
    repaint()
    yield* markers.show(items())
    veils.show()
    desk()?.resizing.place()
    const item = session.item(opened()?.key ?? '')
    if (item) desk()?.card.refresh(item)
    else desk()?.card.close(false)
  }

  const options = { capture: true, signal }
  const isWords = (target: Element) =>
    items().some((item) =>
      placesOf(item).some(({ place: { element } }) => holds(element, target) || holds(target, element)),
    )
  selectInLinks(document, isWords, session.roots, signal)
  document.addEventListener(
    'mousedown',
    (event) => {
      if (!event.isTrusted || event.target === host.element) return
      void desk()?.editor.close()
      desk()?.card.close(false)
    },
    options,
  )
  window.addEventListener(
    'keydown',
    (event) => {
      const idle = document.activeElement === document.body || document.activeElement === null
      if (event.isTrusted && event.key === 'Escape' && idle && !isOffering()) desk()?.card.close()
    },
    options,
  )
  document.addEventListener(
    'click',
    async (event) => {
      const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey
      if (!event.isTrusted || event.button !== 0 || modified || event.target === host.element) return
      if (selectedNow(session, opened())) return
      const found = shown() ? marksAt(items(), session.roots(), event.clientX, event.clientY) : undefined
      const [mark] = found?.marks ?? []
      if (!found || !mark) return
      // On link text the click opens the editor and does not follow the link.
      event.preventDefault()
      event.stopImmediatePropagation()
      const rects = [...mark.range.getClientRects()]
      const line = rects.findLast((rect) => rect.top <= event.clientY) ?? rects[0]
      const among = found.marks.map(({ id }) => id)
      if (line) (await atDesk())?.editor.show(found.item, mark.id, line, among)
    },
    options,
  )
  document.addEventListener('scroll', (event) => event.target !== document && place(), options)
  window.addEventListener('resize', place, { signal })

  return {
    element: host.element,
    show,
    suit,
    repaint,
    say: session.say,
    announce: host.say,
    step: markers.step,
    whereabouts,
    attachSelected: async (id: string) => (await atDesk())?.selecting.attachSelected(id),
    /** The command's key and the context menu: highlights what is selected, or, with nothing selected, goes to a marker. */
    async highlightSelection(color: Prepared | undefined, comment: boolean) {
      if (!selectedNow(session, opened()) && !isOffering()) markers.step(1)
      else (await atDesk())?.selecting.highlight(color, comment)
    },
    /** Brings a paper, or one of its highlights, into view; opens its abstract where the page does not show the words. */
    async reveal(keys: string[], id: string | undefined): Promise<boolean> {
      const item = items().find((one) => one.listed.facts.keys.some((key) => keys.includes(key)))
      if (!item) return false
      whereabouts.went(item.key)
      item.listed.element.scrollIntoView({ block: 'center', behavior: 'instant' })
      markers.focus(item.key)
      if (!id) return true
      const { card, editor } = (await atDesk()) ?? {}
      if (!card || !editor) return false
      const mark = item.marks.find((one) => one.id === id && one.range.getClientRects().length > 0)
      if (mark) {
        mark.range.startContainer.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' })
        editor.show(item, id, mark.range.getBoundingClientRect())
        return true
      }
      card.show(item)
      return card.edit(id)
    },
  }
}
