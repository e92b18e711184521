import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { Act } from '@/lib/act'
import { db } from '@/lib/db'
import { perform } from '@/lib/library/perform'

const text = 'Tides follow the moon, and the wind has its say in what is left.'
const facts = { keys: ['arxiv:2611.00001'], title: 'Tides, Measured by Hand', links: {}, abstract: text }
const other = { keys: ['pmid:31415926'], title: 'Lamps and What They Remember', links: {}, abstract: text }
const paper = { facts, site: 'arxiv' }
const quoteOf = (exact: string) => {
  const start = text.indexOf(exact)
  return {
    exact,
    prefix: text.slice(0, start),
    suffix: text.slice(start + exact.length),
    start,
    end: start + exact.length,
  }
}
const done = async (act: Act) => {
  const answer = await perform(act)
  if (!answer.ok) throw new Error(`${act.do}: ${answer.problem}, ${answer.detail}`)
  return answer
}

/** What stands before each act: two papers, a highlight with a version of its comment, a note, a deleted note. */
let ids: Record<'paper' | 'other' | 'highlight' | 'note' | 'deleted' | 'entry', string>
beforeEach(async () => {
  for (const table of db.tables) await table.clear()
  const [highlight, note, deleted] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
  const first = await done({
    do: 'highlight',
    id: highlight,
    paper,
    field: 'abstract',
    quote: quoteOf('the moon'),
    text,
    color: 'claim',
  })
  const second = await done({ do: 'save', paper: { facts: other, site: 'pubmed' }, saved: true })
  await done({ do: 'comment', id: highlight, rev: 1, text: 'From here.' })
  await done({ do: 'comment', id: highlight, rev: 1, text: 'From there.' })
  await done({ do: 'tag', paper, tag: 'tides', tagged: true })
  await done({ do: 'note', id: note, paper, text: 'A note.' })
  await done({ do: 'note', id: deleted, paper, text: 'A note that goes.' })
  await done({ do: 'delete', table: 'notes', id: deleted })
  const { entry } = await done({ do: 'status', paper, status: 'reading' })
  ids = { paper: first.paper?.id ?? '', other: second.paper?.id ?? '', highlight, note, deleted, entry: entry ?? '' }
})

const acts: [string, () => Act][] = [
  ['status', () => ({ do: 'status', paper, status: 'read' })],
  ['tag', () => ({ do: 'tag', paper, tag: 'moon', tagged: true })],
  ['retag', () => ({ do: 'retag', tag: 'tides', to: 'waters' })],
  [
    'save',
    () => ({
      do: 'save',
      paper: { facts: { ...other, keys: ['doi:10.5555/1'], title: 'Anew' }, site: 'arxiv' },
      saved: true,
    }),
  ],
  [
    'skip',
    () => ({
      do: 'skip',
      paper: { facts: { ...other, keys: ['doi:10.5555/2'], title: 'Passed' }, site: 'arxiv' },
      skipped: true,
    }),
  ],
  [
    'highlight',
    () => ({
      do: 'highlight',
      id: crypto.randomUUID(),
      paper,
      field: 'abstract',
      quote: quoteOf('the wind'),
      text,
      color: 'term',
    }),
  ],
  [
    'highlight',
    () => ({
      do: 'highlight',
      id: crypto.randomUUID(),
      paper,
      field: 'abstract',
      quote: quoteOf('follow the moon'),
      text,
      color: 'claim',
    }),
  ],
  ['attach', () => ({ do: 'attach', id: ids.highlight, rev: 3, field: 'abstract', quote: quoteOf('its say'), text })],
  [
    'resize',
    () => ({ do: 'resize', id: ids.highlight, rev: 3, quote: quoteOf('follow the moon'), text, site: 'arxiv' }),
  ],
  ['color', () => ({ do: 'color', id: ids.highlight, rev: 3, color: 'limit' })],
  ['comment', () => ({ do: 'comment', id: ids.highlight, rev: 1, text: 'From elsewhere.' })],
  ['note', () => ({ do: 'note', id: crypto.randomUUID(), paper, text: 'Another note.' })],
  ['note', () => ({ do: 'note', id: ids.note, paper, rev: 1, text: 'The note, changed.' })],
  ['drop-version', () => ({ do: 'drop-version', table: 'highlights', id: ids.highlight, text: 'From here.' })],
  ['delete', () => ({ do: 'delete', table: 'papers', id: ids.paper })],
  ['delete', () => ({ do: 'delete', table: 'highlights', id: ids.highlight })],
  ['restore', () => ({ do: 'restore', table: 'notes', id: ids.deleted })],
  ['edit', () => ({ do: 'edit', paper, field: 'venue', from: {}, to: { venue: 'Shores' } })],
  ['join', () => ({ do: 'join', papers: [ids.paper, ids.other] })],
  ['apart', () => ({ do: 'apart', papers: [ids.paper, ids.other] })],
  [
    'all',
    () => ({
      do: 'all',
      acts: [
        { do: 'status', paper, status: 'read' },
        { do: 'tag', paper, tag: 'moon', tagged: true },
      ],
    }),
  ],
  ['undo', () => ({ do: 'undo', entry: ids.entry })],
]

/** All records, without the index, which follows by itself. */
const everything = async () => {
  const tables = [db.papers, db.highlights, db.notes, db.journal, db.sightings]
  return await Promise.all(tables.map((table) => table.toArray()))
}

test.each(acts)('an act whose answer was lost is sent again and done once: %s', async (_name, make) => {
  const act = make()
  const before = await everything()
  await done(act)
  const once = await everything()
  expect(once).not.toEqual(before)
  await done(act)
  // When a paper was touched last is no record of the reader's.
  const untimed = (all: unknown) =>
    JSON.parse(JSON.stringify(all, (key, value) => (key === 'touchedAt' ? undefined : value)))
  expect(untimed(await everything())).toEqual(untimed(once))
})

test('there is no act that is not tried here', () => {
  const tried = new Set(acts.map(([name]) => name))
  expect(Act.options.map((option) => option.shape.do.value).filter((name) => !tried.has(name))).toEqual([])
})

test('words of which nobody knows what they began from take no other words away', async () => {
  const id = crypto.randomUUID()
  await done({ do: 'note', id, paper, text: 'From one window.' })
  await done({ do: 'note', id, paper, text: 'From another.' })
  await done({ do: 'note', id, paper, rev: 0, text: 'Half-typed before.' })
  expect(await db.notes.get(id)).toMatchObject({
    text: 'Half-typed before.',
    versions: ['From one window.', 'From another.'],
  })
})
