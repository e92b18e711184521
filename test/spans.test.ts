import { expect, test } from 'vitest'
import { type Edge, moved, nearestStop, nextStop, type Span, segments } from '@/lib/spans'

const text = '“We” measure 3.5 tides. 潮の満ち引き!'
const words = segments(text, 'word')
const said = ({ start, end }: Span) => text.slice(start, end)

test('words and sentences stand without the white space around them', () => {
  expect(words.slice(0, 4).map(said)).toEqual(['We', 'measure', '3.5', 'tides'])
  expect(segments(text, 'sentence').map(said)).toEqual(['“We” measure 3.5 tides.', '潮の満ち引き!'])
  expect(segments(text, 'word', 'no such language').map(said)).toEqual(words.map(said))
})

test.each<[Edge, string, number, number]>([
  ['end', 'measure', 1, 0],
  ['end', 'measure', 3, 4],
  ['end', 'measure', -3, 0],
  ['end', 'measure', -5, -9],
  ['start', 'measure', -1, 0],
  ['start', 'measure', -3, -4],
  ['start', 'measure', 5, 8],
])('the %s of a part that is dragged snaps to the nearest whole word: %s by %i', (edge, word, by, expected) => {
  const at = text.indexOf(word) + (edge === 'end' ? word.length : 0)
  expect(nearestStop(text, words, edge, at + by) - at).toBe(expected)
})

test('the ends of the text are reached, with the signs that stand there', () => {
  expect(nearestStop(text, words, 'start', 0)).toBe(0)
  expect(nearestStop(text, words, 'end', text.length)).toBe(text.length)
})

test('a step goes by one word, and stays where there is none', () => {
  const from = text.indexOf('measure')
  expect(said({ start: nextStop(text, words, 'start', from, -1), end: from + 7 })).toBe('We” measure')
  expect(nextStop(text, words, 'start', 0, -1)).toBe(0)
  expect(said({ start: from, end: nextStop(text, words, 'end', from + 7, 1) })).toBe('measure 3.5')
  expect(nextStop(text, words, 'end', text.length, 1)).toBe(text.length)
})

test('a part whose end is moved has no white space at its ends, and never nothing', () => {
  const part = { start: text.indexOf('measure'), end: text.indexOf('tides') + 5 }
  expect(said(moved(text, part, 'start', part.start - 1) as Span)).toBe('measure 3.5 tides')
  expect(said(moved(text, part, 'end', part.start + 8) as Span)).toBe('measure')
  expect(moved(text, part, 'end', part.start)).toBeUndefined()
  expect(moved(text, part, 'end', part.start - 5)).toBeUndefined()
  expect(moved(text, part, 'start', part.end + 1)).toBeUndefined()
})
