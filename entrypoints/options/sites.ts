import { useCallback, useEffect, useState } from 'react'
import { hostsBeside, isOn, isOptional, switchOff, switchOn, watchSites } from '@/lib/permissions'
import { publishers } from '@/lib/publishers'
import type { Where } from '@/lib/site'
import { wheres } from '@/lib/sites'

/** The sites to choose from, in the order of their names. */
export const optional = wheres.filter(isOptional).sort((a, b) => a.name.localeCompare(b.name))

/** Which sites and publishers are on, which other hosts are allowed, kept up to date, and how to change that from a click. */
export function useSites(): { on: ReadonlySet<Where>; others: Where[]; change(sites: Where[], on: boolean): void } {
  const [on, setOn] = useState<ReadonlySet<Where>>(new Set())
  const [others, setOthers] = useState<Where[]>([])
  const look = useCallback(async () => {
    const offered = [...optional, ...publishers]
    const are = await Promise.all(offered.map(isOn))
    setOn(new Set(offered.filter((_, index) => are[index])))
    setOthers(await hostsBeside([...wheres, ...publishers]))
  }, [])
  useEffect(() => {
    void look()
    return watchSites(() => void look())
  }, [look])
  // The browser shows its own question, and its answer is heard by `watchSites`.
  const change = (sites: Where[], wanted: boolean) => void (wanted ? switchOn(sites) : switchOff(sites)).then(look)
  return { on, others, change }
}
