import { useRef } from 'react'

/** An answer that is awaited again as its question changes: the last one stays until the next is there. */
export function useRemembered<T>(answer: T | undefined): T | undefined {
  const last = useRef(answer)
  if (answer !== undefined) last.current = answer
  return last.current
}
