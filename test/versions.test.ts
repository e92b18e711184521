import 'fake-indexeddb/auto'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Act, Done } from '@/lib/act'
import type { Prepared } from '@/lib/color'
import { db } from '@/lib/db'
import type { Entry } from '@/lib/entry'
import { json } from '@/lib/export/json'
import type { Highlight } from '@/lib/highlight'
import { bring } from '@/lib/library/bring'
import { perform } from '@/lib/library/perform'
import { entriesFor, everything } from '@/lib/library/queries'
import { visit } from '@/lib/library/visit'
import type { PaperFacts } from '@/lib/paper'
import { quoteOf } from '@/lib/quote'
import { orphansOf, versionsOf } from '@/lib/versions'
import { ours, whole } from './given'

const kept = 'The tide follows the moon in every harbour that we measured.'
const dropped = 'A lighthouse keeper counted waves for eleven years without a pause.'
const first = `We measure tides. ${kept} ${dropped} Nobody knows why.`
const second = `We measure tides again. ${kept} Buoys drift further than their makers promised. Nobody knows why.`
const added = 'Buoys drift further than their makers promised.'

const facts = (abstract: string): PaperFacts => ({
  keys: ['arxiv:2611.00001'],
  title: 'Tides, Measured',
  links: {},
  abstract,
})

async function done(act: Act): Promise<Extract<Done, { ok: true }>> {
  const answer = await perform(act)
  if (!answer.ok) throw new Error(`${answer.problem}: ${answer.detail}`)
  return answer
}
const quoted = (text: string, words: string) => quoteOf(text, text.indexOf(words), text.indexOf(words) + words.length)
const highlight = async (words: string, text: string, site = 'arxiv', color: Prepared = 'claim') => {
  const paper = { facts: facts(text), site }
  const quote = quoted(text, words)
  const act: Act = {
    do: 'highlight',
    id: crypto.randomUUID(),
    paper,
    field: 'abstract',
    quote,
    text,
    color,
  }
  return (await done(act)).highlight as Highlight
}
const attach = ({ id, rev }: Highlight, words: string, text: string) =>
  ({ do: 'attach', id, rev, field: 'abstract', quote: quoted(text, words), text, site: 'arxiv' }) satisfies Act
const show = (text: string, site = 'arxiv') => visit({ site, papers: [facts(text)] })
const entry = async () => (await entriesFor([facts(first)]))[0] as Entry
const texts = async () => versionsOf(await entry()).map(({ abstract: { site, text } }) => [site, text])
const orphans = async () => orphansOf(await entry()).map(({ exact }) => exact)

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-03T10:00:00Z') })
  for (const table of db.tables) await table.clear()
  return () => vi.useRealTimers()
})
const nextDay = () => vi.setSystemTime(Date.now() + 86_400_000)

test('every other text that a page shows of a stored paper is kept, the newest first; white space makes no other', async () => {
  await highlight(kept, first)
  await show(first.replaceAll(' ', '\n  '))
  expect((await entry()).paper.abstracts).toHaveLength(1)
  nextDay()
  await show(second)
  nextDay()
  await show(`${second} We thank the moon.`, 'huggingface')
  expect(await texts()).toEqual([
    ['huggingface', `${second} We thank the moon.`],
    ['arxiv', second],
    ['arxiv', first],
  ])
})

test('texts that differ in markup and signs alone are one to choose; shown is that which was highlighted', async () => {
  const tex = first.replace('every harbour', '\\emph{every} harbour')
  await show(tex)
  await highlight(kept, first)
  nextDay()
  await show(tex)
  const [version, ...more] = versionsOf(await entry())
  expect(more).toEqual([])
  expect(version?.abstract.text).toBe(first)
  expect(version?.ids).toHaveLength((await entry()).paper.abstracts.length)
})

test('a highlight whose words no site shows any more is an orphan; where one shows them, it is none', async () => {
  // Of another meaning: of one they would be one highlight.
  await highlight(kept, first, 'arxiv', 'result')
  await highlight(dropped, first)
  expect(await orphans()).toEqual([])
  nextDay()
  await show(second)
  expect(await orphans()).toEqual([dropped])
  nextDay()
  await show(`${first} Extended.`, 'huggingface')
  expect(await orphans()).toEqual([])
  nextDay()
  await show(`${second} Corrected.`)
  expect(await orphans()).toEqual([])
})

test('a text that was replaced and is shown again is the newest again', async () => {
  await highlight(dropped, first)
  nextDay()
  await show(second)
  nextDay()
  await show(first)
  expect((await texts())[0]).toEqual(['arxiv', first])
  expect(await orphans()).toEqual([])
  nextDay()
  await show(second)
  expect(await orphans()).toEqual([dropped])
  expect((await entry()).paper.abstracts).toHaveLength(2)
})

