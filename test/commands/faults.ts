import { type Launched, launch } from '../e2e/browser.ts'
import { tableOf } from './bench.ts'
import { built } from './build.ts'
import type { Harm } from './faults-acts.ts'
import { fullAtBackup, fullAtImport, fullAtUpgrade, fullAtWrite, upgradeThrows } from './faults-full.ts'
import { browserKilled, workerKilled } from './faults-killed.ts'
import { together, updated } from './faults-together.ts'

const usage = 'Usage: npm run -s faults -- [--short] [--json]'

/** Each fault, and what it does to what is written; the short form does each of them less often. */
const all: Record<string, (isShort: boolean) => Promise<Harm>> = {
  'the worker killed during writes': (isShort) => workerKilled(isShort ? 45 : 1000),
  'the browser killed during writes': (isShort) => browserKilled(isShort ? 1 : 20),
  'no room at a write': (isShort) => fullAtWrite(isShort ? 15 : 300),
  'no room at an import': (isShort) => fullAtImport(isShort ? 400 : 1000),
  'no room at an upgrade': fullAtUpgrade,
  'no room at a backup': (isShort) => fullAtBackup(isShort ? 100 : 400),
  'an upgrade that throws': () => launched(upgradeThrows),
  'two tabs and the popup on one paper': (isShort) => launched((browser) => together(browser, isShort ? 60 : 1000)),
  'the extension updated under a page': (isShort) => launched((browser) => updated(browser, isShort ? 1 : 5)),
}

async function launched(work: (browser: Launched) => Promise<Harm>): Promise<Harm> {
  const browser = await launch()
  try {
    await (await browser.welcome()).close()
    return await work(browser)
  } finally {
    await browser.close()
  }
}

/** Does harm to a browser that writes, in each way, and tells what came of what was written. */
export async function measured(isShort: boolean, report: (line: string) => void) {
  await built()
  const faults: (Harm & { fault: string; seconds: number })[] = []
  for (const [fault, harm] of Object.entries(all)) {
    report(fault)
    const began = performance.now()
    faults.push({ fault, ...(await harm(isShort)), seconds: Math.round((performance.now() - began) / 1000) })
  }
  return faults
}

/** Prints what each fault did as a table, or, with `--json`, as one JSON value and nothing else. Fails where anything was lost. */
export async function faults(args: string[]): Promise<void> {
  if (args.some((arg) => !['--short', '--json'].includes(arg))) throw new Error(usage)
  const found = await measured(args.includes('--short'), (line) => console.error(line))
  const rows = found.map(({ fault, tried, acknowledged, lost, duplicated, half, seconds }) => [
    fault,
    tried,
    acknowledged,
    lost,
    duplicated,
    half,
    seconds,
  ])
  const head = ['fault', 'tried', 'acknowledged', 'lost', 'duplicated', 'half', 's']
  process.stdout.write(args.includes('--json') ? `${JSON.stringify({ faults: found })}\n` : tableOf(head, rows))
  if (found.some(({ lost, duplicated, half }) => lost + duplicated + half > 0)) process.exitCode = 1
}
