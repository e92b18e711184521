import { existsSync, readFileSync } from 'node:fs'
import type { Checkup, Finding } from '../../lib/checkup.ts'
import { shipped } from './shipped.ts'

/** What is wrong with a file: in how many records there are, one by one, and in sentences. */
export interface Diagnosis {
  files: string[]
  counts: Checkup['counts']
  findings: Finding[]
  sentences: string[]
}

const usage =
  'Usage: npm run -s doctor -- FILE … [--json]   (an exported file or a backup, .json or .json.gz; of several parts all)'

/** Records that are named of each fault. */
const NAMED = 5

/**
 * Looks at every record of an exported file, or of all parts of a backup, as the check-up in the options does, and prints what is
 * wrong; with `--json` stdout is one JSON value. The exit code is 1 where something is.
 */
export async function doctor(args: string[]): Promise<void> {
  const options = args.filter((arg) => arg.startsWith('--'))
  const files = args.filter((arg) => !arg.startsWith('--'))
  if (files.length === 0 || options.some((option) => option !== '--json')) throw new Error(usage)
  const found = await diagnosed(files)
  process.stdout.write(options.length > 0 ? `${JSON.stringify(found)}\n` : `${told(found)}\n`)
  if (found.findings.length > 0) process.exitCode = 1
}

/** Reads the files and looks at them; throws a sentence where one of them is no file of ours. */
export async function diagnosed(files: string[]): Promise<Diagnosis> {
  const { textOf } = await shipped<typeof import('../../lib/gzip.ts')>('gzip')
  const { checkFile, faults } = await shipped<typeof import('../../lib/checkup.ts')>('checkup')
  const parts = await Promise.all(files.map((file) => contentOf(file, textOf)))
  const { counts, findings } = checkFile(parts)
  const sentences = faults.flatMap((fault) => {
    const some = findings.filter((one) => one.fault === fault)
    return some.length > 0 ? [sentenceOf(`checkup.fault.${fault}`, some.length)] : []
  })
  return { files, counts, findings, sentences }
}

async function contentOf(file: string, textOf: typeof import('../../lib/gzip.ts').textOf): Promise<unknown> {
  if (!existsSync(file)) throw new Error(`There is no file ${file}.\n${usage}`)
  const text = await textOf(new Blob([readFileSync(file)])).catch((error: unknown) => {
    throw new Error(`${file} cannot be unpacked: ${error}. Is it whole?`)
  })
  const content = parsed(text.replace(/^\uFEFF/, ''), file)
  const { format, papers } = (content ?? {}) as Record<string, unknown>
  if (format !== 'papermargin' || !Array.isArray(papers))
    throw new Error(
      `${file} is none of Papermargin’s files: it should say "format": "papermargin", and have a list of papers.`,
    )
  return content
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`${file} is no JSON: ${error}. Is it whole?`)
  }
}

type Texts = { [name: string]: string | Texts }

/** A sentence of the interface, by its key, of so many things. */
function sentenceOf(key: string, count: number): string {
  const texts: Texts = JSON.parse(readFileSync(new URL('../../locales/en.json', import.meta.url), 'utf8'))
  const forms = key.split('.').reduce((at, name) => at[name] as Texts, texts)
  return String(count === 1 ? forms['1'] : forms.n).replaceAll('$1', String(count))
}

function told({ counts, findings, sentences }: Diagnosis): string {
  const tables = ['papers', 'highlights', 'notes', 'journal'] as const
  const counted = tables.map((table) => sentenceOf(`checkup.counts.${table}`, counts[table])).join(', ')
  const faults = [...new Set(findings.map(({ fault }) => fault))]
  const named = faults.flatMap((fault) => {
    const some = findings.filter((one) => one.fault === fault)
    const lines = some.slice(0, NAMED).map(({ table, id, what, detail }) => `    ${table} ${id} “${what}”: ${detail}`)
    return [`  ${fault}`, ...lines, ...(some.length > NAMED ? [`    and ${some.length - NAMED} more`] : [])]
  })
  const verdict = findings.length === 0 ? ['All of it is as it should be.'] : [...sentences, ...named]
  return [`Looked at ${counted}.`, ...verdict].join('\n')
}
