import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

interface Facts {
  title: string
  authorCount?: number | null
  organization?: string | null
  date?: string | null
  comments?: number | null
}
interface Seeded extends Facts {
  summary?: string
}
interface Listing<P> {
  source: string
  listedOn: string
  papers: P[]
}

function read<P>(path: string): Listing<P> {
  return JSON.parse(readFileSync(path, 'utf8')) as Listing<P>
}

const listing = read<Seeded>(resolve('seeds/listing.json'))
const source = resolve('../shared/seed/expected.json')
const absent = !existsSync(source)
const unless = absent ? ` — skipped: ${source} is not here` : ''

/** The listing shows this one with its title and abstract alone: no line of authors, no date, no count. */
const bare = 'RedOne 2.0: Rethinking Domain-specific LLM Post-Training in Social Networking Services'

const fold = (text: string) => text.replace(/\s+/g, ' ').trim()
const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** Runs of `length` words that stand in both texts, case and punctuation aside. */
function shared(one: string, other: string, length: number): string[] {
  const within = ` ${words(other).join(' ')} `
  const all = words(one)
  const runs: string[] = []
  for (let at = 0; at + length <= all.length; at++) {
    const run = all.slice(at, at + length).join(' ')
    if (within.includes(` ${run} `)) runs.push(run)
  }
  return runs
}

test('the listing holds 69 papers with distinct titles', () => {
  expect(listing.source).not.toBe('')
  expect(listing.listedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  expect(listing.papers).toHaveLength(69)
  for (const { title } of listing.papers) {
    expect(title).not.toBe('')
    expect(title).toBe(fold(title))
  }
  expect(new Set(listing.papers.map((paper) => paper.title.toLowerCase())).size).toBe(69)
})

test('each paper has a date, authors or an organization, and a count of comments, but for the one shown bare', () => {
  const without = listing.papers.filter((paper) => paper.date === undefined)
  expect(without.map((paper) => paper.title)).toEqual([bare])
  expect(Object.keys(without[0] ?? {}).sort()).toEqual(['summary', 'title'])

  for (const paper of listing.papers) {
    if (paper.title === bare) continue
    expect(paper.date, paper.title).toMatch(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/)
    expect((paper.date ?? '') <= listing.listedOn, paper.title).toBe(true)
    expect(Number.isInteger(paper.comments) && (paper.comments ?? -1) >= 0, paper.title).toBe(true)
    if (paper.organization === undefined) expect(paper.authorCount, paper.title).toBeGreaterThan(0)
    else expect(paper.organization, paper.title).not.toBe('')
  }
})

test('every paper has a summary of 200 to 900 characters, no two the same', () => {
  for (const { title, summary = '' } of listing.papers) {
    expect(summary.length, title).toBeGreaterThanOrEqual(200)
    expect(summary.length, title).toBeLessThanOrEqual(900)
    expect(summary, title).toBe(fold(summary))
  }
  expect(new Set(listing.papers.map((paper) => paper.summary)).size).toBe(69)
})

test('runs of words are found whatever their case and punctuation', () => {
  expect(shared('So: a fast, SMALL model wins.', 'We show a fast small model.', 4)).toEqual(['a fast small model'])
  expect(shared('a fast small model', 'a fast smaller model', 4)).toEqual([])
})

test.skipIf(absent)(`the facts are those of the listing, in its order${unless}`, () => {
  const expected = read<Facts>(source)
  const facts = (paper: Facts) => ({
    title: fold(paper.title),
    authorCount: paper.authorCount ?? undefined,
    organization: paper.organization ?? undefined,
    date: paper.date ?? undefined,
    comments: paper.comments ?? undefined,
  })
  expect(listing.listedOn).toBe(expected.listedOn)
  expect(listing.papers.map(facts)).toEqual(expected.papers.map(facts))
})

test.skipIf(absent)(`no summary shares eight words running with its abstract${unless}`, () => {
  const { papers } = read<Facts & { abstract: string }>(source)
  expect(papers).toHaveLength(listing.papers.length)
  const copied = listing.papers.flatMap((paper, at) => shared(paper.summary ?? '', papers[at]?.abstract ?? '', 8))
  expect(copied).toEqual([])
})
