import 'fake-indexeddb/auto'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { isDue, type Made, outdated, planOf } from '@/lib/backup'
import { db } from '@/lib/db'
import { textOf, zipped } from '@/lib/gzip'
import type { Highlight } from '@/lib/highlight'
import { readBackup } from '@/lib/import/backup'
import { formatOf, readFile } from '@/lib/import/formats'
import { sourceOf } from '@/lib/import/source'
import { backUpIfDue, packed } from '@/lib/library/backup'
import { bring } from '@/lib/library/bring'
import { settingsNow, takeSettings } from '@/lib/library/kept'
import { perform } from '@/lib/library/perform'
import { everything } from '@/lib/library/queries'
import { restore, standing } from '@/lib/library/restore'
import {
  backupFailure,
  backupPlan,
  backupsMade,
  dimmed,
  emptied,
  highlightOnSelect,
  savedSearches,
  sightingDays,
} from '@/lib/settings'

/** A paper with two highlights, one of which was deleted, a comment and a note; and one that is skipped. */
async function keep(nth: number) {
  const text = `Tides of the ${nth}th shore follow the moon.`
  const facts = { keys: [`arxiv:2611.0000${nth}`], title: `Tides of the ${nth}th Shore`, links: {}, abstract: text }
  const paper = { facts, site: 'arxiv' }
  const quote = (exact: string) => ({
    ...{ exact, prefix: '', suffix: '' },
    ...{ start: text.indexOf(exact), end: text.indexOf(exact) + exact.length },
  })
  const ids = [crypto.randomUUID(), crypto.randomUUID()] as const
  const on = { paper, field: 'abstract', text, color: 'claim' } as const
  await perform({ do: 'highlight', id: ids[0], quote: quote('Tides'), ...on })
  await perform({ do: 'highlight', id: ids[1], quote: quote('the moon'), ...on })
  await perform({ do: 'comment', id: ids[1], rev: 1, text: 'Ünlikely 🌊\r\n]]>' })
  await perform({ do: 'note', id: crypto.randomUUID(), paper, text: 'Mine.' })
  await perform({ do: 'delete', table: 'highlights', id: ids[0] })
  await perform({ do: 'skip', paper: { facts: { ...facts, keys: [`doi:10.1/${nth}`] }, site: 'arxiv' }, skipped: true })
}
const firstPaper = async () => (await db.papers.toCollection().first())?.id as string
const read = (parts: { file: Blob }[]) => readBackup(parts.map(({ file }) => file))
const byId = <R extends { id: string }>(records: R[]) => records.toSorted((a, b) => (a.id < b.id ? -1 : 1))
const clear = async () => {
  for (const table of db.tables) await table.clear()
}
const whole = async () => ({
  entries: byId((await everything()).map((entry) => ({ id: entry.paper.id, ...entry }))),
  skipped: await db.sightings.toArray(),
})
const bringBack = (backup: Awaited<ReturnType<typeof read>>, of = backup.records.papers) =>
  restore(backup, of, () => {}, new AbortController().signal)

beforeEach(async () => {
  fakeBrowser.reset()
  await clear()
})

test('a backup of one part or of several, brought back into an empty library, makes it equal, options and all', async () => {
  for (let nth = 1; nth <= 4; nth++) await keep(nth)
  await highlightOnSelect.setValue(true)
  await savedSearches.setValue([{ name: 'Moon', query: 'tides moon' }])
  const before = await whole()
  const settings = await settingsNow()
  for (const [size, count] of [
    [16_000_000, 1],
    [1500, 2],
    [1, 4],
  ] as const) {
    const { parts, papers } = await packed('2026-11-23T12:00:00.000Z', size)
    expect([papers, parts.length]).toEqual([4, count])
    await clear()
    await highlightOnSelect.setValue(false)
    await savedSearches.setValue([])
    const backup = await read(parts.toReversed())
    expect([backup.missing, backup.records.rejected]).toEqual([[], []])
    await bringBack(backup)
    await takeSettings(backup.settings ?? {})
    expect(await whole()).toEqual(before)
    expect(await settingsNow()).toEqual(settings)
  }
})

test('of a backup whose parts are not all there the missing ones are named', async () => {
  for (let nth = 1; nth <= 4; nth++) await keep(nth)
  const { parts } = await packed('2026-11-23T12:00:00.000Z', 1)
  const missing = async (...numbers: number[]) => (await read(numbers.map((one) => parts[one - 1] as never))).missing
  expect(await missing(2, 4)).toEqual([1, 3])
  expect(await missing(1, 2)).toEqual([3])
  expect(await missing(4, 3, 2, 1, 1)).toEqual([])
})

