import fc from 'fast-check'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import background from '@/entrypoints/background'
import { Act, isOfPages } from '@/lib/act'
import { db } from '@/lib/db'
import { json } from '@/lib/export/json'
import { readOurs } from '@/lib/import/json'
import { sourceOf } from '@/lib/import/source'
import { bring } from '@/lib/library/bring'
import { seldom, value } from './hostile'
import { shelf, sound } from './shelf'
import type { Target } from './target'
import { type Spoil, spoil, spoiled } from './values'

type Answer = { res?: unknown; err?: unknown }
type Listener = (message: unknown, sender: unknown, answer: (answer?: Answer) => void) => unknown

/** What the background script hears messages with, each of its own type, in a browser of which everything else is silent. */
const listeners: Listener[] = []

/** Something of the browser's that has nothing, whatever is asked of it. */
const silent: unknown = new Proxy(() => Promise.resolve([]), {
  get: (_, key) => (key === 'then' ? undefined : silent),
})

const mute = ['contextMenus', 'commands', 'omnibox', 'action', 'scripting', 'notifications']

function started(): Listener[] {
  if (listeners.length > 0) return listeners
  const tabs = { sendMessage: async () => ({ res: [] }), onRemoved: silent }
  const permissions = { getAll: async () => ({ origins: [], permissions: [] }), onAdded: silent, onRemoved: silent }
  const parts = { tabs, permissions, ...Object.fromEntries(mute.map((name) => [name, silent])) }
  for (const [name, value] of Object.entries(parts)) Object.defineProperty(fakeBrowser, name, { value })
  const { runtime } = fakeBrowser
  runtime.getURL = ((path: string) => `chrome-extension://test${path}`) as never
  runtime.onMessage.addListener = ((heard: Listener) => {
    listeners.push(heard)
  }) as never
  background.main()
  if (listeners.length === 0) throw new Error('The background script hears no message')
  return listeners
}

const [first, second] = shelf
const facts = shelf.map(({ paper: { keys, title, authors, date, links, abstracts } }) => ({
  ...{ keys, title, authors, date, links },
  abstract: abstracts[0]?.text,
}))
const [known, other] = facts
const stranger = {
  keys: ['doi:10.5555/stranger'],
  title: 'A Stranger among Tides and Moons',
  links: {},
  abstract: 'It is not known.',
}
const listed = { facts: known, site: 'arxiv' }
const mark = first?.highlights[0]
const note = shelf.flatMap(({ notes }) => notes)[0]
const text = first?.paper.abstracts[0]?.text
const quote = { exact: mark?.exact, prefix: mark?.prefix, suffix: mark?.suffix, start: mark?.start, end: mark?.end }
const [one, two] = [first?.paper.id, second?.paper.id]
const fresh = (kind: number) => `00000000-0000-4000-9000-00000000000${kind}`

/** Every act that there is, as somebody does it. */
export const acts: Record<Act['do'], unknown> = {
  status: { paper: listed, status: 'reading' },
  tag: { paper: { id: one }, tag: 'tides', tagged: true },
  retag: { tag: 'tides', to: 'Moon' },
  save: { paper: { facts: stranger, site: 'arxiv' }, saved: true },
  skip: { paper: { facts: stranger, site: 'arxiv' }, skipped: true },
  highlight: {
    id: fresh(1),
    paper: listed,
    field: 'abstract',
    quote,
    text,
    color: 'claim',
    url: 'https://arxiv.org/abs/1',
  },
  attach: { id: mark?.id, rev: 1, field: 'abstract', quote, text, site: 'arxiv' },
  resize: { id: mark?.id, rev: 1, quote, text, site: 'arxiv' },
  color: { id: mark?.id, rev: 1, color: 'method' },
  comment: { id: mark?.id, rev: 1, text: 'Why?' },
  note: { id: fresh(2), paper: listed, rev: 0, text: 'Look **here**' },
  'drop-version': { table: 'notes', id: note?.id, text: 'Look' },
  delete: { table: 'highlights', id: mark?.id },
  restore: { table: 'highlights', id: mark?.id },
  edit: { paper: { id: one }, field: 'title', from: {}, to: { title: 'Another Title' } },
  join: { papers: [one, two] },
  apart: { papers: [one, two] },
  all: {
    acts: [
      { do: 'tag', paper: { id: one }, tag: 'a', tagged: true },
      { do: 'save', paper: { id: two }, saved: true },
    ],
  },
  undo: { entry: fresh(3) },
}

