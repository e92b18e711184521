import 'fake-indexeddb/auto'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import type { Act, Done } from '@/lib/act'
import { db } from '@/lib/db'
import type { Entry } from '@/lib/entry'
import { json } from '@/lib/export/json'
import { perform } from '@/lib/library/perform'
import { entriesFor, everything } from '@/lib/library/queries'
import { search } from '@/lib/library/search'
import { knownOf, Visit, visit } from '@/lib/library/visit'
import type { PaperFacts } from '@/lib/paper'
import { lastChange } from '@/lib/settings'
import { ours, whole } from './given'

const text = 'We measure tides. The tide follows the moon, mostly. Nobody knows why.'
const facts: PaperFacts = {
  keys: ['arxiv:2611.00001'],
  title: 'Tides, Measured',
  authorCount: 3,
  links: { page: 'https://huggingface.co/papers/2611.00001' },
  abstract: text,
  upvotes: 4,
}
const paper = { facts, site: 'huggingface' }
const quote = {
  exact: 'The tide follows the moon',
  prefix: 'We measure tides. ',
  suffix: ', mostly.',
  start: 18,
  end: 43,
}

const highlightAct = (id: string = crypto.randomUUID()) =>
  ({ do: 'highlight', id, paper, field: 'abstract', quote, text, color: 'claim' }) satisfies Act

async function done(act: Act): Promise<Extract<Done, { ok: true }>> {
  const answer = await perform(act)
  if (!answer.ok) throw new Error(`${answer.problem}: ${answer.detail}`)
  return answer
}

const stored = async () => (await entriesFor([facts]))[0]

beforeEach(async () => {
  for (const table of db.tables) await table.clear()
})

test('a paper is stored when it is acted on, with all that its page knows', async () => {
  await visit({ site: 'huggingface', papers: [facts] })
  expect(await stored()).toBeNull()
  await done(highlightAct())
  const entry = await stored()
  expect(entry?.paper).toMatchObject({
    keys: facts.keys,
    title: facts.title,
    authorCount: 3,
    links: facts.links,
    counts: { huggingface: { upvotes: 4 } },
    abstracts: [{ text, site: 'huggingface' }],
    rev: 1,
  })
  expect(entry?.highlights).toMatchObject([
    { ...quote, color: 'claim', comment: '', abstractId: entry?.paper.abstracts[0]?.id },
  ])
})

test('a message that is not an act is refused, and nothing is written', async () => {
  for (const message of [
    null,
    'x',
    {},
    { ...highlightAct(), color: 'beige' },
    { ...highlightAct(), url: 'javascript:alert(1)' },
  ]) {
    expect(await perform(message)).toMatchObject({ ok: false, problem: 'invalid' })
  }
  expect(await db.papers.count()).toBe(0)
  expect(await db.journal.count()).toBe(0)
})

test('an act that is sent twice is done once', async () => {
  const act = highlightAct()
  await done(act)
  await done(act)
  expect(await db.highlights.count()).toBe(1)
  expect(await db.journal.count()).toBe(1)
  const note: Act = { do: 'note', id: crypto.randomUUID(), paper, text: 'Once.' }
  await done(note)
  await done(note)
  expect(await db.notes.toArray()).toMatchObject([{ text: 'Once.', rev: 1 }])
})

test('of what a page tells wrongly only that is left out, and one odd paper keeps no other out', async () => {
  const odd = {
    ...facts,
    links: { page: 'javascript:alert(1)', pdf: 'https://arxiv.org/pdf/2611.00001' },
    authorCount: 'three',
    date: 'May',
  }
  await done({ do: 'status', paper: { facts: odd as unknown as PaperFacts, site: 'huggingface' }, status: 'read' })
  const { paper: kept } = (await stored()) as Entry
  expect(kept.links).toEqual({ pdf: 'https://arxiv.org/pdf/2611.00001' })
  expect(kept).not.toHaveProperty('authorCount')
  expect(kept).not.toHaveProperty('date')
  const { papers } = Visit.parse({ site: 'huggingface', papers: [{ title: 'no key' }, facts, null] })
  const known = await visit({ site: 'huggingface', papers })
  expect(known.map(({ entry }) => entry !== null)).toEqual([false, true, false])
})

