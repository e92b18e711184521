import 'fake-indexeddb/auto'
import './opfs'
import Dexie from 'dexie'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Act, Done } from '@/lib/act'
import { Database, db } from '@/lib/db'
import type { Entry, Known } from '@/lib/entry'
import { json } from '@/lib/export/json'
import { joins, mayBe, suggestions } from '@/lib/library/alike'
import { bring } from '@/lib/library/bring'
import { perform } from '@/lib/library/perform'
import { entriesFor, everything } from '@/lib/library/queries'
import { search } from '@/lib/library/search'
import { seenBefore, sight, sightingsOf } from '@/lib/library/sightings'
import { visit } from '@/lib/library/visit'
import type { PaperFacts } from '@/lib/paper'
import type { Status } from '@/lib/status'
import { ours } from './given'

const title = 'Tides, Measured at Every Shore of the North'
const words = 'We measure tides. The tide follows the moon, mostly.'
const onArxiv: PaperFacts = {
  keys: ['arxiv:2611.00001'],
  title,
  authors: ['Ada Tern', 'Bo Gull'],
  date: '2026-11-02',
  links: { page: 'https://arxiv.org/abs/2611.00001' },
  abstract: words,
}
const onAcl: PaperFacts = {
  keys: ['acl:2026.inv-long.1'],
  title: 'Tides, measured at every shore of the North.',
  authors: ['Tern, Ada', 'Gull, Bo', 'Puffin, Cy'],
  venue: 'Invented Linguistics',
  date: '2026',
  links: { page: 'https://aclanthology.org/2026.inv-long.1/', pdf: 'https://aclanthology.org/2026.inv-long.1.pdf' },
  abstract: `${words} Nobody knows why.`,
}
const sites = new Map([
  [onArxiv, 'arxiv'],
  [onAcl, 'acl-anthology'],
])
const on = (facts: PaperFacts) => ({ facts, site: sites.get(facts) ?? 'elsewhere' })

async function done(act: Act): Promise<Extract<Done, { ok: true }>> {
  const answer = await perform(act)
  if (!answer.ok) throw new Error(`${answer.problem}: ${answer.detail}`)
  return answer
}
const undo = (entry: string | undefined) => done({ do: 'undo', entry: entry as string })
const note = (facts: PaperFacts, text: string) => done({ do: 'note', id: crypto.randomUUID(), paper: on(facts), text })
const setStatus = (facts: PaperFacts, status: Status) => done({ do: 'status', paper: on(facts), status })
const highlight = (facts: PaperFacts, exact: string) => {
  const text = facts.abstract as string
  const start = text.indexOf(exact)
  const quote = { exact, prefix: '', suffix: '', start, end: start + exact.length }
  return done({
    do: 'highlight',
    id: crypto.randomUUID(),
    paper: on(facts),
    field: 'abstract',
    quote,
    text,
    color: 'claim',
  })
}

const entryOf = async (facts: PaperFacts) => (await entriesFor([facts]))[0] ?? null
const notesOf = (entry: Known['entry']) => entry?.notes.map(({ text }) => text).sort()
const quotesOf = (entry: Known['entry']) => entry?.highlights.map(({ exact }) => exact)
const idOf = async (facts: PaperFacts) => (await entryOf(facts))?.paper.id as string

/** All that is alive, without the stamps that every change moves. */
const library = async () =>
  (await everything())
    .map(({ paper, highlights, notes }) => ({
      ...paper,
      highlights: highlights.map((one) => timeless(one)),
      notes: notes.map((one) => timeless(one)),
    }))
    .map(timeless)
    .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
const timeless = <R extends object>(record: R) => ({ ...record, rev: 0, updatedAt: '', createdAt: '', touchedAt: '' })

/** Two stored papers, each with a note and a highlight of its own. They share no word by which one is taken for the other. */
async function two(): Promise<[string, string]> {
  const other = { ...onAcl, title: 'When Does the Sea Come Back to the Land?' }
  await note(onArxiv, 'On arXiv.')
  await highlight(onArxiv, 'The tide follows the moon')
  await note(other, 'At ACL.')
  await highlight(other, 'Nobody knows why.')
  return [await idOf(onArxiv), await idOf(other)]
}

beforeEach(async () => {
  for (const table of db.tables) await table.clear()
})

