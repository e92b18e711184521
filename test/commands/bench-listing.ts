import { readFileSync } from 'node:fs'
import path from 'node:path'
import type * as quotes from '../../lib/quote.ts'
import type { Launched } from '../e2e/browser.ts'
import { importFile } from '../e2e/stored.ts'
import { root } from './run.ts'
import { shipped } from './shipped.ts'

/** A listing as arXiv writes it, and a file of a library with highlights all over it. */
export interface Listing {
  url: string
  html: string
  library: string
}

const STAMPS = { rev: 1, createdAt: '2026-05-22T08:00:00.000Z', updatedAt: '2026-05-22T08:00:00.000Z' }
const COLORS = ['claim', 'method', 'result', 'question', 'limit', 'term']

/** The sentences of the made-up abstracts. */
export function prose(): string[] {
  const { papers } = JSON.parse(readFileSync(path.join(root, 'seeds/listing.json'), 'utf8')) as {
    papers: { summary?: string }[]
  }
  return papers.flatMap(({ summary }) => summary ?? [])
}

/** So many papers with abstracts of some 1,200 characters, of which no two are the same, and so many highlights in these. */
export async function listing(items: number, marks: number): Promise<Listing> {
  const { quoteOf } = await shipped<typeof quotes>('quote')
  const sentences = prose().flatMap((text) => text.split(/(?<=\.) /))
  const papers = Array.from({ length: items }, (_, item) => {
    const told = Array.from({ length: 9 }, (_, at) => sentences[(item * 7 + at * (item + 13)) % sentences.length])
    const text = `${told.join(' ')} The last of ${item + 2} runs is reported.`
    return { id: id(1, item), number: `2605.${10_000 + item}`, title: `Paper ${item + 1} of many`, text }
  })
  const highlights = Array.from({ length: marks }, (_, at) => {
    const { id: paperId, text } = papers[at % items] as (typeof papers)[number]
    const start = text.indexOf(' ', 70 * Math.floor(at / items)) + 1
    const quote = quoteOf(text, start, text.indexOf(' ', start + 40))
    const color = COLORS[at % COLORS.length]
    return { ...STAMPS, ...quote, id: id(2, at), paperId, abstractId: paperId, field: 'abstract', color, comment: '' }
  })
  const stored = papers.map(({ id, number, title, text }) => ({
    ...STAMPS,
    id,
    keys: [`arxiv:${number}`],
    title,
    links: { page: `https://arxiv.org/abs/${number}` },
    abstracts: [{ id, site: 'arxiv', text, seenAt: STAMPS.createdAt }],
    counts: {},
  }))
  const entries = papers.map(
    ({ number, title, text }) =>
      `<dt><a href="/abs/${number}" title="Abstract">arXiv:${number}</a></dt><dd><div class="meta"><div class="list-title mathjax"><span class="descriptor">Title:</span> ${title}</div><p class="mathjax">${escaped(text)}</p></div></dd>`,
  )
  return {
    url: `https://arxiv.org/list/cs.CL/new?show=${items}`,
    html: `<!DOCTYPE html><meta charset="utf-8"><title>Bench</title><dl id="articles">${entries.join('\n')}</dl>`,
    library: JSON.stringify({ format: 'papermargin', version: 1, papers: stored, highlights, notes: [] }),
  }
}

/** Has the library take in a listing's file, as the reader would. */
export async function bring(browser: Launched, { library }: Listing): Promise<void> {
  const page = await browser.open('library.html')
  const file = { name: 'bench.json', mimeType: 'application/json', buffer: Buffer.from(library) }
  await importFile(page, file)
  await page
    .getByText(/^Paper \d+ of many$/)
    .first()
    .waitFor({ timeout: 60_000 })
  await page.close()
}

const id = (kind: number, at: number) => `0000000${kind}-0000-4000-8000-${String(at).padStart(12, '0')}`
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
