import { i18n } from '#i18n'
import { icons } from '@/components/icons'
import { colors } from '@/lib/color'
import { icon, make } from './host'
import type { Item, Session } from './session'
import { stepped, writingField } from './write'

/** The editor under a highlight's words: its meaning, its comment, a quote to copy, delete. One is open at a time. */
export function createEditor(session: Session) {
  let open:
    | { id: string; element: HTMLElement; close: ReturnType<typeof writingField>['close']; back: HTMLElement | null }
    | undefined

  async function close() {
    if (!open) return
    const { element, back } = open
    const stored = open.close()
    const held = element.contains(session.host.root.activeElement)
    open = undefined
    element.remove()
    if (held) back?.focus({ preventScroll: true })
    const { done, words } = await stored
    if (!done.ok) session.say(done, words)
  }

  /** Opens under (or, without room, over) the rectangle of the words, in viewport coordinates. */
  function show(item: Item, id: string, at: DOMRect) {
    const stored = item.entry?.highlights.find((highlight) => highlight.id === id)
    if (!stored) return
    void close()
    const back = session.host.root.activeElement as HTMLElement | null
    const rev = { now: stored.rev as number | undefined }
    const name = make('span', { class: 'name' })
    const group = make('div', { class: 'top', role: 'radiogroup', 'aria-label': i18n.t('editor.meaning') })
    const picks = colors.map((color, index) => {
      const pick = make('button', {
        type: 'button',
        class: 'pick',
        role: 'radio',
        'aria-label': i18n.t(`color.${color}`),
        'data-color': color,
      })
      pick.append(make('span', { class: 'sw', 'data-m': color }, String(index + 1)))
      pick.addEventListener('click', (event) => {
        if (event.isTrusted) void recolor(color)
      })
      return pick
    })
    const check = (chosen: (typeof colors)[number]) => {
      for (const [index, pick] of picks.entries()) {
        pick.setAttribute('aria-checked', String(colors[index] === chosen))
        pick.tabIndex = colors[index] === chosen ? 0 : -1
      }
      name.textContent = i18n.t(`color.${chosen}`)
    }
    check(stored.color)
    group.append(...picks, name)

    async function recolor(color: (typeof colors)[number]) {
      const done = await session.act({ do: 'color', id, rev: rev.now ?? 1, color })
      if (done.ok && done.highlight) {
        stepped(rev, done)
        check(color)
      }
      session.say(done, i18n.t('page.recolored', [i18n.t(`color.${color}`)]))
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
    const copy = make('button', { type: 'button', class: 'btn bare sm' }, icon(icons.copy), i18n.t('editor.copy'))
    copy.addEventListener('click', async (event) => {
      if (!event.isTrusted) return
      await navigator.clipboard.writeText(`“${stored.exact}” (${item.listed.facts.title})`)
      session.host.say(i18n.t('toolbar.copied'))
    })
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
      make('div', { class: 'foot' }, copy, trash),
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
      const index = picks.indexOf(session.host.root.activeElement as HTMLButtonElement)
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
      const chosen = index >= 0 && step ? (index + step + picks.length) % picks.length : Number(event.key) - 1
      if (inField || !(chosen in colors)) return
      event.preventDefault()
      picks[chosen]?.focus()
      void recolor(colors[chosen] as (typeof colors)[number])
    })
    session.host.layer.append(element)
    field.grow()
    const { width, height } = element.getBoundingClientRect()
    const below = at.bottom + 8
    const top = below + height > innerHeight && at.top > height + 8 ? at.top - height - 8 : below
    const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - width - 8))
    const from = session.host.origin()
    element.style.left = `${Math.round(left - from.left)}px`
    element.style.top = `${Math.round(top - from.top)}px`
    open = { id, element, close: field.close, back }
    field.area.focus({ preventScroll: true })
  }

  return { show, close, contains: (node: Node | null) => open?.element.contains(node) ?? false }
}
