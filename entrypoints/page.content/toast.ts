import { i18n } from '#i18n'
import type { Done } from '@/lib/act'
import { make } from './host'
import type { Session } from './session'

/** How long it stays, in milliseconds; longer while it is hovered or focused. */
const STAYS = 8000

/** Says in the corner what was done, with Undo, or what was not done and why. */
export function createToast({ host, sentence }: Pick<Session, 'host' | 'sentence'>, undo: (entry: string) => void) {
  let shown: HTMLElement | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const hide = () => {
    clearTimeout(timer)
    shown?.remove()
    shown = undefined
  }
  const wait = () => {
    clearTimeout(timer)
    timer = setTimeout(hide, STAYS)
  }
  return {
    hide,
    /** `words` say what was done; a failure says itself. */
    say(done: Done, words: string) {
      hide()
      const text = done.ok ? words : sentence(done.problem)
      shown = make('div', { class: 'toast' }, make('span', {}, text))
      if (done.ok && done.entry) {
        const { entry } = done
        const button = make('button', { type: 'button', 'data-act': 'undo' }, i18n.t('undo'))
        button.addEventListener('click', (event) => {
          if (!event.isTrusted) return
          hide()
          undo(entry)
        })
        shown.append(button)
      }
      shown.addEventListener('pointerenter', () => clearTimeout(timer))
      shown.addEventListener('pointerleave', wait)
      shown.addEventListener('focusin', () => clearTimeout(timer))
      shown.addEventListener('focusout', wait)
      host.layer.append(shown)
      host.say(text)
      wait()
    },
  }
}