/** Every message that the background script answers, as it is sent. */
const messages: Record<string, unknown[]> = {
  act: Object.entries(acts).map(([act, more]) => ({ do: act, ...(more as object) })),
  visit: [{ site: 'arxiv', papers: [known, stranger, other] }],
  known: [[known, stranger, other]],
  news: [3],
  arrived: [undefined],
  desk: [undefined],
  history: [undefined],
  privateKept: [undefined],
  keepPrivate: [undefined],
}
const all = Object.entries(messages).flatMap(([type, some]) => some.map((data) => ({ type, data })))

const tab = { id: 1, incognito: false }
const senders = [
  { id: 'test', url: 'chrome-extension://test/popup.html' },
  { id: 'test', url: 'chrome-extension://test/library.html', tab },
  { id: 'test', url: 'https://arxiv.org/list/cs.CL/new', tab, frameId: 0, documentId: 'A' },
  { id: 'test', url: 'https://arxiv.org/list/cs.CL/new', tab: { ...tab, incognito: true } },
  { id: 'test', url: 'about:blank', tab },
  { id: 'test' },
]

interface Input {
  message: number
  sender: number
  spoils: Spoil[]
  /** What is sent in the place of a message's data. */
  instead?: { data: unknown }
  /** Which of the entries that acts have left an undo names; those of before, counted round. */
  entry: number
}

const input: fc.Arbitrary<Input> = fc.record({
  // One in three is an act, whatever else there is.
  message: fc.nat(all.length * 2),
  sender: fc.nat(senders.length - 1),
  spoils: fc.array(spoil, { maxLength: 4 }),
  instead: seldom(12, fc.record({ data: value })),
  entry: fc.nat(1000),
})

/** Messages to the background script, over a library that they change. */
export function messaging(): Target<Input> {
  let entries: string[] = []
  async function send(type: string, data: unknown, sender: unknown): Promise<Answer> {
    // A message is JSON on its way.
    const message = JSON.parse(JSON.stringify({ type, data }))
    return await new Promise((resolve, reject) => {
      const answers = started().map((hear) => hear(message, sender, (answer = {}) => resolve(answer)))
      if (!answers.includes(true)) reject(new Error(`Nobody hears ${type}`))
    })
  }
  return {
    input,
    async begin() {
      entries = []
      for (const table of db.tables) await table.clear()
      await bring(readOurs(sourceOf(new Blob([json(shelf, '2026-11-23T12:00:00.000Z')]), 'library.json')))
    },
    async feed({ message, sender: from, spoils, instead, entry }) {
      const { type, data } = all[message % all.length] as (typeof all)[number]
      const sender = senders[from]
      const named = (data as { do?: string } | undefined)?.do === 'undo' && entries.length > 0
      const whole = named ? { do: 'undo', entry: entries.at(-1 - (entry % entries.length)) } : data
      const sent = instead ? instead.data : spoiled(whole, spoils)
      const began = performance.now()
      const { res, err } = await send(type, sent, sender)
      const ms = performance.now() - began
      if (err) throw new Error(`${type} is answered by an error: ${JSON.stringify(err)}`)
      if (type === 'act') {
        const done = res as { ok: boolean; entry?: string; problem?: string; detail?: string }
        if (typeof done?.ok !== 'boolean') throw new Error(`An act is answered by ${JSON.stringify(res)}`)
        if (done.entry) entries.push(done.entry)
        if (done.problem === 'closed') throw new Error(`An act failed: ${done.detail}`)
        const ours = sender?.url?.startsWith('chrome-extension:')
        if (done.ok && !ours && !isOfPages(JSON.parse(JSON.stringify(sent))))
          throw new Error('A page did what is not for pages')
        if (done.ok && !Act.safeParse(JSON.parse(JSON.stringify(sent))).success)
          throw new Error('What is no act was done')
      }
      if (type === 'visit' || type === 'known') answered(type, sent, res)
      const isRefused = (res as { problem?: string } | null)?.problem !== undefined
      return { ms, of: (data as { do?: string } | undefined)?.do ?? type, came: !isRefused }
    },
    end: sound,
  }
}

/** Each paper of a question has its answer, whatever the others are; a question that is none is told so. */
function answered(type: string, sent: unknown, res: unknown) {
  const papers = type === 'known' ? sent : (sent as { papers?: unknown } | null)?.papers
  const isAnswer = Array.isArray(res) && Array.isArray(papers) && res.length === papers.length
  const problem = (res as { problem?: string } | null)?.problem
  if (!isAnswer && problem !== 'invalid') throw new Error(`${type} is answered by ${JSON.stringify(res)}`)
}