test('each act is one entry of the journal, with the records before and after', async () => {
  const { highlight } = await done(highlightAct())
  await done({ do: 'color', id: highlight?.id as string, rev: 1, color: 'result' })
  const entries = await db.journal.toArray()
  const [first, second] = ['highlight', 'color'].map((act) => entries.find((entry) => entry.act === act))
  expect(first).toMatchObject({ act: 'highlight' })
  expect(first?.changes.map((change) => [change.table, change.before])).toEqual([
    ['papers', undefined],
    ['highlights', undefined],
  ])
  expect(second?.changes).toMatchObject([
    { table: 'highlights', before: { color: 'claim', rev: 1 }, after: { color: 'result', rev: 2 } },
  ])
})

test('the pages are told of each change after it is written', async () => {
  const heard: unknown[] = []
  const stop = lastChange.watch((change) => heard.push(change))
  const { entry, change } = await done(highlightAct())
  stop()
  expect(change).toEqual({ id: entry, of: ['arxiv:2611.00001', 'title:tidesmeasured'] })
  expect(heard).toEqual([{ ...change, at: expect.any(String) }])
})

test('an act that is written is done, also where no page can be told of it', async () => {
  const telling = vi.spyOn(lastChange, 'setValue').mockRejectedValue(new Error('No room.'))
  const told = vi.spyOn(console, 'error').mockReturnValue()
  expect(await perform({ do: 'save', paper, saved: true })).toMatchObject({ ok: true })
  expect(telling).toHaveBeenCalledOnce()
  telling.mockRestore()
  told.mockRestore()
})

test('a page is told of what was skipped by its key, and not which papers it is of where records were joined', async () => {
  expect((await done({ do: 'skip', paper, skipped: true })).change?.of).toEqual(['arxiv:2611.00001'])
  const one = await done({ do: 'status', paper, status: 'read' })
  const other = { facts: { keys: ['doi:10.1000/tide'], title: 'Tides Again', links: {} }, site: 'elsewhere' }
  const two = await done({ do: 'status', paper: other, status: 'read' })
  const joined = await done({ do: 'join', papers: [one.paper?.id as string, two.paper?.id as string] })
  expect(joined.change).toEqual({ id: joined.entry })
})

test('a paper is kept without a status, and taken back while nothing of the reader’s hangs on it', async () => {
  const { entry } = await done({ do: 'save', paper, saved: true })
  expect((await stored())?.paper).toMatchObject({ title: facts.title, abstracts: [{ text }] })
  expect((await stored())?.paper).not.toHaveProperty('status')
  expect(await done({ do: 'save', paper, saved: true })).toMatchObject({ entry: undefined })
  await done({ do: 'undo', entry: entry as string })
  expect(await stored()).toBeNull()
  await done({ do: 'save', paper, saved: true })
  const back = await done({ do: 'save', paper, saved: false })
  expect(await stored()).toBeNull()
  expect(await done({ do: 'save', paper, saved: false })).toMatchObject({ entry: undefined })
  await done({ do: 'undo', entry: back.entry as string })
  expect((await stored())?.paper.title).toBe(facts.title)
  await done(highlightAct())
  expect(await perform({ do: 'save', paper, saved: false })).toMatchObject({ ok: false, problem: 'changed' })
  expect((await stored())?.highlights.length).toBe(1)
})

test('undo takes back what an act made, and undoing that brings it again', async () => {
  const { entry, highlight } = await done(highlightAct())
  const undone = await done({ do: 'undo', entry: entry as string })
  expect(await stored()).toBeNull()
  expect(await done({ do: 'undo', entry: entry as string })).toMatchObject({ entry: undefined })
  await done({ do: 'undo', entry: undone.entry as string })
  expect((await stored())?.highlights).toMatchObject([{ id: highlight?.id, exact: quote.exact }])
})

