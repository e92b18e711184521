import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { PageReport } from '../../lib/report.ts'
import { readPages, type Saved } from './pages.ts'
import { detectText } from './text.ts'

/** What the extension says of one page, as the popup is told. */
interface Found extends Omit<Saved, 'at'> {
  /** The site that the page was read as; null where the extension reads no such page. */
  site: string | null
  papers: PageReport['papers']
}

const usage = `Usage: npm run detect -- [--generic] --url <address> <file.html> [--url <address> <file.html> …]
       npm run detect -- [--generic] --index <index.json>   ([{ "url", "file" }, …], files beside the index)
       npm run detect -- --text <file.txt> [--date YYYY-MM-DD]   (a listing as plain text)`

/**
 * Shows saved pages to the built extension in real Chromium, each under its own address, and prints on stdout, as JSON and
 * nothing else, what the popup would be told of each; with `--generic`, what the generic reader alone says of it. Throws, with
 * nothing on stdout, when a page could not be shown or read.
 */
export async function detect(args: string[]): Promise<void> {
  if (args[0] === '--text') return detectText(args)
  const generic = args.includes('--generic')
  const saved = asked(args.filter((arg) => arg !== '--generic'))
  const read = await readPages(saved, {
    generic,
    tabs: 3,
    done: ({ url }, { report }, count) =>
      console.error(`${count}/${saved.length} ${url}: ${report?.papers.length ?? 0} papers`),
  })
  const found: Found[] = saved.map(({ url, file }, at) => {
    const report = read[at]?.report
    return { url, file, site: report?.site ?? null, papers: report?.papers ?? [] }
  })
  process.stdout.write(`${JSON.stringify(found, null, 2)}\n`)
}

/** The pages that the arguments name, in their order. */
function asked(args: string[]): Saved[] {
  const saved: Saved[] = []
  for (let rest = args; rest.length > 0; ) {
    const [option, first, second] = rest
    if (option === '--index' && first) {
      const listed: Omit<Saved, 'at'>[] = JSON.parse(readFileSync(first, 'utf8'))
      saved.push(...listed.map(({ url, file }) => ({ url, file, at: path.resolve(path.dirname(first), file) })))
      rest = rest.slice(2)
    } else if (option === '--url' && first && second && URL.canParse(first)) {
      saved.push({ url: first, file: second, at: path.resolve(second) })
      rest = rest.slice(3)
    } else {
      throw new Error(`These arguments are not understood, from "${option}" on.\n${usage}`)
    }
  }
  if (saved.length === 0) throw new Error(usage)
  return saved
}
