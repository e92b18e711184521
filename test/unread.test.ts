import { expect, test } from 'vitest'
import { readPasted } from '@/lib/import/pasted'
import { unreadIn } from '@/lib/import/unread'

const today = new Date('2026-11-23')
const unread = (text: string) => unreadIn(text, readPasted(text, today))

const sea = 'The sea follows the moon, as everybody on a shore knows. We propose to measure how far it does. '.repeat(4)

test('every line of a list that became a paper, or is said of one, is read', () => {
  expect(
    unread(`Daily Papers

Tides Follow Moons -- At Every Shore We Asked

${sea}

  • 5 authors
·
Mar 22, 2022

When Do Waves Break? From the Perspective of Sand!

${sea}

GullLab Gull Laboratory
·
May 29 12
`),
  ).toEqual([])
  expect(unread('1. Tides Follow Moons\nAda Tern, Bo Gull and Cy Wren\n2. arXiv:2605.99001 Foam, Counted')).toEqual([])
  expect(unread('https://arxiv.org/abs/2605.99001\nTitle: Tides Follow Moons\nAuthors: Ada Tern, Bo Gull')).toEqual([])
})

test('lines that went into no paper are told as they stand', () => {
  const list = 'arXiv:2605.99001\n  buy bread, and milk.\n2605.99002\nsee isbn 978-3-16-148410-0 too;'
  expect(unread(list)).toEqual(['  buy bread, and milk.', 'see isbn 978-3-16-148410-0 too;'])
})

test('where nothing was read there is nothing to tell apart', () => {
  expect(unread('buy bread, and milk.')).toEqual([])
})
