import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { shownOf } from '@/components/Paper'
import type { Act, Done } from '@/lib/act'
import { db } from '@/lib/db'
import type { Entry } from '@/lib/entry'
import { json } from '@/lib/export/json'
import { markdown } from '@/lib/export/markdown'
import type { Highlight } from '@/lib/highlight'
import { bring } from '@/lib/library/bring'
import { history } from '@/lib/library/history'
import { perform } from '@/lib/library/perform'
import { entriesFor, everything } from '@/lib/library/queries'
import { search } from '@/lib/library/search'
import { visit } from '@/lib/library/visit'
import { asEdited, type Editable, type Edits, OWN, type PaperFacts } from '@/lib/paper'
import { ours } from './given'

const facts: PaperFacts = {
  keys: ['arxiv:2611.00001'],
  title: 'Tides, Measured at Every Shore of the North',
  authors: ['Ada Tern', 'Bo Gull'],
  organization: 'University of Somewhere',
  links: { page: 'https://arxiv.org/abs/2611.00001' },
}
const other: PaperFacts = { ...facts, keys: ['acl:2026.inv-long.1'], title: 'Ebb and Flow of the Northern Seas' }
const on = (facts: PaperFacts) => ({ facts, site: 'arxiv' })

const edit = (field: Editable, from: Edits, to: Edits, paper = facts) =>
  perform({ do: 'edit', paper: on(paper), field, from, to })

async function done(answer: Promise<Done>): Promise<Extract<Done, { ok: true }>> {
  const what = await answer
  if (!what.ok) throw new Error(`${what.problem}: ${what.detail}`)
  return what
}
const act = (act: Act) => done(perform(act))
const stored = async (of = facts) => {
  const [entry] = await entriesFor([of])
  if (!entry) throw new Error('Nothing is stored.')
  return entry.paper
}

beforeEach(async () => {
  for (const table of db.tables) await table.clear()
})

test('what the reader says of a field stands beside what the page said, which no page changes', async () => {
  await done(edit('venue', {}, { venue: 'Invented Linguistics' }))
  await done(edit('organization', {}, { organization: 'Somewhere, Language Lab' }))
  await visit({ site: 'arxiv', papers: [{ ...facts, venue: 'What the page says now', date: '2026-11-19' }] })
  const paper = await stored()
  expect(paper).toMatchObject({ venue: 'What the page says now', organization: 'University of Somewhere' })
  expect(paper.edits).toEqual({ venue: 'Invented Linguistics', organization: 'Somewhere, Language Lab' })
  expect(asEdited(paper, paper.edits)).toMatchObject({
    title: facts.title,
    date: '2026-11-19',
    venue: 'Invented Linguistics',
    organization: 'Somewhere, Language Lab',
  })
})

test('a field is had as the page says it again, singly, and the last takes all that was said with it', async () => {
  await done(edit('venue', {}, { venue: 'Here' }))
  await done(edit('page', {}, { page: 'https://example.org/' }))
  await done(edit('venue', { venue: 'Here' }, {}))
  expect((await stored()).edits).toEqual({ page: 'https://example.org/' })
  expect(asEdited(await stored(), (await stored()).edits).links).toEqual({ page: 'https://example.org/' })
  await done(edit('page', { page: 'https://example.org/' }, {}))
  expect(await stored()).not.toHaveProperty('edits')
})

test('sent twice it is done once; said otherwise meanwhile it is refused, and what was said first stands', async () => {
  const first = await done(edit('venue', {}, { venue: 'Here' }))
  expect((await done(edit('venue', {}, { venue: 'Here' }))).entry).toBeUndefined()
  expect((await stored()).rev).toBe(first.paper?.rev)
  expect(await edit('venue', {}, { venue: 'There' })).toMatchObject({ ok: false, problem: 'changed' })
  expect((await stored()).edits).toEqual({ venue: 'Here' })
})

test('what a field cannot hold is refused', async () => {
  for (const to of [{ date: '19 Nov' }, { page: 'javascript:alert(1)' }, { authors: [''] }, { title: '' }]) {
    const [field] = Object.keys(to) as [Editable]
    expect(await edit(field, {}, to as Edits)).toMatchObject({ ok: false, problem: 'invalid' })
  }
  expect(await everything()).toEqual([])
})

test('a change is undone and done again, and one that stored its paper takes that back', async () => {
  const { entry } = await done(edit('title', {}, { title: 'Tides' }))
  expect((await history()).undo?.act).toBe('edit')
  const undone = await act({ do: 'undo', entry: entry as string })
  expect(await everything()).toEqual([])
  await act({ do: 'undo', entry: undone.entry as string })
  expect((await stored()).edits).toEqual({ title: 'Tides' })
})

