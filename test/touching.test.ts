import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import type { Act, Done } from '@/lib/act'
import type { Prepared } from '@/lib/color'
import { db } from '@/lib/db'
import { perform } from '@/lib/library/perform'
import { entriesFor } from '@/lib/library/queries'
import type { PaperFacts } from '@/lib/paper'
import { quoteOf } from '@/lib/quote'

const text = 'We measure tides at every shore. The tide follows the moon, mostly. Nobody knows why, nor asks.'
const title = 'Tides, Measured at Every Shore of the North'
const facts: PaperFacts = { keys: ['arxiv:2611.00001'], title, links: {}, abstract: text }

async function done(act: Act): Promise<Extract<Done, { ok: true }>> {
  const answer = await perform(act)
  if (!answer.ok) throw new Error(`${answer.problem}: ${answer.detail}`)
  return answer
}
const undo = (entry: string | undefined) => done({ do: 'undo', entry: entry as string })

function act(words: string, { color = 'claim', field = 'abstract', on = text, site = 'arxiv' }: Partial<Where> = {}) {
  const start = on.indexOf(words)
  const quote = quoteOf(on, start, start + words.length)
  const id = crypto.randomUUID()
  return { do: 'highlight', id, paper: { facts, site }, field, quote, text: on, color } satisfies Act
}
interface Where {
  color: Prepared
  field: 'abstract' | 'title'
  on: string
  site: string
}
const highlight = (...what: Parameters<typeof act>) => done(act(...what))
const comment = (id: string | undefined, words: string) =>
  done({ do: 'comment', id: id as string, rev: 1, text: words })
const highlights = async () => (await entriesFor([facts]))[0]?.highlights ?? []
const quotes = async () => (await highlights()).map(({ exact }) => exact)
/** All that is said by highlights that are not deleted, without the stamps that every change moves. */
const said = async () => (await highlights()).map(({ rev: _rev, updatedAt: _updatedAt, ...rest }) => rest)

beforeEach(async () => {
  for (const table of db.tables) await table.clear()
})

test('what overlaps a highlight of its meaning becomes one with it: the older record grows, with its comment', async () => {
  const { highlight: first } = await highlight('measure tides at')
  await comment(first?.id, 'Where?')
  const { highlight: both } = await highlight('tides at every shore')
  expect(await highlights()).toEqual([both])
  const exact = 'measure tides at every shore'
  expect(both).toMatchObject({ id: first?.id, comment: 'Where?', exact, createdAt: first?.createdAt })
  expect(both).toMatchObject(quoteOf(text, 3, 3 + exact.length))
})

test('white space alone between two does not keep them apart; any other sign does', async () => {
  await highlight('The tide')
  await highlight('follows the moon')
  expect(await quotes()).toEqual(['The tide follows the moon'])
  await highlight('mostly')
  expect(await quotes()).toEqual(['The tide follows the moon', 'mostly'])
})

test('several that are touched, also by one another, become one; what was written beside each stays', async () => {
  const { highlight: last } = await highlight('follows the moon')
  await highlight('every')
  const { highlight: middle } = await highlight('The tide', { color: 'term' })
  const { highlight: near } = await highlight('tides')
  await comment(last?.id, 'By how much?')
  await comment(near?.id, 'All of them?')
  await done({ do: 'color', id: middle?.id as string, rev: 1, color: 'claim' })
  expect(await quotes()).toHaveLength(4)
  const before = await said()
  const count = await db.journal.count()
  const { entry, highlight: one } = await highlight('at every shore. The')
  expect(await quotes()).toEqual(['tides at every shore. The tide follows the moon'])
  expect(one).toMatchObject({ id: last?.id, comment: 'By how much?\n\nAll of them?' })
  expect(await db.journal.count()).toBe(count + 1)

  const after = await said()
  const undone = await undo(entry)
  expect(await said()).toEqual(before)
  await undo(undone.entry)
  expect(await said()).toEqual(after)
})

test('versions that were not looked at yet go along', async () => {
  await highlight('The tide')
  const { highlight: other } = await highlight('the moon')
  const id = other?.id as string
  await done({ do: 'comment', id, rev: 1, text: 'From the popup.' })
  await done({ do: 'comment', id, rev: 1, text: 'From the page.' })
  const { highlight: one } = await highlight('follows the')
  expect(one).toMatchObject({ comment: 'From the page.', versions: ['From the popup.'] })
})

test('what one of them was attached to before is remembered by all', async () => {
  await highlight('The tide')
  const { highlight: other } = await highlight('Nobody knows')
  const { quote } = act('the moon')
  await done({ do: 'attach', id: other?.id as string, rev: 1, field: 'abstract', quote, text })
  const { highlight: one } = await highlight('follows')
  expect(one).toMatchObject({ exact: 'The tide follows the moon', was: [{ exact: 'Nobody knows' }] })
})

