import { useCallback, useEffect, useState } from 'react'
import { type View, views } from './views'

/** What the tab's address says that it shows, so that back, forward and a bookmark lead there again. */
export interface Address {
  view: View
  /** The query; an empty one where the address only asks for the field. */
  search?: string
  /** The paper that is read, by its id. */
  paper?: string
  /** What else a view keeps here, by its name. */
  get(name: string): string | undefined
}

/**
 * Goes to another address: what is named is changed, or taken out where it is undefined, the rest stays. A change that the
 * reader would not want to step back through, such as a letter more in the query, takes the last one's place.
 */
export type Go = (change: Record<string, string | undefined>, replace?: 'replace') => void

/** What an address says, by what stands behind its `#`. */
export const addressOf = (hash: string): Address => {
  const said = new URLSearchParams(hash.slice(1))
  const get = (name: string) => said.get(name) ?? undefined
  const view = views.find((name) => name === get('view')) ?? 'papers'
  return { view, search: get('search'), paper: get('paper'), get }
}

/** What the address says now, and how to go elsewhere. */
export function useAddress(): [Address, Go] {
  const [hash, setHash] = useState(location.hash)
  useEffect(() => {
    const look = () => setHash(location.hash)
    window.addEventListener('popstate', look)
    window.addEventListener('hashchange', look)
    return () => {
      window.removeEventListener('popstate', look)
      window.removeEventListener('hashchange', look)
    }
  }, [])
  const go = useCallback<Go>((change, replace) => {
    const next = new URLSearchParams(location.hash.slice(1))
    for (const [name, value] of Object.entries(change)) {
      if (value === undefined) next.delete(name)
      else next.set(name, value)
    }
    const to = `#${next}`
    if (to === location.hash) return
    if (replace) history.replaceState(null, '', to)
    else history.pushState(null, '', to)
    setHash(to)
  }, [])
  return [addressOf(hash), go]
}

/** The address of a search, or of another view, as a link has it. */
export const hrefOf = (said: Record<string, string>) => `#${new URLSearchParams(said)}`
