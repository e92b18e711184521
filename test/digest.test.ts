import 'fake-indexeddb/auto'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Act, Done } from '@/lib/act'
import { db } from '@/lib/db'
import { type Digest, parts } from '@/lib/digest'
import { digestMarkdown } from '@/lib/export/digest'
import { json } from '@/lib/export/json'
import { bring } from '@/lib/library/bring'
import { digest } from '@/lib/library/digest'
import { perform } from '@/lib/library/perform'
import { everything } from '@/lib/library/queries'
import type { PaperFacts } from '@/lib/paper'
import type { Status } from '@/lib/status'
import { ours } from './given'

const facts = (n: number, title = `Tides of the Year ${n}`): PaperFacts => ({
  keys: [`arxiv:2611.${String(n).padStart(5, '0')}`],
  title,
  links: {},
  abstract: `In the year ${n} the tide followed the moon.`,
})
const on = (n: number) => ({ facts: facts(n), site: 'arxiv' })

async function done(act: Act): Promise<Extract<Done, { ok: true }>> {
  const answer = await perform(act)
  if (!answer.ok) throw new Error(`${answer.problem}: ${answer.detail}`)
  vi.setSystemTime(Date.now() + 1000)
  return answer
}
const save = (n: number) => done({ do: 'save', paper: on(n), saved: true })
const status = (n: number, status: Status | null) => done({ do: 'status', paper: on(n), status })
async function highlight(n: number, color: 'claim' | 'question' = 'claim', start = 18, end = 22) {
  const text = facts(n).abstract as string
  const id = crypto.randomUUID()
  const quote = { exact: text.slice(start, end), prefix: '', suffix: '', start, end }
  await done({ do: 'highlight', id, paper: on(n), field: 'abstract', quote, text, color })
  return id
}
const at = (time: string) => vi.setSystemTime(new Date(time))

const week = '2026-11-16'
/** What a week's digest says: of each part its papers, by their number, and the quotes that are meant. */
async function said(of = week) {
  const found = await digest(of)
  const numbers = parts.map((part) => [
    part,
    found[part]
      .map(({ paper, highlights }) => [Number(paper.title.at(-1)), ...highlights.map(({ exact }) => exact)].join(' '))
      .sort(),
  ])
  return Object.fromEntries(numbers) as Record<keyof Digest, string[]>
}

beforeEach(async () => {
  for (const table of db.tables) await table.clear()
  vi.stubEnv('TZ', 'America/New_York')
  vi.useFakeTimers({ toFake: ['Date'] })
  at('2026-11-18T12:00:00Z')
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
})

test('what was saved in the week and is not read is told of, and what was read in it, whenever it was saved', async () => {
  at('2026-11-10T12:00:00Z')
  await save(1)
  at('2026-11-18T12:00:00Z')
  for (const n of [2, 3, 4]) await save(n)
  await status(1, 'read')
  await status(2, 'reading')
  await status(3, 'read')
  expect(await said()).toEqual({ unread: ['2', '4'], unnoted: [], questions: [], read: ['1', '3'] })
  expect(await said('2026-11-09')).toEqual({ unread: [], unnoted: [], questions: [], read: [] })
  // Taken back, or deleted: not read.
  await status(1, null)
  const [three] = (await everything()).filter(({ paper }) => paper.title.endsWith('3'))
  await done({ do: 'delete', table: 'papers', id: three?.paper.id as string })
  expect(await said()).toMatchObject({ unread: ['2', '4'], read: [] })
})

test('a week begins and ends at the reader’s midnight between Sunday and Monday', async () => {
  at('2026-11-16T04:59:58Z')
  await save(1)
  at('2026-11-16T05:00:00Z')
  await save(2)
  at('2026-11-23T04:59:58Z')
  await save(3)
  at('2026-11-23T05:00:00Z')
  await save(4)
  expect((await said()).unread).toEqual(['2', '3'])
  expect((await said('2026-11-09')).unread).toEqual(['1'])
})

test('a paper that was highlighted in the week, and nothing written on it, is told of with those quotes', async () => {
  at('2026-11-12T12:00:00Z')
  await highlight(1, 'claim', 0, 2)
  at('2026-11-18T12:00:00Z')
  await highlight(1)
  await highlight(2)
  await done({ do: 'note', id: crypto.randomUUID(), paper: on(2), text: 'Mine.' })
  const commented = await highlight(3)
  await done({ do: 'comment', id: commented, rev: 1, text: 'Why?' })
  await highlight(4)
  await done({ do: 'note', id: crypto.randomUUID(), paper: on(4), text: '\n ' })
  expect((await said()).unnoted).toEqual(['1 tide', '4 tide'])
  // Touched since: still that week's.
  at('2026-11-30T12:00:00Z')
  await done({ do: 'tag', paper: on(1), tag: 'ebb', tagged: true })
  expect((await said()).unnoted).toEqual(['1 tide', '4 tide'])
})

