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

/** Whether the reader is known here to have said yes, which holds until the browser closes: what is known need not be asked for. */
let agreed = false

/** Whether this window may put words on the disk: not a private one, before the reader said yes. */
export async function mayKeep(): Promise<boolean> {
  if (agreed || !(await isPrivate())) return true
  agreed = await privateKept()
  return agreed
}

async function agree(): Promise<boolean> {
  agreed = await keepPrivate()
  return agreed
}

/**
 * How a window does the reader's acts. Where they are refused, because it is private and the reader did not say yet that what
 * is written there may be kept, `ask` asks them, once however many acts wait for it; after a yes the acts are done.
 */
export function asking(ask: () => Promise<boolean>): (act: Act) => Promise<Done> {
  // Now: a script whose extension was updated can find out nothing any more.
  void isPrivate()
  let asked: Promise<boolean> | undefined
  return async (act) => {
    // A question that stands now is this act's too, also when its answer is quicker than the background.
    let mine = asked
    const sent = (await isPrivate()) ? { ...act, private: true } : act
    const done = await perform(sent)
    if (done.ok || done.problem !== 'private') return done
    mine ??= asked ??= ask()
      .then((yes) => yes && agree())
      .finally(() => {
        asked = undefined
      })
    return (await mine) ? await perform(sent) : done
  }
}
