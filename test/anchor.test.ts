// @vitest-environment happy-dom
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mapText, rangeOf } from '../lib/anchor'

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
      const one = rangeOf(mapped, start, start + 1)
      const said = (one.startContainer as Text).data.charAt(one.startOffset)
      expect(/\s/.test(said) ? ' ' : said).toBe(mapped.text.charAt(start))
    }
    const whole = mapped.text && rangeOf(mapped, 0, mapped.text.length).toString()
    expect(whole.replace(/\s+/g, ' ')).toBe(mapped.text)
  })
  fc.assert(property, { numRuns: 300 })
})
