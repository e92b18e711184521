import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import type { Act } from '@/lib/act'
import { db } from '@/lib/db'
import type { Facts } from '@/lib/facts'
import { find } from '@/lib/find'
import { perform } from '@/lib/library/perform'
import { prepare, search, unprepared } from '@/lib/library/search'
import { defaultOrder } from '@/lib/order'
import { ordered } from '@/lib/ordered'
import { type Doc, merged, opened, pack } from '@/lib/packed'
import type { Paper } from '@/lib/paper'
import { parsed } from '@/lib/query'
import { add, type Said, soughtIn, wordsIn } from '@/lib/search'

beforeEach(async () => {
  for (const table of db.tables) await table.clear()
})

const facts = (touched: number): Facts => ({
  touched,
  added: 0,
  date: 0,
  status: 0,
  has: 0,
  title: '',
  author: '',
  tags: [],
  colors: [],
  sites: [],
  highlighted: [],
})
const doc = (id: string, text: string, time = 0): Doc => {
  const said: Said = new Map()
  add(said, 'abstract', text)
  return { id, said, facts: facts(time) }
}
const asked = (docs: Doc[], query: string) => found([opened(pack(docs))], query)
const found = (indexes: ReturnType<typeof opened>[], query: string) =>
  ordered(
    find(
      indexes.map((index) => ({ index })),
      parsed(query),
      [],
    ),
    defaultOrder,
  )

test.each([
  ['a word', 'Tides follow the moon.', 'moon', true],
  ['the beginning of a word', 'Tides follow the moon.', 'foll', true],
  ['the end of a word', 'Tides follow the moon.', 'ides', false],
  ['two words in any order', 'Tides follow the moon.', 'moon tides', true],
  ['a word of which only one is there', 'Tides follow the moon.', 'moon sun', false],
  ['no matter the case and the accents', 'Poincaré’s Ångström', 'ANGSTROM poincare', true],
  ['ligatures and wide letters', 'eﬃcient ＧＰＵ', 'efficient gpu', true],
  ['a number', 'arxiv:2306.03310', '2306.03310', true],
  ['the source of a formula', 'of $\\alpha$-stable noise', 'alpha', true],
  ['Chinese within a sentence', '我们研究深度学习的方法', '深度学习', true],
  ['one Chinese sign', '我们研究深度学习的方法', '学', true],
  ['the last Chinese sign', '我们研究深度学习的方法', '法', true],
  ['Chinese that is not there', '我们研究深度学习的方法', '习学', false],
  ['Japanese beside Latin', 'LLMの潮の満ち引き', 'llm 満ち引き', true],
  ['Cyrillic', 'Приливы следуют за Луной', 'луной', true],
  ['Arabic', 'المد والجزر', 'المد', true],
  ['Thai within a sentence', 'การเรียนรู้เชิงลึก', 'เรียนรู้', true],
  ['one letter wrong', 'variational inference', 'variatoinal', true],
  ['one letter missing in a beginning', 'reinforcement', 'reinfocem', true],
  ['a short word with a slip', 'the sun', 'sin', false],
  ['another word', 'variational inference', 'gravitation', false],
])('search: %s', (_, text, query, is) => {
  expect(asked([doc('one', text), doc('other', 'Nothing of it.')], query)).toEqual(is ? ['one'] : [])
})

test('a slip is forgiven only where nothing is written so', () => {
  const docs = [doc('form', 'a form'), doc('from', 'it comes from'), doc('fort', 'a fort')]
  expect(asked(docs, 'from')).toEqual(['from'])
  expect(asked(docs, 'forn').sort()).toEqual(['form', 'fort'])
})

test('what was touched last comes first', () => {
  expect(asked([doc('a', 'tide', 2), doc('b', 'tide', 3), doc('c', 'tide', 1)], 'tide')).toEqual(['b', 'a', 'c'])
})

const word = fc.constantFrom('tide', 'tides', 'moon', 'moor', 'a', 'ab', 'été', '潮', '深度', 'x1')
const text = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '))
const ids = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5']

