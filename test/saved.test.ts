import fc from 'fast-check'
import { expect, test } from 'vitest'
import { savedSearchesOf, withName, withSaved } from '@/lib/saved'

const one = { name: 'One', query: 'tag:one' }
const two = { name: 'Two', query: 'two' }

test('a search is kept once under a name, which the last one has', () => {
  expect(withSaved([one], two)).toEqual([one, two])
  expect(withSaved([one, two], { name: ' One ', query: 'other' })).toEqual([{ name: 'One', query: 'other' }, two])
  expect(withSaved([one], { name: '  ', query: 'x' })).toEqual([one])
})

test('a search is called otherwise where no other is called so', () => {
  expect(withName([one, two], 'One', ' New  name ')).toEqual([{ name: 'New name', query: 'tag:one' }, two])
  expect(withName([one, two], 'One', 'Two')).toEqual([one, two])
  expect(withName([one], 'One', ' ')).toEqual([one])
})

test('whatever is stored, what comes of it are searches with names of their own', () => {
  expect(savedSearchesOf(undefined)).toEqual([])
  expect(savedSearchesOf([one, null, { name: 1 }, { ...one, query: 'x' }, { ...two, more: 1 }])).toEqual([one, two])
  fc.assert(
    fc.property(fc.anything(), (stored) => {
      for (const { name, query } of savedSearchesOf(stored))
        expect([typeof name, typeof query]).toEqual(['string', 'string'])
    }),
    { seed: 6 },
  )
})