test('undo of a deletion brings back the paper with all that hung on it', async () => {
  await done(highlightAct())
  await done({ do: 'note', id: crypto.randomUUID(), paper, text: 'Keep me.' })
  const id = (await stored())?.paper.id as string
  const { entry } = await done({ do: 'delete', table: 'papers', id })
  expect(await stored()).toBeNull()
  expect(await db.notes.count()).toBe(1)
  await done({ do: 'undo', entry: entry as string })
  expect(await stored()).toMatchObject({ highlights: [{ exact: quote.exact }], notes: [{ text: 'Keep me.' }] })
})

test('undo keeps the paper while something else of the reader is on it, and what pages told of it', async () => {
  const { entry } = await done(highlightAct())
  await done({ do: 'note', id: crypto.randomUUID(), paper, text: 'Mine.' })
  await visit({ site: 'arxiv', papers: [{ ...facts, authors: ['Ada Tern', 'Bo Gull', 'Cy Puffin'] }] })
  await done({ do: 'undo', entry: entry as string })
  expect(await stored()).toMatchObject({
    highlights: [],
    notes: [{ text: 'Mine.' }],
    paper: { authors: ['Ada Tern', 'Bo Gull', 'Cy Puffin'] },
  })
})

test('an act that was done again is taken back again, but no paper from under what was written on it meanwhile', async () => {
  const { entry } = await done({ do: 'status', paper, status: 'to_read' })
  const undone = await done({ do: 'undo', entry: entry as string })
  const again = await done({ do: 'undo', entry: undone.entry as string })
  await done({ do: 'note', id: crypto.randomUUID(), paper, text: 'Written meanwhile.' })
  await done({ do: 'undo', entry: again.entry as string })
  expect((await stored())?.notes).toMatchObject([{ text: 'Written meanwhile.' }])
})

test('undo of what an act made is refused once something was written in it', async () => {
  const { entry, highlight } = await done(highlightAct())
  await done({ do: 'comment', id: highlight?.id as string, rev: 1, text: 'A long thought.' })
  expect(await perform({ do: 'undo', entry })).toMatchObject({ ok: false, problem: 'changed' })
  expect((await stored())?.highlights).toMatchObject([{ comment: 'A long thought.' }])
})

test('undo is refused where it would lose a later change, and leaves all as it was', async () => {
  const { highlight } = await done(highlightAct())
  const id = highlight?.id as string
  const { entry } = await done({ do: 'color', id, rev: 1, color: 'result' })
  await done({ do: 'comment', id, rev: 2, text: 'Other fields do not matter.' })
  await done({ do: 'color', id, rev: 3, color: 'limit' })
  expect(await perform({ do: 'undo', entry })).toMatchObject({ ok: false, problem: 'changed' })
  expect((await stored())?.highlights).toMatchObject([{ color: 'limit', comment: 'Other fields do not matter.' }])
})

test('two edits that began from the same text are both kept, until the reader drops one', async () => {
  const { highlight } = await done(highlightAct())
  const id = highlight?.id as string
  await done({ do: 'comment', id, rev: 1, text: 'From the popup.' })
  const { highlight: both } = await done({ do: 'comment', id, rev: 1, text: 'From the page.' })
  expect(both).toMatchObject({ comment: 'From the page.', versions: ['From the popup.'] })
  const { highlight: one } = await done({ do: 'drop-version', table: 'highlights', id, text: 'From the popup.' })
  expect(one).toMatchObject({ comment: 'From the page.', versions: [] })
})

