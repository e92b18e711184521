import { isDue, type Made, NotMade, nameOf, outdated, type Plan, type Written } from '../backup'
import { db } from '../db'
import { quietly, removeDownload, saveDownload } from '../downloads'
import { asFiled, FORMAT, VERSION } from '../export/json'
import { removeFromFolder, saveInFolder } from '../folder'
import { zipped } from '../gzip'
import { readBackup } from '../import/backup'
import { problemOf } from '../problem'
import { backupFailure, backupPlan, backupsMade, lastBackup, lastChange } from '../settings'
import { newestEntry } from './history'
import { settingsNow } from './kept'
import { alive, entriesOf } from './queries'
import { inSlices } from './slices'

/**
 * About how many letters a part holds, unpacked; its file is a fifth of that. What a browser takes at once ends far above, but
 * whoever else asks the worker something waits while a part is read back.
 */
const PART = 8_000_000

/** One file of a backup. */
export interface Part {
  name: string
  file: Blob
}

/**
 * Everything that the reader kept or chose, as files that were read back before they are given out. What was deleted is not in
 * it: the backups from before have it. Read again, twice at most, when something was written meanwhile: a paper that was just
 * joined could be missing in both its places.
 */
export async function packed(at = new Date().toISOString(), size = PART): Promise<{ parts: Part[]; papers: number }> {
  for (let attempt = 1; ; attempt++) {
    const before = await newestEntry()
    const files: Blob[] = []
    let papers = 0
    for await (const { pieces, count } of partsOf(at, size)) {
      const file = await zipped(...pieces)
      await readBack(file, count.papers + count.highlights + count.notes)
      files.push(file)
      papers += count.papers
    }
    if (attempt === 3 || before === (await newestEntry())) {
      return { papers, parts: files.map((file, index) => ({ file, name: nameOf(at, index + 1, files.length) })) }
    }
  }
}

/** The parts of a backup, each as the pieces of its text: as a whole it might be longer than a text can be. */
async function* partsOf(at: string, size: number) {
  const settings = await settingsNow()
  let part = 0
  let records = noRecords()
  const close = (isLast: boolean, skipped: object[]) => {
    part++
    const head = { format: FORMAT, version: VERSION, exportedAt: at, backup: { at, part, isLast } }
    const more = { ...(part === 1 && { settings }), ...(isLast && { skipped }) }
    const tables = (['papers', 'highlights', 'notes'] as const).flatMap((name) => [
      `,"${name}":[`,
      ...records[name],
      ']',
    ])
    const pieces = [JSON.stringify({ ...head, ...more }).slice(0, -1), ...tables, '}\n']
    const { count } = records
    records = noRecords()
    return { pieces, count }
  }
  for await (const papers of inSlices(db.papers)) {
    // A worker that asks the browser for nothing for half a minute is ended; the database does not count.
    await lastChange.getValue()
    for (const entry of await entriesOf(papers.filter(alive))) {
      if (records.letters > size) yield close(false, [])
      const { paper, highlights, notes } = asFiled(entry)
      add(records, 'papers', [paper])
      add(records, 'highlights', highlights)
      add(records, 'notes', notes)
    }
  }
  const skipped: object[] = []
  for await (const sightings of inSlices(db.sightings)) skipped.push(...sightings.filter((one) => one.skipped))
  yield close(true, skipped)
}

const noRecords = () => ({
  papers: [] as string[],
  highlights: [] as string[],
  notes: [] as string[],
  count: { papers: 0, highlights: 0, notes: 0 },
  letters: 0,
})

function add(to: ReturnType<typeof noRecords>, table: 'papers' | 'highlights' | 'notes', records: object[]): void {
  for (const record of records) {
    const text = (to.count[table]++ > 0 ? ',' : '') + JSON.stringify(record)
    to[table].push(text)
    to.letters += text.length
  }
}

/** A file that cannot be read back is no backup. A record that is not as it should be stands in it all the same. */
async function readBack(file: Blob, packed: number): Promise<void> {
  try {
    const { papers, highlights, notes, rejected } = (await readBackup([file])).records
    const read = papers.length + highlights.length + notes.length + rejected.length
    if (read !== packed) throw new Error(`${read} records were read back of ${packed}.`)
  } catch (error) {
    throw new NotMade('broken', String(error))
  }
}

/** Everything in the database as it lies there, what is wrong with it and the trash and the journal too, as one file. */
export async function asItLies(at = new Date().toISOString()): Promise<Part> {
  const pieces = [`{"format":"${FORMAT}","version":${VERSION},"exportedAt":"${at}"`]
  for (const table of [db.papers, db.highlights, db.notes, db.journal, db.sightings]) {
    pieces.push(`,"${table.name}":[`)
    for await (const records of inSlices<{ id: string } | { key: string }>(table as never)) {
      const isFirst = pieces.at(-1)?.endsWith('[')
      pieces.push(`${isFirst ? '' : ','}${JSON.stringify(records).slice(1, -1)}`)
    }
    pieces.push(']')
  }
  return { name: `as-it-lies-${nameOf(at, 1, 1)}`, file: await zipped(...pieces, '}') }
}

/** The two places for backups, and how a file comes there and goes. */
const places = {
  downloads: { save: saveDownload, remove: removeDownload },
  folder: { save: saveInFolder, remove: removeFromFolder },
}

/** Makes a backup where the reader wants one by itself and it is time for it. One after the other, whatever asks for it; never throws. */
export async function backUpIfDue(now = new Date()): Promise<void> {
  await navigator.locks.request('backup', async () => {
    try {
      const plan = await backupPlan.getValue()
      if (plan.to === null) return
      const last = (await backupsMade.getValue()).find(({ whole, to }) => whole && to === plan.to)
      const changes = await changesSince(last?.at ?? '')
      if (isDue(plan, last?.at, changes, await backupFailure.getValue(), now)) await backUp(plan, plan.to, now)
    } catch (error) {
      console.error(error)
      const why = error instanceof NotMade ? error.why : problemOf(error) === 'full' ? 'full' : 'stopped'
      await backupFailure.setValue({ at: now.toISOString(), why, detail: String(error) })
    }
  })
}

/** How many acts were done since. Keystrokes that went on with an act from before have no entry of their own. */
async function changesSince(at: string): Promise<number> {
  const acts = await db.journal.where('at').above(at).count()
  if (acts > 0) return acts
  const last = await db.journal.where('at').belowOrEqual(at).last()
  return last?.changes.some((one) => one.table !== 'sightings' && one.after.updatedAt > at) ? 1 : 0
}

async function backUp(plan: Plan, to: Made['to'], now: Date): Promise<void> {
  const at = now.toISOString()
  const { parts, papers } = await packed(at)
  // There is nothing to be lost yet.
  if (papers === 0) return
  const files: Written[] = []
  const others = await backupsMade.getValue()
  const remember = (whole: boolean) => backupsMade.setValue([{ at, to, whole, papers, files }, ...others])
  await quietly(async () => {
    for (const { name, file } of parts) {
      files.push(await places[to].save(name, file))
      await remember(false)
    }
  })
  await remember(true)
  await lastBackup.setValue({ at, papers })
  await backupFailure.setValue(null)
  const made = await backupsMade.getValue()
  const gone = new Set<Made>()
  for (const one of outdated(made, plan.keep)) {
    try {
      for (const file of one.files) await places[to].remove(file)
      gone.add(one)
    } catch (error) {
      // The backup is made all the same. Next time it is tried again.
      console.error(error)
    }
  }
  await backupsMade.setValue(made.filter((one) => !gone.has(one)))
}
