import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { WxtVitest } from 'wxt/testing/vitest-plugin'
import type * as inPage from '../fuzz/fuzz.page.ts'
import type { Base } from '../fuzz/pages.ts'
import type { Outcome, Shares } from '../fuzz/target.ts'
import { tableOf } from './bench.ts'
import { bundled } from './bundle.ts'
import { needBrowser } from './chromium.ts'
import { root } from './run.ts'

declare global {
  /** What test/fuzz/fuzz.page.ts exports, in the page. */
  var fuzzing: typeof inPage
}

const usage = 'Usage: npm run -s fuzz -- --minutes <number> [--seed <number>] [--target <name>] [--json]'

/**
 * What is fed with hostile inputs: how many of them are fed between two looks at the clock, and which part of the time each has.
 * The numbers of inputs that are wanted, a million pages beside 100,000 messages, are reached together so.
 */
const targets: Record<string, { inputs: number; share: number }> = {
  pages: { inputs: 400, share: 0.6 },
  messages: { inputs: 400, share: 0.15 },
  imports: { inputs: 100, share: 0.17 },
  records: { inputs: 100, share: 0.03 },
  queries: { inputs: 100, share: 0.03 },
  templates: { inputs: 400, share: 0.02 },
}

/** How often it is told how far it is: after so many looks at the clock. */
const TOLD = 50

/** After so long, in milliseconds, a page that does not answer is taken for one that never will. */
const NEVER = 600_000

/** Something that is wrong, and the seed that shows it again. */
interface Find {
  target: string
  seed: number
  error: string
  input: string
}

interface Figures {
  target: string
  inputs: number
  finds: number
  seconds: number
  /** The longest that one input took, in milliseconds. */
  longest: number
  shares: Shares
}

/** Feeds every target for so many minutes, in real Chromium, with inputs that follow from a seed. */
export async function fuzzed(
  { minutes, seed, only }: { minutes: number; seed: number; only?: string },
  report: (line: string) => void,
) {
  const script = await bundled('test/fuzz/fuzz.page.ts', 'fuzzing', { plugins: [WxtVitest({ root, logger })] })
  const bases = pages()
  const names = Object.keys(targets).filter((name) => name === (only ?? name))
  const figures: Figures[] = []
  const finds: Find[] = []
  const { file } = needBrowser({ loads: false })
  const browser = await chromium.launch({ executablePath: file, chromiumSandbox: process.getuid?.() !== 0 })
  try {
    const whole = names.reduce((sum, name) => sum + (targets[name]?.share ?? 0), 0)
    for (const name of names) {
      const { inputs, share } = targets[name] as (typeof targets)[string]
      const seconds = (minutes * 60 * share) / whole
      report(`${name}, ${Math.round(seconds)} s from seed ${seed}`)
      const figure: Figures = { target: name, inputs: 0, finds: 0, seconds: 0, longest: 0, shares: {} }
      figures.push(figure)
      const began = performance.now()
      let page = await opened(browser, script, bases)
      for (let at = seed; figure.seconds < seconds; at++) {
        const outcome = await answered(page, name, at, inputs)
        if (!outcome) page = await opened(browser, script, bases)
        const { find } = add(figure, outcome ?? { inputs: 0, longest: NEVER, shares: {}, find: hung })
        figure.seconds = (performance.now() - began) / 1000
        if ((at - seed + 1) % TOLD === 0) report(`${name}: ${figure.inputs} inputs, ${Math.round(figure.seconds)} s`)
        // The same mistake is found a thousand times.
        if (!find || finds.some(({ target, error }) => target === name && placeOf(error) === placeOf(find.error)))
          continue
        figure.finds++
        finds.push({ target: name, seed: at, ...find })
        report(`${name}, --seed ${at}: ${find.error}\n${find.input}`)
      }
      await page.close()
    }
  } finally {
    await browser.close()
  }
  return { seed, figures, finds }
}

const hung = { error: `It never came to an end (${NEVER} ms)`, input: '' }