/** When these papers were seen before a visit at some time. */
const seen = async (papers: PaperFacts[], now: Date) =>
  (await sightingsOf(papers)).map((sighting) => seenBefore(sighting, now))

test('a page shows what is stored of a paper that is the same by its title; looking writes nothing', async () => {
  await highlight(onArxiv, 'The tide follows the moon')
  const before = await db.papers.toArray()
  const [known] = await visit({ site: 'acl-anthology', papers: [onAcl] }, false)
  expect(quotesOf(known?.entry ?? null)).toEqual(['The tide follows the moon'])
  expect(await db.papers.toArray()).toEqual(before)
  expect(await db.journal.count()).toBe(1)
})

test('an act on such a page joins: everything of both is in one record, and each page finds it by its own key', async () => {
  await highlight(onArxiv, 'The tide follows the moon')
  await setStatus(onArxiv, 'reading')
  const { paper } = await note(onAcl, 'Compare the journal.')
  expect(await everything()).toHaveLength(1)
  const entry = await entryOf(onArxiv)
  expect(entry?.paper.id).toBe(paper?.id)
  expect(entry?.paper).toMatchObject({
    keys: ['arxiv:2611.00001', 'acl:2026.inv-long.1'],
    title,
    authors: onAcl.authors,
    venue: 'Invented Linguistics',
    date: '2026-11-02',
    links: { page: onArxiv.links.page, pdf: onAcl.links.pdf },
    status: 'reading',
  })
  expect(entry?.paper.abstracts.map(({ text }) => text)).toEqual([words, `${words} Nobody knows why.`])
  expect(notesOf(entry)).toEqual(['Compare the journal.'])
  expect(await entryOf(onAcl)).toEqual(entry)
  // From now on they are one by key: nothing more is made or joined.
  await note(onAcl, 'Again.')
  expect(await joins()).toHaveLength(1)
  expect(await db.papers.count()).toBe(2)
})

test('undo of the act that joined takes the join back too, and undoing that brings both again', async () => {
  await highlight(onArxiv, 'The tide follows the moon')
  const before = await library()
  const { entry } = await note(onAcl, 'Slip.')
  const after = await library()
  const undone = await undo(entry)
  expect(await library()).toEqual(before)
  await undo(undone.entry)
  expect(await library()).toEqual(after)
})

test('separated, each has its own, also what was written on its page since; and they stay apart', async () => {
  await highlight(onArxiv, 'The tide follows the moon')
  await note(onArxiv, 'On arXiv.')
  await note(onAcl, 'At ACL.')
  await highlight(onAcl, 'Nobody knows why.')
  const [join] = await joins()
  await done({ do: 'apart', papers: [join?.paper.id as string, join?.gone.id as string] })
  const check = async () => {
    const [arxiv, acl] = await entriesFor([onArxiv, onAcl])
    expect(quotesOf(arxiv ?? null)).toEqual(['The tide follows the moon'])
    expect(notesOf(arxiv ?? null)).toEqual(['On arXiv.'])
    expect(arxiv?.paper).toMatchObject({ keys: onArxiv.keys, authors: onArxiv.authors, links: onArxiv.links })
    expect(arxiv?.paper).not.toHaveProperty('venue')
    expect(arxiv?.paper.abstracts.map(({ text }) => text)).toEqual([onArxiv.abstract])
    expect(quotesOf(acl ?? null)).toEqual(['Nobody knows why.'])
    expect(notesOf(acl ?? null)).toEqual(['At ACL.'])
    expect(acl?.paper).toMatchObject({ keys: onAcl.keys, title: onAcl.title, venue: onAcl.venue })
    expect(acl?.highlights[0]?.abstractId).toBeDefined()
  }
  await check()
  await visit({ site: 'acl-anthology', papers: [onAcl, onArxiv] })
  await setStatus(onAcl, 'read')
  await check()
  expect(await joins()).toEqual([])
  expect(await suggestions()).toEqual([])

  // Exported and brought into an empty library they are still apart, and the file is the same.
  const file = json(await everything(), '2026-11-23T10:00:00.000Z')
  for (const table of db.tables) await table.clear()
  await bring(ours(file))
  expect(json(await everything(), '2026-11-23T10:00:00.000Z')).toBe(file)
  // Even a page of a paper that is not stored any more is not taken for the other.
  await done({ do: 'delete', table: 'papers', id: await idOf(onAcl) })
  expect(await entryOf(onAcl)).toBeNull()
})

