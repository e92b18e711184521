import { i18n } from '#i18n'
import { saveWords } from '@/components/file'
import type { Done } from '@/lib/act'
import { make } from './host'
import type { Session } from './session'

/** How long it stays, in milliseconds; longer while it is hovered or focused. */
const STAYS = 8000

/** Whether what is said in the corner lies over what it may speak of: the open card, or what has the focus. */
export function covers(said: HTMLElement): boolean {
  const root = said.getRootNode() as ShadowRoot
  const box = said.getBoundingClientRect()
  return [root.querySelector('.card'), root.activeElement].some((other) => {
    const at = other?.getBoundingClientRect()
    return at && at.right > box.left && at.left < box.right && at.bottom > box.top && at.top < box.bottom
  })
}

/** Says in the corner what was done, with Undo, or what was not done and why. */
export function createToast(
  { host, sentence }: Pick<Session, 'host' | 'sentence'>,
  undo: (entry: string, isRedo: boolean) => void,
) {
  // Fetched now, as the sentences are: later there may be no extension to fetch it from.
  const copyFace = i18n.t('copyWords')
  const saveFace = i18n.t('saveWords')
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
    /**
     * `words` say what was done; or, of a failure, which says itself, they are what could not be stored, to be copied. What was
     * undone can be done again.
     */
    say(done: Done, words: string, isUndone = false) {
      hide()
      const text = done.ok ? words : sentence(done.problem)
      shown = make('div', { class: 'toast' }, make('span', {}, text))
      if (done.ok && done.entry) {
        const { entry } = done
        const [name, face] = isUndone ? ['redo', i18n.t('redo')] : ['undo', i18n.t('undo')]
        const button = make('button', { type: 'button', 'data-act': name as string }, face as string)
        button.addEventListener('click', (event) => {
          if (!event.isTrusted) return
          hide()
          undo(entry, isUndone)
        })
        shown.append(button)
      }
      if (!done.ok && words) {
        const copy = make('button', { type: 'button', 'data-act': 'copy' }, copyFace)
        copy.addEventListener('click', (event) => {
          if (event.isTrusted) void navigator.clipboard.writeText(words).then(hide)
        })
        const save = make('button', { type: 'button', 'data-act': 'save-words' }, saveFace)
        save.addEventListener('click', (event) => {
          if (!event.isTrusted) return
          saveWords(words)
          hide()
        })
        shown.append(copy, save)
      }
      shown.addEventListener('pointerenter', () => clearTimeout(timer))
      shown.addEventListener('pointerleave', wait)
      shown.addEventListener('focusin', () => clearTimeout(timer))
      shown.addEventListener('focusout', wait)
      host.layer.append(shown)
      shown.classList.toggle('aside', covers(shown))
      host.say(text)
      wait()
    },
  }
}
