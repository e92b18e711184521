import { expect, test } from 'vitest'
import { offersFor, typedAt } from '@/lib/complete'
import type { Facets } from '@/lib/facets'
import type { FieldWord } from '@/lib/query'
import { fieldWords } from '@/lib/query'

const facets: Facets = {
  found: 9,
  status: [
    { value: 'to_read', count: 4 },
    { value: 'reading', count: 1 },
  ],
  year: [
    { value: '2026', count: 5 },
    { value: '1999', count: 2 },
  ],
  site: [{ value: 'arxiv', count: 9 }],
  tag: [
    { value: 'to discuss', count: 3 },
    { value: 'Étude', count: 2 },
    { value: 'tides', count: 1 },
  ],
  color: [{ value: 'claim', count: 7 }],
  has: [{ value: 'note', count: 6 }],
}
const authors = [{ value: 'lovelace', count: 2 }]
const NAMES: Record<string, string> = { to_read: 'To read', claim: 'Thesis', note: 'Note' }
const namesOf = (_: FieldWord, value: string) => [value, NAMES[value] ?? value]

/** What is offered where `|` stands in a query. */
const offered = (query: string) => {
  const caret = query.indexOf('|')
  const typed = typedAt(query.replace('|', ''), caret)
  return typed && offersFor(typed, { facets, authors }, namesOf).map(({ text, count }) => text + (count ?? ''))
}

test.each<[string, string[] | undefined]>([
  ['ti|', ['title:', 'tag:tides 1']],
  ['th|', ['color:claim 7']],
  ['disc|', ['tag:"to discuss" 3']],
  ['etu|', ['tag:Étude 2']],
  ['moon -ti|', ['-title:', '-tag:tides 1']],
  ['ti| moon', ['title:', 'tag:tides 1']],
  ['colo|', ['color:']],
  ['colour|', ['color:']],
  ['status:|', ['status:to_read 4', 'status:reading 1']],
  ['status:read|', ['status:to_read 4', 'status:reading 1']],
  ['-status:rea|', ['-status:to_read 4', '-status:reading 1']],
  ['year:19|', ['year:1999 2']],
  ['author:love|', ['author:lovelace 2']],
  ['tag:"to dis|', ['tag:"to discuss" 3']],
  // What is asked for already, or stands there whole, is not offered.
  ['tag:"to discuss" disc|', []],
  ['tag:tides|', []],
  ['note:anything|', []],
  ['xyz|', []],
  // A phrase is the reader's own.
  ['"ti|', undefined],
])('%s', (query, offers) => {
  expect(offered(query)).toEqual(offers)
})

test('where nothing is typed yet, every field word is offered', () => {
  expect(offered('moon |')).toHaveLength(fieldWords.length)
})

test('the rest of a query is what stands around what is being typed', () => {
  expect(typedAt('a ti b', 4)).toMatchObject({ value: 'ti', start: 2, end: 4, rest: 'a   b' })
})
