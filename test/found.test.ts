import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { beforeEach, expect, test, vi } from 'vitest'
import { db } from '@/lib/db'
import type { Highlight } from '@/lib/highlight'
import { perform } from '@/lib/library/perform'
import { facets, found, prepare, remake, search, unprepared } from '@/lib/library/search'
import { type Sort, sorts } from '@/lib/order'
import type { Paper } from '@/lib/paper'
import { meanings } from '@/lib/settings'

/** Papers whose id ends in their letter, all in the database, the index made or not. */
const idOf = (letter: string) => `00000000-0000-4000-8000-00000000000${letter}`
const TIMES = { a: 1, b: 2, c: 3, d: 4 }
type Letter = keyof typeof TIMES
const stamps = (letter: Letter) => ({
  rev: 1,
  createdAt: `2026-01-0${5 - TIMES[letter]}T00:00:00.000Z`,
  updatedAt: '2026-01-09T00:00:00.000Z',
})
const paper = (letter: Letter, more: Partial<Paper>): Paper => ({
  ...stamps(letter),
  id: idOf(letter),
  keys: [`arxiv:2611.1000${TIMES[letter]}`],
  title: `Paper ${letter}`,
  links: {},
  abstracts: [],
  counts: {},
  touchedAt: `2026-02-0${TIMES[letter]}T00:00:00.000Z`,
  ...more,
})
const abstract = (letter: Letter, text: string, site = 'arxiv') => ({
  id: idOf(letter),
  text,
  site,
  seenAt: '2026-01-01T00:00:00.000Z',
})
const highlight = (letter: Letter, more: Partial<Highlight>): Highlight => ({
  ...stamps(letter),
  id: crypto.randomUUID(),
  paperId: idOf(letter),
  abstractId: idOf(letter),
  field: 'abstract',
  exact: 'the moon',
  prefix: '',
  suffix: '',
  start: 0,
  end: 8,
  color: 'claim',
  comment: '',
  ...more,
})

beforeEach(async () => {
  for (const table of db.tables) await table.clear()
  await db.papers.bulkPut([
    paper('a', {
      title: 'The cross attention of tides',
      authors: ['Ada Lovelace', 'Bo Moon'],
      date: '2024-05',
      status: 'to_read',
      tags: ['to discuss', 'tides'],
      abstracts: [abstract('a', 'Maps of the moon and the shore.')],
    }),
    paper('b', {
      title: 'On moons',
      authors: ['Zuse, Konrad'],
      venue: 'Journal of Lovelace',
      date: '2023-01-02',
      status: 'reading',
      tags: ['Tides'],
      abstracts: [abstract('b', 'The moon crosses; attention to tides.', 'huggingface')],
    }),
    paper('c', { title: 'Été', date: '2021', status: 'read', tags: ['tidesandmore'] }),
    paper('d', { title: '我们研究深度学习的方法' }),
  ])
  await db.highlights.bulkPut([
    highlight('a', { exact: 'Maps of the moon', comment: 'Compare the gulls' }),
    highlight('b', { exact: 'words that no site shows any more', color: 'doubt', abstractId: idOf('d') }),
  ])
  await db.notes.put({ ...stamps('c'), id: crypto.randomUUID(), paperId: idOf('c'), text: 'Of cross attention maps.' })
})

const letters = (ids: string[]) => ids.map((id) => id.at(-1)).join('')
const changedAll = async () => {
  await prepare()
  await db.unindexed.bulkPut(Object.keys(TIMES).map((letter) => ({ paperId: idOf(letter), write: 'later' })))
}
const by = (by: Sort) => ({ by, descending: sorts[by] })
const changedSome = async () => {
  await prepare()
  await db.unindexed.bulkPut(['a', 'd'].map((letter) => ({ paperId: idOf(letter), write: 'later' })))
}

