import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { browser as api } from 'wxt/browser'
import { extension } from '../commands/build.ts'
import { type Launched, launch, until } from './browser.ts'

/** The extension's own API, inside functions that run in its worker. */
declare const chrome: typeof api

/**
 * Starts the extension with optional hosts granted: all of them, or those named. Headless there is nobody to answer the
 * browser's question, so a copy's manifest, and nothing else of it, has the answer yes. Ready when their gate is registered.
 */
export async function launchGranted(hosts?: string[]): Promise<Launched & { discard(): Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'papermargin-granted-'))
  cpSync(extension, folder, { recursive: true })
  const file = path.join(folder, 'manifest.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  const optional: string[] = manifest.optional_host_permissions
  const wanted = hosts?.map((host) => `https://${host}/*`) ?? optional
  manifest.host_permissions.push(...wanted)
  manifest.optional_host_permissions = optional.filter((pattern) => !wanted.includes(pattern))
  writeFileSync(file, JSON.stringify(manifest))
  const browser = await launch({ extension: folder })
  const worker = await browser.worker()
  await until('the gate of the optional sites is registered', () =>
    worker.evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).length > 0),
  )
  const discard = async () => {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return Object.assign(browser, { discard })
}
