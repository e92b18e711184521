import { browser } from '#imports'
import type { Where } from './site'

/** The name under which the gate is registered for the hosts that the reader allowed. */
const GATE = { id: 'gate', js: ['content-scripts/gate.js'] }

/** Match patterns of a site's hosts. */
export const originsOf = ({ hosts }: Where): string[] => hosts.map((host) => `https://${host}/*`)

/** Sites that the reader may switch on: neither required by the manifest nor gone. */
export const isOptional = ({ required, archived }: Where): boolean => !required && !archived

/** A host of which no more is known, to be asked for, listed and given back as sites are. */
export const hostAlone = (host: string): Where => ({ name: host, hosts: [host], test: () => true })

/** The hosts that the browser lets us read and that are none of these sites', each by itself. */
export async function hostsBeside(wheres: Where[]): Promise<Where[]> {
  const { origins = [] } = await browser.permissions.getAll()
  const theirs = new Set(wheres.flatMap(originsOf))
  const others = origins.filter((origin) => origin.startsWith('https://') && !theirs.has(origin))
  return others.map((origin) => hostAlone(origin.replace(/^https:\/\/|\/\*$/g, '')))
}

/** Whether the browser lets us read a site. */
export const isOn = (where: Where): Promise<boolean> => browser.permissions.contains({ origins: originsOf(where) })

/** Asks the reader for these sites; only from a click or a key of theirs. False when they said no. */
export const switchOn = (wheres: Where[]): Promise<boolean> =>
  browser.permissions.request({ origins: wheres.flatMap(originsOf) })

/** Gives sites back: nothing of ours runs there any more. What was stored from them stays. */
export const switchOff = (wheres: Where[]): Promise<boolean> =>
  browser.permissions.remove({ origins: wheres.flatMap(originsOf) })

const NOTIFYING = { permissions: ['notifications' as const] }

/** Whether the browser lets us show notifications. */
export const mayNotify = (): Promise<boolean> => browser.permissions.contains(NOTIFYING)

/** Asks the reader for notifications, only from a click or a key of theirs, or gives them back; tells whether we may show some now. */
export async function setNotifying(on: boolean): Promise<boolean> {
  if (on) return await browser.permissions.request(NOTIFYING)
  await browser.permissions.remove(NOTIFYING)
  return false
}

/** `downloads.ui` is Chromium's: to have the browser not speak of each backup. */
const DOWNLOADING = {
  permissions: ['downloads' as const, ...(import.meta.env.FIREFOX ? [] : ['downloads.ui' as const])],
}

/** Asks the reader for downloads, only from a click or a key of theirs, or gives them back; tells whether we may make some now. */
export async function setDownloading(on: boolean): Promise<boolean> {
  if (on) return await browser.permissions.request(DOWNLOADING)
  await browser.permissions.remove(DOWNLOADING)
  return false
}

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
 * Registers the gate for just the hosts that are allowed now, but for those of the sites that the manifest requires, which
 * have it from there. Called at each start and each change: the reader can take a permission away in the browser's settings,
 * and a registration outlives the worker.
 */
export async function registerGate(required: Where[]): Promise<void> {
  const matches = (await hostsBeside(required)).flatMap(originsOf)
  const [registered] = await browser.scripting.getRegisteredContentScripts({ ids: [GATE.id] })
  if (matches.length === 0) {
    if (registered) await browser.scripting.unregisterContentScripts({ ids: [GATE.id] })
    return
  }
  const excludeMatches = required.flatMap(originsOf)
  // The worker starts often, and hosts are switched on seldom.
  const isSame = (now: string[] = [], wanted: string[]) => new Set(now).symmetricDifference(new Set(wanted)).size === 0
  if (registered && isSame(registered.matches, matches) && isSame(registered.excludeMatches, excludeMatches)) return
  const script = { ...GATE, matches, excludeMatches, runAt: 'document_idle' as const, persistAcrossSessions: true }
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
