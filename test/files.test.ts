import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import type { Act } from '@/lib/act'
import { db } from '@/lib/db'
import type { Entry } from '@/lib/entry'
import { json } from '@/lib/export/json'
import { escaped, markdown } from '@/lib/export/markdown'
import { readJson } from '@/lib/import/json'
import { type FileRecords, NotReadable } from '@/lib/import/records'
import { bring } from '@/lib/library/bring'
import { perform } from '@/lib/library/perform'
import { everything } from '@/lib/library/queries'
import { ours, whole } from './given'

const empty = async () => {
  for (const table of db.tables) await table.clear()
}
beforeEach(empty)

const at = '2026-11-23T10:00:00.000Z'
const hostile = 'a\u0000b \u202Eevil\u202C <img src=x onerror=alert(1)> ]]> --- \r\n 𝔘𝔫𝔦 👩‍🔬 e\u0301'

async function fill() {
  for (const n of [1, 2, 3]) {
    const paper = {
      facts: { keys: [`arxiv:2611.0000${n}`], title: `Paper ${n} ${hostile}`, links: {}, abstract: `Text ${n}.` },
      site: 'arxiv',
    }
    const id = crypto.randomUUID()
    const quote = { exact: `Text ${n}.`, prefix: '', suffix: '', start: 0, end: 7 }
    const acts: Act[] = [
      { do: 'highlight', id, paper, field: 'abstract', quote, text: `Text ${n}.`, color: 'term' },
      { do: 'comment', id, rev: 1, text: hostile },
      { do: 'note', id: crypto.randomUUID(), paper, text: `# ${hostile}` },
      { do: 'status', paper, status: 'read' },
    ]
    for (const act of acts) expect(await perform(act)).toMatchObject({ ok: true })
  }
}

test('what is exported and imported into an empty library is exported the same', async () => {
  await fill()
  const file = json(await everything(), at)
  await empty()
  const brought = await bring(ours(file))
  expect(brought).toMatchObject({ papers: { added: 3 }, highlights: { added: 3 }, notes: { added: 3 }, rejected: [] })
  expect(json(await everything(), at)).toBe(file)
})

test('a file that is imported twice changes nothing the second time', async () => {
  await fill()
  const file = json(await everything(), at)
  const brought = await bring(ours(file))
  expect(brought).toMatchObject({
    papers: { added: 0, joined: 0, same: 3 },
    highlights: { added: 0, joined: 0, same: 3 },
    notes: { added: 0, joined: 0, same: 3 },
  })
  expect(json(await everything(), at)).toBe(file)
})

test('papers are merged by identity: the same paper with another id gets what the file has on it', async () => {
  await fill()
  const theirs = ours(json(await everything(), at))
  await empty()
  const mine = { facts: { keys: ['arxiv:2611.00002', 'doi:10.1/x'], title: 'Mine', links: {} }, site: 'arxiv' }
  await perform({ do: 'note', id: crypto.randomUUID(), paper: mine, text: 'Mine.' })
  expect(await bring(theirs)).toMatchObject({ papers: { added: 2, joined: 1 }, notes: { added: 3 } })
  const both = (await everything()).find((entry) => entry.paper.keys.includes('doi:10.1/x')) as Entry
  expect(both.paper).toMatchObject({ title: 'Mine', keys: ['arxiv:2611.00002', 'doi:10.1/x'], status: 'read' })
  expect(both.highlights).toHaveLength(1)
  expect(both.notes.map((note) => note.text).sort()).toEqual([`# ${hostile}`, 'Mine.'])
})

test('a note that says otherwise here and in the file is kept both ways', async () => {
  await fill()
  const file = ours(json(await everything(), at))
  const [note] = await db.notes.toArray()
  await perform({ do: 'note', id: note?.id, paper: { id: note?.paperId }, rev: note?.rev, text: 'Changed here.' })
  expect(await bring(file)).toMatchObject({ notes: { added: 0, changed: 1, same: 2 } })
  expect(await db.notes.get(note?.id as string)).toMatchObject({ text: 'Changed here.', versions: [`# ${hostile}`] })
})

test('versions in a file survive an import over an empty text, and a second import changes nothing', async () => {
  await fill()
  const file = JSON.parse(json(await everything(), at))
  for (const note of file.notes) Object.assign(note, { text: 'x', versions: ['y'] })
  const [note] = await db.notes.toArray()
  await perform({ do: 'note', id: note?.id, paper: { id: note?.paperId }, rev: 1, text: '' })
  await bring(ours(JSON.stringify(file)))
  expect(await db.notes.get(note?.id as string)).toMatchObject({ text: 'x', versions: ['y'] })
  expect(await bring(ours(JSON.stringify(file)))).toMatchObject({ notes: { joined: 0, same: 3 } })
})

test('a file cannot say of a highlight that it became part of another: it stands, and can be restored', async () => {
  await fill()
  const file = JSON.parse(json(await everything(), at))
  for (const highlight of file.highlights) highlight.into = crypto.randomUUID()
  await empty()
  await bring(ours(JSON.stringify(file)))
  expect((await db.highlights.toArray()).map((one) => 'into' in one)).toEqual([false, false, false])
})

