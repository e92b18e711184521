import { useCallback, useEffect, useState } from 'react'
import { isOn, isOptional, switchOff, switchOn, watchSites } from '@/lib/permissions'
import type { Where } from '@/lib/site'
import { wheres } from '@/lib/sites'

/** The sites to choose from, in the order of their names. */
export const optional = wheres.filter(isOptional).sort((a, b) => a.name.localeCompare(b.name))

/** Which sites are on, kept up to date, and how to change that from a click. */
export function useSites(): { on: ReadonlySet<Where>; change(sites: Where[], on: boolean): void } {
  const [on, setOn] = useState<ReadonlySet<Where>>(new Set())
  const look = useCallback(async () => {
    const are = await Promise.all(optional.map(isOn))
    setOn(new Set(optional.filter((_, index) => are[index])))
  }, [])
  useEffect(() => {
    void look()
    return watchSites(() => void look())
  }, [look])
  // The browser shows its own question, and its answer is heard by `watchSites`.
  const change = (sites: Where[], wanted: boolean) => void (wanted ? switchOn(sites) : switchOff(sites)).then(look)
  return { on, change }
}
