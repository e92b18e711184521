import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect } from 'react'
import { orClosed } from '@/components/Closed'
import { prepare, unprepared } from '@/lib/library/search'

/** Has the search's index made and kept up to date while a screen is open; tells how many papers it does not have yet. */
export function usePreparing(): number {
  const waiting = useLiveQuery(orClosed(unprepared)) ?? 0
  const some = waiting > 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: once at first, and again when papers came that wait.
  useEffect(() => {
    // Nothing of the reader's is lost by it: what is not in the index yet is told, and tried again the next time.
    prepare().catch(console.error)
  }, [some])
  return waiting
}
