import { browser } from '#imports'
import type { Act, Done } from './act'
import { keepPrivate, perform, privateKept } from './messages'

let here: Promise<boolean> | undefined

/**
 * Whether this script's window is a private one; asked once, because a window stays what it is. A popup belongs to the window
 * that it opened over, while its own context never counts as private; a script in a page knows of no windows.
 */
const isPrivate = (): Promise<boolean> =>
  (here ??= browser.windows
    ? browser.windows.getCurrent().then(({ incognito }) => incognito)
    : Promise.resolve(browser.extension.inIncognitoContext))

/** Whether this window may put words on the disk: not a private one, before the reader said yes. */
export const mayKeep = async (): Promise<boolean> => !(await isPrivate()) || (await privateKept())

/**
 * How a window does the reader's acts. Where they are refused, because it is private and the reader did not say yet that what
 * is written there may be kept, `ask` asks them, once however many acts wait for it; after a yes the acts are done.
 */
export function asking(ask: () => Promise<boolean>): (act: Act) => Promise<Done> {
  // Now: a script whose extension was updated can find out nothing any more.
  void isPrivate()
  let asked: Promise<boolean> | undefined
  return async (act) => {
    const sent = (await isPrivate()) ? { ...act, private: true } : act
    const done = await perform(sent)
    if (done.ok || done.problem !== 'private') return done
    asked ??= ask()
      .then((yes) => yes && keepPrivate())
      .finally(() => {
        asked = undefined
      })
    return (await asked) ? await perform(sent) : done
  }
}