test('an edit whose answer was lost is not a conflict with itself', async () => {
  const { highlight } = await done(highlightAct())
  const act: Act = { do: 'comment', id: highlight?.id as string, rev: 1, text: 'Sent twice.' }
  await done(act)
  const { highlight: again } = await done(act)
  expect(again).toMatchObject({ comment: 'Sent twice.', rev: 2 })
  expect(again?.versions).toBeUndefined()
})

test('the keystrokes of one sitting are one act', async () => {
  const { highlight } = await done(highlightAct())
  const id = highlight?.id as string
  const { entry } = await done({ do: 'comment', id, rev: 1, text: 'Ti' })
  expect((await done({ do: 'comment', id, rev: 2, text: 'Tidal' })).entry).toBe(entry)
  await done({ do: 'undo', entry: entry as string })
  expect((await stored())?.highlights).toMatchObject([{ comment: '' }])
})

test('a page that knows more fills the gaps and overwrites nothing', async () => {
  await done({ do: 'status', paper, status: 'reading' })
  await visit({
    site: 'arxiv',
    papers: [
      {
        keys: ['arxiv:2611.00001', 'doi:10.1000/tide'],
        title: 'Tides, Measured (v2)',
        authors: ['Ada Tern', 'Bo Gull', 'Cy Puffin'],
        date: '2026-11-02',
        links: { page: 'https://arxiv.org/abs/2611.00001', pdf: 'https://arxiv.org/pdf/2611.00001' },
        abstract: `${text} It is the moon.`,
      },
    ],
  })
  const entry = await stored()
  expect(entry?.paper).toMatchObject({
    keys: ['arxiv:2611.00001', 'doi:10.1000/tide'],
    title: 'Tides, Measured',
    authors: ['Ada Tern', 'Bo Gull', 'Cy Puffin'],
    authorCount: 3,
    date: '2026-11-02',
    links: { page: 'https://huggingface.co/papers/2611.00001', pdf: 'https://arxiv.org/pdf/2611.00001' },
    status: 'reading',
  })
  expect(entry?.paper.abstracts.map(({ site, text }) => [site, text])).toEqual([
    ['huggingface', text],
    ['arxiv', `${text} It is the moon.`],
  ])
  expect(await db.journal.count()).toBe(1)
})

test('where there is no room for what a page knows more, it is told what is stored of its papers all the same', async () => {
  await done(highlightAct())
  const full = () => {
    throw new DOMException('No room.', 'QuotaExceededError')
  }
  db.papers.hook('updating', full)
  onTestFinished(() => db.papers.hook('updating').unsubscribe(full))
  const [known] = await visit({ site: 'arxiv', papers: [{ ...facts, venue: 'Tides 2026' }] })
  expect(known?.entry?.highlights).toHaveLength(1)
  expect((await stored())?.paper.venue).toBeUndefined()
})

test('that two stored papers are one is never taken from a page alone', async () => {
  await done(highlightAct())
  const other = { facts: { keys: ['doi:10.1000/tide'], title: 'Another Tide', links: {} }, site: 'elsewhere' }
  await done({ do: 'note', id: crypto.randomUUID(), paper: other, text: 'On the other.' })
  const both = { ...facts, keys: [...facts.keys, 'doi:10.1000/tide', 'pmid:1'] }
  const before = await db.journal.count()
  expect(await visit({ site: 'arxiv', papers: [both] })).toMatchObject([
    { entry: { highlights: [{ exact: quote.exact }], notes: [] } },
  ])
  await done({ do: 'status', paper: { facts: both, site: 'arxiv' }, status: 'read' })
  expect(await search('', 10)).toHaveLength(2)
  expect((await stored())?.paper.keys).toEqual([...facts.keys, 'pmid:1'])
  expect(await db.journal.count()).toBe(before + 1)
})

