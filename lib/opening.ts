import { NotOpened } from './problem'
import { takeSnapshot } from './snapshot'

/** How long other windows may keep the database from being opened, in milliseconds. */
const PATIENCE = 5000

type Heard = ((event: Event | { target: unknown }) => void) | null

/** What was asked of the browser, as Dexie knows such a request. */
class Opening {
  onsuccess: Heard = null
  onerror: Heard = null
  onblocked: Heard = null
  onupgradeneeded: Heard = null
  result: IDBDatabase | undefined
  transaction: IDBTransaction | null = null

  constructor(
    readonly name: string,
    readonly version: number | undefined,
  ) {}

  fail(error: unknown) {
    this.onerror?.({ target: { error }, preventDefault() {}, stopPropagation() {} } as never)
  }

  /** Opens it. Where its form is an older one that is left so, unless it may be changed; tells whether it was. */
  attempt(mayChange: boolean): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const request = indexedDB.open(this.name, this.version)
    let isLeft = false
    let isChanged = false
    let late: ReturnType<typeof setTimeout> | undefined
    const end = () => {
      clearTimeout(late)
      resolve(isLeft)
    }
    const give = (hear: Heard, event: Event) => {
      this.result = request.result
      this.transaction = request.transaction
      hear?.(event)
    }
    request.onblocked = () => {
      late = setTimeout(() => {
        // The browser opens it all the same, some time.
        request.onsuccess = () => request.result.close()
        request.onupgradeneeded = () => request.transaction?.abort()
        request.onerror = null
        this.fail(new NotOpened('held'))
        end()
      }, PATIENCE)
    }
    request.onupgradeneeded = (event) => {
      clearTimeout(late)
      isLeft = event.oldVersion > 0 && !mayChange
      isChanged = event.oldVersion > 0 && mayChange
      if (isLeft) request.transaction?.abort()
      else give(this.onupgradeneeded, event)
    }
    request.onsuccess = (event) => {
      give(this.onsuccess, event)
      end()
    }
    request.onerror = (event) => {
      event.preventDefault()
      if (!isLeft) this.fail(reasonOf(request.error, isChanged))
      end()
    }
    return promise
  }
}

function reasonOf(error: DOMException | null, isChanged: boolean): unknown {
  if (error?.name === 'VersionError') return new NotOpened('newer', { cause: error })
  return isChanged ? new NotOpened('upgrade', { cause: error }) : error
}

/** Opens the database; before its form is changed a snapshot is taken, once, whichever of our windows comes first. */
async function open(opening: Opening): Promise<void> {
  const lock = `upgrade of ${opening.name}`
  // Who copies it holds it open, and a large one takes its time: that is waited for, and is no window that is in the way.
  if (!(await navigator.locks.request(lock, { mode: 'shared' }, () => opening.attempt(false)))) return
  await navigator.locks.request(lock, async () => {
    try {
      await takeSnapshot(opening.name, opening.version ?? 0)
    } catch (error) {
      opening.fail(new NotOpened('copy', { cause: error }))
      return
    }
    await opening.attempt(true)
  })
}

/**
 * The browser's databases, as Dexie is given them: opened as ever, but never brought into a new form without a snapshot, nor by a
 * version that is older than what is stored.
 */
export const careful = {
  open(name: string, version?: number) {
    const opening = new Opening(name, version)
    void open(opening)
    return opening
  },
  databases: () => indexedDB.databases(),
  deleteDatabase: (name: string) => indexedDB.deleteDatabase(name),
}

/** An upgrade of the database's records. One that throws is taken back whole, and who opens the database is told so. */
export const upgrade =
  <T>(work: (stored: T) => PromiseLike<unknown>) =>
  async (stored: T) => {
    try {
      await work(stored)
    } catch (error) {
      throw new NotOpened('upgrade', { cause: error })
    }
  }
