import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import type { PaperFacts } from '@/lib/paper'
import { seedPages } from './pages.ts'

interface Found {
  url: string
  file: string
  site: string | null
  papers: PaperFacts[]
}

/** Runs the command as one types it, and returns what it printed. */
async function detect(...args: string[]): Promise<Found[]> {
  const { stdout } = await promisify(execFile)('npm', ['run', '-s', 'detect', '--', ...args], { maxBuffer: 2 ** 28 })
  return JSON.parse(stdout)
}

test('the command tells what the popup is told, for each page of an index', { timeout: 180_000 }, async () => {
  const found = await detect('--index', 'seeds/pages/index.json')
  expect(found.map(({ url, site }) => [url, site])).toEqual(seedPages.map(({ url, site }) => [url, site]))
  for (const [index, { papers }] of found.entries()) {
    const page = seedPages[index]
    expect(
      papers.map(({ title, keys }) => ({ title, keys })),
      page?.url,
    ).toEqual(page?.papers.map(({ title, keys }) => ({ title, keys })))
  }
})

test('a publisher’s page is read as where it is switched on; any other host’s only by --generic', async () => {
  const file = 'seeds/pages/generic-group.html'
  const pages = ['https://dl.acm.org/toc/one', 'https://unknown.example/'].flatMap((url) => ['--url', url, file])
  const read = (found: Found[]) => found.map(({ site, papers }) => [site, papers.length])
  const seeds: Found[] = JSON.parse(readFileSync('seeds/pages/generic.json', 'utf8'))
  const length = seeds.find((seed) => file.endsWith(seed.file))?.papers.length
  expect(read(await detect(...pages))).toEqual([
    ['generic', length],
    [null, 0],
  ])
  expect(read(await detect('--generic', ...pages))).toEqual([
    ['generic', length],
    ['generic', length],
  ])
})

const index = '../shared/pages/index.json'

test.skipIf(!existsSync(index))(
  'every real page of Hugging Face and arXiv is read whole (skipped where ../shared/pages is not there)',
  { timeout: 300_000 },
  async () => {
    const pages = JSON.parse(readFileSync(index, 'utf8')) as {
      url: string
      file: string
      site: string
      expected: string
      items: number
    }[]
    const ours = pages.filter(({ site }) => site === 'huggingface' || site === 'arxiv')
    const folder = path.dirname(index)
    const found = await detect(...ours.flatMap(({ url, file }) => ['--url', url, path.join(folder, file)]))
    for (const [at, { papers, site }] of found.entries()) {
      const page = ours[at] as (typeof ours)[number]
      const truth = JSON.parse(readFileSync(path.join(folder, page.expected), 'utf8')) as {
        title: string
        arxivId: string
        abstractStart?: string
        abstractIn?: string
      }[]
      expect(site, page.file).toBe(page.site)
      expect(
        papers.map((paper) => [paper.title, paper.keys[0]]),
        page.file,
      ).toEqual(truth.map((paper) => [paper.title, `arxiv:${paper.arxivId}`]))
      for (const [place, { abstractStart, abstractIn }] of truth.entries()) {
        const whole = abstractStart && ['dom', 'dom-collapsed', 'json'].includes(abstractIn ?? '')
        expect(papers[place]?.abstract?.slice(0, abstractStart?.length), page.file).toBe(
          whole ? abstractStart : undefined,
        )
      }
    }
  },
)

test('what cannot be read is said on stderr, with nothing on stdout', async () => {
  const failed = await promisify(execFile)('npm', [
    'run',
    '-s',
    'detect',
    '--',
    '--url',
    'https://arxiv.org/abs/1',
    'no.html',
  ]).catch((error: { stdout: string; stderr: string; code: number }) => error)
  expect(failed.stdout).toBe('')
  expect(failed.stderr).toContain('no.html')
  expect((failed as { code: number }).code).not.toBe(0)
})