test('any papers, packed together or one after the other, changed and deleted: found as by looking through all of them', () => {
  const edit = fc.record({ id: fc.constantFrom(...ids), text: fc.option(text, { nil: undefined }) })
  fc.assert(
    fc.property(fc.array(fc.array(edit, { maxLength: 6 }), { maxLength: 5 }), word, word, (rounds, one, other) => {
      const texts = new Map<string, string>()
      let index = opened(pack([]))
      for (const round of rounds) {
        const gone = new Set<string>()
        const now = new Map<string, Doc>()
        for (const { id, text } of round) {
          if (text === undefined) texts.delete(id)
          else texts.set(id, text)
          now.delete(id)
          gone.delete(id)
          if (text === undefined) gone.add(id)
          else now.set(id, doc(id, text))
        }
        index = opened(merged([index, opened(pack([...now.values()]))], gone))
      }
      const says = (text: string, query: string) =>
        soughtIn(query).every(({ word, begins }) =>
          [...wordsIn(text)].some((said) => (begins ? said.startsWith(word) : said === word)),
        )
      const anywhere = (query: string) => [...texts.values()].some((text) => says(text, query))
      const query = `${one} ${other}`
      // What is nowhere is sought with a slip: another promise.
      if (!anywhere(one) || !anywhere(other)) return
      const expected = [...texts].filter(([, text]) => says(text, query)).map(([id]) => id)
      expect(found([index], query).sort()).toEqual(expected.sort())
    }),
    { seed: 6, numRuns: 2000 },
  )
})

const noteOn = (number: number, text: string): Act => ({
  do: 'note',
  id: crypto.randomUUID(),
  paper: {
    facts: { keys: [`arxiv:2611.${10_000 + number}`], title: `Paper number ${number}`, links: {} },
    site: 'arxiv',
  },
  text,
})
const titles = async (query: string) => (await search(query, 1000)).map(({ paper }) => paper.title).sort()

test('what was written is found at once, before and after the index is made, and what was deleted is not', async () => {
  const first = await perform(noteOn(1, 'On tides.'))
  await perform(noteOn(2, 'On tides and gulls.'))
  expect(await titles('tides')).toEqual(['Paper number 1', 'Paper number 2'])
  await prepare()
  expect(await db.unindexed.count()).toBe(0)
  expect(await unprepared()).toBe(0)
  expect(await titles('tides')).toEqual(['Paper number 1', 'Paper number 2'])
  await perform(noteOn(3, 'On tides, later.'))
  expect(await titles('later')).toEqual(['Paper number 3'])
  expect(await titles('tides')).toHaveLength(3)
  if (!first.ok || !first.note) throw new Error('no note')
  await perform({
    do: 'note',
    id: first.note.id,
    rev: first.note.rev,
    paper: { id: first.note.paperId },
    text: 'Now of gulls.',
  })
  expect(await titles('tides')).toEqual(['Paper number 2', 'Paper number 3'])
  expect(await titles('gulls')).toEqual(['Paper number 1', 'Paper number 2'])
  await perform({ do: 'delete', table: 'papers', id: first.note.paperId })
  expect(await titles('gulls')).toEqual(['Paper number 2'])
})

test('what is written while the index is made is found, and packed the next time', async () => {
  for (let number = 0; number < 5; number++) await perform(noteOn(number, 'On tides.'))
  const made = prepare()
  await perform(noteOn(9, 'On tides.'))
  await made
  expect(await titles('tides')).toHaveLength(6)
  expect(await db.unindexed.count()).toBeLessThanOrEqual(6)
})

test('papers stored before there was an index are found once it is made', async () => {
  for (let number = 0; number < 3; number++) await perform(noteOn(number, 'On tides.'))
  await db.unindexed.clear()
  expect(await unprepared()).toBe(3)
  expect(await titles('tides')).toEqual([])
  await prepare()
  expect(await titles('tides')).toHaveLength(3)
})

test('many changes are packed into the index, so that what is read again stays little', async () => {
  await prepare()
  for (let number = 0; number < 210; number++) await perform(noteOn(number, 'On tides.'))
  await prepare()
  expect(await db.unindexed.count()).toBe(0)
  expect(await titles('tides')).toHaveLength(210)
})

test('who comes while another page packs, packs what that one left', async () => {
  await prepare()
  for (let number = 0; number < 210; number++) await perform(noteOn(number, 'On tides.'))
  const { promise, resolve: leave } = Promise.withResolvers<void>()
  const other = await new Promise<{ left: Promise<unknown> }>((enter) => {
    const left = navigator.locks.request('index', () => {
      queueMicrotask(() => enter({ left }))
      return promise
    })
  })
  const made = prepare()
  leave()
  await Promise.all([other.left, made])
  expect(await db.unindexed.count()).toBe(0)
})

test('more than is searched unpacked, come while the index is made, is packed at once', async () => {
  await perform(noteOn(1, 'On tides.'))
  const many = Array.from({ length: 2100 }, (_, at) => ({ paperId: `p${at}`, write: 'w' }))
  let added: Promise<unknown> | undefined
  const meanwhile = (paper: Paper) => {
    added ??= Dexie.ignoreTransaction(() => db.unindexed.bulkPut(many))
    return paper
  }
  db.papers.hook('reading', meanwhile)
  await prepare()
  db.papers.hook('reading').unsubscribe(meanwhile)
  await added
  expect(await unprepared()).toBe(0)
})
