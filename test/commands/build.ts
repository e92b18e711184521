import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { root, run } from './run.ts'

/** The built extension for Chromium. */
export const extension = path.join(root, '.output', 'chrome-mv3')

/** The built extension for Firefox. */
export const firefoxExtension = path.join(root, '.output', 'firefox-mv3')

type For = 'chrome' | 'firefox'

const sources = ['assets', 'components', 'entrypoints', 'lib', 'locales', 'modules', 'public', 'seeds']
const settings = ['package.json', 'package-lock.json', 'tsconfig.json', 'wxt.config.ts']

/** Builds for one browser, and returns the exit code. */
export function build(browser: For, options?: { quiet?: boolean }): Promise<number> {
  const args = browser === 'firefox' ? ['build', '-b', 'firefox', '--mv3'] : ['build']
  return run('wxt', args, { ...options, env: bundlersOwn(process.env) })
}

/** An environment without what Vitest sets for its tests: with that the bundler takes React as it is for developers. */
export function bundlersOwn(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { NODE_ENV, VITEST, TEST, DEV, PROD, MODE, BASE_URL, SSR, ...own } = env
  return own
}

/** Builds for one browser unless that build is newer than everything that it is made of. Prints on stderr alone. */
export async function built(browser: For = 'chrome'): Promise<void> {
  const manifest = path.join(browser === 'chrome' ? extension : firefoxExtension, 'manifest.json')
  const changed = Math.max(...[...settings, ...sources.flatMap(below)].map(changedAt))
  if (existsSync(manifest) && changedAt(manifest) > changed) return
  if ((await build(browser, { quiet: true })) !== 0) {
    throw new Error('The extension could not be built. What stands above tells why.')
  }
}

/** A folder and all that is in it; folders count too, since removing a file changes nothing but its folder. */
function below(folder: string): string[] {
  if (!existsSync(path.join(root, folder))) return []
  return [
    folder,
    ...readdirSync(path.join(root, folder), { recursive: true }).map((name) => path.join(folder, String(name))),
  ]
}

function changedAt(file: string): number {
  return statSync(path.resolve(root, file)).mtimeMs
}

/** What Vitest runs before the end-to-end tests. */
export default () => built()
