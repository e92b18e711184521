import { useEffect, useState } from 'react'

/** Whether the screen has drawn what it opened for, and has time: counting must not keep the list waiting. */
export function useIdle(stands: boolean): boolean {
  const [idle, setIdle] = useState(false)
  useEffect(() => {
    if (!stands) return
    const asked = requestIdleCallback(() => setIdle(true), { timeout: 1000 })
    return () => cancelIdleCallback(asked)
  }, [stands])
  return idle
}
