import { expect, test } from 'vitest'
import { MOST } from '@/lib/paper'
import { savedSearchesOf } from '@/lib/saved'
import { templatesOf } from '@/lib/template'
import { read } from './given'

// Nothing here measures time. Each of these would take hours, or for ever, were it gone through again for every sign or record.

const MANY = 300_000
const json = (value: unknown) => JSON.stringify(value)
const paper = '@misc{shells, title={Shells by the Sea}}'

test.each([
  ['BibTeX with lines that hold nothing', `${paper}${'\n'.repeat(3_000_000)}`, 'a.bib'],
  ['a text that begins with such lines', `x${'\n'.repeat(3_000_000)}${paper}`, 'a.bib'],
  ['BibTeX of entries that do not close', `${'@misc{open,\n'.repeat(MANY)}${paper}`, 'a.bib'],
  [
    'BibTeX with a name for each entry',
    Array.from({ length: MANY }, (_, at) => `@string{name${at} = {Sea ${at}}}\n`).join('') +
      '@misc{untitled}\n'.repeat(5000) +
      paper,
    'a.bib',
  ],
  [
    'RIS with a date of slashes',
    `TY  - JOUR\nTI  - Shells by the Sea\nDA  - ${'/'.repeat(3_000_000)}x\nER  - `,
    'a.ris',
  ],
  ['CSV with a cell of quotes', `title,notes\nShells by the Sea,"${'""'.repeat(2_000_000)}"\n`, 'a.csv'],
  [
    'CSL-JSON with numbers in a note, and lines between them',
    json([{ title: 'Shells by the Sea', note: `${'doi:\n\n\n'.repeat(40)}x` }]),
    'a.json',
  ],
  [
    'a web annotation with fields that nobody asks for',
    `{"type":"Annotation","more":[${'1,'.repeat(1_000_000)}1],"bodyValue":"A note.","target":{"source":{"id":"https://a.example/","dcterms:title":"Shells by the Sea"}}}`,
    'a.json',
  ],
])('%s is read to its end', async (_, text, name) => {
  const { papers } = await read(text, name)
  expect(papers.map(({ title }) => title)).toEqual(['Shells by the Sea'])
})

test('an annotation of so many targets that its words would fill the memory is left out', async () => {
  const target = Array.from({ length: 100_000 }, (_, at) => `https://a.example/${at}`)
  const { papers, rejected } = await read(json([{ type: 'Annotation', bodyValue: 'A note.', target }]), 'a.json')
  expect(papers).toEqual([])
  expect(rejected.map(({ why }) => why)).toEqual(['large'])
})

test('a paper that a file names again and again has as many tags as a paper can have, and the rest comes in', async () => {
  const tagged = Array.from({ length: 2 * MOST.tags }, (_, at) => ({
    title: 'Shells by the Sea',
    keyword: `tag ${at}`,
  }))
  const { papers } = await read(json([...tagged, { title: 'Kelp and Kin' }]), 'a.json')
  const last = new Map(papers.map(({ title, tags }) => [title, tags?.length]))
  expect([...last]).toEqual([
    ['Shells by the Sea', MOST.tags],
    ['Kelp and Kin', undefined],
  ])
})

test('of a backup with any number of templates and saved searches no more is taken than can be worked with', () => {
  const many = Array.from({ length: MANY }, (_, at) => ({ name: `N${at}`, text: '', query: '' }))
  expect(templatesOf(many)).toHaveLength(30)
  expect(savedSearchesOf(many)).toHaveLength(1000)
  expect(templatesOf([{ name: ` ${'n'.repeat(100)}`, text: '' }])).toEqual([{ name: 'n'.repeat(60), text: '' }])
  expect(savedSearchesOf([{ name: 'long', query: 'q'.repeat(1_000_000) }])).toEqual([])
})
