import type { Done } from '@/lib/act'
import { bringDesk } from '@/lib/messages'
import { own } from '@/lib/readers'
import type { createDesk, Desk } from './desk'
import { type Press, pressOf } from './links'
import { selectedNow } from './places'
import type { Session } from './session'

type Around = Omit<Parameters<typeof createDesk>[1], 'press'>

/** Has the desk put into the page when the reader first acts there: its script is none of the page's weight before. */
export function createBringing(session: Session, around: Around) {
  const { host, signal } = session
  let desk: Desk | undefined
  let bringing: Promise<Done> | undefined
  /** The press of the mouse that may be selecting words, or has selected them while there was no desk. */
  let press: Press | undefined

  async function bring(): Promise<Done> {
    const done = own('papermarginDesk') ? { ok: true as const } : await bringDesk()
    desk ??= own('papermarginDesk')?.(session, { ...around, press: () => press })
    // It may come when it is asked for again.
    if (!done.ok) bringing = undefined
    return done
  }

  /** Has it put here once, without a word where it cannot come. */
  function foresee() {
    bringing ??= bring()
    return bringing
  }

  /** The desk, for what the reader asked for; where it cannot come that is said. */
  async function atDesk(): Promise<Desk | undefined> {
    const done = await foresee()
    if (done.ok) return desk
    session.say(done, '')
  }

  const options = { capture: true, signal }
  document.addEventListener(
    'mousedown',
    (event) => {
      if (event.isTrusted) press = pressOf(event)
    },
    options,
  )
  document.addEventListener(
    'mouseup',
    (event) => {
      press = press && event.isTrusted && !desk && selectedNow(session) ? { ...press, released: event } : undefined
    },
    options,
  )
  // As in the desk itself: a press whose release a menu or a drag has eaten is over.
  window.addEventListener(
    'keydown',
    () => {
      press = undefined
    },
    options,
  )
  document.addEventListener('selectionchange', () => void (!bringing && selectedNow(session) && atDesk()), { signal })
  // Whoever is at a marker may act next: by then it is there.
  for (const type of ['pointerover', 'focusin']) host.root.addEventListener(type, foresee, { once: true })

  return { atDesk, desk: () => desk }
}
