import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FormatName, formats, type Writer } from '@/lib/export/formats'
import { asEdited } from '@/lib/paper'
import { read } from './given'
import { entry, words } from './made'

/** The formats of bibliographies, and how much of a date each can hold, in letters. */
const dates = { bibtex: 7, biblatex: 10, ris: 10, csl: 10, csv: 10 } satisfies Partial<Record<FormatName, number>>

/** Letters and digits of any script: what no format may lose, whatever signs it writes otherwise. */
const letters = (text = '') => text.normalize('NFC').replace(/[^\p{L}\p{N}]+/gu, '')

const word = fc.stringMatching(/^[A-Za-zÀ-ÖØ-öø-ÿ一-龥ぁ-んα-ω0-9]{1,9}$/)
const sentence = fc.array(word, { minLength: 2, maxLength: 7 }).map((some) => some.join(' '))
const signs = fc.constantFrom(
  '',
  ' & more',
  ' 50% off',
  ' #1',
  ' a_b',
  ' {x}',
  ' ~y',
  '\r\nnext',
  ' ]]>',
  ' --- ',
  ' $x^2$',
)
const text = fc.tuple(sentence, signs, sentence).map((parts) => parts.join(''))
const name = fc.tuple(fc.stringMatching(/^[A-Z][a-z]{2,7}$/), fc.stringMatching(/^[A-Z][a-z]{2,9}$/))
const two = (number: number) => String(number).padStart(2, '0')

const entries = fc
  .array(
    fc.record({
      title: text,
      authors: fc.array(
        name.map((both) => both.join(' ')),
        { minLength: 1, maxLength: 4 },
      ),
      year: fc.integer({ min: 1950, max: 2026 }),
      day: fc.option(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 })), { nil: undefined }),
      venue: fc.option(sentence, { nil: undefined }),
      tags: fc.uniqueArray(fc.stringMatching(/^[a-z]{3,8}$/), { maxLength: 3 }),
      quote: text,
      comment: text,
      note: text,
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((some) =>
    some.map(({ year, day, quote, comment, note, tags, venue, ...facts }, at) =>
      entry(
        {
          ...facts,
          keys: [at % 2 ? `doi:10.1234/ab${at}` : `arxiv:2611.0000${at}`],
          date: day ? `${year}-${two(day[0])}-${two(day[1])}` : String(year),
          ...(venue && { venue }),
          ...(tags.length > 0 && { tags }),
        },
        { quote, comment, note },
      ),
    ),
  )

test.each(Object.keys(dates) as (keyof typeof dates)[])(
  '%s, exported and imported, holds all of a paper that it can',
  async (format) => {
    const write: Writer = await formats[format].load()
    await fc.assert(
      fc.asyncProperty(entries, async (all) => {
        const file = await read(write(all, words) as string, `papers.${formats[format].extension}`)
        expect(file.rejected).toEqual([])
        expect(file.papers.length).toBe(all.length)
        for (const { paper, highlights, notes } of all) {
          const facts = asEdited(paper, paper.edits)
          const back = file.papers.find(({ keys }) => keys.includes(paper.keys[0] as string))
          expect(back, `${paper.keys[0]} came back`).toBeDefined()
          if (!back) continue
          expect(letters(back.title)).toBe(letters(facts.title))
          expect((back.authors ?? []).map(letters)).toEqual((facts.authors ?? []).map(letters))
          expect(back.date).toBe(facts.date?.slice(0, dates[format]))
          if (facts.venue) expect(letters(back.venue)).toBe(letters(facts.venue))
          expect((back.tags ?? []).toSorted()).toEqual((facts.tags ?? []).toSorted())
          const said = [
            ...file.notes.filter(({ paperId }) => paperId === back.id).map((one) => one.text),
            ...file.highlights.filter(({ paperId }) => paperId === back.id).map((one) => `${one.exact} ${one.comment}`),
          ].map(letters)
          for (const words of [
            ...highlights.flatMap(({ exact, comment }) => [exact, comment]),
            ...notes.map((one) => one.text),
          ])
            expect(
              said.some((one) => one.includes(letters(words))),
              words,
            ).toBe(true)
        }
      }),
      { numRuns: 60, seed: 20261123 },
    )
  },
)
