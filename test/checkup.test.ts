import 'fake-indexeddb/auto'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { checkFile, type Fault, mendable } from '@/lib/checkup'
import { db } from '@/lib/db'
import { textOf } from '@/lib/gzip'
import { asItLies, packed } from '@/lib/library/backup'
import { checkUp } from '@/lib/library/checkup'
import { mend } from '@/lib/library/mend'
import { perform } from '@/lib/library/perform'
import { everything } from '@/lib/library/queries'
import { trash } from '@/lib/library/trash'
import seed from '@/seeds/library.json'

const text = 'We measure tides. The tide follows the moon, mostly. Nobody knows why.'
const facts = (nth: number) => ({
  keys: [`arxiv:2611.0000${nth}`],
  title: `Tides of the ${nth}th Shore`,
  links: {},
  abstract: text,
})
const url = 'https://arxiv.org/abs/2611.00001'

/** A paper with a highlight and a note; the ids of all three. */
async function keep(nth: number) {
  const [highlight, note] = [crypto.randomUUID(), crypto.randomUUID()]
  const paper = { facts: facts(nth), site: 'arxiv' }
  const quote = { exact: 'follows the moon', prefix: '', suffix: '', start: 27, end: 43 }
  await perform({ do: 'highlight', id: highlight, paper, field: 'abstract', quote, text, color: 'claim', url })
  await perform({ do: 'note', id: note, paper, text: `Note ${nth}.` })
  const { id } = (await db.papers.where('keys').equals(`arxiv:2611.0000${nth}`).first()) as { id: string }
  return { paper: id, highlight, note }
}
const check = async () => (await checkUp(() => {}))?.findings ?? []
const faultsIn = async () => (await check()).map(({ fault }) => fault).sort()
/** What stands: of each paper its title, the words that are highlighted in it, and its notes. */
const standing = async () =>
  (await everything())
    .map(({ paper, highlights, notes }) => [
      paper.title,
      ...highlights.map(({ exact }) => exact),
      ...notes.map((note) => note.text),
    ])
    .sort()
const whole = (nth: number) => [`Tides of the ${nth}th Shore`, 'follows the moon', `Note ${nth}.`]
const gone = crypto.randomUUID()

/** Has the database be wrong in one way, past the library, and tells what stands once that is mended. */
const planted: Record<(typeof mendable)[number], () => Promise<unknown[]>> = {
  async joined() {
    const [one, other] = [await keep(1), await keep(2)]
    const joined = (into: string) => ({ deletedAt: '2026-11-20T00:00:00.000Z', joined: { into, entry: gone } })
    await db.papers.update(one.paper, joined(other.paper))
    await db.papers.update(other.paper, joined(one.paper))
    await db.papers.update((await keep(3)).paper, joined(gone))
    return [whole(1), whole(2), whole(3)]
  },
  async paperGone() {
    await db.papers.delete((await keep(1)).paper)
    await db.papers.delete((await keep(2)).paper)
    // Of the second the journal knows nothing either.
    await db.journal.filter(({ changes }) => JSON.stringify(changes).includes('2th Shore')).delete()
    const [made] = await db.notes.filter((note) => note.text === 'Note 2.').toArray()
    await db.highlights.where({ paperId: made?.paperId }).delete()
    return [['Note 2.', 'Note 2.'], whole(1)]
  },
  async paperDeleted() {
    const [one, other, third] = [await keep(1), await keep(2), await keep(3)]
    await perform({ do: 'join', papers: [one.paper, other.paper] })
    await db.highlights.update(other.highlight, { paperId: other.paper })
    await db.papers.update(third.paper, { deletedAt: '2026-11-20T00:00:00.000Z' })
    return [['Tides of the 1th Shore', 'follows the moon', 'follows the moon', 'Note 1.', 'Note 2.'], whole(3)]
  },
  async textGone() {
    await db.highlights.update((await keep(1)).highlight, { abstractId: gone })
    return [whole(1)]
  },
  async offsets() {
    await db.highlights.update((await keep(1)).highlight, { start: 3, end: 19 })
    return [whole(1)]
  },
  async intoGone() {
    await db.highlights.update((await keep(1)).highlight, { into: gone, deletedAt: '2026-11-20T00:00:00.000Z' })
    return [['Tides of the 1th Shore', 'Note 1.']]
  },
  async originGone() {
    await db.notes.update((await keep(1)).note, { origin: gone })
    return [whole(1)]
  },
  async unlisted() {
    await db.papers.where({ id: (await keep(1)).paper }).modify((paper) => {
      delete paper.touchedAt
    })
    await db.papers.update((await keep(2)).paper, { titleKey: 'title:other' })
    return [whole(1), whole(2)]
  },
  async journal() {
    const { note } = await keep(1)
    await db.notes.delete(note)
    return [['Tides of the 1th Shore', 'follows the moon']]
  },
}

