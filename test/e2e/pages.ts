import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Served } from './browser.ts'

/** A page with its truth: made up in seeds/, or real where the folder of real pages is beside the project. */
export interface KnownPage {
  file: string
  url: string
  site: string
  kind?: string
  papers: [KnownPaper, KnownPaper, ...KnownPaper[]]
}

/** A paper of such a page; the abstract is empty where the page has none. */
export interface KnownPaper {
  title: string
  /** The title up to its first formula: that part is text on our screens, too. */
  shown: string
  keys: [string, ...string[]]
  abstract: string
}

const seeds = path.resolve('seeds/pages')
const real = path.resolve('../shared/pages')

/** Whether real pages are here. Without them the walks are done on the seeds alone, and each says so. */
export const areReal = existsSync(path.join(real, 'index.json'))
if (!areReal) console.log('No real pages are here (../shared/pages): the seeds stand for them.')

const read = (folder: string): KnownPage[] =>
  JSON.parse(readFileSync(path.join(folder, 'index.json'), 'utf8')).map((page: KnownPage) => ({
    ...page,
    papers: page.papers?.map((paper) => ({
      ...paper,
      shown: paper.title.replace(/ ?\$.*$/, ''),
      abstract: paper.abstract ?? '',
    })),
    file: path.join(folder, page.file),
  }))

/** The made-up pages. */
export const seedPages = read(seeds)

/** A made-up page by the name of its file. */
export function seed(name: string): KnownPage {
  const page = seedPages.find((one) => path.basename(one.file) === `${name}.html`)
  if (!page) throw new Error(`There is no seed page ${name}.`)
  return page
}

/** A real page by its file below ../shared/pages, or the seed page that stands for it where there are none. */
export function realOr(file: string, name: string): { file: string; url: string } {
  const page = areReal && read(real).find((one) => one.file === path.join(real, file))
  return page || seed(name)
}

/** Serves pages under their own addresses. */
export const serve = (
  browser: { serve(pages: Record<string, Served>): void },
  ...pages: { file: string; url: string }[]
) => browser.serve(Object.fromEntries(pages.map(({ url, file }) => [url, file])))
