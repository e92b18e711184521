import { existsSync, readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import type { PaperFacts } from '../../lib/paper.ts'

const usage = 'Usage: npm run detect -- --text <file.txt> [--date YYYY-MM-DD]'

/**
 * Prints what the paste box would read in a file of plain text, in the form of `detect`. The date, which is today unless one
 * is given, is that of the listing: a day without a year is counted from it.
 */
export async function detectText(args: string[]): Promise<void> {
  const [, file, option, date = new Date().toISOString().slice(0, 10), ...rest] = args
  const today = new Date(date)
  const said = option === undefined || (option === '--date' && args[3] !== undefined)
  if (!file || !said || rest.length > 0 || !/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(today.getTime()))
    throw new Error(usage)
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`)
  const papers = (await reader())(readFileSync(file, 'utf8'), today)
  process.stdout.write(`${JSON.stringify([{ url: null, file, site: 'pasted', papers }], null, 2)}\n`)
}

/** The function that the paste box calls. The extension's own files leave out the endings that Node asks for. */
async function reader(): Promise<(text: string, today: Date) => PaperFacts[]> {
  const hooks = registerHooks({
    resolve: (name, context, next) => next(/^\.\.?\/(?!.*\.\w+$)/.test(name) ? `${name}.ts` : name, context),
  })
  try {
    return (await import('../../lib/import/pasted.ts')).readPasted
  } finally {
    hooks.deregister()
  }
}