test('an orphan is attached to other words: colour, comment and time stay, and what it had is remembered', async () => {
  const made = await highlight(dropped, first)
  const { highlight: said } = await done({ do: 'comment', id: made.id, rev: 1, text: 'Really?' })
  nextDay()
  await show(second)
  const act = attach(said as Highlight, added, second)
  const { highlight: now } = await done(act)
  const { paper } = await entry()
  expect(now).toMatchObject({ ...quoted(second, added), color: 'claim', comment: 'Really?', createdAt: made.createdAt })
  expect(paper.abstracts.find(({ id }) => id === now?.abstractId)?.text).toBe(second)
  const { exact, prefix, suffix, start, end, abstractId } = made
  expect(now?.was).toEqual([{ exact, prefix, suffix, start, end, field: 'abstract', abstractId }])
  expect(await orphans()).toEqual([])
  // Sent twice it is done once.
  expect(await done(act)).toMatchObject({ entry: undefined, highlight: { rev: now?.rev } })
})

test('what was attached is taken back, and that again', async () => {
  const made = await highlight(dropped, first)
  await show(second)
  const { entry: did } = await done(attach(made, added, second))
  const undone = await done({ do: 'undo', entry: did as string })
  const { rev: _rev, updatedAt: _updatedAt, ...before } = made
  const [back] = (await entry()).highlights
  expect(back).toMatchObject(before)
  expect(back).not.toHaveProperty('was')
  await done({ do: 'undo', entry: undone.entry as string })
  expect((await entry()).highlights).toMatchObject([{ exact: added, was: [{ exact: dropped }] }])
})

test('a text that no page had told is kept with what is attached to it', async () => {
  const made = await highlight(dropped, first)
  const { highlight: now } = await done(attach(made, added, second))
  expect((await entry()).paper.abstracts.find(({ id }) => id === now?.abstractId)).toMatchObject({ text: second })
})

test('an orphan is attached to words of the title, which are in no abstract', async () => {
  const made = await highlight(dropped, first)
  const quote = quoted('Tides, Measured', 'Tides')
  const { highlight: now } = await done({
    do: 'attach',
    id: made.id,
    rev: 1,
    field: 'title',
    quote,
    text: 'Tides, Measured',
  })
  expect(now).toMatchObject({ field: 'title', exact: 'Tides' })
  expect(now).not.toHaveProperty('abstractId')
  expect((await entry()).paper.abstracts).toHaveLength(1)
})

test('what was changed since is not attached, and nothing is lost', async () => {
  const made = await highlight(dropped, first)
  await done({ do: 'comment', id: made.id, rev: 1, text: 'Meanwhile.' })
  const before = await entry()
  expect(await perform(attach(made, added, second))).toMatchObject({ ok: false, problem: 'changed' })
  expect(await entry()).toEqual(before)
  await done({ do: 'delete', table: 'highlights', id: made.id })
  expect(await perform(attach({ ...made, rev: 3 }, added, second))).toMatchObject({ ok: false, problem: 'gone' })
})

test('former words are exported and imported, and a file that knows more attaches here what it attached', async () => {
  const made = await highlight(dropped, first)
  await show(second)
  const older = [await whole(ours(json(await everything(), 'then')))]
  await done(attach(made, added, second))
  const file = json(await everything(), 'now')
  expect(file).toContain('"was"')

  // An older file changes nothing here.
  expect(await bring(older)).toMatchObject({ highlights: { same: 1, changed: 0 } })
  expect(json(await everything(), 'now')).toBe(file)
  // Into an empty library, and into one that has the highlight as it was.
  for (const table of db.tables) await table.clear()
  await bring(ours(file))
  expect(json(await everything(), 'now')).toBe(file)
  for (const table of db.tables) await table.clear()
  await bring(older)
  expect(await bring(ours(file))).toMatchObject({ highlights: { changed: 1 }, rejected: [] })
  expect((await entry()).highlights).toMatchObject([{ exact: added, was: [{ exact: dropped }] }])
  expect(await bring(ours(file))).toMatchObject({ highlights: { same: 1, changed: 0 } })
})

test('attached here and there to other words, the words here stand and those of the file are remembered', async () => {
  const made = await highlight(dropped, first)
  await show(second)
  const { entry: did } = await done(attach(made, added, second))
  const theirs = [await whole(ours(json(await everything(), 'now')))]
  await done({ do: 'undo', entry: did as string })
  const [back] = (await entry()).highlights
  await done(attach(back as Highlight, 'Nobody knows why.', second))
  await bring(theirs)
  const [now] = (await entry()).highlights
  expect(now?.exact).toBe('Nobody knows why.')
  expect(now?.was?.map(({ exact }) => exact)).toEqual([dropped, added])
  expect(await bring(theirs)).toMatchObject({ highlights: { same: 1, changed: 0 } })
})