test('each paper of a backup is told apart from what is stored; what is brought back is undone as a whole', async () => {
  for (let nth = 1; nth <= 4; nth++) await keep(nth)
  const backup = await read((await packed()).parts)
  const [same, changed, gone, erased] = backup.records.papers.map(({ id }) => id) as [string, string, string, string]
  const { id } = backup.records.highlights.find(({ paperId }) => paperId === changed) as Highlight
  await perform({ do: 'comment', id, rev: 2, text: 'Otherwise.' })
  await perform({ do: 'delete', table: 'papers', id: gone })
  for (const table of ['papers', 'highlights', 'notes'] as const)
    await db[table]
      .where(table === 'papers' ? 'id' : 'paperId')
      .equals(erased)
      .delete()
  expect([...(await standing(backup.records))]).toEqual([
    [same, 'same'],
    [changed, 'changed'],
    [gone, 'deleted'],
    [erased, 'new'],
  ])
  const before = (await whole()).entries
  const { papers, entries } = await bringBack(backup)
  expect(papers).toBe(4)
  expect((await whole()).entries.map(({ id, highlights }) => [id, highlights.length])).toEqual(
    byId([same, changed, gone, erased].map((id) => ({ id }))).map(({ id }) => [id, 1]),
  )
  for (const entry of entries.toReversed()) expect(await perform({ do: 'undo', entry })).toMatchObject({ ok: true })
  expect((await whole()).entries.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
})

test('a library that is brought back is not said to be empty any longer', async () => {
  await keep(1)
  const backup = await read((await packed()).parts)
  await clear()
  await emptied.setValue({ papers: 1, highlights: 1, notes: 1, act: null })
  await bringBack(backup, [])
  expect(await emptied.getValue()).not.toBe(null)
  await bringBack(backup)
  expect(await emptied.getValue()).toBe(null)
})

test('what a hostile file says of the options is taken only where it can be one', async () => {
  await highlightOnSelect.setValue(true)
  await sightingDays.setValue(7)
  await dimmed.setValue('seen')
  const before = await settingsNow()
  await takeSettings(
    JSON.parse(
      '{"__proto__":{"on":1},"highlightOnSelect":"yes","sightingDays":-1,"meanings":{"x":1},"backupPlan":{"to":"folder"},"dimmed":"all","triageKeys":{"next":["j"]}}',
    ),
  )
  expect(await settingsNow()).toEqual(before)
})

test('one is made after so many changes, or so many days in which something changed; what failed is not tried at each act', () => {
  const plan = { ...planOf(undefined), to: 'downloads' as const, days: 7, changes: 50 }
  const now = new Date('2026-11-23T12:00:00.000Z')
  const ago = (minutes: number) => new Date(+now - minutes * 60_000).toISOString()
  const week = 7 * 24 * 60
  const failed = (at: string) => ({ at, why: 'full' as const, detail: '' })
  expect(isDue({ ...plan, to: null }, undefined, 99, null, now)).toBe(false)
  expect(isDue(plan, undefined, 0, null, now)).toBe(true)
  expect(isDue(plan, ago(5), 49, null, now)).toBe(false)
  expect(isDue(plan, ago(5), 50, null, now)).toBe(true)
  expect(isDue(plan, ago(week), 0, null, now)).toBe(false)
  expect(isDue(plan, ago(week), 1, null, now)).toBe(true)
  expect(isDue(plan, ago(week), 1, failed(ago(14)), now)).toBe(false)
  expect(isDue(plan, ago(week), 1, failed(ago(15)), now)).toBe(true)
})

test('a clock that went back stops no backups', () => {
  const plan = { ...planOf(undefined), to: 'downloads' as const }
  const [now, later] = [new Date('2026-11-23T12:00:00.000Z'), '2030-01-01T00:00:00.000Z']
  expect(isDue(plan, later, 0, null, now)).toBe(true)
  expect(isDue(plan, undefined, 0, { at: later, why: 'full', detail: '' }, now)).toBe(true)
})

/** The browser's downloads, by their numbers; removing one that is not there any more is refused, as browsers do. */
function downloads() {
  const items = new Map<number, { id: number; filename: string; fileSize: number; state: string; exists: boolean }>()
  const api = {
    download: async ({ url, filename }: { url: string; filename: string }) => {
      const { size } = await (await fetch(url)).blob()
      const id = items.size + 1
      items.set(id, { id, filename, fileSize: size, state: 'complete', exists: true })
      return id
    },
    search: async ({ id }: { id: number }) => [items.get(id)].filter(Boolean),
    removeFile: async () => Promise.reject(new Error('Download file already deleted')),
    erase: async () => [],
    onChanged: { addListener() {}, removeListener() {} },
  }
  Object.defineProperty(fakeBrowser, 'downloads', { value: api, configurable: true })
  onTestFinished(() => void Reflect.deleteProperty(fakeBrowser, 'downloads'))
  return items
}
const later = (days: number) => new Date(Date.now() + days * 86_400_000)

test('an old backup that cannot be removed is no failure of the new one, and is tried again', async () => {
  const items = downloads()
  const told = vi.spyOn(console, 'error').mockReturnValue()
  await backupPlan.setValue({ ...planOf(undefined), to: 'downloads', keep: 1 })
  await keep(1)
  await backUpIfDue()
  await perform({ do: 'note', id: crypto.randomUUID(), paper: { id: await firstPaper() }, text: 'More.' })
  await backUpIfDue(later(1))
  expect([items.size, await backupFailure.getValue()]).toEqual([2, null])
  expect((await backupsMade.getValue()).map(({ whole }) => whole)).toEqual([true, true])
  told.mockRestore()
})

test('words that go on in the sitting of an act from before the last backup are in the next', async () => {
  const items = downloads()
  await backupPlan.setValue({ ...planOf(undefined), to: 'downloads' })
  await keep(1)
  const id = crypto.randomUUID()
  const note = { do: 'note' as const, id, paper: { id: await firstPaper() } }
  await perform({ ...note, text: 'Begun' })
  await backUpIfDue()
  await perform({ ...note, rev: 1, text: 'Begun, and ended.' })
  expect(
    await db.journal
      .where('at')
      .above((await backupsMade.getValue())[0]?.at ?? '')
      .count(),
  ).toBe(0)
  await backUpIfDue(later(1))
  expect(items.size).toBe(2)
  await backUpIfDue(later(2))
  expect(items.size).toBe(2)
})

test('older ones go, but none of another place, and none that holds far more than the newest', () => {
  const made = (at: string, papers = 10, more: Partial<Made> = {}): Made => ({
    ...{ at, papers, to: 'folder', whole: true, files: [] },
    ...more,
  })
  const all = [
    made('6'),
    made('5', 10, { whole: false }),
    made('4'),
    made('3', 21),
    made('2', 20),
    made('1', 9, { to: 'downloads' }),
  ]
  expect(outdated(all, 2).map(({ at }) => at)).toEqual(['5', '2'])
  expect(outdated(all, 9).map(({ at }) => at)).toEqual(['5'])
  expect(outdated([made('7', 10, { whole: false }), ...all], 1)).toEqual([])
})

test('a backup is imported as any file of ours is, and of one that is broken off all that is there', async () => {
  for (let nth = 1; nth <= 4; nth++) await keep(nth)
  await db.notes.toCollection().modify((note) => {
    note.text = Array.from({ length: 20_000 }, () => Math.random().toString(36)).join(' ')
  })
  const before = (await whole()).entries
  const { file } = (await packed()).parts[0] as { file: Blob }
  const told = vi.spyOn(console, 'error').mockReturnValue()
  const bringFile = async (blob: Blob) => {
    await clear()
    const source = sourceOf(blob, 'papermargin.json.gz')
    return await bring(readFile(source, '2026-11-23T12:00:00.000Z', await formatOf(source)))
  }
  expect((await bringFile(file)).left).toBe(0)
  expect((await whole()).entries).toEqual(before)
  const came = await bringFile(file.slice(0, file.size / 2))
  expect(came).toMatchObject({ papers: { added: 4 }, highlights: { added: 4 }, rejected: [{ why: 'cut' }] })
  expect(came.notes.added).toBeGreaterThan(0)
  told.mockRestore()
})

test('a file that unpacks to more than memory holds, or is broken off, is refused', async () => {
  const whole = await zipped('tides '.repeat(1000))
  expect(await textOf(whole)).toHaveLength(6000)
  await expect(textOf(whole.slice(0, 20))).rejects.toThrow()
  await expect(textOf(whole, 5999)).rejects.toThrow('unpacks to more')
})
