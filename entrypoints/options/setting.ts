import { useEffect, useState } from 'react'
import type { Setting } from '@/lib/settings'

/** A setting as it stands now, wherever it is changed, and how to change it. Its fallback until it is read. */
export function useSetting<T>(item: Setting<T>): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(item.fallback)
  useEffect(() => {
    // What is read is another object each time: a list is not drawn again for a value that it has.
    const hear = (next: T) => setValue((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next))
    void item.getValue().then(hear)
    return item.watch(hear)
  }, [item])
  const change = (next: T) => {
    setValue(next)
    void item.setValue(next)
  }
  return [value, change]
}