test('each field is one by itself to who takes a change back', async () => {
  const { entry } = await done(edit('title', {}, { title: 'Tides' }))
  await done(edit('venue', {}, { venue: 'Here' }))
  const undone = await act({ do: 'undo', entry: entry as string })
  expect((await stored()).edits).toEqual({ venue: 'Here' })
  await act({ do: 'undo', entry: undone.entry as string })
  expect((await stored()).edits).toEqual({ venue: 'Here', title: 'Tides' })
  const again = await done(edit('venue', { venue: 'Here' }, { venue: 'There' }))
  await done(edit('venue', { venue: 'There' }, {}))
  expect(await perform({ do: 'undo', entry: again.entry as string })).toMatchObject({ ok: false, problem: 'changed' })
  expect((await stored()).edits).toEqual({ title: 'Tides' })
})

test('a paper of which the reader changed something is not taken out by taking back that it was saved', async () => {
  const { entry } = await act({ do: 'save', paper: on(facts), saved: true })
  await done(edit('venue', {}, { venue: 'Here' }))
  await act({ do: 'undo', entry: entry as string })
  expect(await perform({ do: 'save', paper: on(facts), saved: false })).toMatchObject({ ok: false })
  expect((await stored()).edits).toEqual({ venue: 'Here' })
})

test('papers that become one keep what was said of both; separated, each has its own', async () => {
  await done(edit('venue', {}, { venue: 'Here' }))
  await done(edit('venue', {}, { venue: 'There' }, other))
  await done(edit('date', {}, { date: '2025' }, other))
  const [one, two] = [await stored(), await stored(other)]
  await act({ do: 'join', papers: [one.id, two.id] })
  expect((await stored()).edits).toEqual({ venue: 'Here', date: '2025' })
  await act({ do: 'apart', papers: [one.id, two.id] })
  expect((await stored()).edits).toEqual({ venue: 'Here' })
  expect((await stored(other)).edits).toEqual({ venue: 'There', date: '2025' })
})

test('what is said of papers that became one stays with the one when they are separated, and nothing of the other', async () => {
  await act({ do: 'save', paper: on(facts), saved: true })
  await done(edit('title', {}, { title: 'Ebb' }, other))
  const [one, two] = [await stored(), await stored(other)]
  await act({ do: 'join', papers: [one.id, two.id] })
  await done(edit('venue', {}, { venue: 'Here' }))
  await act({ do: 'apart', papers: [one.id, two.id] })
  expect((await stored()).edits).toEqual({ venue: 'Here' })
  expect((await stored(other)).edits).toEqual({ title: 'Ebb' })
})

test('it goes out with the paper and comes in again, is found, and is what the notes say', async () => {
  await done(edit('authors', {}, { authors: ['Ada Tern', 'Cy Puffin'] }))
  const at = '2026-11-23T08:00:00.000Z'
  const file = json(await everything(), at)
  for (const table of db.tables) await table.clear()
  await bring(ours(file))
  expect(json(await everything(), at)).toBe(file)
  expect(await search('puffin', 10)).toHaveLength(1)
  const words = { meaning: String, authors: String, highlights: 'Highlights', notes: 'Notes', tags: 'Tags' }
  const section = markdown(await everything(), words)
  expect(section).toContain('Ada Tern, Cy Puffin')
  expect(section).not.toContain('Bo Gull')
})

test('an abstract in the reader’s words is searched; what was highlighted stays on the text that it was made on', async () => {
  const said = { ...facts, abstract: 'We measure tides. The tide follows the moon, mostly.' }
  const quote = { exact: 'The tide follows the moon', prefix: '', suffix: '', start: 18, end: 43 }
  const made = { do: 'highlight', id: crypto.randomUUID(), field: 'abstract', quote, color: 'claim' } as const
  const { highlight } = await act({ ...made, paper: on(said), text: said.abstract })
  const mine = 'Ebb follows the moon, they say. Who doubts it?'
  await done(edit('abstract', {}, { abstract: mine }, said))
  expect((await search('doubts', 9)).map(({ paper }) => paper.title)).toEqual([facts.title])
  const [before] = await everything()
  expect(before?.paper.abstracts.map(({ text }) => text)).toEqual([said.abstract])
  expect(before?.highlights[0]?.abstractId).toBe(before?.paper.abstracts[0]?.id)
  expect(shownOf(before as Entry)).toMatchObject({ abstract: mine, abstractId: undefined })

  // Attached to words of it, a highlight stays there when the reader takes their wording back.
  const words = { exact: 'Ebb follows the moon', prefix: '', suffix: '', start: 0, end: 20 }
  const { id, rev } = highlight as Highlight
  await act({ do: 'attach', id, rev, field: 'abstract', quote: words, text: mine })
  const attached = (await everything())[0] as Entry
  const own = attached.paper.abstracts.find(({ text }) => text === mine)
  expect(own?.site).toBe(OWN)
  expect(attached.highlights[0]?.abstractId).toBe(own?.id)
  expect(shownOf(attached).abstractId).toBe(own?.id)
  await done(edit('abstract', { abstract: mine }, {}, said))
  expect(shownOf((await everything())[0] as Entry, said)).toMatchObject({ abstract: said.abstract })
  expect((await everything())[0]?.highlights[0]?.abstractId).toBe(own?.id)

  const file = json(await everything(), '')
  for (const table of db.tables) await table.clear()
  expect((await bring(ours(file))).rejected).toEqual([])
})
