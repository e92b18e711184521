import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'

/** The project's folder. */
export const root = path.resolve(import.meta.dirname, '../..')

/** The folder, ignored by git, for what the commands leave behind: pictures, exported notes, reports, the profile. */
export const leftovers = path.join(root, '.papermargin')

/**
 * Runs the program of an installed package under this Node, without a shell, and returns its exit code. Its output goes
 * where ours goes, or all of it to stderr where stdout is kept for an answer.
 */
export async function run(
  name: string,
  args: string[],
  { quiet = false, program = path.basename(name), env = process.env } = {},
): Promise<number> {
  const folder = path.join(root, 'node_modules', name)
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  const file = path.join(folder, typeof bin === 'string' ? bin : bin[program])
  const child = spawn(process.execPath, [file, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', quiet ? 2 : 'inherit', 2],
  })
  const [code] = await once(child, 'exit')
  return code ?? 1
}
