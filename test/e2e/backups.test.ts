import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { browser as api } from 'wxt/browser'
import { faultsInBoth } from './axe.ts'
import { type Launched, until } from './browser.ts'
import { launchSaving } from './granted.ts'
import { bring, highlight, note, paper } from './stored.ts'

/** The extension's own API, inside functions that run in its worker. */
declare const chrome: typeof api

const tides = paper('Tides, Measured at Every Shore', 'We measure tides. The tide follows the moon.')
const foam = paper('Foam, Counted', 'Foam is counted by hand.')
const highlights = [highlight(tides, 'measure tides', 'claim', 'Mine.')]

let browser: Launched & { discard(): Promise<void> }
let library: Page
let options: Page
beforeAll(async () => {
  browser = await launchSaving()
  library = await browser.open('library.html')
  await bring(library, { papers: [tides, foam], highlights, notes: [note(tides, 'A note.')] })
  options = await browser.open('options.html')
})
afterAll(() => browser.discard())

const folder = () => path.join(browser.downloads, 'Papermargin')
const saved = () =>
  existsSync(folder())
    ? readdirSync(folder())
        .filter((name) => name.endsWith('.gz'))
        .sort()
    : []
const read = (name: string) => JSON.parse(gunzipSync(readFileSync(path.join(folder(), name))).toString())
const stored = async (name: string) => {
  const worker = await browser.worker()
  return worker.evaluate(async (key) => (await chrome.storage.local.get<Record<string, unknown>>(key))[key], name)
}
const setPlan = async (change: object) => {
  const plan = (await stored('backupPlan')) as object
  const worker = await browser.worker()
  await worker.evaluate((backupPlan) => chrome.storage.local.set({ backupPlan }), { ...plan, ...change })
}
/** Waits until so many whole backups stand, as the extension knows, and nothing else is in the folder. */
const stand = (count: number) =>
  until(`${count} backups stand`, async () => {
    const made = ((await stored('backupsMade')) ?? []) as { whole: boolean }[]
    return made.length === count && made.every(({ whole }) => whole) && saved().length === count
  })
const setStatus = async (status: string) => {
  await library.bringToFront()
  await library.getByRole('button', { name: foam.title }).first().click()
  await library.locator(`[data-status="${status}"]`).click()
  await library.locator(`[data-status="${status}"][aria-pressed="true"]`).waitFor()
}

test('once switched on a backup stands among the downloads, whole; a change makes another, and older ones go', async () => {
  await options.getByRole('button', { name: 'Among my downloads' }).click()
  await options.locator('[data-backing="downloads"]').waitFor()
  await stand(1)
  const [first] = saved() as [string]
  expect(read(first)).toMatchObject({
    format: 'papermargin',
    backup: { part: 1, isLast: true },
    papers: [tides, foam].map(({ id, title }) => ({ id, title })).sort((a, b) => (a.id < b.id ? -1 : 1)),
    highlights: [{ exact: 'measure tides', comment: 'Mine.' }],
    notes: [{ text: 'A note.' }],
    settings: { sightingDays: 90 },
  })
  await options
    .getByText(/^The last one: .* with 2 papers\.$/)
    .first()
    .waitFor()
  // One change is not enough to save anew on the same day.
  await setStatus('to_read')
  expect(saved()).toEqual([first])
  await setPlan({ changes: 1, keep: 2 })
  await stand(2)
  await setStatus('reading')
  await until('the first one is gone', async () => saved().length === 2 && !saved().includes(first))
  await stand(2)
  await setPlan({ changes: 1000 })
  const newest = saved().at(-1) as string
  expect(read(newest).papers.find(({ id }: { id: string }) => id === foam.id)).toMatchObject({ status: 'reading' })
})

const choose = async (names: string[]) => {
  await options.bringToFront()
  await options.locator('#restore-files').setInputFiles(names.map((name) => path.join(folder(), name)))
  await options.locator('[data-restore="preview"]').waitFor()
}
const titles = async () => {
  await library.bringToFront()
  return (await library.locator('.papers .pick').allTextContents()).sort()
}

