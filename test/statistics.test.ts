import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Act, Done } from '@/lib/act'
import { db } from '@/lib/db'
import { perform } from '@/lib/library/perform'
import { statistics } from '@/lib/library/statistics'
import { visit } from '@/lib/library/visit'
import type { PaperFacts } from '@/lib/paper'
import { lastYears, together } from '@/lib/statistics'

const facts = (n: number, more: Partial<PaperFacts> = {}): PaperFacts => ({
  keys: [`arxiv:2611.${String(n).padStart(5, '0')}`],
  title: `Tides of the Year ${n}`,
  links: {},
  abstract: `In the year ${n} the tide followed the moon.`,
  ...more,
})
const on = (n: number, site = 'arxiv') => ({ facts: facts(n, { date: `20${n}-05` }), site })

async function done(act: Act): Promise<Extract<Done, { ok: true }>> {
  const answer = await perform(act)
  if (!answer.ok) throw new Error(`${answer.problem}: ${answer.detail}`)
  return answer
}
const highlight = (n: number, color: 'claim' | 'question', start = 15, end = 19) =>
  done({
    do: 'highlight',
    id: crypto.randomUUID(),
    paper: on(n),
    field: 'abstract',
    quote: { exact: (facts(n).abstract as string).slice(start, end), prefix: '', suffix: '', start, end },
    text: facts(n).abstract as string,
    color,
  })
const at = (time: string) => vi.setSystemTime(new Date(time))
const counted = async (query = '') => {
  const counts = await statistics(query)
  if (!counts) throw new Error('It was told to stop.')
  return counts
}

beforeEach(async () => {
  for (const table of db.tables) await table.clear()
  vi.stubEnv('TZ', 'Europe/Berlin')
  vi.useFakeTimers({ toFake: ['Date'] })
  at('2026-11-20T10:00:00Z')
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
})

test('papers are counted on the reader’s days: seen for the first time, saved, and highlighted, once a day each', async () => {
  await visit({ site: 'arxiv', papers: [facts(21), facts(22), facts(23)] })
  await done({ do: 'save', paper: on(21), saved: true })
  // Past midnight where the reader is.
  at('2026-11-20T23:30:00Z')
  await highlight(22, 'claim', 0, 2)
  await highlight(22, 'claim', 15, 19)
  await highlight(21, 'question')
  at('2026-11-23T10:00:00Z')
  await visit({ site: 'arxiv', papers: [facts(21), facts(24)] })
  await highlight(22, 'question', 3, 6)
  const { seen, saved, highlighted, meanings, all } = await counted()
  expect(Object.fromEntries(seen)).toEqual({ '2026-11-20': 3, '2026-11-23': 1 })
  expect(Object.fromEntries(saved)).toEqual({ '2026-11-20': 1, '2026-11-21': 1 })
  expect(Object.fromEntries(highlighted)).toEqual({ '2026-11-21': 2, '2026-11-23': 1 })
  expect(Object.fromEntries(meanings)).toEqual({ claim: 2, question: 2 })
  expect(all).toMatchObject({ papers: 2, seen: 4, highlights: 4, questions: 2 })
})

test('what was deleted is not counted, nor what hangs on it; a question with a comment is not open', async () => {
  await highlight(21, 'question')
  await highlight(22, 'question')
  await done({ do: 'status', paper: on(23), status: 'to_read' })
  await done({ do: 'note', id: crypto.randomUUID(), paper: on(23), text: 'Mine.' })
  await done({ do: 'note', id: crypto.randomUUID(), paper: on(22), text: '  ' })
  const [first, second] = (await db.highlights.toArray()).sort((a, b) => a.paperId.localeCompare(b.paperId))
  await done({ do: 'comment', id: first?.id as string, rev: 1, text: 'Answered.' })
  expect((await counted()).all).toMatchObject({ papers: 3, highlights: 2, written: 2, toRead: 1, questions: 1 })
  const again = await highlight(21, 'claim', 0, 2)
  expect((await counted()).all.highlights).toBe(3)
  await done({ do: 'undo', entry: again.entry as string })
  expect((await counted()).all.highlights).toBe(2)
  await done({ do: 'delete', table: 'papers', id: second?.paperId as string })
  expect((await counted()).all).toMatchObject({ papers: 2, highlights: 1, written: 2, questions: 0 })
})

