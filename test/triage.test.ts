import { expect, test } from 'vitest'
import type { Entry, Known } from '@/lib/entry'
import {
  type Acting,
  commandOf,
  commands,
  completed,
  defaultKeys,
  doing,
  isDimmed,
  keyOf,
  pageCommandOf,
  rebound,
} from '@/lib/triage'

const pressed = (key: string, more = {}) => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  isComposing: false,
  ...more,
})
const bare = { paper: {}, highlights: [], notes: [] } as unknown as Entry
const seen = { count: 1, last: '2026-11-01T10:00:00.000Z' }
const skipped = seen.last
const paper = { id: '5e7bb6f4-92c5-4f0c-8f29-0d0a3c7a6a11' }

test('every command has a key, and each key is one command’s', () => {
  expect(new Set(Object.values(defaultKeys)).size).toBe(commands.length)
  expect(commands.map((command) => commandOf(defaultKeys, pressed(defaultKeys[command])))).toEqual(commands)
})

test('a key is one sign, in either case and any script; with a modifier or while composing it is none', () => {
  expect(['s', 'S', '/', '7', 'ж', '日'].map((key) => keyOf(pressed(key)))).toEqual(['s', 's', '/', '7', 'ж', '日'])
  for (const key of [' ', 'Enter', 'Tab', 'Escape', 'ArrowDown', 'F1', 'Dead', 'Unidentified']) {
    expect(keyOf(pressed(key))).toBeUndefined()
  }
  for (const modifier of ['altKey', 'ctrlKey', 'metaKey', 'shiftKey', 'isComposing']) {
    expect(commandOf(defaultKeys, pressed('s', { [modifier]: true }))).toBeUndefined()
  }
})

test('a free key is taken, and the one that was left stands for nothing', () => {
  const { keys, other } = rebound(defaultKeys, 'next', 'l')
  expect(other).toBeUndefined()
  expect(commandOf(keys, pressed('l'))).toBe('next')
  expect(commandOf(keys, pressed('j'))).toBeUndefined()
})

test('a key that is another’s is exchanged for it, so that each command keeps one of its own', () => {
  const { keys, other } = rebound(defaultKeys, 'next', 's')
  expect(other).toBe('save')
  expect(commandOf(keys, pressed('s'))).toBe('next')
  expect(commandOf(keys, pressed('j'))).toBe('save')
  expect(rebound(defaultKeys, 'next', 'j')).toEqual({ keys: defaultKeys, other: undefined })
})

test('what is kept never stands back; what was skipped always does, and the rest as the setting says', () => {
  const papers: Known[] = [
    { entry: bare, seen, skipped },
    { entry: null, skipped },
    { entry: null, seen },
    { entry: null },
  ]
  const dimmedBy = (dimming: Parameters<typeof isDimmed>[0]) => papers.map((known) => isDimmed(dimming, known))
  expect(dimmedBy('none')).toEqual([false, true, false, false])
  expect(dimmedBy('seen')).toEqual([false, true, true, false])
  expect(dimmedBy('unsaved')).toEqual([false, true, true, true])
})

test('the same key takes back what it did, unless something would be lost by that', () => {
  const at = (command: Acting, known: Known) => doing(command, paper, known)
  expect(at('save', { entry: null })).toEqual({ act: { do: 'save', paper, saved: true }, did: 'saved' })
  expect(at('save', { entry: bare })).toEqual({ act: { do: 'save', paper, saved: false }, did: 'unsaved' })
  const noted = { ...bare, notes: [{ text: 'Mine.' }] } as Entry
  expect(at('save', { entry: noted })).toEqual({ did: 'kept' })
  expect(at('to_read', { entry: null })).toMatchObject({ act: { status: 'to_read' }, did: 'to_read' })
  const read = (status: string) => ({ ...bare, paper: { status } }) as Entry
  expect(at('to_read', { entry: read('read') })).toMatchObject({ act: { status: 'to_read' } })
  expect(at('to_read', { entry: read('to_read') })).toMatchObject({ act: { status: null }, did: 'no_status' })
  expect(at('skip', { entry: null })).toEqual({ act: { do: 'skip', paper, skipped: true }, did: 'skipped' })
  expect(at('skip', { entry: null, skipped })).toEqual({ act: { do: 'skip', paper, skipped: false }, did: 'unskipped' })
  expect(at('skip', { entry: bare })).toEqual({ did: 'not_skipped' })
})

test('the key of the status goes through all of them and ends with none', () => {
  const after = (status?: string) => doing('status', paper, { entry: { ...bare, paper: { status } } as Entry })
  expect(doing('status', paper, { entry: null }).act).toEqual({ do: 'status', paper, status: 'to_read' })
  expect([undefined, 'to_read', 'reading', 'read'].map((status) => after(status).did)).toEqual([
    'to_read',
    'reading',
    'read',
    'no_status',
  ])
  expect(after('read').act).toMatchObject({ status: null })
})

test('a paper with a tag is not bare: the key that saves does not take it away', () => {
  expect(doing('save', paper, { entry: { ...bare, paper: { tags: ['tides'] } } as Entry })).toEqual({ did: 'kept' })
})

test('a page keeps the keys of what only our screens do', () => {
  const heard = commands.filter((command) => pageCommandOf(defaultKeys, pressed(defaultKeys[command])) === command)
  expect(commands.filter((command) => !heard.includes(command))).toEqual(['tag', 'cite', 'export'])
})

test('a table from before there were more commands gets keys for these; no key becomes two commands’', () => {
  const { status: _, tag: __, cite: ___, export: ____, ...old } = defaultKeys
  expect(completed(old)).toEqual(defaultKeys)
  const keys = completed({ ...old, save: 'e', skip: 'r' })
  expect(keys).toMatchObject({ save: 'e', skip: 'r', tag: 'g', cite: 'c' })
  expect(new Set(Object.values(keys)).size).toBe(commands.length)
})
