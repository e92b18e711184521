import { existsSync, readFileSync } from 'node:fs'
import { shipped } from './shipped.ts'

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
  const { readPasted } = await shipped<typeof import('../../lib/import/pasted.ts')>('import/pasted')
  const papers = readPasted(readFileSync(file, 'utf8'), today)
  process.stdout.write(`${JSON.stringify([{ url: null, file, site: 'pasted', papers }], null, 2)}\n`)
}
