import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { Act, Done } from '@/lib/act'
import { defaultMeanings, type Prepared } from '@/lib/color'
import { db } from '@/lib/db'
import { quoteAsMarkdown, quotesAsMarkdown, quotesAsText } from '@/lib/export/quotes'
import { grouped } from '@/lib/grouping'
import type { Highlight } from '@/lib/highlight'
import { nothing } from '@/lib/import/records'
import { bring } from '@/lib/library/bring'
import { type Mark, marks } from '@/lib/library/marks'
import { perform } from '@/lib/library/perform'
import { quotesOf, quotesWith } from '@/lib/library/quotes'
import { tagged } from '@/lib/library/tagged'
import type { Paper, PaperFacts } from '@/lib/paper'
import { sentenceOf } from '@/lib/sentence'

const text = 'We measure tides. The tide follows the moon, mostly; see Fig. 2. Nobody knows why.'
const tides: PaperFacts = {
  keys: ['arxiv:2611.00001'],
  title: 'Tídes *Measured*',
  authors: ['Ada Tern'],
  date: '2026',
  links: {},
}
const foam: PaperFacts = { keys: ['acl:2026.x'], title: 'Foam', links: {} }

async function done(act: Act): Promise<Extract<Done, { ok: true }>> {
  const answer = await perform(act)
  if (!answer.ok) throw new Error(`${answer.problem}: ${answer.detail}`)
  return answer
}
async function highlight(facts: PaperFacts, exact: string, color: Prepared, comment = ''): Promise<string> {
  const id = crypto.randomUUID()
  const start = text.indexOf(exact)
  const quote = { exact, prefix: '', suffix: '', start, end: start + exact.length }
  const paper = { facts, site: 'arxiv' }
  await done({ do: 'highlight', id, paper, field: 'abstract', quote, text, color })
  if (comment) await done({ do: 'comment', id, rev: 1, text: comment })
  return id
}
const never = new AbortController().signal
const ids = (all: Mark[]) => all.map(({ id }) => id).sort()

test('all highlights are known, and each change of them follows by itself, whoever makes it', async () => {
  const first = await highlight(tides, 'measure tides', 'claim')
  expect(ids(await marks())).toEqual([first])
  const second = await highlight(foam, 'Nobody knows', 'question')
  expect(ids(await marks())).toEqual([first, second].sort())
  await done({ do: 'color', id: second, rev: 1, color: 'limit' })
  expect((await marks()).find(({ id }) => id === second)?.color).toBe('limit')
  const removed = await done({ do: 'delete', table: 'highlights', id: first })
  expect(ids(await marks())).toEqual([second])
  await done({ do: 'undo', entry: removed.entry as string })
  expect(ids(await marks())).toEqual([first, second].sort())
  for (const id of [first, second]) await done({ do: 'delete', table: 'highlights', id })
  expect(await marks()).toEqual([])
  // Of an import, and its undoing, the journal has only the ids.
  const { deletedAt: _deletedAt, ...stored } = (await db.highlights.get(first)) as Highlight
  const [paper] = (await db.papers.bulkGet([stored.paperId])) as [Paper]
  const filed = { ...stored, id: crypto.randomUUID() }
  const { entry } = await bring([{ ...nothing(), papers: [paper], highlights: [filed] }])
  expect(ids(await marks())).toEqual([filed.id])
  await done({ do: 'undo', entry: entry as string })
  expect(await marks()).toEqual([])
})

test('every word that is sought stands in the quote, the comment or the title, without case and accents', async () => {
  const first = await highlight(tides, 'measure tides', 'claim', 'Stróng words')
  const second = await highlight(foam, 'Nobody knows', 'question')
  const found = async (query: string) => [...(await quotesWith(query, never))].sort()
  expect(await found('MEASURE strong')).toEqual([first])
  expect(await found('tides measured')).toEqual([first])
  expect(await found('foam')).toEqual([second])
  expect(await found('foam strong')).toEqual([])
  expect(await found('no')).toEqual([second])
  // A field word is about the highlight where it can be, and else about its paper.
  expect(await found('color:claim')).toEqual([first])
  expect(await found('-color:claim')).toEqual([second])
  expect(await found('comment:"strong words"')).toEqual([first])
  expect(await found('quote:strong')).toEqual([])
  expect(await found('year:2026')).toEqual([first])
  expect(await found('-year:2026 knows')).toEqual([second])
  const stopped = AbortSignal.abort()
  await expect(quotesWith('foam', stopped)).rejects.toThrow()
  for (const id of [first, second]) await done({ do: 'delete', table: 'highlights', id })
  expect(await found('foam')).toEqual([])
})

