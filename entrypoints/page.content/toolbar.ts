import { i18n } from '#i18n'
import { icons } from '@/components/icons'
import { nameOf } from '@/components/meaning'
import { quotation } from '@/lib/cite'
import { type Meaning, offered, type Prepared } from '@/lib/color'
import type { Highlight } from '@/lib/highlight'
import { createAttach } from './attach'
import { addressOf, copy } from './copy'
import { icon, make } from './host'
import type { Selected, Session } from './session'

/**
 * The bar under selected words: each meaning painted with its own mark and number, a comment, a quote and a link to copy. It does not
 * take the focus from the selection; while it is open and no field has the focus, its keys act.
 */
export function createToolbar(
  session: Session,
  highlight: (selected: Selected, color: Prepared, comment: boolean) => Promise<void>,
  attachTo: (selected: Selected, lost: Highlight) => void,
) {
  const bar = make('div', { class: 'bar pop', role: 'toolbar', 'aria-label': i18n.t('toolbar.label') })
  const failure = make('span', { class: 'say bad', role: 'alert' })
  let selected: Selected | undefined

  const keys = new Map<string, () => void>()
  const button = (act: string, label: string, key: string, face: Node, run: () => void) => {
    const made = make('button', { type: 'button', 'data-act': act, tabindex: '-1' }, face)
    made.setAttribute('aria-label', label)
    made.title = label
    made.append(make('span', { class: 'k', 'aria-hidden': 'true' }, key))
    made.addEventListener('click', (event) => {
      if (event.isTrusted) run()
    })
    keys.set(key.toLowerCase(), run)
    return made
  }

  const rest = [
    make('span', { class: 'rule' }),
    button('comment', i18n.t('toolbar.comment'), 'C', icon(icons.comment), () => void choose(session.color(), true)),
    button('copy', i18n.t('toolbar.copy'), 'Q', icon(icons.copy), () => {
      if (!selected) return
      const { text, start, end, item } = selected
      void put(quotation(text.slice(start, end), item.listed.facts), i18n.t('toolbar.copied'))
    }),
    button('link', i18n.t('toolbar.link'), 'L', icon(icons.link), () => {
      const address = selected && addressOf(session, selected.item, selected.text, selected)
      if (address) void put(address, i18n.t('toolbar.linkCopied'))
      else fail(i18n.t('toolbar.noAddress'))
    }),
  ]
  const attach = createAttach(session, attachTo, place)

  let built: Meaning[] | undefined
  /** Puts the meanings on the bar as the reader has them now. */
  function build() {
    const meanings = session.meanings()
    if (meanings === built) return
    built = meanings
    for (let number = 1; number <= 9; number++) keys.delete(String(number))
    const faces = offered(meanings).map(({ color }, index) => {
      const name = nameOf(meanings, color)
      const face = make('span', { class: 'm', 'data-m': color }, name)
      const label = i18n.t('toolbar.highlight', [name])
      const made = button(`color:${color}`, label, String(index + 1), face, () => void choose(color, false))
      made.dataset.color = color
      return made
    })
    faces[0]?.setAttribute('tabindex', '0')
    bar.replaceChildren(...faces, ...rest, attach.button)
  }

  // A press on the bar must not take the selection away.
  bar.addEventListener('mousedown', (event) => event.preventDefault())
  bar.addEventListener('keydown', (event) => {
    if (!event.isTrusted) return
    const all = [...bar.querySelectorAll<HTMLElement>(':scope > button:not([hidden])')]
    const at = all.indexOf(session.host.root.activeElement as HTMLElement)
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step || at < 0) return
    event.preventDefault()
    all[(at + step + all.length) % all.length]?.focus()
  })

  async function choose(color: Prepared, comment: boolean) {
    if (selected) await highlight(selected, color, comment)
  }

  async function put(words: string, said: string) {
    if (!(await copy(words))) return fail(i18n.t('toolbar.notCopied'))
    hide()
    session.host.say(said)
  }

  function fail(words: string) {
    failure.textContent = words
    bar.append(failure)
  }

  function hide() {
    selected = undefined
    attach.close()
    bar.remove()
  }

  /** Puts the bar under the last selected line, or over the first where there is no room. */
  function place() {
    if (!selected) return
    const { ranges } = selected
    const rects = ranges.flatMap((range) => [...range.getClientRects()]).filter((rect) => rect.width > 0)
    const first = rects[0] ?? ranges[0].getBoundingClientRect()
    const last = rects.at(-1) ?? first
    const { width, height } = bar.getBoundingClientRect()
    const below = last.bottom + 6
    const top = below + height > innerHeight && first.top > height + 6 ? first.top - height - 6 : below
    const left = Math.max(8, Math.min(last.right - width / 2, document.documentElement.clientWidth - width - 8))
    const from = session.host.origin()
    bar.style.left = `${Math.round(left - from.left)}px`
    bar.style.top = `${Math.round(top - from.top)}px`
  }

  return {
    hide,
    place,
    /** Closes the list of what to attach; false when it was not open. */
    fold: attach.close,
    /** Says below the colours why the words were not stored; they stay selected. */
    fail,
    current: () => selected,
    /** Shows the bar at selected words. */
    show(next: Selected) {
      selected = next
      build()
      bar.classList.toggle('keyless', !session.barKeysOn())
      failure.remove()
      if (attach.offer(next)) keys.set('a', attach.run)
      else keys.delete('a')
      if (!bar.isConnected) session.host.layer.append(bar)
      place()
    },
    contains: (node: Node | null) => bar.contains(node),
    /** Does what a key stands for while the bar is open; tells whether it stood for something. */
    key(key: string): boolean {
      const run = selected && keys.get(key.toLowerCase())
      run?.()
      return Boolean(run)
    },
  }
}
