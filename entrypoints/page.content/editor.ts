import { i18n } from '#i18n'
import { icons } from '@/components/icons'
import { nameOf } from '@/components/meaning'
import { quotation } from '@/lib/cite'
import { type Color, choices } from '@/lib/color'
import type { Highlight } from '@/lib/highlight'
import { placesIn } from '@/lib/pieces'
import { addressOf, copy } from './copy'
import { icon, make, swatch } from './host'
import type { createResizing } from './resizing'
import type { Item, Session } from './session'
import { stepped, writingField } from './write'

/** On a Mac a field goes from word to word by these keys; elsewhere no field has a use for them. */
const IS_MAC = /^Mac/.test(navigator.platform)

/**
 * The editor under a highlight's words: its meaning, its comment, where it begins and ends, a quote and a link to copy, delete;
 * and others that lie over the same words. One is open at a time.
 */
export function createEditor(session: Session, resizing: ReturnType<typeof createResizing>) {
  let open:
    | { id: string; element: HTMLElement; close: ReturnType<typeof writingField>['close']; back: HTMLElement | null }
    | undefined

  async function close() {
    if (!open) return
    const { element, back } = open
    const stored = open.close()
    const held = element.contains(session.host.root.activeElement)
    open = undefined
    resizing.close()
    element.remove()
    if (held) back?.focus({ preventScroll: true })
    const { done, words } = await stored
    if (!done.ok) session.say(done, words)
  }

  /**
   * Opens under the words of a highlight, or over them where there is no room: `at` is where one of their lines stands, in
   * viewport coordinates. `among` are those that lie over the same words, this one with them.
   */
  function show(item: Item, id: string, at: DOMRect, among: string[] = [id]) {
    const stored = highlightOf(session, item, id)
    if (!stored) return
    const held = open?.element.contains(session.host.root.activeElement)
    const back = held ? (open?.back ?? null) : (session.host.root.activeElement as HTMLElement | null)
    void close()
    const now = () => highlightOf(session, item, id) ?? stored
    const rev = { now: stored.rev as number | undefined }
    const name = make('span', { class: 'name one' })
    const group = make('div', { class: 'top', role: 'radiogroup', 'aria-label': i18n.t('editor.meaning') })
    const meanings = session.meanings()
    const colors = choices(meanings, stored.color)
    const picks = colors.map((color) => {
      const pick = make('button', {
        type: 'button',
        class: 'pick',
        role: 'radio',
        'aria-label': nameOf(meanings, color),
        'data-color': color,
      })
      pick.append(swatch(meanings, color))
      pick.addEventListener('click', (event) => {
        if (event.isTrusted) void recolor(color)
      })
      return pick
    })
    const check = (chosen: Color) => {
      for (const [index, pick] of picks.entries()) {
        pick.setAttribute('aria-checked', String(colors[index] === chosen))
        pick.tabIndex = colors[index] === chosen ? 0 : -1
      }
      name.textContent = nameOf(meanings, chosen)
    }
    check(stored.color)
    group.append(...picks, name)

    async function recolor(color: Color) {
      const done = await session.act({ do: 'color', id, rev: rev.now ?? 1, color })
      if (done.ok && done.highlight) {
        stepped(rev, done)
        check(color)
      }
      session.say(done, i18n.t('page.recolored', [nameOf(meanings, color)]))
    }

    const field = writingField(session, {
      label: i18n.t('editor.comment'),
      draft: `comment:${id}`,
      words: stored.comment,
      versions: stored.versions ?? [],
      rev,
      store: (text) => session.act({ do: 'comment', id, rev: rev.now ?? 1, text }),
      drop: (text) => session.act({ do: 'drop-version', table: 'highlights', id, text }),
    })
    const button = (act: string, face: Node | string, words: string, run: () => void) => {
      const made = make('button', { type: 'button', class: 'btn bare sm', 'data-act': act }, face, words)
      made.addEventListener('click', (event) => event.isTrusted && run())
      return made
    }
    const put = async (words: string, said: string) =>
      session.host.say((await copy(words)) ? said : i18n.t('toolbar.notCopied'))
    const quote = button('copy', icon(icons.copy), i18n.t('editor.copy'), () => {
      void put(quotation(now().exact, item.listed.facts), i18n.t('toolbar.copied'))
    })
    const link = button('link', icon(icons.link), i18n.t('editor.link'), () => {
      void put(addressOfHighlight(session, item, now()) ?? '', i18n.t('toolbar.linkCopied'))
    })
    link.hidden = addressOfHighlight(session, item, stored) === undefined
    /** Opens the next of those that lie over the same words, or the one before. */
    const turn = (by: 1 | -1) => {
      const next = among[(among.indexOf(id) + by + among.length) % among.length]
      if (next && next !== id) show(item, next, at, among)
    }
    const which = i18n.t('editor.which', [String(among.indexOf(id) + 1), String(among.length)])
    const other = button('other', '', which, () => turn(1))
    other.classList.remove('bare')
    other.title = i18n.t('editor.other')
    other.hidden = among.length < 2
    const trash = make(
      'button',
      { type: 'button', class: 'btn bare sm danger end', 'data-act': 'delete' },
      icon(icons.trash),
      i18n.t('delete'),
    )
    trash.addEventListener('click', async (event) => {
      if (!event.isTrusted) return
      await close()
      session.say(await session.act({ do: 'delete', table: 'highlights', id }), i18n.t('page.deleted'))
    })
    const element = make(
      'div',
      { class: 'edit pop', role: 'dialog', 'aria-label': i18n.t('editor.label') },
      group,
      field.element,
      make('div', { class: 'foot' }, quote, link, other, trash),
    )
    element.addEventListener('keydown', (event) => {
      if (!event.isTrusted) return
      if (event.key === 'Escape') {
        event.preventDefault()
        event.stopPropagation()
        void close()
        return
      }
      const inField = session.host.root.activeElement === field.area
      if (event.altKey && !event.ctrlKey && !event.metaKey && !(inField && IS_MAC)) {
        const edge = event.shiftKey ? 'end' : 'start'
        if (event.key === 'ArrowLeft' || event.key === 'ArrowRight')
          resizing.step(edge, event.key === 'ArrowLeft' ? 'left' : 'right')
        else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') turn(event.key === 'ArrowDown' ? 1 : -1)
        else return
        event.preventDefault()
        return
      }
      if (event.altKey || event.ctrlKey || event.metaKey) return
      const index = picks.indexOf(session.host.root.activeElement as HTMLButtonElement)
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
      const chosen = index >= 0 && step ? (index + step + picks.length) % picks.length : Number(event.key) - 1
      const color = colors[chosen]
      if (inField || !color) return
      event.preventDefault()
      picks[chosen]?.focus()
      void recolor(color)
    })
    const lines = resizing.open(item, id, at, { before: field.close, after: (done) => stepped(rev, done) })
    if (lines.length > 0) element.append(make('p', { class: 'keys micro quiet' }, i18n.t('editor.keys')))
    session.host.layer.append(element)
    field.grow()
    const { width, height } = element.getBoundingClientRect()
    // Under all of the words, over them, or, where neither fits, under the line.
    const tops = [(lines.at(-1) ?? at).bottom + 8, (lines[0] ?? at).top - height - 8]
    const top = tops.find((top) => top >= 0 && top + height <= innerHeight) ?? at.bottom + 8
    const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - width - 8))
    const from = session.host.origin()
    element.style.left = `${Math.round(left - from.left)}px`
    element.style.top = `${Math.round(top - from.top)}px`
    open = { id, element, close: field.close, back }
    field.area.focus({ preventScroll: true })
  }

  return { show, close, contains: (node: Node | null) => open?.element.contains(node) ?? false }
}

const highlightOf = (session: Session, { key }: Item, id: string) =>
  session.item(key)?.entry?.highlights.find((highlight) => highlight.id === id)

/** The address that shows a highlight's words where they stand in what this page tells of the paper, or else by themselves. */
function addressOfHighlight(session: Session, item: Item, highlight: Highlight): string | undefined {
  const { title, abstract } = item.listed.facts
  const text = (highlight.field === 'title' ? title : abstract) ?? ''
  const [at] = placesIn(text, [highlight])
  const { exact } = highlight
  return at ? addressOf(session, item, text, at) : addressOf(session, item, exact, { start: 0, end: exact.length })
}