test('a backup is looked at, and one paper of it comes back with its words; undo takes it away again', async () => {
  await library.bringToFront()
  for (const { title } of [tides, foam]) {
    await library.getByRole('button', { name: title }).first().click()
    await library.getByRole('button', { name: 'Delete paper' }).click()
    await library.getByText('Paper deleted').waitFor()
  }
  await choose([saved().at(-1) as string])
  await options.getByText('2 were deleted').waitFor()
  expect(await faultsInBoth(options)).toEqual([])
  await options.getByRole('checkbox', { name: 'All 2 papers' }).uncheck()
  await options.getByRole('checkbox', { name: tides.title }).check()
  await options.getByRole('button', { name: 'Restore 1 paper' }).click()
  await options.getByText('Restored: 1 paper', { exact: false }).waitFor()
  await until('the one paper is listed', async () => (await titles()).join() === tides.title)
  await library.getByRole('button', { name: tides.title }).first().click()
  expect(await library.locator('.marks.wide .quote').allTextContents()).toEqual(['measure tides'])
  await options.bringToFront()
  await options.locator('[data-act="undo"]').click()
  await options.getByText('Undone: everything stands as it did before.').waitFor()
  await until('no paper is listed', async () => (await titles()).length === 0)
})

test('what is no backup is said, and so are parts that are missing', async () => {
  await options.bringToFront()
  const file = (name: string, content: object | string) => ({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
  })
  await options.locator('#restore-files').setInputFiles([file('a.json', 'no')])
  await options.getByText('This is not JSON', { exact: false }).waitFor()
  const at = '2026-11-20T12:00:00.000Z'
  const part = (number: number, papers: object[]) =>
    file(`${number}.json`, {
      ...{ format: 'papermargin', version: 1, exportedAt: at, papers, highlights: [], notes: [] },
      backup: { at, part: number, isLast: false },
    })
  await options.locator('#restore-files').setInputFiles([part(2, [foam])])
  await options.getByText('Parts of this backup are missing: 1, 3.', { exact: false }).waitFor()
  await options.locator('[data-restore]').getByRole('button', { name: 'Close' }).click()
})

test('in a folder of the reader’s it is read back; when the browser takes the folder away, the popup says so', async () => {
  await options.bringToFront()
  await options.getByRole('button', { name: 'Switch off' }).click()
  // The browser's dialogue cannot be answered headless; its own file system gives folders of the same kind.
  await options.evaluate(() => {
    Object.assign(window, {
      showDirectoryPicker: async () =>
        (await navigator.storage.getDirectory()).getDirectoryHandle('mine', { create: true }),
    })
  })
  await choose([saved().at(-1) as string])
  await options.locator('#restore').click()
  await options.getByText('Restored: 2 papers', { exact: false }).waitFor()
  await options.getByRole('button', { name: 'In a folder…' }).click()
  await options.getByText('Backups are saved in the folder “mine”.').waitFor()
  const inFolder = () =>
    options.evaluate(async () => {
      const mine = await (await navigator.storage.getDirectory()).getDirectoryHandle('mine', { create: true })
      const names: string[] = []
      for await (const name of (mine as unknown as { keys(): AsyncIterable<string> }).keys()) names.push(name)
      return names
    })
  await until('one stands in the folder', async () => (await inFolder()).length === 1)
  await options.getByRole('button', { name: 'The newest in the folder' }).click()
  await options.getByText('2 are stored as they are here').waitFor()
  await options.evaluate(async () => (await navigator.storage.getDirectory()).removeEntry('mine', { recursive: true }))
  await setPlan({ changes: 1 })
  await setStatus('read')
  const popup = await browser.openPopup(library)
  await popup.getByText('The folder is not there any more.', { exact: false }).waitFor()
  await options.evaluate(async () =>
    (await navigator.storage.getDirectory()).getDirectoryHandle('mine', { create: true }),
  )
  expect(await faultsInBoth(popup)).toEqual([])
  await popup.locator('#backup-again').click()
  await popup.locator('#backup-again').waitFor({ state: 'detached' })
  await until('one stands in the folder again', async () => (await inFolder()).length === 1)
  await popup.close()
})

test('the library says how old the last backup is once it is old', async () => {
  await options.bringToFront()
  await options.getByRole('button', { name: 'Switch off' }).click()
  await library.bringToFront()
  const worker = await browser.worker()
  const set = (days: number) =>
    worker.evaluate((days) => {
      const at = new Date(Date.now() - days * 86_400_000).toISOString()
      return chrome.storage.local.set({ lastBackup: { at, papers: 2 } })
    }, days)
  await set(40)
  await library.getByText('The last backup is 40 days old.').waitFor()
  await set(3)
  await library.getByText('The last backup is 40 days old.').waitFor({ state: 'detached' })
})
