import { useEffect, useState } from 'react'
import type { Setting } from '@/lib/settings'

/** A setting as it stands now, wherever it is changed, and how to change it. Its fallback until it is read. */
export function useSetting<T>(item: Setting<T>): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(item.fallback)
  useEffect(() => {
    void item.getValue().then(setValue)
    return item.watch(setValue)
  }, [item])
  const change = (next: T) => {
    setValue(next)
    void item.setValue(next)
  }
  return [value, change]
}
