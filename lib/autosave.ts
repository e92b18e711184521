import type { Done } from './act'
import { drafts } from './settings'

/** How long after the last keystroke a text is stored, in milliseconds. */
const PAUSE = 400

/** What a field may say below itself: words wait to be stored, are stored, or could not be. */
export type Saving = { state: 'idle' | 'typing' | 'saved' } | { state: 'failed'; done: Extract<Done, { ok: false }> }

/** Tells a browser that could not write a draft from one in which there is no extension any more to write it. */
const isFull = (error: unknown) => /quota|no space|disk|IO error/i.test(String(error))

/**
 * Keeps what is typed in one field: as a draft at each keystroke, because the popup or the page may go at any moment, and in
 * the library after a pause. Stores one after the other, so that each starts from the revision that the last one left.
 */
export class Autosave {
  #timer: ReturnType<typeof setTimeout> | undefined
  #waiting: string | undefined
  #running: Promise<Done> | undefined
  #drafted: Promise<void> = Promise.resolve()
  /** Whether the reader of a private window was asked for these words, and said not now. */
  #declined = false

  constructor(
    private readonly field: string,
    private readonly store: (words: string) => Promise<Done>,
    private readonly tell: (saving: Saving) => void,
  ) {}

  /** What was typed into this field and never stored, if anything. */
  static draft = (field: string) => drafts.get(field)

  type(words: string): void {
    this.#waiting = words
    this.#drafted = drafts.set(this.field, words).catch((error) => this.#fail(error))
    // It was said that they are not stored, and the reader is not asked again at each pause.
    if (this.#declined) return
    this.tell({ state: 'typing' })
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), PAUSE)
  }

  /** Stores now what is not stored yet: when the field closes, or on "Try again". Tells how it ended, and with which words. */
  async flush(): Promise<{ done: Done; words: string }> {
    clearTimeout(this.#timer)
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined
    })
    const done = await this.#running
    return { done, words: this.#waiting ?? '' }
  }

  async #run(): Promise<Done> {
    while (this.#waiting !== undefined) {
      const words = this.#waiting
      const done = await this.store(words)
      this.#declined = !done.ok && done.problem === 'private'
      if (!done.ok) {
        this.tell({ state: 'failed', done })
        return done
      }
      if (this.#waiting === words) this.#waiting = undefined
      try {
        await this.#drafted
        await drafts.clear(this.field, words)
        // A letter that came while the draft was cleared may have gone with it.
        if (this.#waiting !== undefined) await drafts.set(this.field, this.#waiting)
      } catch (error) {
        // They are stored; that they stand as a draft as well is put right when the field is next opened.
        console.error(error)
      }
      this.tell({ state: this.#waiting === undefined ? 'saved' : 'typing' })
    }
    return { ok: true }
  }

  #fail(error: unknown): void {
    this.tell({
      state: 'failed',
      done: { ok: false, problem: isFull(error) ? 'full' : 'updated', detail: String(error) },
    })
  }
}
