import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { appearanceOf } from '@/lib/appearance'
import {
  added,
  choices,
  colors,
  colorToUse,
  defaultMeanings,
  type Meaning,
  meaningsOf,
  moved,
  offered,
  renamed,
  tally,
} from '@/lib/color'
import { contrast, inks, luminance } from '@/lib/paint'

const order = (meanings: Meaning[]) => meanings.map(({ color }) => color).join(' ')

test('what was stored of the meanings is taken whole, as the reader left it', () => {
  const own = moved(renamed(added(defaultMeanings), 'data', ' My \n data '), 'data', 0)
  expect(own[0]).toEqual({ color: 'data', name: 'My data', on: true })
  expect(meaningsOf(JSON.parse(JSON.stringify(own)))).toEqual(own)
})

const [claim, ...others] = defaultMeanings as [Meaning, ...Meaning[]]
test.each([
  ['nothing', undefined],
  ['no list', { claim: true }],
  ['not meanings', [null, 1, 'claim']],
  ['an ink that is not there', [...defaultMeanings, { color: 'mauve', on: true }]],
  ['a colour twice', [...defaultMeanings, claim]],
  ['one of the first six missing', others],
  ['a name that is no text', [{ ...claim, name: {} }, ...others]],
  ['a name without end', [{ ...claim, name: 'x'.repeat(1000) }, ...others]],
  ['a switch that is none', [{ ...claim, on: 'yes' }, ...others]],
  ['none that is offered', defaultMeanings.map((meaning) => ({ ...meaning, on: false }))],
])('of a broken setting (%s) nothing is taken: the meanings are the default ones', (_what, stored) => {
  expect(meaningsOf(stored)).toBe(defaultMeanings)
})

test('a meaning moves up and down, no further than the ends, and takes its number along', () => {
  expect(order(moved(defaultMeanings, 'method', 0))).toBe('method claim result question limit term')
  expect(order(moved(defaultMeanings, 'claim', 1))).toBe('method claim result question limit term')
  expect(order(moved(defaultMeanings, 'claim', -1))).toBe(order(defaultMeanings))
  expect(order(moved(defaultMeanings, 'claim', 99))).toBe('method result question limit term claim')
  expect(order(moved(defaultMeanings, 'idea', 0))).toBe(order(defaultMeanings))
})

test('up to nine are added, each in an ink of its own', () => {
  const all = added(added(added(defaultMeanings)))
  expect(order(all)).toBe(colors.join(' '))
  expect(added(all)).toBe(all)
})

test('a name left blank is the first name again', () => {
  expect(renamed(renamed(defaultMeanings, 'claim', 'Thesis'), 'claim', '  ')).toEqual(defaultMeanings)
})

test('what is not offered is left out where highlights are made, and counted where there are some', () => {
  const own = defaultMeanings.map((meaning) => ({ ...meaning, on: meaning.color !== 'claim' }))
  expect(order(offered(own))).toBe('method result question limit term')
  expect(colorToUse(own, 'claim')).toBe('method')
  expect(colorToUse(own, 'term')).toBe('term')
  expect(choices(own, 'claim')).toEqual(['method', 'result', 'question', 'limit', 'term', 'claim'])
  const counts = tally(own, [{ color: 'claim' }, { color: 'term' }, { color: 'theirs' }, { color: 'claim' }])
  expect(counts.map(({ color, count }) => `${color} ${count}`)).toEqual([
    'method 0',
    'result 0',
    'question 0',
    'limit 0',
    'term 1',
    'claim 2',
    'theirs 1',
  ])
})

test('of a broken appearance what can be known is taken', () => {
  const plain = { theme: 'system', density: 'normal', size: 'medium', paint: 'filled' }
  expect(appearanceOf({ theme: 'dark', size: 'huge', density: ['roomy'], constructor: 'x' })).toEqual({
    ...plain,
    theme: 'dark',
  })
  for (const stored of [undefined, null, 'dark', 3, []]) expect(appearanceOf(stored)).toEqual(plain)
})

const tokens = readFileSync('components/tokens.css', 'utf8')
const hex = (color: string) =>
  (color.slice(1).match(/../g) ?? []).map((part, index) => Number.parseInt(part, 16) / (index === 3 ? 255 : 1))
const token = (name: string) => {
  const [, ...pair] = new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(tokens) ?? []
  return pair.map(hex) as [number[], number[]]
}
const over = ([r = 0, g = 0, b = 0, a = 1]: number[], ground: number[]) =>
  [r, g, b].map((part, index) => part * a + (ground[index] ?? 0) * (1 - a))

function lines(one: number[], other: number[]) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

test.each([
  ['light', 0, [255, 255, 255], [27, 26, 24], [75, 85, 99]],
  ['dark', 1, [11, 15, 25], [236, 234, 230], [168, 176, 189]],
] as const)('each ink can be read on a %s page, alone and over any other', (_ground, at, ground, text, pale) => {
  for (const ink of inks) {
    const [fill, line] = [token(`${ink}-fill`)[at], token(`${ink}-line`)[at]]
    expect(contrast([...text], fill, [...ground]), ink).toBeGreaterThan(7)
    expect(contrast([...pale], fill, [...ground]), `${ink}, pale text`).toBeGreaterThan(4.5)
    expect(lines(line, [...ground]), `${ink}, line`).toBeGreaterThan(4.5)
    for (const other of inks) {
      const under = over(token(`${other}-fill`)[at], [...ground])
      expect(contrast([...text], fill, under), `${ink} over ${other}`).toBeGreaterThan(7)
      expect(lines(line, over(fill, under)), `line of ${ink} over ${other}`).toBeGreaterThan(3)
    }
  }
})

test('no two inks have the same lines', () => {
  const css = readFileSync('components/components.css', 'utf8')
  const looks = [...css.matchAll(/^\[data-m(?:="(\w+)")?\] \{.* --st: ([^;]+); --th: ([^;]+);/gm)]
  expect(looks.map(([, ink = 'other']) => ink).toSorted()).toEqual([...inks].toSorted())
  expect(new Set(looks.map(([, , style, thickness]) => `${style} ${thickness}`)).size).toBe(inks.length)
})
