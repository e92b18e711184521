import { i18n } from '#i18n'
import { nameOf } from '@/components/meaning'
import type { Done } from '@/lib/act'
import { mapText, rangesOf } from '@/lib/anchor'
import type { Prepared } from '@/lib/color'
import type { Highlight } from '@/lib/highlight'
import { placesIn } from '@/lib/pieces'
import { quoteOf } from '@/lib/quote'
import { lastColor } from '@/lib/settings'
import { shortened } from '@/lib/words'
import type { createCard } from './card'
import type { createEditor } from './editor'
import { type Press, pressOf } from './links'
import { langOf, type Place, placesOf, selectedFrom, selectedNow } from './places'
import { createReading } from './reading'
import { type Item, onPaper, type Selected, type Session } from './session'
import { createToolbar } from './toolbar'

/** After how long two clicks do not become three any more, in milliseconds. */
const THIRD_CLICK = 400

/**
 * Selecting words, by the mouse, by the browser's own keys, or by reading an abstract by keys, and highlighting them. `before` is
 * the press of the mouse by which some are being selected already, or were.
 */
export function createSelecting(
  session: Session,
  card: ReturnType<typeof createCard>,
  editor: ReturnType<typeof createEditor>,
  { focusMarker, before }: { focusMarker(key: string): void; before: Press | undefined },
) {
  const { host, signal } = session
  const toolbar = createToolbar(session, highlight, (...which) => void attach(...which))
  let readingPlace: Place | undefined
  /** What had the focus when reading by keys began: its keys are ours as long as it has it. */
  let readingFrom: Element | null = null
  const reading = createReading(({ start, end }) => {
    if (!readingPlace) return
    const { place } = readingPlace
    // In ours the words are marked by ourselves: a selection there would hand the page a way into our root.
    if (place === card.opened()?.place) card.select({ start, end })
    const mapped = mapText(place)
    const ranges = rangesOf(mapped, start, end)
    if (place !== card.opened()?.place) document.getSelection()?.setBaseAndExtent(...endsOf(ranges))
    ranges[0].startContainer.parentElement?.scrollIntoView({ block: 'nearest', behavior: 'instant' })
    const selected = selectedFrom(readingPlace, mapped, start, end)
    if (selected) toolbar.show(selected)
    host.say(mapped.text.slice(start, end))
  })
  let pressed = before !== undefined && !before.released

  let last: Promise<unknown> = Promise.resolve()
  /** One after the other: the same press again, while the reader is asked something, finds what the first has made. */
  async function highlight(...which: Parameters<typeof store>) {
    const next = () => store(...which)
    last = last.then(next, next)
    await last
  }

  async function store(selected: Selected, color: Prepared, comment: boolean) {
    const { item, field, text, start, end, ranges } = selected
    const quote = quoteOf(text, start, end)
    const at = ranges[0].getBoundingClientRect()
    const paper = onPaper(session, item)
    const { href, protocol } = session.url()
    const url = protocol.startsWith('http') ? href.slice(0, 2000) : undefined
    const id = crypto.randomUUID()
    const done = await session.act({ do: 'highlight', id, paper, field, quote, text, color, url })
    if (!done.ok) {
      // The words stay selected and the bar stays open: nothing is lost, and the reader can try again.
      toolbar.show(selected)
      toolbar.fail(session.sentence(done.problem))
      return
    }
    void lastColor.setValue(color)
    // Nothing was changed where these words have that meaning already; asking again opens what is there.
    if (done.entry) session.say(done, i18n.t('page.highlighted', [nameOf(session.meanings(), color)]))
    endSelection()
    if (done.highlight && (comment || !done.entry)) editor.show(item, done.highlight.id, at)
  }

  /** Gives a highlight that lost its words the selected ones. */
  async function attach(selected: Selected, lost: Highlight) {
    const done = await attachTo(selected, lost)
    if (done.ok) session.say(done, i18n.t('lost.attached', [shortened(lost.exact)]))
    else toolbar.fail(session.sentence(done.problem))
  }

  async function attachTo({ field, text, start, end }: Selected, { id, rev }: Highlight): Promise<Done> {
    const quote = quoteOf(text, start, end)
    const done = await session.act({ do: 'attach', id, rev, field, quote, text, site: session.site() })
    if (done.ok) endSelection()
    return done
  }

  /** Ends the selection; after reading by keys the focus goes back to where it came from. */
  function endSelection() {
    toolbar.hide()
    document.getSelection()?.removeAllRanges()
    if (!reading.active()) return
    const key =
      focusedElement() === readingFrom || toolbar.contains(focusedElement()) ? readingPlace?.item.key : undefined
    leave()
    if (key && card.opened()?.key !== key) focusMarker(key)
  }

  /** Stops reading by keys, wherever the focus is. */
  function leave() {
    reading.leave()
    readingPlace = undefined
    card.select(undefined)
  }

  /** Enters the abstract that is shown of a paper, by keys; opens ours where the page shows none. */
  function enter(item: Item) {
    const shownPlace = () => {
      const opened = card.opened()
      return placesOf(item, opened?.key === item.key ? opened.place : undefined).find(
        ({ field, place }) => field === 'abstract' && place.element.checkVisibility(),
      )
    }
    readingPlace = shownPlace()
    if (!readingPlace) {
      card.show(item).focus()
      readingPlace = shownPlace()
    }
    readingFrom = focusedElement()
    const element = readingPlace?.place.element
    const text = readingPlace ? mapText(readingPlace.place).text : ''
    if (!reading.enter(text, langOf(element))) host.say(i18n.t('card.noAbstract'))
  }

  const selection = () => selectedNow(session, card.opened())

  function offer() {
    if (pressed || reading.active() || inField()) return
    const selected = selection()
    if (selected) toolbar.show(selected)
    else toolbar.hide()
  }

  /** The element that has the focus, in the page, in its open roots or in ours. */
  function focusedElement(): Element | null {
    let active = document.activeElement
    while (active) {
      const inner: Element | null | undefined = (active === host.element ? host.root : active.shadowRoot)?.activeElement
      if (!inner) break
      active = inner
    }
    return active
  }

  /** Whether the focus is where letters are typed. */
  function inField(): boolean {
    const active = focusedElement()
    return active instanceof HTMLElement && (active.matches('input, textarea, select') || active.isContentEditable)
  }

  /** Does what a key stands for while words are selected; tells whether it stood for something. */
  function onKey(event: KeyboardEvent): boolean {
    // Of a selection that was changed just now, by a key that came right before, the browser may not have told yet.
    if (toolbar.current()) offer()
    const selected = toolbar.current()
    const focused = focusedElement()
    if (editor.contains(focused) || host.root.querySelector('.ask')?.contains(focused)) return false
    // Reading by keys is over once the focus goes elsewhere; what has it then has its keys.
    if (reading.active() && focused !== readingFrom && !toolbar.contains(focused)) endSelection()
    if (event.key === 'Escape' && selected) {
      if (!toolbar.fold()) endSelection()
      return true
    }
    if (toolbar.contains(focused)) return false
    if (reading.active() && selected) {
      if (reading.key(event)) return true
      if (event.key === 'Tab' && !event.shiftKey) return nextHighlight(selected)
      if (event.key === 'Enter') {
        const { item, field, start, end, ranges } = selected
        const same = item.entry?.highlights.find((one) => one.field === field && one.start === start && one.end === end)
        if (same) editor.show(item, same.id, ranges[0].getBoundingClientRect())
        else void highlight(selected, session.color(), false)
        return true
      }
    }
    return selected !== undefined && !event.shiftKey && session.barKeysOn() && toolbar.key(event.key)
  }

  /** While reading by keys, goes to the next highlight of the abstract. False after the last, so that Tab goes on. */
  function nextHighlight({ item, start }: Selected): boolean {
    if (!readingPlace) return false
    const { field, place } = readingPlace
    const highlights = session.item(item.key)?.entry?.highlights.filter((highlight) => highlight.field === field) ?? []
    const next = placesIn(mapText(place).text, highlights)
      .sort((a, b) => a.start - b.start)
      .find((one) => one.start > start)
    if (next) reading.go(next.start, next.end)
    return next !== undefined
  }

  /** Where the mouse went down. */
  let from = before
  let waiting: ReturnType<typeof setTimeout> | undefined

  /** Highlights what the mouse has just selected, where the reader wants that: by a drag, or by two or three clicks on words. */
  function highlightReleased({ clientX, clientY, detail, shiftKey }: MouseEvent) {
    const begun = from
    from = undefined
    if (!session.highlightsOnSelect() || !begun?.selects || shiftKey) return
    const isDrag = Math.hypot(clientX - begun.x, clientY - begun.y) >= 4
    if (!isDrag && (detail < 2 || begun.link)) return
    const run = () => {
      const selected = toolbar.current()
      if (selected) void highlight(selected, session.color(), false)
    }
    // Two clicks may become three.
    if (isDrag || detail > 2) run()
    else waiting = setTimeout(run, THIRD_CLICK)
  }

  const options = { capture: true, signal }
  document.addEventListener(
    'mousedown',
    (event) => {
      if (!event.isTrusted) return
      pressed = true
      clearTimeout(waiting)
      from = pressOf(event)
      if (event.target !== host.element) leave()
    },
    options,
  )
  document.addEventListener(
    'mouseup',
    (event) => {
      pressed = false
      // A click that ends a selection ends it only after this event; the change is heard then.
      offer()
      if (event.isTrusted) highlightReleased(event)
    },
    options,
  )
  document.addEventListener('selectionchange', offer, { signal })
  window.addEventListener('resize', toolbar.place, { signal })
  window.addEventListener(
    'keydown',
    (event) => {
      // A press whose release a menu or a drag has eaten is over.
      pressed = false
      if (!event.isTrusted || inField() || event.ctrlKey || event.metaKey || event.altKey || !onKey(event)) return
      event.preventDefault()
      event.stopImmediatePropagation()
    },
    options,
  )

  // Words that were selected before there was a bar.
  offer()
  if (before?.released) highlightReleased(before.released)

  return {
    enter,
    key: onKey,
    /** Gives a highlight that lost its words the selected ones, for who says so elsewhere; undefined when none of its paper are. */
    async attachSelected(id: string): Promise<Done | undefined> {
      const selected = toolbar.current() ?? selection()
      const lost = selected?.item.entry?.highlights.find((highlight) => highlight.id === id)
      return selected && lost && (await attachTo(selected, lost))
    },
    /** Whether the bar stands under words: then keys are for these. */
    isOffering: () => toolbar.current() !== undefined,
    /** Highlights what is selected; false when nothing is. */
    highlight(color: Prepared | undefined, comment: boolean) {
      const selected = toolbar.current() ?? selection()
      if (selected) void highlight(selected, color ?? session.color(), comment)
      return selected !== undefined
    },
  }
}

function endsOf(ranges: [Range, ...Range[]]) {
  const [{ startContainer, startOffset }] = ranges
  const { endContainer, endOffset } = ranges.at(-1) ?? ranges[0]
  return [startContainer, startOffset, endContainer, endOffset] as const
}
