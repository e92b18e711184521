import { useEffect, useState } from 'react'

/** Whether the screen has drawn what it opened for: counting must not keep the list waiting. */
export function useIdle(): boolean {
  const [idle, setIdle] = useState(false)
  useEffect(() => {
    const asked = requestIdleCallback(() => setIdle(true), { timeout: 1000 })
    return () => cancelIdleCallback(asked)
  }, [])
  return idle
}
