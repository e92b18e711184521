import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { browser as api } from 'wxt/browser'
import { extension } from '../commands/build.ts'
import { type Launched, launch, until } from './browser.ts'

/** The extension's own API, inside functions that run in its worker. */
declare const chrome: typeof api

/** What a copy of the extension may be told otherwise. */
interface Manifest {
  permissions: string[]
  host_permissions: string[]
  optional_host_permissions: string[]
  optional_permissions: string[]
}

/** Starts a copy of the extension, of which the manifest is changed and nothing else; `discard` ends and removes it. */
async function launchChanged(change: (manifest: Manifest) => void): Promise<Launched & { discard(): Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'papermargin-changed-'))
  cpSync(extension, folder, { recursive: true })
  const file = path.join(folder, 'manifest.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  change(manifest)
  writeFileSync(file, JSON.stringify(manifest))
  const browser = await launch({ extension: folder })
  const discard = async () => {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return Object.assign(browser, { discard })
}

/** Starts the extension without `unlimitedStorage`: with it a browser knows no quota that could be full. */
export const launchLimited = () =>
  launchChanged((manifest) => {
    manifest.permissions = manifest.permissions.filter((one) => one !== 'unlimitedStorage')
  })

/** Starts the extension with notifications allowed, as if the reader had said yes to the browser's question. */
export const launchTelling = () =>
  launchChanged((manifest) => {
    manifest.permissions.push('notifications')
    manifest.optional_permissions = manifest.optional_permissions.filter((one) => one !== 'notifications')
  })

/** Starts the extension with downloads allowed, as if the reader had said yes to the browser's question. */
export const launchSaving = () =>
  launchChanged((manifest) => {
    manifest.permissions.push('downloads', 'downloads.ui')
    manifest.optional_permissions = manifest.optional_permissions.filter((one) => !one.startsWith('downloads'))
  })

/**
 * Starts the extension with hosts granted: all that the manifest names as optional, or these. Headless there is nobody to
 * answer the browser's question, so the manifest has the answer yes. Ready when their gate is registered.
 */
export async function launchGranted(hosts?: string[]): Promise<Launched & { discard(): Promise<void> }> {
  const browser = await launchChanged((manifest) => {
    const optional = manifest.optional_host_permissions
    const wanted = hosts?.map((host) => `https://${host}/*`) ?? optional.filter((pattern) => !pattern.includes('://*/'))
    manifest.host_permissions.push(...wanted)
    manifest.optional_host_permissions = optional.filter((pattern) => !wanted.includes(pattern))
  })
  const worker = await browser.worker()
  await until('the gate of the optional sites is registered', () =>
    worker.evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).length > 0),
  )
  return browser
}