test('a page that is looked at gives a stored paper no second number of a kind, nor names in the place of its own', async () => {
  await done({
    do: 'note',
    id: crypto.randomUUID(),
    paper: { facts: { ...facts, authors: ['Ada Tern', 'B. Gull'] }, site: 'arxiv' },
    text: 'Mine.',
  })
  const of = (authors: string[], ...keys: string[]) => ({ ...facts, authors, keys: [...facts.keys, ...keys] })
  await visit({ site: 'elsewhere', papers: [of(['Eve One', 'Eve Two', 'Eve Three'], 'arxiv:2611.00777', 'pmid:1')] })
  await visit({ site: 'elsewhere', papers: [of(['Ada Tern', 'Eve Two', 'Eve Three'], 'pmid:2')] })
  expect((await stored())?.paper).toMatchObject({ keys: [...facts.keys, 'pmid:1'], authors: ['Ada Tern', 'B. Gull'] })
  const other = {
    facts: { keys: ['arxiv:2611.00777'], title: 'Of Whales, and How They Sing', links: {} },
    site: 'arxiv',
  }
  await done({ do: 'note', id: crypto.randomUUID(), paper: other, text: 'On whales.' })
  expect((await stored())?.notes.map((note) => note.text)).toEqual(['Mine.'])
  await visit({ site: 'elsewhere', papers: [of(['Tern, Ada', 'Bo Gull', 'Cy Puffin'])] })
  expect((await stored())?.paper.authors).toEqual(['Tern, Ada', 'Bo Gull', 'Cy Puffin'])
})

test('a page is told what the reader wrote, and neither what other pages said nor where else words were marked', async () => {
  await done({ ...highlightAct(), url: 'https://elsewhere.example/private?session=1' })
  await done({ do: 'status', paper, status: 'read' })
  const [known] = await visit({ site: 'huggingface', papers: [facts] })
  expect(known?.entry?.paper).toEqual({ status: 'read' })
  expect(known?.entry?.highlights).toMatchObject([{ exact: quote.exact }])
  expect(JSON.stringify([known, await knownOf([facts])])).not.toContain('elsewhere.example')
})

test('what pages add for ever is bounded, so that a backup is always read back', async () => {
  await done(highlightAct())
  for (let n = 0; n < 30; n++) {
    const keys = [...facts.keys, ...Array.from({ length: 9 }, (_, m) => `dblp:journals/tide/${n}x${m}`)]
    await visit({ site: 'arxiv', papers: [{ ...facts, keys, abstract: `${text} ${n}` }] })
  }
  for (let n = 100; n < 210; n++) {
    const version = `Version ${n}`
    const start = text.length + 1
    const more = { exact: version, prefix: '', suffix: '.', start, end: start + version.length }
    await done({ ...highlightAct(), text: `${text} ${version}.`, quote: more })
  }
  const file = await whole(ours(json(await everything(), '2026-11-23T10:00:00.000Z')))
  expect(file.rejected).toEqual([])
  expect(file.highlights).toHaveLength(111)
  expect(file.highlights.map(({ exact }) => exact)).toContain('Version 209')
})

test('search finds words of titles, names, abstracts, quotes, comments and notes, without their accents', async () => {
  const { highlight } = await done(highlightAct())
  await done({ do: 'comment', id: highlight?.id as string, rev: 1, text: 'Naïve?' })
  await done({ do: 'note', id: crypto.randomUUID(), paper, text: '潮の満ち引き' })
  for (const words of ['TIDES measured', 'moon', 'naive', '満ち', '2611.00001', 'nobody naive']) {
    expect(await search(words, 10), words).toHaveLength(1)
  }
  expect(await search('sunspots', 10)).toEqual([])
})

test('a paper of which only the address was known gets its title from a page that has it', async () => {
  const known = { facts: { keys: facts.keys, title: 'arXiv:2611.00001', links: {} }, site: 'arxiv' }
  await done({ do: 'note', id: crypto.randomUUID(), paper: known, text: 'From the PDF.' })
  await visit({ site: 'huggingface', papers: [facts] })
  expect(await stored()).toMatchObject({ paper: { title: facts.title }, notes: [{ text: 'From the PDF.' }] })
})
