import { highlights } from './bench-highlights.ts'

/** What can be measured, each beside its reference in the same run. */
const benches: Record<string, (report: (line: string) => void) => Promise<{ table: string }>> = { highlights }

const usage = `Usage: npm run -s bench -- ${Object.keys(benches).join('|')} [--json]`

/** Measures one thing and prints it as a table, or, with `--json`, as one JSON value and nothing else. */
export async function bench(args: string[]): Promise<void> {
  const [name = '', ...options] = args
  const measure = benches[name]
  if (!measure || options.some((option) => option !== '--json')) throw new Error(usage)
  const { table, ...figures } = await measure((line) => console.error(line))
  process.stdout.write(options.length > 0 ? `${JSON.stringify(figures)}\n` : table)
}

/** The median and the 95th percentile of some figures. */
export function spread(figures: number[]): { median: number; p95: number } {
  const sorted = figures.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
  return { median: at(0.5), p95: at(0.95) }
}