/** What and where, without what differs each time. */
const placeOf = (error: string) => error.replaceAll(/\d+/g, '').split('\n').slice(0, 4).join('\n').slice(0, 300)

function add(figure: Figures, outcome: Outcome): Outcome {
  figure.inputs += outcome.inputs
  figure.longest = Math.max(figure.longest, Math.round(outcome.longest))
  for (const [of, { inputs, came }] of Object.entries(outcome.shares)) {
    const before = figure.shares[of] ?? { inputs: 0, came: 0 }
    figure.shares[of] = { inputs: before.inputs + inputs, came: before.came + came }
  }
  return outcome
}

/** What came of some inputs; undefined, and the page is closed, when no answer comes. */
async function answered(page: Page, name: string, seed: number, inputs: number): Promise<Outcome | undefined> {
  let late: NodeJS.Timeout | undefined
  const never = new Promise<undefined>((resolve) => {
    late = setTimeout(() => resolve(undefined), NEVER)
  })
  const answer = page.evaluate(([name, seed, inputs]) => fuzzing.run(name, seed, inputs), [name, seed, inputs] as const)
  const outcome = await Promise.race([answer, never])
  clearTimeout(late)
  if (!outcome) {
    answer.catch(() => {})
    await page.close()
  }
  return outcome
}

/** A page that has the targets ready, with a database of its own, which is gone with it. */
async function opened(browser: Browser, script: string, bases: Base[]): Promise<Page> {
  const page = await browser.newPage()
  await page.route('https://fuzz.test/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!DOCTYPE html>' }),
  )
  await page.goto('https://fuzz.test/')
  await page.addScriptTag({ content: script })
  await page.evaluate((bases) => fuzzing.setUp(bases), bases)
  return page
}

/** So much of a page is enough: some tens of items, in UTF-16 units. */
const ENOUGH = 50_000

/** The made-up pages, and the real ones where they are at hand. */
function pages(): Base[] {
  const lists = ['seeds/pages/index.json', 'seeds/pages/generic.json', '../shared/pages/index.json']
  const there = lists.map((list) => path.join(root, list)).filter(existsSync)
  return there.flatMap((list) => {
    const listed: Omit<Base, 'html'>[] = JSON.parse(readFileSync(list, 'utf8'))
    return listed.map(({ file, url }) => {
      const html = readFileSync(path.join(path.dirname(list), file), 'utf8').slice(0, ENOUGH)
      return { file, url, html }
    })
  })
}

/** What WXT tells goes to stderr: stdout is kept for an answer. */
const tell = (...words: unknown[]) => console.error(...words)
const logger = { debug() {}, log: tell, info: tell, success: tell, warn: tell, error: tell, fatal: tell, level: 3 }

/** Prints what each target was fed with as a table, or, with `--json`, as one JSON value and nothing else. Fails at any find. */
export async function fuzz(args: string[]): Promise<void> {
  const given = (option: string) => (args.includes(option) ? args[args.indexOf(option) + 1] : undefined)
  const minutes = Number(given('--minutes'))
  const seed = Number(given('--seed') ?? Date.now() % 1_000_000_000)
  const only = given('--target')
  if (!(minutes > 0) || !Number.isSafeInteger(seed) || (only && !targets[only])) throw new Error(usage)
  const found = await fuzzed({ minutes, seed, only }, (line) => console.error(line))
  const rows = found.figures.map(({ target, inputs, finds, seconds, longest }) => [
    target,
    inputs,
    finds,
    Math.round(seconds),
    longest,
  ])
  const of = found.figures.flatMap(({ target, shares }) =>
    Object.entries(shares).map(([of, { inputs, came }]) => [
      target,
      of,
      inputs,
      `${Math.round((100 * came) / inputs)} %`,
    ]),
  )
  const table = tableOf(['target', 'inputs', 'finds', 's', 'longest ms'], rows)
  const shares = tableOf(['target', 'of', 'inputs', 'came'], of)
  process.stdout.write(args.includes('--json') ? `${JSON.stringify(found)}\n` : `${table}\n${shares}`)
  if (found.finds.length > 0) process.exitCode = 1
}
