import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const root = path.resolve(fileURLToPath(import.meta.url), '../../..')

const modules = path.join(root, 'node_modules')
const ownNode = path.join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/**
 * Installs the packages where they are missing or older than the lock file, and goes on under the Node that comes with
 * them: what builds and tests needs a newer one than the system may have. Runs on any Node from 20, and prints on stderr
 * alone. Returns in the process that does the work; the process before it ends with that one's exit code.
 * @returns {Promise<void>}
 */
export async function installed() {
  if (!isInstalled()) install()
  if (existsSync(ownNode) && realpathSync(process.execPath) !== realpathSync(ownNode)) await goOnUnder(ownNode)
  if (Number.parseInt(process.versions.node, 10) < 24) {
    throw new Error(
      `This is Node ${process.versions.node}, and Node 24 is needed. npm left out the install step of the package "node", ` +
        'which brings it: delete node_modules, see that npm is not told to ignore scripts, and try again.',
    )
  }
}

function isInstalled() {
  const lock = path.join(modules, '.package-lock.json')
  return existsSync(lock) && statSync(lock).mtimeMs >= statSync(path.join(root, 'package-lock.json')).mtimeMs
}

function install() {
  console.error('Installing the packages (npm ci) …')
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  // Said outright, because the settings of a machine may leave out what builds and tests are made of.
  args.push('--include=dev', '--include=optional', '--ignore-scripts=false')
  const options = /** @type {const} */ ({ cwd: root, stdio: ['ignore', 2, 2] })
  const npm = process.env.npm_execpath
  const done =
    npm && path.basename(npm) === 'npm-cli.js'
      ? spawnSync(process.execPath, [npm, ...args], options)
      : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
  if (done.status !== 0) throw new Error('The packages could not be installed. What npm says above tells why.')
}

/** @param {string} node */
async function goOnUnder(node) {
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' })
  // A Ctrl+C reaches both processes by itself; this one only waits for the other's end.
  process.on('SIGINT', () => {})
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal))
  const [code] = await once(child, 'exit')
  process.exit(code ?? 1)
}

/**
 * Runs a command's work once the packages are there, and turns what it throws into one sentence and a failing exit code.
 * @param {() => Promise<void>} work
 */
export async function command(work) {
  try {
    await installed()
    await work()
  } catch (error) {
    console.error(`\n${error instanceof Error && !process.env.DEBUG ? error.message : error}`)
    process.exitCode = 1
  }
}