test.each([
  ['not JSON', 'not json', 'notJson'],
  ['empty', '', 'notJson'],
  ['another tool’s', '[{"title": "x"}]', 'notOurs'],
  ['of a newer version', '{"format":"papermargin","version":2,"everything":"else"}', 'newer'],
  ['ours by name alone', '{"format":"papermargin","version":1}', 'notOurs'],
])('a file that is %s is refused as such', async (_name, text, reason) => {
  const reading = whole(ours(text))
  await expect(reading).rejects.toThrow(NotReadable)
  await expect(reading).rejects.toMatchObject({ reason })
  expect(() => readJson(text)).toThrow(expect.objectContaining({ reason }))
})

test('a file that is held whole is read as it is in parts', async () => {
  await fill()
  const file = JSON.parse(json(await everything(), at))
  file.papers[0].title = 1
  file.notes.push({ ...file.notes[0] }, null)
  const lineless = ({ rejected, ...records }: FileRecords) => ({
    ...records,
    rejected: rejected.map(({ line: _, ...one }) => one),
  })
  const inParts = await whole(ours(JSON.stringify(file)))
  expect(inParts.rejected.length).toBeGreaterThan(3)
  expect(lineless(readJson(JSON.stringify(file)))).toEqual(lineless(inParts))
})

test('of a file with broken records the good ones come in, and each bad one is named with the reason', async () => {
  await fill()
  const file = JSON.parse(json(await everything(), at))
  const [first, second, third] = file.papers
  delete first.title
  second.links = { page: 'javascript:alert(1)' }
  file.highlights.push(null, { ...file.highlights[0], id: file.highlights[1].id })
  await empty()
  const before = await db.papers.count()
  const brought = await bring(ours(JSON.stringify(file)))
  expect(before).toBe(0)
  expect(brought.papers.added).toBe(1)
  expect((await everything()).map((entry) => entry.paper.id)).toEqual([third.id])
  const whys = brought.rejected.map(
    ({ kind, number, words, why, detail }) => `${kind} ${number} (${words}): ${why} ${detail}`,
  )
  expect(whys).toContainEqual(expect.stringMatching(/^paper 1 .*title/))
  expect(whys).toContainEqual(expect.stringMatching(/^paper 2 \(Paper .*links\.page/))
  expect(whys).toContainEqual(expect.stringMatching(/^highlight 4 .*invalid/))
  expect(whys).toContainEqual(expect.stringMatching(/paperless/))
})

const words = {
  meaning: (color: string) => color.toUpperCase(),
  authors: (n: number) => `${n} authors`,
  highlights: 'Highlights',
  notes: 'Notes',
  tags: 'Tags',
}

test('Markdown has a section per paper: facts, then quotes with meaning and comment, then notes', async () => {
  const stamps = { rev: 1, createdAt: at, updatedAt: at }
  const entry: Entry = {
    paper: {
      ...stamps,
      id: 'p',
      keys: ['arxiv:2611.00001'],
      title: 'Tides & *Moons* <b>',
      authors: ['Ada Tern', 'Bo_Gull'],
      date: '2026-11-02',
      links: { page: 'https://arxiv.org/abs/2611.00001' },
      abstracts: [],
      counts: {},
      tags: ['to discuss', '*tides*'],
    },
    highlights: [
      {
        ...stamps,
        id: 'h',
        paperId: 'p',
        field: 'abstract',
        exact: 'The tide\n# follows',
        prefix: '',
        suffix: '',
        start: 0,
        end: 18,
        color: 'claim',
        comment: 'Why **so**?',
      },
    ],
    notes: [{ ...stamps, id: 'n', paperId: 'p', text: 'See *also*\n- list' }],
  }
  expect(markdown([entry], words)).toBe(`# Tides \\& \\*Moons\\* \\<b\\>

Ada Tern, Bo\\_Gull · 2026-11-02

\`arxiv:2611.00001\` · <https://arxiv.org/abs/2611.00001>

Tags: to discuss, \\*tides\\*

## Highlights

> The tide \\# follows

**CLAIM**

Why **so**?

## Notes

See *also*
- list
`)
})

test('a record that the file says was deleted is not brought, and deletes nothing here', async () => {
  await fill()
  const file = JSON.parse(json(await everything(), at))
  for (const paper of file.papers) Object.assign(paper, { id: crypto.randomUUID(), deletedAt: at })
  const brought = await bring(ours(JSON.stringify({ ...file, highlights: [], notes: [] })))
  expect(brought.rejected).toHaveLength(3)
  expect(brought.rejected[0]?.why).toBe('deleted')
  expect(await everything()).toHaveLength(3)
})

test('a link that would end early in Markdown is written so that it does not', () => {
  const stamps = { rev: 1, createdAt: at, updatedAt: at }
  const links = { code: 'https://a.example/\u0001![beacon](https://b.example/p.png)' }
  const paper = { ...stamps, id: 'p', keys: [], title: '1. First', links, abstracts: [], counts: {} }
  const text = markdown([{ paper, highlights: [], notes: [] }], words)
  expect(text).toContain('<https://a.example/%01![beacon](https://b.example/p.png)>')
  expect(text).toContain('# 1\\. First')
})

test('a title opens no comment of Obsidian’s, which would hide what the reader wrote', () => {
  expect(escaped('90% of %%this%%%')).toBe('90% of \\%\\%this\\%\\%\\%')
})

test('the sample library is read whole, and exported as it stands there', async () => {
  const file = readFileSync('seeds/library.json', 'utf8')
  const brought = await bring(ours(file))
  expect(brought).toMatchObject({ papers: { added: 5 }, highlights: { added: 5 }, notes: { added: 2 }, rejected: [] })
  expect(JSON.parse(json(await everything(), JSON.parse(file).exportedAt))).toEqual(JSON.parse(file))
})