test('another meaning, the title and what is deleted are left alone', async () => {
  await highlight('at every shore', { color: 'limit' })
  await highlight('at every', { field: 'title', on: text })
  const { highlight: gone } = await highlight('tides')
  await done({ do: 'delete', table: 'highlights', id: gone?.id as string })
  await highlight('tides at')
  expect((await quotes()).sort()).toEqual(['at every', 'at every shore', 'tides at'])
})

test('in another text of the abstract an older one joins where its words are found, and nowhere else', async () => {
  const other = `Published in May. ${text.replace('Nobody knows why, nor asks.', 'We say why.')}`
  await highlight('The tide')
  await highlight('Nobody knows')
  const { highlight: one } = await highlight('follows the moon', { on: other, site: 'elsewhere' })
  expect(one).toMatchObject({ exact: 'The tide follows the moon', start: other.indexOf('The tide') })
  const [entry] = await entriesFor([facts])
  const shown = entry?.paper.abstracts.find((abstract) => abstract.id === one?.abstractId)
  expect(shown?.text.slice(one?.start, one?.end)).toBe('The tide follows the moon')
  // Its offsets would touch; its words are not there.
  await highlight('We say why', { on: other, site: 'elsewhere' })
  expect(await quotes()).toContain('Nobody knows')
  expect(await quotes()).toContain('We say why')
})

test('words within a highlight of their meaning change nothing, and an act that is sent twice is done once', async () => {
  const { highlight: first } = await highlight('The tide follows the moon')
  expect(await highlight('follows the')).toMatchObject({ entry: undefined, highlight: first })
  const sent = act('moon, mostly')
  const { highlight: grown } = await done(sent)
  expect(await done(sent)).toMatchObject({ entry: undefined, highlight: grown })
  expect(await quotes()).toEqual(['The tide follows the moon, mostly'])
})

test('the making of a highlight is not taken back once it took in more', async () => {
  const { entry } = await highlight('The tide')
  const later = await highlight('follows')
  expect(await perform({ do: 'undo', entry })).toMatchObject({ ok: false, problem: 'changed' })
  await undo(later.entry)
  await undo(entry)
  expect(await quotes()).toEqual([])
})

test('an end of a highlight is moved, and that is taken back', async () => {
  const { highlight: made } = await highlight('The tide')
  const id = made?.id as string
  await comment(id, 'Why?')
  const { quote } = act('tide follows')
  const resize: Act = { do: 'resize', id, rev: 2, quote, text, site: 'arxiv' }
  const { entry, highlight: moved } = await done(resize)
  expect(moved).toMatchObject({ ...quote, comment: 'Why?', color: 'claim', abstractId: made?.abstractId, rev: 3 })
  expect(await done(resize), 'sent twice').toMatchObject({ entry: undefined, highlight: moved })
  await undo(entry)
  expect(await quotes()).toEqual(['The tide'])
})

test('an end that is moved in another text has its offsets count in that one', async () => {
  const { highlight: made } = await highlight('The tide')
  const on = `Published in May. ${text}`
  const { quote } = act('The tide follows', { on })
  await done({ do: 'resize', id: made?.id as string, rev: 1, quote, text: on, site: 'elsewhere' })
  const [entry] = await entriesFor([facts])
  const [moved] = entry?.highlights ?? []
  expect(moved).toMatchObject(quote)
  expect(entry?.paper.abstracts.find(({ id }) => id === moved?.abstractId)).toMatchObject({
    text: on,
    site: 'elsewhere',
  })
})

test('an end is not moved when the highlight was changed since the reader took hold of it', async () => {
  const { highlight: made } = await highlight('The tide')
  const id = made?.id as string
  await done({ do: 'resize', id, rev: 1, quote: act('tide').quote, text, site: 'arxiv' })
  const late = await perform({ do: 'resize', id, rev: 1, quote: act('The tide follows').quote, text, site: 'arxiv' })
  expect(late).toMatchObject({ ok: false, problem: 'stale' })
  expect(await quotes()).toEqual(['tide'])
})

test('what was made on a record that was joined into another stays its own', async () => {
  const authors = ['Ada Tern', 'Bo Gull']
  const here = { ...facts, authors, date: '2026-11-02' }
  const there = { ...here, keys: ['acl:2026.inv-long.1'] }
  const made = (words: string, on: PaperFacts, site: string) => done({ ...act(words), paper: { facts: on, site } })
  await made('The tide', here, 'arxiv')
  await made('follows the moon', there, 'acl-anthology')
  expect(await quotes()).toEqual(['The tide', 'follows the moon'])
  const [one, other] = await db.papers.toArray()
  await done({ do: 'apart', papers: [one?.id as string, other?.id as string] })
  const entries = await entriesFor([here, there])
  expect(entries.map((entry) => entry?.highlights.map(({ exact }) => exact))).toEqual([
    ['The tide'],
    ['follows the moon'],
  ])
})
