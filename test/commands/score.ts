import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { readPages } from './pages.ts'
import { aspects, type Comparison, compared, type Truth } from './truth.ts'

/** One page of an index: `file` is shown under `url`, what is truly on it stands in `expected`, both beside the index. */
interface Entry {
  file: string
  url: string
  expected: string
  site?: string
}

/** How well one page was read. */
interface Score extends Comparison {
  file: string
  url: string
  /** The site that the page was read as; null where the extension reads no such page. */
  site: string | null
  ms: number
}

const usage =
  'Usage: npm run -s score -- DIR [--generic] [--json]   (DIR/index.json: [{ "file", "url", "expected" }, …])'

/**
 * Shows the saved pages of a folder to the built extension in real Chromium, and prints how what it finds compares with what
 * is truly there. With `--generic` the generic reader reads every page; with `--json` stdout is one JSON value.
 */
export async function score(args: string[]): Promise<void> {
  const options = args.filter((arg) => arg.startsWith('--'))
  const [folder, ...more] = args.filter((arg) => !arg.startsWith('--'))
  if (!folder || more.length > 0 || options.some((option) => !['--generic', '--json'].includes(option)))
    throw new Error(usage)
  const index = path.join(folder, 'index.json')
  if (!existsSync(index)) throw new Error(`There is no file ${index}.\n${usage}`)
  const entries: Entry[] = JSON.parse(readFileSync(index, 'utf8'))
  const truths: Truth[][] = entries.map(({ expected }) => JSON.parse(readFileSync(path.join(folder, expected), 'utf8')))
  const saved = entries.map(({ file, url }) => ({ file, url, at: path.resolve(folder, file) }))
  const read = await readPages(saved, {
    generic: options.includes('--generic'),
    // One at a time: pages that are shown together take each other's time.
    tabs: 1,
    done: ({ file }, { report }, count) =>
      console.error(`${count}/${saved.length} ${file}: ${report?.papers.length ?? 0} papers`),
  })
  const scores = saved.map(({ file, url }, at): Score => {
    const { report, ms } = read[at] ?? { ms: 0 }
    const { papers = [], site = null } = report ?? {}
    return { file, url, site, ...compared(truths[at] ?? [], papers), ms }
  })
  process.stdout.write(options.includes('--json') ? `${JSON.stringify(summed(scores), null, 2)}\n` : table(scores))
}

const mean = (numbers: number[]) => (numbers.length ? numbers.reduce((sum, one) => sum + one, 0) / numbers.length : 1)

/** The scores of the pages, and their means. */
function summed(scores: Score[]) {
  return {
    pages: scores,
    mean: {
      precision: mean(scores.map(({ precision }) => precision)),
      recall: mean(scores.map(({ recall }) => recall)),
      /** Over the pages of which half of the papers carry an identifier that the generic reader knows. */
      recallWhereIdentified: mean(scores.filter(({ identified }) => identified).map(({ recall }) => recall)),
    },
  }
}

function table(scores: Score[]): string {
  const share = ({ right, of }: { right: number; of: number }) => (of ? (right / of).toFixed(2) : '–')
  const head = ['page', 'read as', 'expected', 'found', 'matched', 'precision', 'recall', ...aspects, 'ms']
  const rows = scores.map((one) => [
    `${one.file}${one.identified ? ' *' : ''}`,
    one.site ?? '–',
    one.expected,
    one.found,
    one.matched,
    one.precision.toFixed(2),
    one.recall.toFixed(2),
    ...aspects.map((aspect) => share(one.right[aspect])),
    one.ms,
  ])
  const lines = [head, ...rows].map((row) => row.map(String))
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  const drawn = lines.map((line) =>
    line.map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
  )
  const { precision, recall, recallWhereIdentified } = summed(scores).mean
  const last =
    `Mean per page: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}; ` +
    `recall ${recallWhereIdentified.toFixed(3)} over pages with * (half of the papers carry an arXiv id, DOI, PMID or OpenReview id).`
  return `${[...drawn, '', last].join('\n')}\n`
}