test('a question is open until something is written beside it', async () => {
  await highlight(1, 'question')
  const answered = await highlight(1, 'question', 0, 2)
  await highlight(1, 'claim', 3, 6)
  expect((await said()).questions).toEqual(['1 In tide'])
  await done({ do: 'comment', id: answered, rev: 1, text: 'Because.' })
  expect(await said()).toMatchObject({ questions: ['1 tide'], unnoted: [] })
})

test('what a file brings as read was not read in the week in which it was brought', async () => {
  await save(1)
  await status(1, 'read')
  const file = json(await everything(), new Date().toISOString())
  for (const table of db.tables) await table.clear()
  await bring(ours(file))
  expect(await said()).toEqual({ unread: [], unnoted: [], questions: [], read: [] })
})

test('of thousands of papers that were touched since the same are told of', async () => {
  at('2026-11-10T12:00:00Z')
  await save(1)
  const [one] = await db.papers.toArray()
  if (!one) throw new Error('Nothing is stored.')
  const later = '2026-12-01T12:00:00.000Z'
  const many = Array.from({ length: 2100 }, () => ({
    ...one,
    id: crypto.randomUUID(),
    createdAt: later,
    touchedAt: later,
  }))
  await db.papers.bulkAdd(many)
  at('2026-11-18T12:00:00Z')
  await highlight(1)
  await save(2)
  await save(3)
  await status(3, 'read')
  expect(await said()).toEqual({ unread: ['2'], unnoted: ['1 tide'], questions: [], read: ['3'] })
})

const words = {
  title: 'Papermargin, *this* week',
  part: (name: string) => `Part ${name}`,
  meaning: (color: string) => color.toUpperCase(),
}

/** What Markdown shows as text, and of which kinds its parts are. */
function shown(markdown: string) {
  const texts: string[] = []
  const kinds = new Set<string>()
  const walk = (node: { type: string; value?: string; children?: unknown[] }) => {
    kinds.add(node.type)
    if (node.value) texts.push(node.value)
    for (const child of node.children ?? []) walk(child as typeof node)
  }
  walk(fromMarkdown(markdown))
  return { texts: texts.join(''), kinds: [...kinds].sort() }
}

test('as Markdown it is a heading for each part that has papers, a list below, and the quotes in their items', async () => {
  await highlight(1, 'question')
  await save(2)
  const { children } = fromMarkdown(digestMarkdown(await digest(week), words))
  const heads = children.flatMap((node) => (node.type === 'heading' ? [node] : []))
  expect(heads.map(({ depth, children }) => [depth, ...children.map((one) => 'value' in one && one.value)])).toEqual([
    [1, 'Papermargin, *this* week'],
    [2, 'Part unread'],
    [2, 'Part unnoted'],
    [2, 'Part questions'],
  ])
  const lists = children.flatMap((node) => (node.type === 'list' ? [node] : []))
  expect(lists.map(({ children }) => children.map((item) => item.children.map(({ type }) => type)))).toEqual([
    [['paragraph'], ['paragraph']],
    [['paragraph', 'blockquote']],
    [['paragraph', 'blockquote']],
  ])
})

test('a hostile title, name or quote stays words in its place', async () => {
  const hostile = [
    '# Not a heading',
    '---',
    '1. not a list',
    '- nor this',
    '> nor a quote',
    '<script>alert(1)</script> <b>x</b> &amp; `code` **bold** _it_ [a](https://evil.example) ![b](c)',
    'two\n\n# lines',
    '| a | b |\n|---|---|',
    '$x$ ~~gone~~ \\',
  ]
  for (const [n, title] of hostile.entries()) {
    const paper = { facts: { ...facts(n, title), abstract: title, authors: ['*A*\n# B'] }, site: 'arxiv' }
    const quote = { exact: title, prefix: '', suffix: '', start: 0, end: title.length }
    const id = crypto.randomUUID()
    await done({ do: 'highlight', id, paper, field: 'abstract', quote, text: title, color: 'claim' })
  }
  const markdown = digestMarkdown(await digest(week), words)
  const { texts, kinds } = shown(markdown)
  const wanted = ['blockquote', 'heading', 'inlineCode', 'list', 'listItem', 'paragraph', 'root', 'strong', 'text']
  expect(kinds).toEqual(wanted)
  // Each as the title of what is not read, and as title and quote of what has nothing written on it.
  for (const title of hostile) expect(texts.split(title.replace(/\s+/g, ' ')).length).toBeGreaterThan(3)
  expect(markdown.match(/^# /gm)).toHaveLength(1)
  expect(markdown.match(/^## /gm)).toHaveLength(2)
})
