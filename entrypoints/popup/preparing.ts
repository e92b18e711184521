import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useSyncExternalStore } from 'react'
import { orClosed } from '@/components/Closed'
import { prepare, remake, type Tell, unprepared } from '@/lib/library/search'

/** How far this page is with making the index, from 0 to 1; undefined while it makes none. */
let share: number | undefined
const hearers = new Set<() => void>()
const tell: Tell = (done, of) => {
  share = done < of ? done / of : undefined
  for (const hear of hearers) hear()
}
/** Also where it could not be made. */
const ended = () => tell(1, 1)

/** Has the search's index made and kept up to date while a screen is open; tells how many papers it does not have yet. */
export function usePreparing(): number {
  const waiting = useLiveQuery(orClosed(unprepared)) ?? 0
  const some = waiting > 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: once at first, and again when papers came that wait.
  useEffect(() => {
    // Nothing of the reader's is lost by it: what is not in the index yet is told, and tried again the next time.
    prepare(tell).catch(console.error).finally(ended)
  }, [some])
  return waiting
}

/** How far this page is with making the index, from 0 to 1; undefined while it makes none. */
export const useShare = (): number | undefined =>
  useSyncExternalStore(
    (hear) => {
      hearers.add(hear)
      return () => hearers.delete(hear)
    },
    () => share,
  )

/** Makes the index anew of all papers. */
export const makeAnew = (): Promise<void> => remake(tell).finally(ended)
