import { type Done, inTurn, MOST_AT_ONCE, type Single } from '@/lib/act'
import { keeping } from '../popup/keeping'

/** Does many acts as one. More than `most`, which is what one act can hold, are done as several in turn, and undone together. */
export function doAll(acts: Single[], act = keeping.act, most = MOST_AT_ONCE): Promise<Done> {
  const count = Math.ceil(acts.length / most)
  const parts = Array.from({ length: count }, (_, at) => acts.slice(at * most, (at + 1) * most))
  return inTurn(
    parts.map((some) => ({ do: 'all', acts: some })),
    act,
  )
}