beforeEach(async () => {
  fakeBrowser.reset()
  for (const table of db.tables) await table.clear()
})

test('a library as it comes about has no fault: deleted, joined, grown and undone records with it', async () => {
  const [one, other, third] = [await keep(1), await keep(2), await keep(3)]
  await perform({ do: 'join', papers: [one.paper, other.paper] })
  const quote = { exact: 'the moon, mostly', prefix: '', suffix: '', start: 35, end: 51 }
  const on = { paper: { id: third.paper }, field: 'abstract', text, color: 'claim' } as const
  const grown = await perform({ do: 'highlight', id: crypto.randomUUID(), quote, ...on })
  if (grown.ok) await perform({ do: 'undo', entry: grown.entry as string })
  await perform({ do: 'delete', table: 'papers', id: third.paper })
  await perform({ do: 'skip', paper: { facts: facts(7), site: 'arxiv' }, skipped: true })
  expect(await check()).toEqual([])
  expect(checkFile([seed]).findings).toEqual([])
})

test.each(mendable)('%s is found, mended in one act so that nothing is lost, and taken back by undo', async (fault) => {
  const wanted = await planted[fault]()
  const found = await check()
  expect(found.map((one) => one.fault)).toContain(fault)
  const [entry, ...more] = await mend(found)
  expect(more).toEqual([])
  expect(await check()).toEqual([])
  expect(await standing()).toEqual(wanted)
  if (fault === 'journal') return
  expect(await perform({ do: 'undo', entry: entry as string })).toMatchObject({ ok: true })
})

test('what became part of a highlight that is gone can be restored once it is mended', async () => {
  await planted.intoGone()
  await mend(await check())
  expect((await trash()).map(({ table }) => table)).toEqual(['highlights'])
})

test('a fault is mended as it is then: what was put right meanwhile is left', async () => {
  const { highlight } = await keep(1)
  await db.highlights.update(highlight, { start: 3, end: 19 })
  const found = await check()
  await db.highlights.delete(highlight)
  expect(await mend(found)).toEqual([])
})

test('records of any shape are told of, and none of them stops it', async () => {
  const { paper, highlight } = await keep(1)
  await db.papers.update(paper, { links: 'javascript:alert(1)', abstracts: 'no', deletedAt: 7 } as never)
  await db.highlights.update(highlight, { start: 'x', exact: null } as never)
  await db.notes.put({ id: 'x', paperId: paper, __proto__: null } as never)
  expect(new Set(await faultsIn())).toEqual(new Set(['invalid', 'paperDeleted', 'textGone'] satisfies Fault[]))
  expect(
    checkFile([null, 7, { papers: [null, 'x', []], highlights: {}, notes: [[]] }]).findings.length,
  ).toBeGreaterThan(0)
})

test('it can be stopped, and tells how far it is', async () => {
  await keep(1)
  const told: number[] = []
  expect(await checkUp((done) => told.push(done), AbortSignal.abort())).toBeUndefined()
  expect(told).toEqual([3])
})

/** Runs the command on files with these contents; gives its exit code and what it printed. */
function doctor(contents: (string | Buffer)[], ...options: string[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'papermargin-doctor-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const files = contents.map((content, index) => {
    const file = path.join(folder, `${index}.json`)
    writeFileSync(file, content)
    return file
  })
  const { status, stdout, stderr } = spawnSync(process.execPath, ['test/commands/doctor.mjs', ...files, ...options], {
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

test('the command says the same of a file, packed or not, and of the parts of a backup', async () => {
  await keep(1)
  await keep(2)
  const { parts } = await packed(undefined, 1)
  const texts = await Promise.all(parts.map(({ file }) => textOf(file)))
  const well = doctor(
    texts.map((one) => gzipSync(one)),
    '--json',
  )
  expect(JSON.parse(well.stdout)).toMatchObject({ counts: { papers: 2, highlights: 2, notes: 2 }, findings: [] })
  expect(well.status).toBe(0)
  await planted.paperGone()
  await db.highlights.update((await keep(3)).highlight, { start: 0, end: 5 })
  const lies = await textOf((await asItLies()).file)
  const ill = doctor([lies])
  expect(ill.status).toBe(1)
  expect(ill.stdout).toContain('on papers that are not there')
  expect(ill.stdout).toContain('says another place than where its words stand')
  const twice = JSON.parse(doctor([lies, lies], '--json').stdout)
  expect(twice.findings.some(({ fault }: { fault: Fault }) => fault === 'twice')).toBe(true)
})

test.each([
  ['', 'is no JSON'],
  ['{"papers":[]}', 'is none of Papermargin’s files'],
  [gzipSync('{"format":"papermargin"}').subarray(0, 20), 'cannot be unpacked'],
])('a file that is none is said: %#', (content, said) => {
  const { status, stdout, stderr } = doctor([content])
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr).toContain(said)
})
