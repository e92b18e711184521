import { randomBytes } from 'node:crypto'
import type { browser as api } from 'wxt/browser'
import { type Launched, until } from '../e2e/browser.ts'
import { launchLimited } from '../e2e/granted.ts'
import { blank, former, plant, rawOf } from '../e2e/raw.ts'
import { bring, highlight, importFile, note, paper } from '../e2e/stored.ts'
import { acknowledgedOf, acts, driven, type Harm, halves, judged, quota } from './faults-acts.ts'

/** The extension's own API, inside functions that run in its pages. */
declare const chrome: typeof api

async function limited<T>(work: (browser: Launched) => Promise<T>): Promise<T> {
  const browser = await launchLimited()
  try {
    await (await browser.welcome()).close()
    return await work(browser)
  } finally {
    await browser.discard()
  }
}

/** Words that no compression makes smaller, lest there be room after all. */
const odd = () => `Some words: ${randomBytes(5000).toString('base64').replaceAll('/', ' ')}`

/** Writes while there is no room, and again what was refused once there is. */
export const fullAtWrite = (writes: number): Promise<Harm> =>
  limited(async (browser) => {
    const page = await blank(browser)
    const tried = acts(writes)
    await quota(browser, page, 1)
    const first = acknowledgedOf(await driven(page, tried))
    if (first.size > 0) throw new Error(`The browser found room for ${first.size} writes though there was none.`)
    await quota(browser, page)
    return await judged(page, tried, acknowledgedOf(await driven(page, tried)))
  })

/** Imports a file for which there is room in part, and once more when there is room for all of it. */
export const fullAtImport = (papers: number): Promise<Harm> =>
  limited(async (browser) => {
    const made = Array.from({ length: papers }, (_, at) => paper(`Paper number ${at} of a large file`, odd()))
    const highlights = made.map((one) => highlight(one, 'Some words', 'claim', `On ${one.title}`))
    const notes = made.map((one) => note(one, `A note on ${one.title}`))
    const records = { papers: made, highlights, notes }
    const library = await browser.open('library.html')
    library.setDefaultTimeout(120_000)
    // Enough for the first of its parts.
    await quota(browser, library, 3_500_000)
    const file = { format: 'papermargin', version: 1, ...records }
    const buffer = Buffer.from(JSON.stringify(file))
    await importFile(library, { name: 'a.json', mimeType: 'application/json', buffer })
    await library.locator('[data-import="failed"], [data-import="brought"]').waitFor()
    if ((await library.locator('[data-import="failed"]').count()) === 0)
      throw new Error('There was room for all of it.')
    const page = await blank(browser)
    const before = await rawOf(page)
    await quota(browser, library)
    await bring(library, records)
    const after = await rawOf(page)
    const count = (name: string) => after.tables[name]?.length ?? 0
    const wanted = papers * 3
    const found = count('papers') + count('highlights') + count('notes')
    return {
      tried: wanted,
      acknowledged: wanted,
      lost: Math.max(0, wanted - found),
      duplicated: Math.max(0, found - wanted),
      half: halves(before.tables) + halves(after.tables),
    }
  })