test('the reader joins two stored papers, and undo makes two of them as they were', async () => {
  const ids = await two()
  await done({ do: 'status', paper: { id: ids[1] }, status: 'read' })
  await done({ do: 'status', paper: { id: ids[0] }, status: 'to_read' })
  const before = await library()
  const { entry, paper } = await done({ do: 'join', papers: ids })
  expect(paper).toMatchObject({ id: ids[0], status: 'read', keys: [...onArxiv.keys, ...onAcl.keys] })
  const whole = await entryOf(onAcl)
  expect(notesOf(whole)).toEqual(['At ACL.', 'On arXiv.'])
  expect(quotesOf(whole)).toEqual(['The tide follows the moon', 'Nobody knows why.'])
  for (const { abstractId, exact, start, end } of whole?.highlights ?? []) {
    expect(whole?.paper.abstracts.find(({ id }) => id === abstractId)?.text.slice(start, end)).toBe(exact)
  }
  // Sent again it is done once.
  expect((await done({ do: 'join', papers: ids })).entry).toBeUndefined()
  await undo(entry)
  expect(await library()).toEqual(before)
  await done({ do: 'join', papers: ids })
  expect(await everything()).toHaveLength(1)
})

test('undo of a join keeps what was changed since, and gives it to whom it belongs', async () => {
  const ids = await two()
  const { entry } = await done({ do: 'join', papers: ids })
  const whole = (await entryOf(onArxiv)) as Entry
  const [quote, theirs] = whole.highlights
  await done({ do: 'comment', id: theirs?.id as string, rev: theirs?.rev as number, text: 'A long thought.' })
  await done({ do: 'delete', table: 'highlights', id: quote?.id as string })
  await done({ do: 'status', paper: { id: ids[1] }, status: 'read' })
  const { entry: written } = await highlight(onArxiv, 'We measure tides.')
  // Words of the other's text, highlighted where only the first is meant: the text stays with them.
  const onFirst = { ...onArxiv, abstract: onAcl.abstract as string }
  await highlight(onFirst, 'mostly. Nobody')
  await undo(entry)
  const [first, second] = await Promise.all(
    ids.map(async (id) => (await everything()).find(({ paper }) => paper.id === id)),
  )
  expect(first?.paper).toMatchObject({ status: 'read', keys: onArxiv.keys })
  expect(quotesOf(first ?? null)).toEqual(['We measure tides.', 'mostly. Nobody'])
  const standsIn = first?.highlights[1]?.abstractId
  expect(first?.paper.abstracts.find(({ id }) => id === standsIn)?.text).toBe(onAcl.abstract)
  expect(second?.highlights).toMatchObject([{ exact: 'Nobody knows why.', comment: 'A long thought.' }])
  await undo(written)
  expect(quotesOf(await entryOf(onArxiv))).toEqual(['mostly. Nobody'])
})

test('acts that came before a join can be undone after it, and the join after them', async () => {
  await note(onArxiv, 'On arXiv.')
  const other = { ...onAcl, title: 'When Does the Sea Come Back to the Land?' }
  const { entry: noted } = await note(other, 'At ACL.')
  const ids: [string, string] = [await idOf(onArxiv), await idOf(other)]
  const { entry: saved } = await done({ do: 'status', paper: { id: ids[1] }, status: 'reading' })
  const { entry: joined } = await done({ do: 'join', papers: ids })
  // Its status is the whole's now.
  expect(await perform({ do: 'undo', entry: saved })).toMatchObject({ ok: false, problem: 'changed' })
  const { entry: undone } = await undo(noted)
  expect(notesOf(await entryOf(onArxiv))).toEqual(['On arXiv.'])
  await undo(joined)
  expect(notesOf(await entryOf(other))).toEqual([])
  await undo(undone)
  expect(notesOf(await entryOf(onArxiv))).toEqual(['On arXiv.'])
  expect(notesOf(await entryOf(other))).toEqual(['At ACL.'])
  await undo(saved)
  expect((await entryOf(other))?.paper).not.toHaveProperty('status')
})

