import { i18n } from '#i18n'
import { type Host, make } from './host'
import { covers } from './toast'

/**
 * Asks in the corner whether what is written in a private window may be kept. The selection stays, and so does the focus while
 * letters are typed: a space must not be taken for an answer.
 */
export function askToKeep({ root, layer, say }: Host): Promise<boolean> {
  return new Promise((resolve) => {
    const before = root.activeElement as HTMLElement | null
    const words = i18n.t('private.ask')
    const answers = make('div', { class: 'row' })
    const element = make(
      'div',
      { class: 'ask pop', role: 'alertdialog', tabindex: '-1', 'aria-label': words },
      make('p', {}, words),
      answers,
    )
    const answer = (yes: boolean) => {
      const held = element.contains(root.activeElement)
      element.remove()
      if (held) before?.focus({ preventScroll: true })
      resolve(yes)
    }
    const button = (act: string, look: string, face: string, yes: boolean) => {
      const made = make('button', { type: 'button', class: `btn sm ${look}`, 'data-act': act }, face)
      made.addEventListener('click', (event) => event.isTrusted && answer(yes))
      answers.append(made)
    }
    button('keep', 'main', i18n.t('private.keep'), true)
    button('not-now', 'bare', i18n.t('private.notNow'), false)
    element.addEventListener('mousedown', (event) => event.preventDefault())
    element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !event.isTrusted) return
      event.preventDefault()
      answer(false)
    })
    layer.append(element)
    element.classList.toggle('aside', covers(element))
    if (before?.matches('textarea')) say(words)
    else element.focus({ preventScroll: true })
  })
}
