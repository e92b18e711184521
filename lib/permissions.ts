import { browser } from '#imports'
import type { Where } from './site'

/** The name under which the gate is registered for the hosts that the reader switched on. */
const GATE = { id: 'gate', js: ['content-scripts/gate.js'] }

/** Match patterns of a site's hosts. */
export const originsOf = ({ hosts }: Where): string[] => hosts.map((host) => `https://${host}/*`)

/** Sites that the reader may switch on: neither required by the manifest nor gone. */
export const isOptional = ({ required, archived }: Where): boolean => !required && !archived

/** Whether the browser lets us read a site. */
export const isOn = (where: Where): Promise<boolean> => browser.permissions.contains({ origins: originsOf(where) })

/** Asks the reader for these sites; only from a click or a key of theirs. False when they said no. */
export const switchOn = (wheres: Where[]): Promise<boolean> =>
  browser.permissions.request({ origins: wheres.flatMap(originsOf) })

/** Gives sites back: nothing of ours runs there any more. What was stored from them stays. */
export const switchOff = (wheres: Where[]): Promise<boolean> =>
  browser.permissions.remove({ origins: wheres.flatMap(originsOf) })

/** Tells when sites were switched on or off, here or in the browser's own settings; returns how to stop listening. */
export function watchSites(changed: (added: string[]) => void): () => void {
  const added = ({ origins = [] }: { origins?: string[] }) => changed(origins)
  const removed = () => changed([])
  browser.permissions.onAdded.addListener(added)
  browser.permissions.onRemoved.addListener(removed)
  return () => {
    browser.permissions.onAdded.removeListener(added)
    browser.permissions.onRemoved.removeListener(removed)
  }
}

/**
 * Registers the gate for just the sites that are on now. Called at each start and each change: the reader can take a
 * permission away in the browser's settings, and a registration outlives the worker.
 */
export async function registerGate(wheres: Where[]): Promise<void> {
  const optional = wheres.filter(isOptional)
  const on = await Promise.all(optional.map(isOn))
  const matches = optional.filter((_, index) => on[index]).flatMap(originsOf)
  const [registered] = await browser.scripting.getRegisteredContentScripts({ ids: [GATE.id] })
  if (matches.length === 0) {
    if (registered) await browser.scripting.unregisterContentScripts({ ids: [GATE.id] })
    return
  }
  const script = { ...GATE, matches, runAt: 'document_idle' as const, persistAcrossSessions: true }
  if (registered) await browser.scripting.updateContentScripts([script])
  else await browser.scripting.registerContentScripts([script])
}

/** Runs the gate in the tabs that already show a site which was just switched on. */
export async function openGates(origins: string[]): Promise<void> {
  if (origins.length === 0) return
  const tabs = await browser.tabs.query({ url: origins })
  const opened = tabs.flatMap(({ id }) =>
    id === undefined
      ? []
      : [browser.scripting.executeScript({ target: { tabId: id }, files: ['/content-scripts/gate.js'] })],
  )
  // A tab may be gone, or show an error page, by now.
  await Promise.allSettled(opened)
}
