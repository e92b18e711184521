import 'fake-indexeddb/auto'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Act, Done } from '@/lib/act'
import { db } from '@/lib/db'
import { json } from '@/lib/export/json'
import { bring } from '@/lib/library/bring'
import { history } from '@/lib/library/history'
import { perform } from '@/lib/library/perform'
import { allTags, entriesFor, everything } from '@/lib/library/queries'
import { search } from '@/lib/library/search'
import { knownOf } from '@/lib/library/visit'
import { MOST, type PaperFacts } from '@/lib/paper'
import { ours } from './given'

const facts: PaperFacts = { keys: ['arxiv:2611.00001'], title: 'Tides, Measured', links: {} }
const other: PaperFacts = { keys: ['acl:2026.inv-long.1'], title: 'Foam, Counted', links: {} }
const on = (facts: PaperFacts) => ({ facts, site: 'arxiv' })

async function done(act: Act): Promise<Extract<Done, { ok: true }>> {
  const answer = await perform(act)
  if (!answer.ok) throw new Error(`${answer.problem}: ${answer.detail}`)
  return answer
}
const tag = (text: string, paper = facts) => done({ do: 'tag', paper: on(paper), tag: text, tagged: true })
const untag = (text: string, paper = facts) => done({ do: 'tag', paper: on(paper), tag: text, tagged: false })
const undo = ({ entry }: { entry?: string }) => done({ do: 'undo', entry: entry as string })
const paperOf = async (paper = facts) => (await entriesFor([paper]))[0]?.paper
const tags = async (paper = facts) => (await paperOf(paper))?.tags

beforeEach(async () => {
  for (const table of db.tables) await table.clear()
})

test('a tag stores its paper, in one entry of the journal that undo takes back, and redo brings again', async () => {
  const { entry } = await tag('to discuss')
  expect(await tags()).toEqual(['to discuss'])
  expect((await db.journal.toArray()).map(({ id, act }) => [id, act])).toEqual([[entry, 'tag']])
  expect((await history()).undo).toEqual({ entry, act: 'tag', title: facts.title })
  const undone = await undo({ entry })
  expect(await paperOf()).toBeUndefined()
  await undo(undone)
  expect(await tags()).toEqual(['to discuss'])
})

test('a tag is one line without white space at its ends, in NFC; its case is kept and tells no tags apart', async () => {
  await tag('  Ma\u0308rz\n\u0000 tides ')
  await tag('m\u00e4rz TIDES')
  expect(await tags()).toEqual(['M\u00e4rz tides'])
  expect((await paperOf())?.rev).toBe(2)
  await untag('M\u00c4RZ tides')
  expect(await paperOf()).not.toHaveProperty('tags')
})

test('what is no tag is refused, and so is one more than a paper can have', async () => {
  for (const text of ['', ' \n', 'x'.repeat(101)]) {
    expect(await perform({ do: 'tag', paper: on(facts), tag: text, tagged: true })).toMatchObject({
      problem: 'invalid',
    })
  }
  expect(await db.papers.count()).toBe(0)
  for (let n = 0; n < MOST.tags; n++) await tag(`tag ${n}`)
  expect(await perform({ do: 'tag', paper: on(facts), tag: 'more', tagged: true })).toMatchObject({ problem: 'many' })
  expect(await tags()).toHaveLength(MOST.tags)
})

test('each tag is undone by itself, whatever was tagged since, and comes back to its place', async () => {
  const first = await tag('one')
  await tag('two')
  const third = await tag('three')
  const removed = await untag('two')
  await undo(first)
  expect(await tags()).toEqual(['three'])
  await undo(removed)
  expect(await tags()).toEqual(['two', 'three'])
  await undo(third)
  expect(await tags()).toEqual(['two'])
})

test('a paper is not taken back from under a tag', async () => {
  const saved = await done({ do: 'save', paper: on(facts), saved: true })
  await tag('kept')
  expect(await perform({ do: 'save', paper: on(facts), saved: false })).toMatchObject({ problem: 'changed' })
  await undo(saved)
  expect(await tags()).toEqual(['kept'])
  expect((await knownOf([facts]))[0]?.entry?.paper).toEqual({ tags: true })
})

test('a join has the tags of both, each once; separated, each paper has its own and what it was given since', async () => {
  await tag('shared')
  await tag('first')
  await tag('Shared', other)
  await tag('second', other)
  const papers = [(await paperOf())?.id as string, (await paperOf(other))?.id as string] as [string, string]
  await done({ do: 'join', papers })
  expect(await tags()).toEqual(['shared', 'first', 'second'])
  await tag('since')
  await done({ do: 'apart', papers })
  expect(await tags()).toEqual(['shared', 'first', 'since'])
  expect(await tags(other)).toEqual(['Shared', 'second'])
})

test('search finds by tags, and those that exist are listed once, without those of deleted papers', async () => {
  await tag('to discuss')
  await tag('Ebb', other)
  await tag('ebb')
  expect((await search('DISCUSS', 9)).map(({ paper }) => paper.title)).toEqual([facts.title])
  expect((await allTags()).map((one) => one.toLowerCase())).toEqual(['ebb', 'to discuss'])
  await done({ do: 'delete', table: 'papers', id: (await paperOf())?.id as string })
  expect(await allTags()).toEqual(['Ebb'])
  const asked = vi.spyOn(db.papers.core, 'query')
  const walked = vi.spyOn(db.papers.core, 'openCursor')
  await allTags()
  expect(asked.mock.calls.filter(([{ values }]) => values)).toEqual([])
  expect(walked.mock.calls.filter(([{ values }]) => values)).toEqual([])
  asked.mockRestore()
  walked.mockRestore()
})

test('tags go out and come in again; a file of somebody else\u2019s is tidied, and joined to what is here', async () => {
  await tag('to discuss')
  const file = json(await everything(), '2026-11-23T10:00:00.000Z')
  for (const table of db.tables) await table.clear()
  await bring(ours(file))
  expect(json(await everything(), '2026-11-23T10:00:00.000Z')).toBe(file)
  const records = JSON.parse(file)
  records.papers[0].tags = [' Ebb ', 'ebb', 'To Discuss']
  expect((await bring(ours(JSON.stringify(records)))).papers).toMatchObject({ changed: 1, same: 0 })
  expect(await tags()).toEqual(['to discuss', 'Ebb'])
  for (const table of db.tables) await table.clear()
  await bring(ours(JSON.stringify(records)))
  expect(await tags()).toEqual(['Ebb', 'To Discuss'])
})
