import { i18n } from '#i18n'
import type { Done } from '@/lib/act'
import { type MappedText, mapText, offsetAt, rangesOf } from '@/lib/anchor'
import type { Highlight } from '@/lib/highlight'
import { placesIn } from '@/lib/pieces'
import { quoteOf } from '@/lib/quote'
import { holds } from '@/lib/roots'
import { type Edge, moved, nearestStop, nextStop, type Span, segments } from '@/lib/spans'
import type { createCard } from './card'
import { make } from './host'
import { langOf, type Place, placesOf, selectedFrom } from './places'
import type { Item, Session } from './session'

/** How wide and high a handle is to the pointer, and how much of it lies over the words, in CSS pixels. */
const SIZE = 24
const OVER = 6

/** What the editor does about a highlight whose end is moved. */
interface Around {
  /** Stores what is being written beside it: one thing after the other. */
  before(): Promise<unknown>
  after(done: Done): void
}

/** Paints a highlight of the page over other words; without any as it is stored. */
export type Paint = (item: Item, id: string, place: Place, words?: { mapped: MappedText; span: Span }) => void

/** A highlight whose ends can be moved. */
interface Hold {
  key: string
  id: string
  place: Place
  around: Around
  /** The words that it shall have, until that is stored, and the text that they are part of: a page may write another one. */
  wanted?: Span & { text: string }
  storing?: Promise<void>
}

/**
 * Moving the ends of the highlight that is being edited: by a handle at each end of its words, or word by word. The paint
 * follows; what it comes to is stored when the handle is let go.
 */
