import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry } from '@/lib/entry'
import { parsed } from '@/lib/query'
import { snippetOf } from '@/lib/snippet'

const at = '2026-01-01T00:00:00.000Z'
const stamps = { id: '00000000-0000-4000-8000-000000000000', rev: 1, createdAt: at, updatedAt: at }
const entry = (said: {
  title?: string
  abstract?: string
  quote?: string
  comment?: string
  note?: string
}): Entry => ({
  paper: {
    ...stamps,
    keys: ['arxiv:2611.10001'],
    title: said.title ?? 'On gulls',
    authors: ['Ada Lovelace'],
    links: {},
    counts: {},
    abstracts: said.abstract ? [{ id: stamps.id, text: said.abstract, site: 'arxiv', seenAt: at }] : [],
    tags: ['To discuss'],
  },
  highlights: said.quote
    ? [
        {
          ...stamps,
          paperId: stamps.id,
          field: 'abstract',
          exact: said.quote,
          prefix: '',
          suffix: '',
          start: 0,
          end: said.quote.length,
          color: 'claim',
          comment: said.comment ?? '',
        },
      ]
    : [],
  notes: said.note ? [{ ...stamps, paperId: stamps.id, text: said.note }] : [],
})

/** A piece as `field: text with [found] words`. */
const told = (said: Parameters<typeof entry>[0], query: string) => {
  const snippet = snippetOf(entry(said), parsed(query))
  return (
    snippet && `${snippet.field}: ${snippet.pieces.map(({ text, found }) => (found ? `[${text}]` : text)).join('')}`
  )
}

test.each<[string, Parameters<typeof entry>[0], string, string | undefined]>([
  ['all of it in the title', { title: 'On tides', abstract: 'On tides' }, 'tides', undefined],
  ['nowhere', { abstract: 'On tides' }, 'moon', undefined],
  ['a beginning', { note: 'Compare the cross-attention maps' }, 'atten', 'note: Compare the cross-[attention] maps'],
  ['words apart', { abstract: 'Tides follow the moon.' }, 'moon tides', 'abstract: [Tides] follow the [moon].'],
  [
    'where most of it stands',
    { quote: 'the moon', note: 'tides of the moon' },
    'moon tides',
    'note: [tides] of the [moon]',
  ],
  ['one in the title', { title: 'Tides', note: 'of tides and moons' }, 'tides moon', 'note: of [tides] and [moons]'],
  ['accents and case', { abstract: 'Of Poincaré’s Ångström.' }, 'angstrom', 'abstract: Of Poincaré’s [Ångström].'],
  ['decomposed signs', { abstract: 'un e\u0301te\u0301 long' }, 'été', 'abstract: un [e\u0301te\u0301] long'],
  ['a script without spaces', { abstract: '我们研究深度学习的方法' }, '深度学习', 'abstract: 我们研究[深度学习]的方法'],
  [
    'a phrase',
    { note: 'attention cross, cross attention' },
    '"cross attention"',
    'note: attention cross, [cross attention]',
  ],
  ['a slip', { note: 'variational inference' }, 'variatoinal', 'note: [variational] inference'],
  ['a field', { note: 'moon', quote: 'moon', comment: 'the moon' }, 'comment:moon', 'comment: the [moon]'],
  ['a tag', {}, 'discuss', 'tag: To [discuss]'],
  ['an author', {}, 'lovelace', 'author: Ada [Lovelace]'],
  ['an identifier', {}, '2611.10001', 'source: arxiv:[2611].[10001]'],
  ['what is left out', { note: 'moon' }, '-moon', undefined],
  ['what is no word', { note: 'moon' }, 'has:note year:2024', undefined],
])('words in context: %s', (_, said, query, expected) => {
  expect(told(said, query)).toBe(expected)
})

test('of a long text a short piece between words', () => {
  const long = `${'shore '.repeat(200)}moon ${'gulls '.repeat(200)}`
  const piece = told({ abstract: long }, 'moon') ?? ''
  expect(piece).toMatch(/^abstract: …(shore )+\[moon\]( gulls)+…$/)
  expect(piece.length).toBeLessThan(170)
  const unspaced = told({ abstract: `${'潮'.repeat(500)}月${'𠮷'.repeat(500)}` }, '月') ?? ''
  expect(unspaced).toMatch(/^abstract: …潮+\[月𠮷\]𠮷+…$/u)
})

test('whatever stands there and is sought: the pieces are the text, and what was found is not empty', () => {
  const text = fc.array(fc.constantFrom('tide', 'Tídes', 'moon', '潮', '𠮷', 'ﬁ', '\u0301', ' ', ' ', ', ', 'İ'), {
    maxLength: 80,
  })
  fc.assert(
    fc.property(text, fc.constantFrom('tide', 'moon tid', '潮', '𠮷潮', '"tide moon"', 'fi', 'i'), (parts, query) => {
      const said = parts.join('')
      const snippet = snippetOf(entry({ note: said }), parsed(query))
      if (snippet?.field !== 'note') return
      const all = snippet.pieces.map(({ text }) => text).join('')
      expect(said).toContain(all.replace(/^…|…$/g, ''))
      expect(snippet.pieces.some(({ found }) => found)).toBe(true)
      expect(all.isWellFormed()).toBe(true)
      for (const { text } of snippet.pieces) expect(text).not.toBe('')
    }),
    { seed: 6, numRuns: 2000 },
  )
})