test('what made a record is undone while the record is part of another one, and that is undone in turn', async () => {
  await note(onArxiv, 'On arXiv.')
  const other = { ...onAcl, title: 'When Does the Sea Come Back to the Land?' }
  const { entry: noted, paper } = await note(other, 'At ACL.')
  const { entry: joined } = await done({ do: 'join', papers: [await idOf(onArxiv), paper?.id as string] })
  const before = await db.papers.get(paper?.id as string)
  const { entry: undone } = await undo(noted)
  expect(await db.papers.get(paper?.id as string)).toEqual(before)
  await undo(joined)
  await undo(undone)
  expect(notesOf(await entryOf(other))).toEqual(['At ACL.'])
})

test('a deletion of the whole, undone, brings everything back; the deleted whole can be told apart all the same', async () => {
  const ids = await two()
  const { entry: joined } = await done({ do: 'join', papers: ids })
  const { entry: deleted } = await done({ do: 'delete', table: 'papers', id: ids[0] })
  expect(await everything()).toEqual([])
  expect(await joins()).toEqual([])
  await undo(joined)
  await undo(deleted)
  const [first, second] = await entriesFor([onArxiv, { ...onAcl, title: 'x' }])
  expect(notesOf(first ?? null)).toEqual(['On arXiv.'])
  expect(notesOf(second ?? null)).toEqual(['At ACL.'])
})

test('joined and joined again: each join is taken back by itself, in any order', async () => {
  const ids = await two()
  const third = { ...onAcl, keys: ['pmid:7'], title: 'A Third One, of Which Nobody Had Heard', abstract: 'Third.' }
  await note(third, 'Third.')
  const id = await idOf(third)
  const before = await library()
  const { entry: inner } = await done({ do: 'join', papers: ids })
  const { entry: outer } = await done({ do: 'join', papers: [id, ids[0]] })
  expect(notesOf(await entryOf(onAcl))).toHaveLength(3)
  const { entry: separated } = await undo(inner)
  expect(notesOf(await entryOf(third))).toEqual(['On arXiv.', 'Third.'])
  expect((await entryOf(third))?.paper.keys).toEqual(['pmid:7', 'arxiv:2611.00001'])
  expect(notesOf(await entryOf({ ...onAcl, title: 'x' }))).toEqual(['At ACL.'])
  await undo(separated)
  expect(notesOf(await entryOf(third))).toHaveLength(3)
  // An act that names a record that went away is done on what it is part of.
  await done({ do: 'note', id: crypto.randomUUID(), paper: { id: ids[1] }, text: 'Late.' })
  expect(notesOf(await entryOf(third))).toHaveLength(4)
  await done({ do: 'apart', papers: [id, ids[1]] })
  expect(notesOf(await entryOf({ ...onAcl, title: 'x' }))).toEqual(['At ACL.', 'Late.'])
  await undo(outer)
  expect((await library()).length).toBe(before.length)
  expect(notesOf(await entryOf(third))).toEqual(['Third.'])
  expect(notesOf(await entryOf(onArxiv))).toEqual(['On arXiv.'])
})

test('undo of "not one" joins again, and what was apart may be suggested again', async () => {
  await note(onArxiv, 'On arXiv.')
  await note(onAcl, 'At ACL.')
  const after = await library()
  const [join] = await joins()
  const { entry } = await done({ do: 'apart', papers: [join?.paper.id as string, join?.gone.id as string] })
  expect(await everything()).toHaveLength(2)
  await undo(entry)
  expect(await library()).toEqual(after)
})

test('what a later page of the same site told goes with its paper', async () => {
  await note(onArxiv, 'On arXiv.')
  await note(onAcl, 'At ACL.')
  const more = { ...onAcl, keys: ['doi:10.1000/tide', ...onAcl.keys] }
  await visit({ site: 'acl-anthology', papers: [more] })
  expect((await entryOf(onArxiv))?.paper.keys).toContain('doi:10.1000/tide')
  const [join] = await joins()
  await done({ do: 'apart', papers: [join?.paper.id as string, join?.gone.id as string] })
  expect(notesOf(await entryOf(more))).toEqual(['At ACL.'])
  expect((await entryOf(onArxiv))?.paper.keys).toEqual(onArxiv.keys)
})

/** Who may be the same as whom, told paper by paper, both ways. */
async function told(): Promise<string[]> {
  const all = await Promise.all(
    (await everything()).map(async ({ paper }) =>
      (await mayBe(paper)).map((other) => [paper.id, other.paper.id].sort().join()),
    ),
  )
  return all.flat().sort()
}
/** The same by the list of all pairs. */
const listed = async () =>
  (await suggestions())
    .map((pair) =>
      pair
        .map(({ paper }) => paper.id)
        .sort()
        .join(),
    )
    .flatMap((pair) => [pair, pair])
    .sort()

