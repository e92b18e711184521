import { expect, test, vi } from 'vitest'
import { prepared, TemplateError, variables, written } from '@/lib/export/template'
import { freeName, LONGEST_TEMPLATE, templatesOf } from '@/lib/template'
import { entry, hostile, words } from './made'

const tides = entry(
  { title: 'Tides & *Moons*', authors: ['Ada Tern', 'Bo Gull'], date: '2026-11-02', keys: ['arxiv:2611.00001'] },
  { quote: 'follows the moon', comment: 'Why?', note: 'Look.' },
)
const foam = entry({ title: 'Foam', edits: { title: 'Foam, Counted' } })
const wrong = (template: string) => {
  try {
    written(template, [tides], words)
  } catch (error) {
    if (error instanceof TemplateError) return { line: error.line, message: error.message }
    throw error
  }
}

test('a template is followed once for each paper, with what the reader says of it', () => {
  expect(written('{{ number }}/{{ count }} {{ title | md }} ({{ year }})\n', [tides, foam], words)).toBe(
    '1/2 Tides \\& \\*Moons\\* (2026)\n2/2 Foam, Counted ()\n',
  )
  expect(
    written('{% for h in highlights %}{{ h.quote }}={{ h.meaning }}:{{ h.comment }}{% endfor %}', [tides], words),
  ).toBe('follows the moon=CLAIM:Why?')
})

test('the prepared one has quote, meaning, comment, note and citation together', () => {
  expect(written(prepared, [tides, foam], words)).toBe(`# Papers, 2026-11-23

## Tides \\& \\*Moons\\*

Ada Tern, Bo Gull (2026). Tides \\& \\*Moons\\*. https://arxiv.org/abs/2611.00001

> follows the moon

**CLAIM** Why?

Look.

## Foam, Counted

Foam, Counted.

`)
})

test.each([
  ['one\n{{ titel }}', 2, 'undefined variable: titel'],
  ['{% for x in highlights %}', 1, /not closed/],
  ['\n\n{{ title | shout }}', 3, 'undefined filter: shout'],
  ['{{ title', 1, /not closed/],
  ['a\n{% include "/etc/passwd" %}', 2, /"include" not found/],
  ['{% render "x" %}', 1, /"render" not found/],
  ['{% layout "x" %}', 1, /"layout" not found/],
  ['{{ title.constructor }}', 1, /undefined variable/],
  ['{{ highlights.constructor.constructor }}', 1, /undefined variable/],
])('what is wrong in %j is said with its line', (template, line, message) => {
  expect(wrong(template)).toEqual({
    line,
    message: typeof message === 'string' ? message : expect.stringMatching(message),
  })
})

test('what would never end, or fill the memory, ends', () => {
  const nested = '{% for i in (1..90000) %}{% for j in (1..90000) %}{{ j }}{% endfor %}{% endfor %}'
  expect(wrong(nested)?.message).toMatch(/limit/)
  expect(wrong('{% for i in (1..1000000000) %}x{% endfor %}')?.message).toMatch(/limit/)
  expect(wrong('x'.repeat(LONGEST_TEMPLATE + 1))?.message).toMatch(/limit/)
})

test('it is interpreted: no code is made of it, whatever stands in it', () => {
  const refuse = vi.fn(() => {
    throw new Error('Code was made of a text.')
  })
  vi.stubGlobal('eval', refuse)
  vi.stubGlobal('Function', refuse)
  try {
    const wild = entry({ title: hostile }, { quote: hostile, comment: '{{ title }}', note: hostile })
    const made = written('{{ title }}{% for h in highlights %}{{ h.comment }}{% endfor %}', [wild], words)
    // What a page or the reader wrote is filled in and not followed.
    expect(made).toContain('{{ title }} {% raw %}')
    expect(made.endsWith('{{ title }}')).toBe(true)
    expect(refuse).not.toHaveBeenCalled()
  } finally {
    vi.unstubAllGlobals()
  }
})

test('every variable is there for a paper of which next to nothing is known', () => {
  const names = Object.keys(variables(foam, words))
  expect(() => written(names.map((name) => `{{ ${name} }}`).join('\n'), [foam], words)).not.toThrow()
})

test('stored templates that are none, or have a name twice, are left out; a new one gets a name of its own', () => {
  const kept = [{ name: 'Notes', text: '{{ title }}' }]
  expect(templatesOf([...kept, { name: 'Notes', text: 'x' }, { name: ' ', text: '' }, { name: 'Long' }, null])).toEqual(
    kept,
  )
  expect(templatesOf('nonsense')).toEqual([])
  expect(freeName(kept, 'Notes')).toBe('Notes 2')
  expect(freeName(kept, 'Other ')).toBe('Other')
})
