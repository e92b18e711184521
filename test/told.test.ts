import 'fake-indexeddb/auto'
import { beforeEach, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { Act } from '@/lib/act'
import { db } from '@/lib/db'
import { history } from '@/lib/library/history'
import { perform } from '@/lib/library/perform'
import { performFor, tellKnown } from '@/lib/library/told'
import { knownOf } from '@/lib/library/visit'
import type { PaperFacts } from '@/lib/paper'
import { begin, forget, speakerOf, tell, toldTo } from '@/lib/speaker'

beforeEach(async () => {
  for (const table of db.tables) await table.clear()
  fakeBrowser.reset()
})

const tab = (id: number, document: string) => ({ is: 'page', tabId: id, document, isPrivate: false }) as const
const here = tab(1, 'here')
const elsewhere = tab(2, 'elsewhere')

const facts: PaperFacts = { keys: ['arxiv:2611.00001'], title: 'A paper that is listed here', links: {} }
const other: PaperFacts = { keys: ['arxiv:2611.00002'], title: 'Another paper, listed elsewhere', links: {} }
const text = 'What is written here is no business of a page that does not list it.'
const quote = { exact: 'written', prefix: 'What is ', suffix: ' here', start: 8, end: 15 }
const ids = { highlight: crypto.randomUUID(), note: crypto.randomUUID() }
const url = 'https://arxiv.org/abs/2611.00001'
const on = { paper: { facts, site: 'arxiv' } }
const mark: Act = { do: 'highlight', id: ids.highlight, ...on, field: 'abstract', quote, text, color: 'claim', url }
const note: Act = { do: 'note', id: ids.note, ...on, text: 'For me alone' }

/** Has a page ask what is known of papers, as it does when it lists them. */
const lists = async (page: typeof here | typeof elsewhere, ...papers: PaperFacts[]) =>
  await tellKnown(page, papers, await knownOf(papers))

const everything = async () => [await db.papers.toArray(), await db.highlights.toArray(), await db.notes.toArray()]

test('a page acts on the papers that it lists, is answered with no more than it needs, and takes back what it did', async () => {
  await lists(here, facts)
  const done = await performFor(here, mark)
  expect(done).toMatchObject({ ok: true, highlight: { id: ids.highlight, exact: 'written' } })
  expect(Object.keys(done).toSorted()).toEqual(['change', 'entry', 'highlight', 'ok'])
  expect(JSON.stringify(done)).not.toContain(url)
  expect(await performFor(here, note)).toMatchObject({ ok: true, note: { text: 'For me alone' } })
  expect(await performFor(here, { do: 'color', id: ids.highlight, rev: 1, color: 'method' })).toMatchObject({
    ok: true,
  })
  const { undo } = await history(await toldTo(here))
  expect(undo).toMatchObject({ act: 'color', title: facts.title })
  expect(await performFor(here, { do: 'undo', entry: undo?.entry })).toMatchObject({ ok: true })
})

const rev = 1
const foreign: Record<string, Act> = {
  color: { do: 'color', id: ids.highlight, rev, color: 'method' },
  comment: { do: 'comment', id: ids.highlight, rev, text: 'forged' },
  'highlight of the same id': { ...mark, paper: { facts: other, site: 'arxiv' } },
  'note of the same id': { ...note, paper: { facts: other, site: 'arxiv' }, text: 'forged' },
  attach: { do: 'attach', id: ids.highlight, rev, field: 'abstract', quote: { ...quote, start: 9 }, text },
  resize: { do: 'resize', id: ids.highlight, rev, quote: { ...quote, start: 9 }, text, site: 'arxiv' },
  'drop-version': { do: 'drop-version', table: 'notes', id: ids.note, text: 'x' },
  delete: { do: 'delete', table: 'highlights', id: ids.highlight },
}

test.each(Object.entries(foreign))('a page that does not list the paper does nothing to it: %s', async (_, act) => {
  await perform(mark)
  await perform(note)
  await lists(elsewhere, other)
  const before = await everything()
  expect(await performFor(elsewhere, act)).toMatchObject({ ok: false, problem: 'invalid' })
  expect(await everything()).toEqual(before)
  // On the page that lists it the same is done, or refused for what it is.
  await lists(elsewhere, facts)
  expect(await performFor(elsewhere, act)).not.toMatchObject({ problem: 'invalid' })
})

test('by its id alone no paper is named, and no act that is for our screens is done', async () => {
  const done = await perform(note)
  const id = done.ok && done.paper?.id
  await lists(elsewhere, other)
  const acts = [
    { do: 'status', paper: { id }, status: 'read' },
    { do: 'note', id: crypto.randomUUID(), paper: { id }, text: 'forged' },
    { do: 'delete', table: 'papers', id },
    { do: 'tag', ...on, tag: 'forged', tagged: true },
    { do: 'all', acts: [{ do: 'status', paper: { id }, status: 'read' }] },
  ]
  for (const act of acts) expect(await performFor(elsewhere, act)).toMatchObject({ ok: false, problem: 'invalid' })
})

test('what was done on another paper is neither told to a page nor taken back by it', async () => {
  await lists(elsewhere, other)
  const own = await performFor(elsewhere, { do: 'skip', paper: { facts: other, site: 'arxiv' }, skipped: true })
  const done = await perform(note)
  const entry = done.ok ? done.entry : undefined
  expect(await history(await toldTo(elsewhere))).toMatchObject({ undo: { entry: own.ok && own.entry, act: 'skip' } })
  expect(await performFor(elsewhere, { do: 'undo', entry })).toMatchObject({ ok: false, problem: 'invalid' })
  // The reader's own screens take back whatever was done last.
  expect((await history()).undo).toMatchObject({ entry })
})

test('what was joined into another paper is still the page’s own', async () => {
  await lists(here, facts)
  await performFor(here, note)
  const [mine] = await db.papers.toArray()
  const third = await perform({ do: 'save', paper: { facts: other, site: 'arxiv' }, saved: true })
  await perform({ do: 'join', papers: [(third.ok && third.paper?.id) || '', mine?.id ?? ''] })
  const [stored] = await db.notes.toArray()
  expect(stored?.paperId).not.toBe(mine?.id)
  expect(await performFor(here, { ...note, rev: stored?.rev, text: 'More' })).toMatchObject({ ok: true })
})

test('nobody lists a whole library: a page that names more than any does is not answered', async () => {
  const names = (from: number) => Array.from({ length: 30_000 }, (_, at) => `arxiv:${from + at}`)
  expect(await tell(here, names(0))).toBe(true)
  expect(await tell(here, names(10_000))).toBe(true)
  expect(await tell(here, names(100_000))).toBe(false)
  expect((await toldTo(here)).size).toBe(40_000)
  expect(await tell(elsewhere, names(100_000))).toBe(true)
})

test('a tab’s last documents are remembered each by itself, in the session alone, and go with the tab', async () => {
  for (const name of ['a', 'b', 'c', 'd', 'e']) await tell(tab(1, name), [`arxiv:${name}`])
  expect([...(await toldTo(tab(1, 'e')))]).toEqual(['arxiv:e'])
  expect([...(await toldTo(tab(1, 'b')))]).toEqual(['arxiv:b'])
  expect([...(await toldTo(tab(1, 'a')))]).toEqual([])
  expect([...(await toldTo(tab(2, 'e')))]).toEqual([])
  expect(await fakeBrowser.storage.local.get()).toEqual({})
  await forget(1)
  expect([...(await toldTo(tab(1, 'e')))]).toEqual([])
})

test('where the session has no more room, the page that asks comes before what others were told', async () => {
  await tell(here, ['arxiv:1'])
  await fakeBrowser.storage.session.set({ keptInPrivate: true })
  const full = vi.spyOn(fakeBrowser.storage.session, 'set')
  full.mockRejectedValueOnce(new Error('Session storage quota bytes exceeded. Values were not stored.'))
  expect(await tell(elsewhere, ['arxiv:2'])).toBe(true)
  expect([...(await toldTo(elsewhere))]).toEqual(['arxiv:2'])
  expect((await toldTo(here)).size).toBe(0)
  expect(await fakeBrowser.storage.session.get('keptInPrivate')).toEqual({ keptInPrivate: true })
  full.mockRestore()
})

test('a tab that closes while its page is told of something leaves nothing', async () => {
  const told = tell(here, ['arxiv:1'])
  await forget(here.tabId)
  await told
  expect((await toldTo(here)).size).toBe(0)
})

test('where a browser does not tell documents apart, one that begins is told of nothing yet: pages of months in a tab do not add up', async () => {
  const unnamed = tab(1, '0 https://arxiv.org')
  const sender = { id: fakeBrowser.runtime.id, url, frameId: 0, tab: { id: 1, incognito: false } }
  await tell(unnamed, ['arxiv:before'])
  await tell(here, ['arxiv:here'])
  await begin({ ...sender, documentId: 'here' })
  expect([...(await toldTo(here))]).toEqual(['arxiv:here'])
  await begin(sender)
  expect([...(await toldTo(unnamed))]).toEqual([])
  expect([...(await toldTo(here))]).toEqual(['arxiv:here'])
})

test('what a page did is told as done, also where it cannot be remembered which page did it', async () => {
  await lists(here, facts)
  const full = vi.spyOn(fakeBrowser.storage.session, 'set').mockRejectedValue(new Error('No room.'))
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  expect(await performFor(here, note)).toMatchObject({ ok: true, note: { text: 'For me alone' } })
  expect(await db.notes.count()).toBe(1)
  full.mockRestore()
  log.mockRestore()
})

test('who speaks is what the browser says: our screens, our script in a document, nobody else', () => {
  const { id } = fakeBrowser.runtime
  const tab = { id: 7, incognito: true }
  const screen = fakeBrowser.runtime.getURL('/library.html' as never)
  expect(speakerOf({ id, url: screen, tab })).toEqual({ is: 'screen' })
  const page = { is: 'page', tabId: 7, isPrivate: true }
  expect(speakerOf({ id, url, documentId: 'D', frameId: 0, tab })).toEqual({ ...page, document: 'D' })
  expect(speakerOf({ id, url, frameId: 0, tab })).toEqual({ ...page, document: '0 https://arxiv.org' })
  expect(speakerOf({ id: 'another', url: screen, tab })).toBeUndefined()
  expect(speakerOf({ id, url })).toBeUndefined()
  expect(speakerOf({ url, tab })).toBeUndefined()
  // An address that only begins as ours does.
  expect(speakerOf({ id, url: screen.replace('/library', '.example/library') })).toBeUndefined()
  expect(speakerOf()).toBeUndefined()
})
