import { type Done, MOST_AT_ONCE, type Single } from '@/lib/act'
import { keeping } from '../popup/keeping'

/**
 * Does many acts as one. More than one act can hold are done as several, one after the other, each undone by itself; what
 * is answered is of the last that changed something, or of the first that was not done.
 */
export async function doAll(acts: Single[]): Promise<Done> {
  let answer: Done = { ok: true }
  for (let at = 0; at < acts.length; at += MOST_AT_ONCE) {
    const done = await keeping.act({ do: 'all', acts: acts.slice(at, at + MOST_AT_ONCE) })
    if (!done.ok) return done
    if (done.entry) answer = done
  }
  return answer
}
