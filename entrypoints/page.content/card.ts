import { i18n } from '#i18n'
import { icons } from '@/components/icons'
import type { Highlight } from '@/lib/highlight'
import { type Placed, piecesOf, placesIn } from '@/lib/pieces'
import type { TextPlace } from '@/lib/site'
import type { Span } from '@/lib/spans'
import { type Status, statuses } from '@/lib/status'
import { icon, make, swatch } from './host'
import { type Item, onPaper, type Session } from './session'
import { writingField } from './write'

/** Between the card and its marker, in CSS pixels. */
const GAP = 6

/** What stands around the card. */
interface Around {
  /** The marker that it hangs on. */
  marker(key: string): HTMLElement | undefined
  /** Opens the editor of a highlight, of those that lie over the same words. */
  edit(item: Item, id: string, at: DOMRect, among?: string[]): void
  /** What the keys do, in a sentence. */
  hint(): string
  /** Called when another paper is open, or none. */
  changed(): void
}

/**
 * A paper opened over the page, under its marker: the abstract where the page holds one and does not show it, the highlights
 * with their comments, and a note. The page does not move. One is open at a time.
 */
export function createCard(session: Session, { marker, edit, hint, changed }: Around) {
  let open:
    | {
        key: string
        element: HTMLElement
        place?: TextPlace
        /** How the abstract is drawn now. */
        drawn: string
        rows: HTMLElement
        status: HTMLSelectElement
        /** The abstract that the page shows, which is better not covered. */
        below?: Element
        /** Whether it stands over its marker, having no room under it. */
        above: boolean
        /** Where the notes are written, the fields there, and which notes they are of. */
        notes: HTMLElement
        fields: ReturnType<typeof writingField>[]
        written: string
        growth: ResizeObserver
      }
    | undefined

  function close(focusBack = true) {
    if (!open) return
    const { key, element, fields, growth } = open
    open = undefined
    growth.disconnect()
    for (const field of fields) void field.close().then(({ done, words }) => !done.ok && session.say(done, words))
    element.remove()
    const button = marker(key)
    button?.setAttribute('aria-expanded', 'false')
    if (focusBack) button?.focus({ preventScroll: true })
    changed()
  }

  function show(item: Item) {
    close(false)
    const { facts } = item.listed
    const shownInPage = item.listed.abstract?.element.checkVisibility() ?? false
    const status = make('select', { 'aria-label': i18n.t('card.status') })
    for (const value of ['', ...statuses]) {
      status.append(make('option', { value }, value ? i18n.t(`status.${value as Status}`) : i18n.t('status.none')))
    }
    status.addEventListener('change', async (event) => {
      if (!event.isTrusted) return
      const chosen = (status.value || null) as Status | null
      const done = await session.act({ do: 'status', paper: onPaper(session, item), status: chosen })
      if (!done.ok) status.value = session.item(item.key)?.entry?.paper.status ?? ''
      session.say(done, chosen ? i18n.t('page.savedAs', [i18n.t(`status.${chosen}`)]) : i18n.t('did.no_status'))
    })
    const shut = make(
      'button',
      { type: 'button', class: 'btn bare ic sm', 'aria-label': i18n.t('close') },
      icon(icons.close),
    )
    shut.addEventListener('click', (event) => event.isTrusted && close())
    const head = make('header', {})
    const rows = make('div', { class: 'rows' })
    const element = make('section', { class: 'card pop', 'aria-label': facts.title, 'data-card': item.key }, head)

    head.append(make('span', { class: 'title one', dir: 'auto' }, facts.title))
    let place: TextPlace | undefined
    if (!shownInPage && facts.abstract) {
      element.append(make('p', { class: 'source micro quiet' }, i18n.t('card.fromPage')))
      const words = make(
        'p',
        { class: 'paper', dir: 'auto', tabindex: '0', 'aria-label': i18n.t('card.abstractOf', [facts.title]) },
        facts.abstract,
      )
      words.addEventListener('click', (event) => {
        const here = event.composedPath().flatMap((node) => (node as HTMLElement).dataset?.highlight ?? [])
        const { highlights = [] } = session.item(item.key)?.entry ?? {}
        const among = highlights
          .filter(({ id }) => here.includes(id))
          .sort((a, b) => a.exact.length - b.exact.length)
          .map(({ id }) => id)
        if (event.isTrusted && among[0] && !isSelecting()) editAt(among[0], among)
      })
      place = { element: words }
      element.append(words)
    } else if (!shownInPage) element.append(make('p', { class: 'source quiet small' }, i18n.t('card.noAbstract')))
    head.append(status, shut)
    const notes = make('div', {})
    element.append(rows, notes)

    // For who came by keys: the letters act while the marker has the focus.
    if (marker(item.key)?.matches(':focus-visible')) element.append(make('footer', {}, hint()))
    element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !event.isTrusted || event.defaultPrevented) return
      event.preventDefault()
      close()
    })
    session.host.layer.append(element)
    // It grows while one writes in it; over its marker it must grow upwards.
    const growth = new ResizeObserver(position)
    growth.observe(element)
    open = {
      key: item.key,
      element,
      place,
      below: shownInPage ? item.listed.abstract?.element : undefined,
      drawn: '',
      rows,
      status,
      above: false,
      notes,
      fields: [],
      written: '',
      growth,
    }
    marker(item.key)?.setAttribute('aria-expanded', 'true')
    changed()
    refresh(item)
    position()
    for (const field of open.fields) field.grow()
    const { bottom, height } = element.getBoundingClientRect()
    const { top } = marker(item.key)?.getBoundingClientRect() ?? { top: 0 }
    open.above = bottom > innerHeight && top > height + GAP
    position()
    // Only where there is room neither under the marker nor over it does the page move, and no further than it must.
    const hidden = element.getBoundingClientRect().bottom - innerHeight
    if (hidden > 0) scrollBy({ top: Math.min(hidden, top) + GAP, behavior: 'instant' })
    return {
      focusNote: () => open?.fields[0]?.area.focus(),
      focus: () => (place?.element as HTMLElement | undefined)?.focus(),
    }
  }

  /** The words that a highlight has as long as one of its ends is being moved. */
  let moving: ({ id: string } & Span) | undefined

  const firstNotes = new Map<string, string>()
  /** The id that a paper's first note will have: the same when the card is closed and opened before it is stored. */
  function firstNote(key: string): string {
    const id = firstNotes.get(key) ?? crypto.randomUUID()
    firstNotes.set(key, id)
    return id
  }

  /** Shows the notes as they are known now, where nobody wrote into their fields: what is stored may be known later than the paper. */
  function write(item: Item) {
    const written = JSON.stringify((item.entry?.notes ?? []).map(({ id, rev }) => [id, rev]))
    if (!open || open.written === written) return
    open.written = written
    if (!open.fields.every((field) => field.isUntouched())) return
    const focused = open.fields.findIndex(({ area }) => area.matches(':focus'))
    open.fields = notesOf(item)
    open.notes.replaceChildren(...open.fields.map(({ element }) => element))
    for (const field of open.fields) field.grow()
    open.fields[focused]?.area.focus()
  }

  /** One field for each note; an empty one for the first. */
  function notesOf(item: Item) {
    const notes = item.entry?.notes.length
      ? item.entry.notes
      : [{ id: firstNote(item.key), text: '', rev: undefined, versions: [] }]
    return notes.map((note, index) => {
      const rev = { now: note.rev }
      return writingField(session, {
        label: i18n.t('card.note'),
        draft: index === 0 ? `note:${item.key}` : `note:${note.id}`,
        words: note.text,
        versions: note.versions ?? [],
        rev,
        store: async (text) => {
          // Nothing was written before and nothing is now: no paper is kept for that.
          if (rev.now === undefined && !text.trim()) return { ok: true }
          return await session.act({ do: 'note', id: note.id, paper: onPaper(session, item), rev: rev.now, text })
        },
        drop: (text) => session.act({ do: 'drop-version', table: 'notes', id: note.id, text }),
      })
    })
  }

  /**
   * Draws the abstract with its highlights, and with the words that are selected by keys. Our own nodes: what is registered as
   * a highlight, or selected in the document, would hand the page a way into our root.
   */
  function draw(item: Item, selected?: Span) {
    const text = item.listed.facts.abstract
    if (!open?.place || !text) return
    const highlights = item.entry?.highlights.filter(({ field }) => field === 'abstract') ?? []
    const places: Placed<Highlight | 'selected'>[] = placesIn(text, highlights).map((place) =>
      place.what.id === moving?.id ? { ...place, start: moving.start, end: moving.end } : place,
    )
    if (selected) places.push({ what: 'selected', ...selected })
    const drawn = JSON.stringify(places)
    // Drawn again only when it differs: new nodes end a selection made by the mouse.
    if (drawn === open.drawn) return
    open.drawn = drawn
    open.place.element.replaceChildren(
      ...piecesOf(text, places).map(({ text, over }) => {
        const marks = over.filter((one) => one !== 'selected')
        const words: Node =
          marks.length < over.length ? make('span', { class: 'sel' }, text) : document.createTextNode(text)
        return marks.reduceRight<Node>((inner, { id, color }, depth) => {
          const lane = depth > 0 ? { class: 'lane2' } : undefined
          return make('mark', { 'data-m': color, 'data-highlight': id, ...lane }, inner)
        }, words)
      }),
    )
  }

  /** Opens the editor at the words of a highlight, or at its row where the card does not show them. */
  function editAt(id: string, among?: string[]): boolean {
    const item = open && session.item(open.key)
    const at = open?.element.querySelector(`[data-highlight="${id}"]`)
    if (!item || !at) return false
    at.scrollIntoView({ block: 'nearest', behavior: 'instant' })
    edit(item, id, at.getBoundingClientRect(), among)
    return true
  }

  /** Draws what may have changed while the card is open: status and highlights. */
  function refresh(item: Item) {
    if (open?.key !== item.key) return
    draw(item)
    write(item)
    open.status.value = item.entry?.paper.status ?? ''
    // What is marked in the abstract above is not said again, unless there is more to say.
    const said = ({ id, field, comment }: Highlight) =>
      !open?.place || field !== 'abstract' || comment.trim() !== '' || item.missing.includes(id)
    const rows = (item.entry?.highlights ?? []).filter(said).map((highlight) => {
      const row = make('button', { type: 'button', class: 'line-button', 'data-highlight': highlight.id })
      row.append(swatch(session.meanings(), highlight.color))
      row.append(make('span', { class: 'quote', dir: 'auto' }, highlight.exact))
      if (highlight.comment.trim()) row.append(make('span', { class: 'mine', dir: 'auto' }, highlight.comment))
      row.addEventListener('click', (event) => {
        if (event.isTrusted) edit(item, highlight.id, row.getBoundingClientRect())
      })
      return item.missing.includes(highlight.id) ? [row, stoodIn(highlight)] : [row]
    })
    open.rows.replaceChildren(...rows.flat())
    open.rows.hidden = rows.length === 0
  }

  /** That a highlight has lost its words, and, unfolded, what stood around them: a page is told no other site's text. */
  function stoodIn({ color, prefix, exact, suffix }: Highlight): HTMLElement {
    const mark = make('mark', { 'data-m': color }, exact)
    return make(
      'details',
      { class: 'lost' },
      make('summary', {}, `${i18n.t('lost.notThere')} ${i18n.t('lost.stoodIn')}`),
      make('p', { class: 'quote', dir: 'auto' }, prefix, mark, suffix),
    )
  }

  /**
   * Under its marker or over it, within the window's width; it goes with its item when the page moves, and stays where it stood
   * when the page hides that.
   */
  function position() {
    const button = open && marker(open.key)
    if (!open || !button || (button.hidden && open.element.style.top)) return
    const at = button.getBoundingClientRect()
    const { width, height } = open.element.getBoundingClientRect()
    const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - width - 16))
    // Below an abstract that the page shows, where the window has room there; else below the marker.
    const shown = open.below?.getBoundingClientRect().bottom ?? 0
    const under = shown > at.bottom && shown + GAP + height < innerHeight ? shown : at.bottom
    const top = open.above ? at.top - height - GAP : under + GAP
    open.element.style.maxHeight = open.above ? `${Math.round(at.top - GAP - 8)}px` : ''
    const from = session.host.origin()
    open.element.style.left = `${Math.round(left - from.left)}px`
    open.element.style.top = `${Math.round(top - from.top)}px`
  }

  return {
    show,
    close,
    refresh,
    position,
    edit: editAt,
    /** Shows words of the abstract as selected, in UTF-16 units, or none. */
    select(selected: Span | undefined) {
      const item = open && session.item(open.key)
      if (item) draw(item, selected)
    },
    /** Shows a highlight of the abstract over other words, in UTF-16 units, as long as one of its ends is being moved. */
    preview(id: string, span: Span | undefined) {
      moving = span && { id, ...span }
      const item = open && session.item(open.key)
      if (item) draw(item)
    },
    /** Which paper is open, and the abstract that is shown of it here. */
    opened: () => open && { key: open.key, place: open.place },
  }
}

/** Whether words are selected somewhere: a click that ends a drag asks for nothing else. */
const isSelecting = () => document.getSelection()?.type === 'Range'