test('that a page says of two stored papers that they are one is a suggestion, until the reader says', async () => {
  const ids = await two()
  expect(await suggestions()).toEqual([])
  await visit({ site: 'arxiv', papers: [{ ...onArxiv, keys: [...onArxiv.keys, ...onAcl.keys] }] })
  expect(await everything()).toHaveLength(2)
  const [pair] = await suggestions()
  expect(pair?.map(({ paper }) => paper.id).sort()).toEqual(ids.sort())
  expect(pair?.map(({ notes }) => notes.length)).toEqual([1, 1])
  expect(await told()).toEqual(await listed())
  const { entry } = await done({ do: 'apart', papers: ids })
  expect(await suggestions()).toEqual([])
  await visit({ site: 'arxiv', papers: [{ ...onArxiv, keys: [...onArxiv.keys, ...onAcl.keys] }] })
  expect(await suggestions()).toEqual([])
  expect(await told()).toEqual([])
  await undo(entry)
  expect(await suggestions()).toHaveLength(1)
  await done({ do: 'join', papers: ids })
  expect(await suggestions()).toEqual([])
  expect((await entryOf(onArxiv))?.paper).not.toHaveProperty('claimed')
})

test('two stored papers of one title that nothing contradicts are suggested; of what contradicts nothing is said', async () => {
  await note({ keys: ['s2:1'], title, links: {} }, 'Bare.')
  await note({ keys: ['pmid:2'], title, authors: ['Ada Tern'], links: {} }, 'With a name.')
  await note({ keys: ['pmid:3'], title, authors: ['Cy Puffin'], links: {} }, 'Another.')
  const pairs = (await suggestions()).map((pair) => pair.map(({ paper }) => paper.keys[0]).sort()).sort()
  expect(pairs).toEqual([
    ['pmid:2', 's2:1'],
    ['pmid:3', 's2:1'],
  ])
  expect(await told()).toHaveLength(4)
  expect(await told()).toEqual(await listed())
})

test('what was pasted as a title is the paper that a page lists, and no screen or file shows the title’s key then', async () => {
  const pasted = { keys: ['title:tidesmeasuredateveryshoreofthenorth'], title, links: {} }
  await done({ do: 'status', paper: { facts: pasted, site: 'pasted' }, status: 'to_read' })
  expect((await entryOf(onArxiv))?.paper.status).toBe('to_read')
  await note(onArxiv, 'Found.')
  expect((await entryOf(pasted))?.paper.keys).toEqual(onArxiv.keys)
  expect(json(await everything(), '')).not.toContain('title:')
  const [join] = await joins()
  await done({ do: 'apart', papers: [join?.paper.id as string, join?.gone.id as string] })
  expect((await entryOf(pasted))?.paper).toMatchObject({ keys: pasted.keys, status: 'to_read' })
  expect(notesOf(await entryOf(onArxiv))).toEqual(['Found.'])
})

test('an import of a paper that is the same by its title joins, twice is once, and it can be undone', async () => {
  await note(onAcl, 'Theirs.')
  await highlight(onAcl, 'Nobody knows why.')
  const theirs = json(await everything(), '')
  for (const table of db.tables) await table.clear()
  await note(onArxiv, 'Mine.')
  const before = await library()
  expect(await bring(ours(theirs))).toMatchObject({ papers: { added: 0, joined: 1 }, notes: { added: 1 } })
  const after = await library()
  expect(notesOf(await entryOf(onArxiv))).toEqual(['Mine.', 'Theirs.'])
  expect(await bring(ours(theirs))).toMatchObject({ papers: { joined: 0, same: 1 }, notes: { same: 1 } })
  expect(await library()).toEqual(after)
  // The whole, out and in again, is the whole.
  const file = json(await everything(), '')
  expect(await bring(ours(file))).toMatchObject({
    papers: { same: 1 },
    highlights: { same: 1 },
    notes: { same: 2 },
  })
  const entry = (await db.journal.toArray()).find(({ act }) => act === 'import')
  const { entry: undone } = await undo(entry?.id)
  expect(await library()).toEqual(before)
  await undo(undone)
  const [join] = await joins()
  await done({ do: 'apart', papers: [join?.paper.id as string, join?.gone.id as string] })
  expect(notesOf(await entryOf(onAcl))).toEqual(['Theirs.'])
  expect(notesOf(await entryOf(onArxiv))).toEqual(['Mine.'])
})