/** Has a backup be made in a folder where there is no room for it, and again where there is: then it holds every record. */
export const fullAtBackup = (papers: number): Promise<Harm> =>
  limited(async (browser) => {
    const library = await browser.open('library.html')
    const made = Array.from({ length: papers }, (_, at) => paper(`Paper number ${at} that is backed up`, odd()))
    await bring(library, { papers: made, notes: made.map((one) => note(one, `A note on ${one.title}`)) })
    const options = await browser.open('options.html')
    // The browser's dialogue cannot be answered headless; its own file system gives folders of the same kind.
    await options.evaluate(() => {
      const mine = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('mine', { create: true })
      Object.assign(window, { showDirectoryPicker: mine })
    })
    const page = await blank(browser)
    const before = await rawOf(page)
    const usage = await options.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0)
    // Enough to remember the folder.
    await quota(browser, options, usage + 200_000)
    await options.getByRole('button', { name: 'In a folder…' }).click()
    await library.bringToFront()
    await library.locator('#backup-again').waitFor()
    const refused = await rawOf(page)
    await quota(browser, options)
    await library.locator('#backup-again').click()
    await until('it is made', async () => {
      const made = await options.evaluate(async () => {
        const { backupsMade } = await chrome.storage.local.get<{ backupsMade?: { whole: boolean }[] }>('backupsMade')
        return backupsMade ?? []
      })
      return made.length > 0 && made.every(({ whole }) => whole)
    })
    const kept = await options.evaluate(async () => {
      const mine = await (await navigator.storage.getDirectory()).getDirectoryHandle('mine')
      const texts: string[] = []
      for await (const one of (mine as unknown as { values(): AsyncIterable<FileSystemFileHandle> }).values()) {
        const packed = (await one.getFile()).stream().pipeThrough(new DecompressionStream('gzip'))
        texts.push(await new Response(packed).text())
      }
      return texts.map((text) => JSON.parse(text) as Record<'papers' | 'notes', { id: string }[]>)
    })
    const stored = [...(before.tables.papers ?? []), ...(before.tables.notes ?? [])].map(({ id }) => id)
    const still = [...(refused.tables.papers ?? []), ...(refused.tables.notes ?? [])].map(({ id }) => id)
    const saved = kept.flatMap(({ papers, notes }) => [...papers, ...notes].map(({ id }) => id))
    return {
      tried: papers * 2,
      acknowledged: stored.length,
      lost: stored.filter((id) => !still.includes(id) || !saved.includes(id as string)).length,
      duplicated: saved.length - new Set(saved).size,
      half: halves(refused.tables),
    }
  })

/** Has a former version's database upgraded where there is no room for its copy, and then again where there is. */
export const fullAtUpgrade = (): Promise<Harm> =>
  limited(async (browser) => {
    const page = await blank(browser)
    const { database } = former(3)
    await plant(browser, page, database)
    await quota(browser, page, 1)
    const library = await browser.open('library.html')
    await library.locator('[data-problem="copy"]').waitFor()
    const before = await rawOf(page)
    await quota(browser, page)
    await library.getByRole('button', { name: 'Try again' }).click()
    const after = await until('it is upgraded', async () => {
      const now = await rawOf(page)
      return now.version > database.version && now
    })
    return stands(database, before, after)
  })

/** Has an upgrade stumble over a record: all of them stand as they stood. */
export async function upgradeThrows(browser: Launched): Promise<Harm> {
  const page = await blank(browser)
  const { database } = former(3)
  database.stores.journal?.records.push({
    id: crypto.randomUUID(),
    at: '2026-11-01T12:00:00.000Z',
    act: 'note',
    changes: null,
  })
  await plant(browser, page, database)
  const library = await browser.open('library.html')
  await library.locator('[data-problem]').waitFor()
  await library.close()
  await browser.killWorker()
  const after = await rawOf(page)
  if (after.version !== database.version) throw new Error(`The database was taken to version ${after.version}.`)
  return stands(database, after)
}

/** Whether the records of a database are those that later readings of it found. */
function stands(
  database: ReturnType<typeof former>['database'],
  ...readings: Awaited<ReturnType<typeof rawOf>>[]
): Harm {
  const harm: Harm = { tried: 0, acknowledged: 0, lost: 0, duplicated: 0, half: 0 }
  for (const [table, { records }] of Object.entries(database.stores)) {
    harm.tried += records.length
    for (const { tables } of readings) {
      const ids = (tables[table] ?? []).map(({ id, key }) => id ?? key)
      harm.lost += records.filter(({ id, key }) => !ids.includes(id ?? key)).length
      harm.duplicated += ids.length - new Set(ids).size
    }
  }
  return { ...harm, acknowledged: harm.tried }
}
