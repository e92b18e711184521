import fc from 'fast-check'
import { db } from '@/lib/db'
import { json } from '@/lib/export/json'
import { readOurs } from '@/lib/import/json'
import { sourceOf } from '@/lib/import/source'
import { bring } from '@/lib/library/bring'
import { authors, facets, found, prepare, search } from '@/lib/library/search'
import { type Sort, sorts } from '@/lib/order'
import { fieldWords, parsed, possessions, printed } from '@/lib/query'
import { text } from './hostile'
import { shelf } from './shelf'
import type { Target } from './target'

const signs = ['-', '"', '“', '”', '„', '\\', ':', '：', ' ', '\n', '..', '>', '<=', '…', '–', '*', '(', ')']
const wholes = [
  'attention',
  'sort*',
  'a',
  'the',
  'Ada',
  '2026',
  '2605.99001',
  'claim',
  'done',
  'today',
  'week',
  '潮',
  'é',
]
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...signs) },
  { weight: 2, arbitrary: fc.constantFrom(...fieldWords.map((word) => `${word}:`)) },
  { weight: 2, arbitrary: fc.constantFrom(...wholes, ...possessions) },
  { weight: 1, arbitrary: text },
)

interface Input {
  pieces: string[]
  order: number
}

const ways = Object.keys(sorts) as Sort[]

/** What is typed to search a small library. */
export const queries: Target<Input> = {
  input: fc.record({ pieces: fc.array(piece, { maxLength: 8 }), order: fc.nat(100) }),
  async begin() {
    for (const table of db.tables) await table.clear()
    await bring(readOurs(sourceOf(new Blob([json(shelf, '2026-11-23T12:00:00.000Z')]), 'library.json')))
    await prepare()
  },
  async feed({ pieces, order }) {
    const typed = pieces.join('')
    const began = performance.now()
    const query = parsed(typed)
    if (JSON.stringify(parsed(printed(query))) !== JSON.stringify(query))
      throw new Error('A query is not read as it is written')
    const by = ways[order % ways.length] as Sort
    const ids = await found(typed, { by, descending: order > 50 })
    await facets(typed)
    await authors(typed, pieces[0] ?? '', 5)
    const some = await search(typed, 5)
    const ms = performance.now() - began
    if (new Set(ids).size < ids.length) throw new Error('A paper is found twice')
    if (some.length > ids.length) throw new Error('More is shown than was found')
    return { ms }
  },
}
