import type { Act, Done } from '../../lib/act'
import { perform } from '../../lib/messages'

/** What came of one act, and when it was known. */
export interface Came {
  act: number
  done: Done
}

/**
 * Does the acts in turn, some at a time, as pages and screens do theirs: by the extension's own messages. Tells of each that was
 * acknowledged at once, on the console, for who cannot wait until the end.
 */
export async function drive(acts: Act[], atOnce: number): Promise<Came[]> {
  const came: Came[] = []
  let next = 0
  const one = async () => {
    for (let act = next++; act < acts.length; act = next++) {
      const done = await perform(acts[act] as Act)
      came.push({ act, done })
      if (done.ok) console.log(`acknowledged ${act}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  return came
}

/** Writes versions of one note from what this window knows of it, as a field does that is open in several windows. */
export async function rewrite(
  acts: Extract<Act, { do: 'note' }>[],
): Promise<{ text: string; from?: number; rev: number }[]> {
  const written = []
  let rev: number | undefined
  for (const act of acts) {
    const from = rev
    const done = await perform({ ...act, ...(rev && { rev }) })
    if (!done.ok || !done.note) continue
    rev = done.note.rev
    written.push({ text: act.text, from, rev })
  }
  return written
}

Object.assign(globalThis, { drive, rewrite })