test('a file cannot say that a record went into another, nor take over what another paper has', async () => {
  const ids = await two()
  const file = JSON.parse(json(await everything(), ''))
  for (const paper of file.papers) Object.assign(paper, { joined: { into: paper.id, entry: paper.id }, titleKey: 'x' })
  const [first] = file.papers.filter(({ id }: { id: string }) => id === ids[0])
  first.keys.push(...onAcl.keys)
  await bring(ours(JSON.stringify(file)))
  expect((await db.papers.get(ids[0]))?.keys).toEqual(onArxiv.keys)
  expect(await suggestions()).toHaveLength(1)
  first.keys = onArxiv.keys
  for (const table of db.tables) await table.clear()
  await bring(ours(JSON.stringify(file)))
  expect((await db.papers.toArray()).map(({ joined, titleKey }) => [joined, titleKey])).toEqual([
    [undefined, expect.stringMatching(/^title:/)],
    [undefined, expect.stringMatching(/^title:/)],
  ])
})

test('of a listing of 2,000 papers each key and each title is asked for once, whatever is stored of it', async () => {
  await note(onArxiv, 'On arXiv.')
  const listing = Array.from({ length: 1999 }, (_, n) => ({ keys: [`acl:${n}`], title: `${title}, ${n}`, links: {} }))
  const asked = vi.spyOn(db.papers.core, 'query')
  const entries = await entriesFor([...listing, onAcl])
  expect(asked).toHaveBeenCalledTimes(2 * 2000)
  asked.mockRestore()
  expect(entries.filter(Boolean)).toHaveLength(1)
})

test('a paper that was seen on one site is seen on another; two of one title with numbers of one kind are two', async () => {
  const day = (n: number) => new Date(`2026-11-0${n}T10:00:00.000Z`)
  await sight([onArxiv], day(1))
  expect(await seen([onAcl, { ...onArxiv, keys: ['arxiv:2611.00002'] }], day(2))).toEqual([
    { count: 1, last: day(1).toISOString() },
    undefined,
  ])
  expect(await seen([{ ...onAcl, title: 'Editorial' }], day(2))).toEqual([undefined])
})

test('what was stored before titles were looked up is found by them after the update', async () => {
  const old = new Dexie('old')
  old.version(2).stores({
    papers: 'id, *keys, createdAt',
    highlights: 'id, paperId',
    notes: 'id, paperId',
    journal: 'id, at',
    sightings: 'key, *keys, last',
  })
  const stamps = {
    id: crypto.randomUUID(),
    rev: 1,
    createdAt: '2026-11-01T10:00:00.000Z',
    updatedAt: '2026-11-01T10:00:00.000Z',
  }
  const { abstract: _, ...facts } = onArxiv
  await old.table('papers').add({ ...stamps, ...facts, abstracts: [], counts: {} })
  old.close()
  const now = new Database('old')
  expect(
    await now.papers.where('titleKey').equals('title:tidesmeasuredateveryshoreofthenorth').toArray(),
  ).toMatchObject([{ ...stamps, ...facts }])
  now.close()
})

test('search finds the whole once', async () => {
  await note(onArxiv, 'On arXiv.')
  await note(onAcl, 'At ACL.')
  expect(await search('tides', 10)).toHaveLength(1)
})

test('a page that gives every paper the identifiers of all others makes no suggestion of it', async () => {
  const all = Array.from({ length: 12 }, (_, n): PaperFacts => {
    return { ...onArxiv, keys: [`arxiv:2612.${10_000 + n}`], title: `${title}, Year ${n}` }
  })
  for (const one of all) await note(one, 'Mine.')
  const keys = all.flatMap((one) => one.keys)
  await visit({ site: 'elsewhere', papers: all.map((one) => ({ ...one, keys: [...one.keys, ...keys] })) })
  expect(await suggestions()).toEqual([])
})

test('a title that very many stored papers have tells none of them from another', async () => {
  for (let n = 0; n < 21; n++) await note({ keys: [`dblp:tides/${n}`], title, links: {} }, `On ${n}.`)
  expect(await suggestions()).toEqual([])
  expect(await entryOf({ keys: ['acl:2026.inv-long.2'], title, links: {} })).toBe(null)
})