test('a title is searched as it stands now, not as it was when it was searched before', async () => {
  const id = await highlight(foam, 'Nobody knows', 'question')
  const found = async (query: string) => [...(await quotesWith(query, never))]
  expect(await found('foam')).toEqual([id])
  const paper = { facts: foam, site: 'arxiv' }
  const edited = await done({ do: 'edit', paper, field: 'title', from: {}, to: { title: 'Spray' } })
  expect(await found('foam')).toEqual([])
  expect(await found('title:spray')).toEqual([id])
  await done({ do: 'undo', entry: edited.entry as string })
  expect(await found('-title:spray foam')).toEqual([id])
  await done({ do: 'delete', table: 'highlights', id })
})

const mark = (id: string, more: Partial<Mark>): Mark => ({
  id,
  paperId: 'p',
  field: 'abstract',
  start: 0,
  color: 'claim',
  createdAt: '2026-11-01T12:00:00.000Z',
  ...more,
})
const shape = (groups: { key: string; marks: Mark[] }[]) =>
  groups.map(({ key, marks }) => [key, marks.map(({ id }) => id).join('')])

test('groups stand in the reader’s order, and each has what belongs to it', () => {
  const all = [
    mark('a', { color: 'other', start: 9, createdAt: '2026-11-01T12:00:00.000Z' }),
    mark('b', { color: 'question', start: 5, createdAt: '2026-11-03T12:00:00.000Z' }),
    mark('c', { field: 'title', start: 7, createdAt: '2026-11-02T12:00:00.000Z' }),
    mark('d', { paperId: 'q', createdAt: '2026-11-03T13:00:00.000Z' }),
  ]
  const told = {
    meanings: defaultMeanings.toReversed(),
    tags: [
      { tag: 'ebb', papers: ['q', 'p'] },
      { tag: 'tide', papers: ['q', 'none'] },
    ],
  }
  expect(shape(grouped(all, 'meaning', told))).toEqual([
    ['question', 'b'],
    ['claim', 'dc'],
    ['other', 'a'],
  ])
  expect(shape(grouped(all, 'paper', told))).toEqual([
    ['q', 'd'],
    ['p', 'cba'],
  ])
  expect(shape(grouped(all, 'day', told))).toEqual([
    ['2026-11-03', 'db'],
    ['2026-11-02', 'c'],
    ['2026-11-01', 'a'],
  ])
  expect(shape(grouped(all, 'tag', told))).toEqual([
    ['ebb', 'dbca'],
    ['tide', 'd'],
  ])
  expect(shape(grouped(all, 'tag', { ...told, tags: [{ tag: 'tide', papers: ['q'] }] }))).toEqual([
    ['tide', 'd'],
    ['', 'bca'],
  ])
})

test('a quote stands in its sentence; one that no text has any more between what was remembered', async () => {
  const id = await highlight(tides, 'follows the moon', 'claim')
  const [quoted] = await quotesOf([id])
  if (!quoted) throw new Error('It is not there.')
  const { highlight: stored, paper } = quoted
  expect(sentenceOf(stored, paper)).toMatchObject({ before: 'The tide ', words: 'follows the moon' })
  expect(sentenceOf(stored, paper).after).toMatch(/^, mostly; see Fig/)
  const lost = { ...stored, exact: 'quite other words', prefix: 'before ', suffix: ' after' }
  expect(sentenceOf(lost, paper)).toEqual({ before: '…before ', words: 'quite other words', after: ' after…' })
  const long = { ...paper, abstracts: paper.abstracts.map((one) => ({ ...one, text: `${'so '.repeat(300)}${text}` })) }
  expect(sentenceOf({ ...stored, start: 0, end: 1 }, long).before.length).toBeLessThan(300)
  await done({ do: 'delete', table: 'highlights', id })
})

test('what is taken along has quote, comment and citation, and nothing of it becomes markup', async () => {
  const id = await highlight(tides, 'follows the moon', 'claim', 'Why?')
  const quotes = await quotesOf([id, crypto.randomUUID()])
  const named = [{ name: 'Claim #1', quotes }]
  expect(quotesAsMarkdown(named)).toBe(
    '## Claim \\#1\n\n> follows the moon\n\nWhy?\n\n— Ada Tern (2026). Tídes \\*Measured\\*. https://arxiv.org/abs/2611.00001\n',
  )
  expect(quotesAsMarkdown(named)).toContain(quoteAsMarkdown(quotes[0] as never))
  expect(quotesAsText(named)).toBe('Claim #1\n\n“follows the moon” (Ada Tern, Tídes *Measured*, 2026)\nWhy?\n')
  expect(await db.papers.count()).toBe(2)
  expect(await tagged()).toEqual([])
})