test('years are those that the reader gave, else the pages; sites are all that showed a paper', async () => {
  await done({ do: 'save', paper: on(21), saved: true })
  await done({ do: 'save', paper: on(22, 'huggingface'), saved: true })
  await done({ do: 'edit', paper: on(22), field: 'date', from: {}, to: { date: '1999' } })
  await done({ do: 'save', paper: { facts: facts(23), site: 'arxiv' }, saved: true })
  await highlight(21, 'claim')
  const { years, sites } = await counted()
  expect(Object.fromEntries(years)).toEqual({ 2021: 1, 1999: 1, '': 1 })
  expect(sites.get('arxiv')).toEqual({ saved: 2, highlighted: 1 })
  expect(sites.get('huggingface')).toEqual({ saved: 1, highlighted: 0 })
})

test('each of some thousand papers is counted once, with what hangs on it', async () => {
  const stored = await done({ do: 'save', paper: on(21), saved: true })
  expect(stored.ok).toBe(true)
  const [one] = await db.papers.toArray()
  if (!one) throw new Error('Nothing is stored.')
  const ids = Array.from({ length: 1203 }, () => crypto.randomUUID())
  await highlight(21, 'claim')
  const [mark] = await db.highlights.toArray()
  if (!mark) throw new Error('Nothing is highlighted.')
  await db.papers.bulkAdd(ids.map((id) => ({ ...one, id, tags: ['ebb'] })))
  await db.highlights.bulkAdd(ids.map((paperId) => ({ ...mark, id: crypto.randomUUID(), paperId })))
  await db.sightings.bulkAdd(
    ids.map((key) => ({ key, keys: [key], first: one.createdAt, last: one.createdAt, count: 1 })),
  )
  const { all, tagged } = await counted()
  expect(all).toMatchObject({ papers: 1204, highlights: 1204, seen: 1203 })
  expect(tagged).toHaveLength(1203)
})

test('a search narrows what is counted to what it finds; what was only seen is left out', async () => {
  await visit({ site: 'arxiv', papers: [facts(21), facts(22)] })
  await highlight(21, 'claim')
  await highlight(22, 'claim')
  const { all, highlighted } = await counted('Year 22')
  expect(all).toMatchObject({ papers: 1, highlights: 1, seen: 0 })
  expect([...highlighted.values()]).toEqual([1])
})

test('a search finds what was saved and highlighted on the days of the bars that lead to it', async () => {
  await done({ do: 'save', paper: on(21), saved: true })
  // Past midnight where the reader is.
  at('2026-11-20T23:30:00Z')
  await highlight(22, 'claim')
  await highlight(21, 'claim')
  const { saved, highlighted } = await counted()
  for (const day of ['2026-11-20', '2026-11-21']) {
    expect((await counted(`added:${day}`)).all.papers, day).toBe(saved.get(day) ?? 0)
    expect((await counted(`highlighted:${day}`)).all.papers, day).toBe(highlighted.get(day) ?? 0)
  }
  expect((await counted('added:2026-11-16..2026-11-22')).all.papers).toBe(2)
  expect((await counted('-added:2026-11-20')).all.papers).toBe(1)
  expect((await counted('highlighted:2025')).all.papers).toBe(0)
  expect((await counted('added:soon')).all.papers).toBe(0)
})

test('counting stops when it is told to', async () => {
  await highlight(21, 'claim')
  expect(await statistics('', AbortSignal.abort())).toBeUndefined()
})

test('tags go together by how many papers have both, whatever their case; only the most used are shown', () => {
  const tagged = [['Ebb', 'tide'], ['ebb', 'tide', 'moon'], ['EBB'], ['rare', 'tide']]
  expect(together(tagged, 3)).toEqual({
    tags: ['Ebb', 'tide', 'moon'],
    pairs: [
      { tags: ['Ebb', 'tide'], count: 2 },
      { tags: ['Ebb', 'moon'], count: 1 },
      { tags: ['tide', 'moon'], count: 1 },
    ],
  })
  expect(together([], 3)).toEqual({ tags: [], pairs: [] })
})

test('the years shown are the last ones, those between without papers too, and the older are summed', () => {
  const years = new Map([
    ['1998', 2],
    ['2021', 1],
    ['2024', 5],
    ['', 7],
  ])
  expect(lastYears(years, 4)).toEqual({
    years: [
      ['2021', 1],
      ['2022', 0],
      ['2023', 0],
      ['2024', 5],
    ],
    older: 2,
  })
  expect(lastYears(years, 3)).toEqual({
    years: [
      ['2022', 0],
      ['2023', 0],
      ['2024', 5],
    ],
    older: 3,
  })
  expect(lastYears(new Map([['', 7]]), 4)).toEqual({ years: [], older: 0 })
})