const ASKED: [string, string][] = [
  ['', 'abcd'],
  ['tag:tides', 'ab'],
  ['tag:TIDES tag:discuss', ''],
  ['tag:"to discuss"', 'a'],
  ['tag:to-discuss', 'a'],
  ['tag:tidesa', 'c'],
  ['tag:ti', 'abc'],
  ['-tag:tides', 'cd'],
  ['author:lovelace', 'a'],
  ['lovelace', 'ab'],
  ['author:lov', 'a'],
  ['title:moon', 'b'],
  ['moon', 'ab'],
  ['"moon"', 'ab'],
  ['moon -title:moon', 'a'],
  ['year:2024', 'a'],
  ['year:2021..2023', 'bc'],
  ['year:>2021', 'ab'],
  ['year:20', 'abc'],
  ['year:2021 year:2024', 'ac'],
  ['-year:2024', 'bcd'],
  ['year:soon', ''],
  ['status:read', 'c'],
  ['status:rea', 'bc'],
  ['status:"To read"', 'a'],
  ['status:none', 'd'],
  ['status:read status:reading', 'bc'],
  ['status:read tag:tides', ''],
  ['site:hugging', 'b'],
  ['site:"Hugging Face"', 'b'],
  ['color:claim', 'a'],
  ['colour:doubt', 'b'],
  ['color:"so they say"', 'a'],
  ['has:note', 'c'],
  ['has:comment', 'a'],
  ['has:highlight', 'ab'],
  ['has:abstract', 'ab'],
  ['has:tag', 'abc'],
  ['has:lost', 'b'],
  ['note:maps', 'c'],
  ['comment:gull', 'a'],
  ['quote:maps', 'a'],
  ['quote:gulls', ''],
  ['maps', 'ac'],
  ['cross attention', 'abc'],
  ['"cross attention"', 'ac'],
  ['title:"cross attention"', 'a'],
  ['-"cross attention"', 'bd'],
  ['cross attention -"cross attention"', 'b'],
  ['"attention cross"', ''],
  ['"cross atten"', ''],
  ['"深度学"', 'd'],
  ['"学深度"', ''],
  ['"学"', 'd'],
  ['atention', 'abc'],
  ['-atention', 'abcd'],
  ['…', ''],
  ['… moon', 'ab'],
  ['2611.10003', 'c'],
]

for (const [how, ready] of [
  ['as the index has them', prepare],
  ['as they changed since', changedAll],
  ['some so, some so', changedSome],
] as const) {
  test(`what a query asks for is found, papers ${how}`, async () => {
    await meanings.setValue([
      ...(await meanings.getValue()).map((one) => (one.color === 'claim' ? { ...one, name: 'So they say' } : one)),
    ])
    await ready()
    const answers: [string, string][] = []
    for (const [query] of ASKED) answers.push([query, [...letters(await found(query))].sort().join('')])
    expect(answers).toEqual(ASKED)
  })

  test(`papers stand in the order that is asked for, ${how}`, async () => {
    await ready()
    expect(letters(await found(''))).toBe('dcba')
    expect(letters(await found('', by('added')))).toBe('abcd')
    expect(letters(await found('', by('date')))).toBe('abcd')
    expect(letters(await found('', by('title')))).toBe('cbad')
    expect(letters(await found('', by('author')))).toBe('abdc')
  })

  test(`what was found is counted, and what another status, year or site would find, ${how}`, async () => {
    await ready()
    expect(await facets('status:to_read')).toEqual({
      found: 1,
      status: [
        { value: 'to_read', count: 1 },
        { value: 'reading', count: 1 },
        { value: 'read', count: 1 },
        { value: 'none', count: 1 },
      ],
      year: [{ value: '2024', count: 1 }],
      site: [{ value: 'arxiv', count: 1 }],
      tag: [
        { value: expect.stringMatching(/^tides$/i), count: 1 },
        { value: 'to discuss', count: 1 },
      ],
      color: [{ value: 'claim', count: 1 }],
      has: ['abstract', 'comment', 'highlight', 'tag'].map((value) => ({ value, count: 1 })),
    })
    const all = await facets('')
    expect(all.found).toBe(4)
    expect(all.tag[0]).toEqual({ value: expect.stringMatching(/^tides$/i), count: 2 })
    expect(all.year.map(({ value }) => value)).toEqual(['2024', '2023', '2021'])
    expect(all.has).toContainEqual({ value: 'lost', count: 1 })
  })
}

