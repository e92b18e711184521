import { createReader, finish } from '@/lib/reader'
import type { Site } from '@/lib/site'
import * as arxiv from '@/lib/sites/arxiv'
import * as huggingface from '@/lib/sites/huggingface'
import { type Shape, shapes } from './listings'

const sites: Record<Shape, Site> = { 'Hugging Face': huggingface, arXiv: arxiv }

/** Shows a listing of so many items. */
export function show(shape: Shape, items: number): void {
  document.body.innerHTML = shapes[shape].page(items)
}

/** Reads all papers as the shipped code does; in milliseconds. */
export function ours(shape: Shape): { ms: number; found: number } {
  const url = new URL(shapes[shape].url)
  const start = performance.now()
  const { papers } = finish(createReader().papers(sites[shape], document, url))
  return { ms: performance.now() - start, found: papers.length }
}

/** Reads the same fields with the bare questions that could be asked for them. */
export function bare(shape: Shape): { ms: number; found: number } {
  const start = performance.now()
  const papers = shape === 'arXiv' ? bareArXiv() : bareHuggingFace()
  return { ms: performance.now() - start, found: papers.length }
}

const all = (selector: string) => Array.from(document.querySelectorAll(selector))
const said = (element?: Element) => element?.textContent.trim() ?? ''

function bareArXiv() {
  const titles = all('.list-title')
  const names = all('.list-authors')
  const abstracts = all('p.mathjax')
  const pdfs = all('dt a[title="Download PDF"]')
  return all('dt a[title="Abstract"]').map((link, at) => ({
    key: link.getAttribute('href')?.slice(5),
    title: said(titles[at]).slice(7),
    authors: Array.from(names[at]?.children ?? [], said),
    abstract: said(abstracts[at]),
    pdf: pdfs[at]?.getAttribute('href'),
  }))
}

function bareHuggingFace() {
  const props = document.querySelector('[data-target="DailyPapers"]')?.getAttribute('data-props') ?? '{}'
  const told = new Map<string, object>(
    // biome-ignore lint/suspicious/noExplicitAny: the least that could be done parses nothing.
    JSON.parse(props).dailyPapers.map(({ paper, organization, numComments }: any) => [
      paper.id,
      {
        authors: paper.authors.map(({ name }: { name: string }) => name),
        organization: organization.fullname,
        date: paper.publishedAt.slice(0, 10),
        code: paper.githubRepo,
        abstract: paper.summary,
        comments: numComments,
      },
    ]),
  )
  const votes = all('a[href^="/login?next=%2Fpapers%2F"]')
  const talks = all('a[href$="#community"]')
  return all('h3 a[href^="/papers/"]').map((link, at) => {
    const key = link.getAttribute('href')?.slice(8) ?? ''
    return { key, title: said(link), ...told.get(key), votes: said(votes[at]), talk: said(talks[at]) }
  })
}

/**
 * Reads a listing of `items`, then appends as many again, `step` at a time, and reads after each; in milliseconds, the reading
 * alone. Beside it, as many read at once.
 */
export function appended(shape: Shape, items: number, step: number): { ms: number; atOnce: number } {
  const url = new URL(shapes[shape].url)
  show(shape, items)
  const reader = createReader()
  const read = () => finish(reader.papers(sites[shape], document, url)).papers.length
  read()
  const list = document.querySelector('.list') as Element
  const observer = new MutationObserver(() => {})
  observer.observe(list, { childList: true, subtree: true })
  let ms = 0
  for (let from = items; from < 2 * items; from += step) {
    const added = Array.from({ length: step }, (_, n) => shapes[shape].item(from + n))
    list.insertAdjacentHTML('beforeend', added.join('\n'))
    const start = performance.now()
    reader.changed(observer.takeRecords())
    const found = read()
    ms += performance.now() - start
    if (found !== from + step) throw new Error(`${found} papers were read of ${from + step}.`)
  }
  // The same items as they stand now, read by one who knows those that were there before.
  const other = createReader()
  const late = Array.from(list.children).slice(-items * (shape === 'arXiv' ? 2 : 1))
  for (const one of late) one.remove()
  const again = () => finish(other.papers(sites[shape], document, url)).papers.length
  again()
  observer.takeRecords()
  list.append(...late)
  const start = performance.now()
  other.changed(observer.takeRecords())
  const found = again()
  const atOnce = performance.now() - start
  if (found !== 2 * items) throw new Error(`${found} papers were read of ${2 * items}.`)
  return { ms, atOnce }
}
