// @vitest-environment happy-dom
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mapText, offsetsWithin, rangesOf } from '../lib/anchor'
import { hostsIn, rootsOf } from '../lib/roots'
import { words } from '../lib/words'

function made(html: string): HTMLElement {
  document.body.innerHTML = `<p>${html}</p>`
  return document.querySelector('p') as HTMLElement
}

const text = (html: string, skip?: string) => mapText({ element: made(html), skip }).text

test('white space of any kind is one space, none at the ends, also across elements', () => {
  expect(text('  one\n   two\u00a0three <b> four</b>  \t<i>five</i>  ')).toBe('one two three four five')
  expect(text('one<br>two<span>three</span>')).toBe('one twothree')
  expect(text('\n ')).toBe('')
})

test('what is not before a reader’s eyes is left out, and what a site names', () => {
  expect(text('a<script>b</script> <style>c</style>d <span class="MathJax_Preview">e</span>f')).toBe('a d f')
  expect(text('<b class="label">Abstract:</b> Words <a>More</a>', '.label, a')).toBe('Words')
})

/** Fills the open roots of custom elements, as a page's own script does, with what its `<template>` holds. */
function opened(html: string): HTMLElement {
  const element = made(html)
  for (const template of element.querySelectorAll('template')) {
    const host = template.parentElement as Element
    template.remove()
    host.attachShadow({ mode: 'open' }).innerHTML = template.innerHTML
  }
  return element
}

const slotted =
  'One <x-y><template>two <slot name="last"></slot> <i><slot></slot></i> six <slot name="none">seven</slot></template><b>four</b> five<u slot="last">three</u><u slot="elsewhere">never</u></x-y> eight'

test('words in an open root, handed to its slots or standing in them, are read as they are shown', () => {
  const element = opened(slotted)
  const said = 'One two three four five six seven eight'
  expect(mapText({ element }).text).toBe(said)
  expect(words(element)).toBe(said)
  expect(rootsOf(hostsIn(element))).toHaveLength(1)
})

const pieces = (mapped: ReturnType<typeof mapText>, start: number, end: number) =>
  rangesOf(mapped, start, end)
    .map((range) => String(range))
    .filter((words) => words.trim())

test('words that stand in several trees have a range in each', () => {
  const mapped = mapText({ element: opened(slotted) })
  const said = ['One ', 'two ', 'three', 'four five', ' six seven', ' eight']
  expect(pieces(mapped, 0, mapped.text.length)).toEqual(said)
  expect(pieces(mapped, 5, 10)).toEqual(['wo ', 'th'])
})

test('a selection that begins in one root and ends in another has just the words between', () => {
  const root = (html: string) => `<x-y><template>${html}</template>never</x-y>`
  const mapped = mapText({ element: opened(`One ${root('two <b>three</b> ')}four ${root('<p>five</p>')} six`) })
  const { text } = mapped
  expect(text).toBe('One two three four five six')
  for (let start = 0; start < text.length; start++) {
    for (let end = start + 1; end <= text.length; end++) {
      const ranges = rangesOf(mapped, start, end)
      const { startContainer, startOffset } = ranges[0]
      const { endContainer, endOffset } = ranges.at(-1) as Range
      const found = offsetsWithin(mapped, { startContainer, startOffset, endContainer, endOffset, collapsed: false })
      const chosen = text.slice(start, end).trim()
      expect(found && text.slice(found.start, found.end)).toBe(chosen || undefined)
    }
  }
})

test('each unit of a mapped text stands where its range says, whatever the page is made of', () => {
  const word = fc.constantFrom('tide', 'moon', 'ab', '海', '😀', 'x')
  const space = fc.constantFrom(' ', '  ', '\n   ', '\u00a0', '', '\t ')
  const part = fc.tuple(space, word, space, fc.boolean()).map(([before, said, after, isBold]) => {
    const words = `${before}${said}${after}`
    return isBold ? `<b>${words}</b>` : words
  })
  const property = fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), (parts) => {
    const element = made(parts.join(''))
    const mapped = mapText({ element })
    expect(mapped.text).toBe(element.textContent?.replace(/\s+/g, ' ').trim())
    for (let start = 0; start < mapped.text.length; start++) {
      const [one] = rangesOf(mapped, start, start + 1)
      const said = (one.startContainer as Text).data.charAt(one.startOffset)
      expect(/\s/.test(said) ? ' ' : said).toBe(mapped.text.charAt(start))
    }
    const whole = mapped.text && String(rangesOf(mapped, 0, mapped.text.length))
    expect(whole.replace(/\s+/g, ' ')).toBe(mapped.text)
  })
  fc.assert(property, { numRuns: 300 })
})