export function createResizing(
  session: Session,
  card: Pick<ReturnType<typeof createCard>, 'opened' | 'preview'>,
  paint: Paint,
) {
  const { host } = session
  let open: Hold | undefined
  let dragging: AbortController | undefined
  const handles = { start: handle('start'), end: handle('end') }

  const highlightOf = ({ key, id }: Pick<Hold, 'key' | 'id'>) =>
    session.item(key)?.entry?.highlights.find((one) => one.id === id)

  /** The words of the place where the highlight stands, and which of them are its own now. */
  function now(hold: Hold): { mapped: MappedText; span: Span } | undefined {
    const highlight = highlightOf(hold)
    if (!highlight || !hold.place.place.element.isConnected) return
    const mapped = mapText(hold.place.place)
    const span = hold.wanted?.text === mapped.text ? hold.wanted : placesIn(mapped.text, [highlight])[0]
    return span && { mapped, span }
  }

  /** Puts the handles where the words end now; away, where these are cut off or scrolled out of view. */
  function place() {
    const found = open && now(open)
    const from = host.origin()
    for (const edge of ['start', 'end'] as const) {
      const { style, dataset } = handles[edge]
      handles[edge].hidden = !found
      if (!open || !found) continue
      const { element } = open.place.place
      const { x, top, bottom } = edgeOf(element, found, edge)
      const box = element.getBoundingClientRect()
      const isCut = x < box.left - 2 || x > box.right + 2 || top < box.top - 8 || bottom > box.bottom + 8
      handles[edge].hidden = isCut
      const height = Math.max(bottom - top, SIZE)
      // Beside the words more than over them.
      style.left = `${Math.round(x - from.left - (isAtLeft(element, edge) ? SIZE - OVER : OVER))}px`
      style.top = `${Math.round((top + bottom - height) / 2 - from.top)}px`
      style.width = `${SIZE}px`
      style.height = `${Math.round(height)}px`
      dataset.side = isAtLeft(element, edge) ? 'left' : 'right'
    }
  }

  /** Shows the highlight over these words, or over those that are stored. */
  function show(hold: Hold, next?: { mapped: MappedText; span: Span }) {
    hold.wanted = next && { ...next.span, text: next.mapped.text }
    const item = session.item(hold.key)
    if (hold.place.place === card.opened()?.place) card.preview(hold.id, next?.span)
    else if (item) paint(item, hold.id, hold.place, next)
    place()
  }

  /** Stores the words that the highlight is shown over, and then those that it is shown over meanwhile. */
  async function storeAll(hold: Hold): Promise<void> {
    for (let wanted = hold.wanted; wanted; wanted = hold.wanted) {
      await hold.around.before()
      const mapped = mapText(hold.place.place)
      if (mapped.text !== wanted.text) return show(hold)
      const selected = selectedFrom(hold.place, mapped, wanted.start, wanted.end)
      const rev = highlightOf(hold)?.rev
      if (!selected || !rev) return show(hold)
      const { text } = selected
      const quote = quoteOf(text, selected.start, selected.end)
      const done = await session.act({ do: 'resize', id: hold.id, rev, quote, text, site: session.site() })
      hold.around.after(done)
      session.say(done, i18n.t('page.resized', [brief(quote.exact)]))
      if (!done.ok || hold.wanted === wanted) return show(hold)
      // An end of it is in the reader's hand again: where it goes is stored when they let go.
      if (dragging) return
    }
  }

  function store(hold: Hold) {
    hold.storing ??= storeAll(hold).finally(() => {
      hold.storing = undefined
    })
  }

  function handle(edge: Edge): HTMLElement {
    const made = make('div', { class: 'grip', 'data-edge': edge, 'aria-hidden': 'true' })
    // The words stay as they are selected, and the focus where it is.
    made.addEventListener('mousedown', (event) => event.preventDefault())
    made.addEventListener('pointerdown', (event) => event.isTrusted && event.button === 0 && drag(event, edge))
    return made
  }

  function drag(event: PointerEvent, edge: Edge) {
    const hold = open
    const from = hold && now(hold)
    if (!hold || !from || dragging) return
    const { element } = hold.place.place
    const at = edgeOf(element, from, edge)
    // It is not taken hold of just where the words end.
    const far = { x: event.clientX - at.x, y: event.clientY - (at.top + at.bottom) / 2 }
    const words = segments(from.mapped.text, 'word', langOf(element))
    const stop = new AbortController()
    dragging = stop
    const { signal } = stop
    signal.addEventListener('abort', () => {
      dragging = undefined
      host.layer.classList.remove('moving')
    })
    host.layer.classList.add('moving')
    handles[edge].setPointerCapture(event.pointerId)
    const on = <T extends 'pointermove' | 'pointerup' | 'lostpointercapture'>(
      type: T,
      listener: (event: PointerEvent) => void,
    ) => handles[edge].addEventListener(type, (event) => event.isTrusted && listener(event), { signal })
    const cancel = () => {
      stop.abort()
      show(hold)
    }
    on('pointermove', ({ clientX, clientY, altKey }) => {
      const found = now(hold)
      const offset = found && caretAt(element, found.mapped, clientX - far.x, clientY - far.y)
      if (!found || offset === undefined) return
      const { mapped } = found
      const { text } = mapped
      // The words of which it was taken hold are not there any more.
      if (text !== from.mapped.text) return cancel()
      const span = moved(text, from.span, edge, altKey ? offset : nearestStop(text, words, edge, offset))
      if (span) show(hold, { mapped, span })
    })
    on('pointerup', () => {
      stop.abort()
      store(hold)
    })
    on('lostpointercapture', cancel)
    const onKey = (event: KeyboardEvent) => {
      if (!event.isTrusted || event.key !== 'Escape') return
      event.preventDefault()
      event.stopImmediatePropagation()
      cancel()
    }
    window.addEventListener('keydown', onKey, { capture: true, signal })
  }

  /** How much of a text stands before a point of the window, or before the point of the element that is nearest to it. */
  function caretAt(element: Element, mapped: MappedText, x: number, y: number): number | undefined {
    const { left, right, top, bottom } = element.getBoundingClientRect()
    const within = (value: number, least: number, most: number) => Math.max(least + 1, Math.min(value, most - 1))
    const point = [within(x, left, right), within(y, top, bottom)] as const
    const caret = document.caretPositionFromPoint(...point, { shadowRoots: session.roots() })
    if (caret && holds(element, caret.offsetNode)) return offsetAt(mapped, caret.offsetNode, caret.offset)
  }

  return {
    /** Takes hold of a highlight's words, in the place that is nearest to `at`; tells where they stand there. */
    open({ key }: Item, id: string, at: DOMRect, around: Around): DOMRect[] {
      const item = session.item(key)
      const highlight = highlightOf({ key, id })
      if (!item || !highlight) return []
      const opened = card.opened()
      const places = placesOf(item, opened?.key === key ? opened.place : undefined)
        .filter(({ field, place }) => field === highlight.field && place.element.checkVisibility())
        .map((place) => ({ place, rects: rectsOf(place, highlight) }))
        .filter(({ rects }) => rects.length > 0)
      const far = (rects: DOMRect[]) =>
        Math.min(...rects.map(({ left, top }) => Math.hypot(left - at.left, top - at.top)))
      const [nearest] = places.sort((a, b) => far(a.rects) - far(b.rects))
      if (!nearest) return []
      open = { key, id, place: nearest.place, around }
      host.layer.append(handles.start, handles.end)
      place()
      return nearest.rects
    },
    close() {
      dragging?.abort()
      if (open && !open.storing) show(open)
      open = undefined
      handles.start.remove()
      handles.end.remove()
    },
    place,
    /** Moves an end by one word, to the left or to the right. */
    step(edge: Edge, to: 'left' | 'right') {
      const hold = open
      const found = hold && now(hold)
      if (!hold || !found || dragging) return
      const { mapped, span } = found
      const { element } = hold.place.place
      const words = segments(mapped.text, 'word', langOf(element))
      const by = (to === 'right') === isAtLeft(element, 'start') ? 1 : -1
      const next = moved(mapped.text, span, edge, nextStop(mapped.text, words, edge, span[edge], by))
      if (!next || next[edge] === span[edge]) return
      show(hold, { mapped, span: next })
      store(hold)
    },
  }
}

/** Where the words of a highlight stand in a place, line by line, in viewport coordinates. */
function rectsOf({ place }: Place, highlight: Highlight): DOMRect[] {
  const mapped = mapText(place)
  const [span] = placesIn(mapped.text, [highlight])
  const ranges = span ? rangesOf(mapped, span.start, span.end) : []
  return ranges.flatMap((range) => [...range.getClientRects()]).filter(({ width }) => width > 0)
}

/** Where an end of some words is to be seen, in viewport coordinates. */
function edgeOf(element: Element, { mapped, span }: { mapped: MappedText; span: Span }, edge: Edge) {
  const [from, to] = edge === 'start' ? [span.start, span.start + 1] : [span.end - 1, span.end]
  const { left, right, top, bottom } = rangesOf(mapped, from, to)[0].getBoundingClientRect()
  return { x: isAtLeft(element, edge) ? left : right, top, bottom }
}

/** Whether an end of words is at their left: in Arabic they begin at the right. */
const isAtLeft = (element: Element, edge: Edge) =>
  (edge === 'start') === (getComputedStyle(element).direction === 'ltr')

/** So much of some words that they are known again. */
const brief = (words: string) => (words.length <= 60 ? words : `${words.slice(0, 28)} … ${words.slice(-28)}`)
