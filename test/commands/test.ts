import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { build } from './build.ts'
import { needBrowser } from './chromium.ts'
import { leftovers, root, run } from './run.ts'

interface Counts {
  passed: number
  failed: number
  skipped: number
}

/**
 * Types, lint, unit tests, both builds and the end-to-end tests in real Chromium. Everything runs, also after a failure;
 * the last line counts the tests. Without a browser nothing runs and it fails.
 */
export async function testAll(): Promise<void> {
  needBrowser({ loads: true })
  const failed: string[] = []
  const step = async (name: string, code: Promise<number>) => {
    const start = performance.now()
    if ((await code) !== 0) failed.push(name)
    console.log(
      `${failed.at(-1) === name ? '✗' : '✓'} ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)\n`,
    )
  }
  await step('wxt prepare', run('wxt', ['prepare']))
  await step('types', run('typescript', ['--noEmit'], { program: 'tsc' }))
  await step('lint', run('@biomejs/biome', ['check', '.']))
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 }
  await step('unit tests', vitest('unit', counts))
  await step('build for Chromium', build('chrome'))
  await step('build for Firefox', build('firefox'))
  await step('end-to-end tests', vitest('e2e', counts))

  if (failed.length > 0) console.log(`Failed: ${failed.join(', ')}.`)
  const complete = existsSync(path.join(root, '..', 'shared'))
  if (complete && counts.skipped > 0) console.log('Tests were skipped though all that they need is there.')
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
  if (failed.length > 0 || counts.failed > 0 || (complete && counts.skipped > 0)) process.exitCode = 1
}

/** Runs one project's tests, adds up how they ended, and returns the exit code. */
async function vitest(project: string, counts: Counts): Promise<number> {
  const report = path.join(leftovers, `${project}-tests.json`)
  mkdirSync(leftovers, { recursive: true })
  rmSync(report, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await run('vitest', ['run', '--project', project, ...reporters])
  if (!existsSync(report)) {
    counts.failed++
    return code || 1
  }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  )
  counts.passed += numPassedTests
  counts.skipped += numPendingTests + numTodoTests
  // A file that throws before its first test counts as one: nobody knows how many it holds.
  const broken = testResults.filter((file: Result) => file.status === 'failed' && file.assertionResults.length === 0)
  counts.failed += numFailedTests + broken.length
  return code
}

interface Result {
  status: string
  assertionResults: unknown[]
}
