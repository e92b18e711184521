import { i18n } from '#i18n'
import { icons } from '@/components/icons'
import type { Highlight } from '@/lib/highlight'
import { icon, make, swatch } from './host'
import type { Selected, Session } from './session'

/**
 * What the bar offers where the paper of the selected words has highlights that lost theirs: to attach one to these. With
 * several a list asks which; it takes the focus, and gives it back. `resized` is told that the bar is of another size.
 */
export function createAttach(
  session: Session,
  attach: (selected: Selected, lost: Highlight) => void,
  resized: () => void,
) {
  const { root } = session.host
  const count = make('span', { class: 'num' })
  const button = make(
    'button',
    { type: 'button', 'data-act': 'attach', tabindex: '-1' },
    icon(icons.missing),
    i18n.t('lost.attachShort'),
    count,
    make('span', { class: 'k', 'aria-hidden': 'true' }, 'A'),
  )
  const list = make('div', { class: 'attach', role: 'group', 'aria-label': i18n.t('lost.which') })
  let selected: Selected | undefined
  let lost: Highlight[] = []
  let back: Element | null = null

  button.addEventListener('click', (event) => event.isTrusted && run())
  list.addEventListener('keydown', (event) => {
    const all = [...list.querySelectorAll('button')]
    const at = all.indexOf(root.activeElement as HTMLButtonElement)
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!event.isTrusted || !step || at < 0) return
    event.preventDefault()
    all[(at + step + all.length) % all.length]?.focus()
  })

  function run() {
    const [one] = lost
    if (selected && one && lost.length === 1) attach(selected, one)
    else if (!close()) open()
  }

  function open() {
    back = root.activeElement ?? document.activeElement
    list.replaceChildren(
      ...lost.map((highlight) => {
        const row = make(
          'button',
          { type: 'button', 'data-highlight': highlight.id },
          swatch(session.meanings(), highlight.color),
          make('span', { class: 'quote one', dir: 'auto' }, highlight.exact),
        )
        row.addEventListener('click', (event) => {
          if (event.isTrusted && selected) attach(selected, highlight)
        })
        return row
      }),
    )
    button.setAttribute('aria-expanded', 'true')
    button.parentElement?.append(list)
    resized()
    list.querySelector('button')?.focus({ preventScroll: true })
  }

  /** Closes the list; false when it was not open. */
  function close(): boolean {
    if (!list.isConnected) return false
    const held = list.contains(root.activeElement)
    list.remove()
    resized()
    button.setAttribute('aria-expanded', 'false')
    if (held && back instanceof HTMLElement) back.focus({ preventScroll: true })
    return true
  }

  return {
    button,
    run,
    close,
    /** Offers it for these words, or, where no highlight of their paper has lost its own, does not; tells which. */
    offer(next: Selected): boolean {
      const isSame = selected && String(selected.ranges) === String(next.ranges) && selected.item.key === next.item.key
      if (!isSame) close()
      selected = next
      const { entry, missing } = session.item(next.item.key) ?? next.item
      lost = entry?.highlights.filter(({ id }) => missing.includes(id)) ?? []
      count.textContent = String(lost.length)
      const label = i18n.t('lost.attach', lost.length)
      button.setAttribute('aria-label', label)
      button.title = label
      button.hidden = lost.length === 0
      if (lost.length > 1) button.setAttribute('aria-expanded', String(list.isConnected))
      else button.removeAttribute('aria-expanded')
      return lost.length > 0
    },
  }
}
