import { files } from './bench-files.ts'
import { highlights } from './bench-highlights.ts'
import { library } from './bench-library.ts'
import { listing } from './bench-reading.ts'
import { screens } from './bench-screens.ts'
import { together } from './bench-together.ts'
import { weight } from './bench-weight.ts'

/** What can be measured, each beside its reference in the same run. */
const benches: Record<string, (report: (line: string) => void, sizes: number[]) => Promise<{ table: string }>> = {
  files,
  highlights,
  library,
  listing,
  screens,
  together,
  weight,
}

const usage = `Usage: npm run -s bench -- ${Object.keys(benches).join('|')} [--json]
       npm run -s bench -- library 1000,10000 [--json]`

/**
 * Measures one thing and prints it as a table, or, with `--json`, as one JSON value and nothing else. The library is measured
 * with as many papers as are named, if any are.
 */
export async function bench(args: string[]): Promise<void> {
  const [name = '', ...options] = args
  const measure = benches[name]
  const named = name === 'library' ? options.filter((option) => /^\d+(,\d+)*$/.test(option)) : []
  if (!measure || options.some((option) => option !== '--json' && !named.includes(option))) throw new Error(usage)
  const sizes = named.flatMap((list) => list.split(',').map(Number))
  const { table, ...figures } = await measure((line) => console.error(line), sizes)
  process.stdout.write(options.includes('--json') ? `${JSON.stringify(figures)}\n` : table)
}

/** The median and the 95th percentile of some figures. */
export function spread(figures: number[]): { median: number; p95: number } {
  const sorted = figures.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
  return { median: at(0.5), p95: at(0.95) }
}

/** A table for a terminal, its columns as wide as they must be. */
export function tableOf(head: string[], rows: (string | number)[][]): string {
  const all = [head, ...rows].map((row) => row.map(String))
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  return all.map((row) => `${row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ')}\n`).join('')
}
