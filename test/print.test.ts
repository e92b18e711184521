// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { html } from '@/lib/export/html'
import { fold } from '@/lib/words'
import { entry, hostile, words } from './made'

const page = (text: string) => new DOMParser().parseFromString(text, 'text/html')
const readable = (text: string) => text.toWellFormed().replace(/[\p{Cc}\ufffd]/gu, '')

test('a page to print says what pages and the reader wrote, as text', async () => {
  const text = await html(
    [entry({ title: hostile, tags: ['<b>'] }, { quote: hostile, comment: hostile, note: hostile })],
    words,
  )
  const drawn = page(text)
  expect(readable(drawn.querySelector('h1')?.textContent ?? '')).toBe(readable(fold(hostile)))
  expect(readable(drawn.querySelector('blockquote')?.textContent ?? '')).toBe(readable(fold(hostile)))
  expect(drawn.querySelector('figcaption')?.textContent).toBe('CLAIM')
  expect(drawn.querySelectorAll('article')).toHaveLength(1)
  expect(drawn.querySelectorAll('script, iframe, img, link, object, embed, form, base')).toHaveLength(0)
  expect(
    [...drawn.querySelectorAll('*')].flatMap((one) => one.getAttributeNames()).filter((name) => /^on|^src$/.test(name)),
  ).toEqual([])
  expect([...drawn.querySelectorAll('a')].map((one) => one.getAttribute('href')?.replace(/:.*/, ''))).toEqual([])
  // What a browser would ask for if there were anything.
  expect(drawn.querySelector('meta[http-equiv]')?.getAttribute('content')).toMatch(/^default-src 'none'/)
})

test('notes are drawn: Markdown with math, links to the web alone, no picture', async () => {
  const note =
    '# Head\n\n*so* $x^2$\n\n$$\\frac{1}{2}$$\n\n[a](https://a.example) [b](javascript:alert(1)) ![c](https://a.example/c.png)'
  const drawn = page(await html([entry({ title: 'Of $n$', links: { page: 'https://a.example/p' } }, { note })], words))
  expect(drawn.querySelector('section h4')?.textContent).toBe('Head')
  expect(drawn.querySelector('section em')?.textContent).toBe('so')
  expect(drawn.querySelectorAll('section math')).toHaveLength(2)
  expect(drawn.querySelector('section msup')).not.toBeNull()
  expect(drawn.querySelectorAll('h1 math')).toHaveLength(1)
  expect([...drawn.querySelectorAll('a')].map((one) => one.getAttribute('href'))).toEqual([
    'https://a.example/p',
    'https://a.example',
    'https://a.example/c.png',
  ])
})

test('a formula that is none stands as it was written, and a note that is too deep to draw as it stands', async () => {
  const deep = `${'> '.repeat(500)}deep`
  const drawn = page(await html([entry({ title: 'A $\\frac{$ b' }, { comment: '', quote: 'q', note: deep })], words))
  expect(drawn.querySelector('h1')?.textContent).toBe('A $\\frac{$ b')
  expect(drawn.querySelector('.mine')?.textContent).toBe(deep)
})