test('a paper that changes is found and counted as it is now, at once', async () => {
  await prepare()
  expect(letters(await found('tag:new'))).toBe('')
  await perform({ do: 'tag', paper: { id: idOf('d') }, tag: 'new', tagged: true })
  expect(letters(await found('tag:new'))).toBe('d')
  expect((await facets('tag:new')).found).toBe(1)
  await perform({ do: 'status', paper: { id: idOf('a') }, status: 'read' })
  expect(letters(await found('status:read'))).toBe('ac')
  expect(letters(await found('status:to_read'))).toBe('')
  await perform({ do: 'delete', table: 'papers', id: idOf('c') })
  expect(letters(await found('status:read'))).toBe('a')
  expect(letters(await found('"cross attention"'))).toBe('a')
})

test('the popup and the address bar understand the same', async () => {
  await prepare()
  expect((await search('tag:tides -status:reading', 9)).map(({ paper }) => paper.id)).toEqual([idOf('a')])
  expect(await search('', 2)).toHaveLength(2)
})

test('an index as an earlier version left it is not read, and made anew by itself', async () => {
  await prepare()
  await db.index.put({ id: 'head', made: 'x' } as never)
  await db.index.update('packed', { made: 'x', packed: {} as never })
  expect(await unprepared()).toBe(4)
  expect(letters(await found(''))).toBe('dcba')
  await prepare()
  expect(await unprepared()).toBe(0)
  expect(letters(await found('tag:tides'))).toBe('ba')
})

test('the index is made anew of all papers when it is asked for, and tells how far it is', async () => {
  await prepare()
  await db.papers.update(idOf('d'), { tags: ['behind its back'] })
  expect(letters(await found('tag:behind'))).toBe('')
  const told: number[] = []
  await remake((done, of) => told.push(done / of))
  expect(told).toEqual([0, 1])
  expect(letters(await found('tag:behind'))).toBe('d')
})

test('of a library of thousands, made of many packs, every paper is found', { timeout: 30_000 }, async () => {
  const MANY = 8600
  const papers = Array.from({ length: MANY }, (_, at) => ({
    ...paper('a', { title: `Number n${at}`, tags: [`t${at % 7}`], status: undefined }),
    id: crypto.randomUUID(),
    touchedAt: new Date(at * 1000).toISOString(),
  }))
  await db.papers.clear()
  await db.papers.bulkPut(papers)
  await prepare()
  expect(await found('number')).toEqual(papers.map(({ id }) => id).reverse())
  expect(await found('title:n4000')).toEqual([papers[4000]?.id])
  expect((await facets('')).tag.reduce((sum, { count }) => sum + count, 0)).toBe(MANY)
})

test('what could not be answered once is asked anew the next time', async () => {
  await prepare()
  const phrase = '"cross attention"'
  // A phrase has the papers' own texts read, which the index does not need.
  const read = vi.spyOn(db.papers, 'bulkGet').mockReturnValueOnce(Dexie.Promise.reject(new Error('The disk is gone.')))
  await expect(found(phrase)).rejects.toThrow('The disk is gone.')
  read.mockRestore()
  expect(letters(await found(phrase))).toBe('ca')
})

test('as long as there is no index, all that stand are listed without one record of them being read', async () => {
  await perform({ do: 'delete', table: 'papers', id: idOf('b') })
  const [asked, walked] = [vi.spyOn(db.papers.core, 'query'), vi.spyOn(db.papers.core, 'openCursor')]
  expect(await found('')).toEqual(['d', 'c', 'a'].map((letter) => idOf(letter)))
  expect([...asked.mock.calls, ...walked.mock.calls].filter(([{ values }]) => values)).toEqual([])
  asked.mockRestore()
  walked.mockRestore()
})
