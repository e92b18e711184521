import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { build } from './build.ts'
import { needBrowser } from './chromium.ts'
import { getFirefox } from './firefox.ts'
import { leftovers, root, run } from './run.ts'

interface Counts {
  passed: number
  failed: number
  skipped: number
  /** End-to-end tests that failed in the whole run and passed when their file ran again by itself. */
  unsteady: string[]
  /** How long each file took, in seconds. */
  files: { name: string; seconds: number }[]
}

/** So many files of end-to-end tests run once more when something in them failed; where more fail, something is broken. */
const AGAIN = 3

/** So many of the files that took longest are named at the end. */
const SLOWEST = 10

/**
 * Types, lint, unit tests, both builds and the end-to-end tests in real Chromium, with the main job in real Firefox as well, where
 * there is one. Everything runs, also after a failure; the last line counts the tests. Without a Chromium nothing runs and it fails.
 */
export async function testAll(): Promise<void> {
  needBrowser({ loads: true })
  if (!getFirefox()) console.log('No Firefox ESR was found: the main job is not walked in it.')
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
  const counts: Counts = { passed: 0, failed: 0, skipped: 0, unsteady: [], files: [] }
  await step('unit tests', vitest('unit', counts))
  await step('build for Chromium', build('chrome'))
  await step('build for Firefox', build('firefox'))
  await step('end-to-end tests', vitest('e2e', counts))

  console.log(`The ${SLOWEST} slowest files of tests:`)
  for (const { name, seconds } of counts.files.sort((a, b) => b.seconds - a.seconds).slice(0, SLOWEST)) {
    console.log(`${seconds.toFixed(1).padStart(6)} s  ${path.relative(root, name)}`)
  }
  if (failed.length > 0) console.log(`Failed: ${failed.join(', ')}.`)
  const complete = existsSync(path.join(root, '..', 'shared'))
  if (complete && counts.skipped > 0) console.log('Tests were skipped though all that they need is there.')
  // To be mended like any other: that a browser on a busy machine was slow is no excuse for a test that did not wait.
  for (const name of counts.unsteady) console.log(`Unsteady, failed at first and passed alone: ${name}`)
  const unsteady = counts.unsteady.length > 0 ? `, ${counts.unsteady.length} of them only the second time` : ''
  console.log(`${counts.passed} passed${unsteady}, ${counts.failed} failed, ${counts.skipped} skipped`)
  if (failed.length > 0 || counts.failed > 0 || (complete && counts.skipped > 0)) process.exitCode = 1
}

/** Runs one project's tests, adds up how they ended, and returns the exit code. */
async function vitest(project: string, counts: Counts): Promise<number> {
  const { code, results } = await resultsOf(project, [])
  const failed = results.filter(({ status }) => status === 'failed')
  const again = project === 'e2e' && failed.length <= AGAIN ? failed : []
  let isBroken = code !== 0 && again.length === 0
  for (const result of results) {
    counts.files.push({ name: result.name, seconds: (result.endTime - result.startTime) / 1000 })
    const second = again.includes(result) ? await resultsOf(project, [result.name]) : undefined
    if (second && second.code !== 0) isBroken = true
    for (const { status, fullName } of second?.results[0]?.assertionResults ?? result.assertionResults) {
      if (status === 'passed') counts.passed++
      else if (status === 'failed') counts.failed++
      else counts.skipped++
      const before = result.assertionResults.find((one) => one.fullName === fullName)
      if (second && status === 'passed' && before?.status !== 'passed') counts.unsteady.push(fullName)
    }
  }
  // Who breaks off before the first test, or without a report, must not pass for having none.
  if (isBroken && counts.failed === 0) counts.failed++
  return isBroken ? 1 : 0
}

/** How the tests of a project ended, or those of some of its files. */
async function resultsOf(project: string, files: string[]): Promise<{ code: number; results: Result[] }> {
  const report = path.join(leftovers, `${project}-tests.json`)
  mkdirSync(leftovers, { recursive: true })
  rmSync(report, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  // Which lines of the sites are reached is asked of all tests together: see vitest.config.ts.
  const coverage = project === 'unit' && files.length === 0 ? ['--coverage'] : []
  const code = await run('vitest', ['run', '--project', project, ...files, ...coverage, ...reporters])
  const { testResults } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { testResults: [] }
  return { code: testResults.length > 0 ? code : code || 1, results: testResults }
}

interface Result {
  /** The file. */
  name: string
  status: string
  /** In milliseconds, as is the end. */
  startTime: number
  endTime: number
  assertionResults: { status: string; fullName: string }[]
}
