import type { Page } from 'playwright-core'
import type { Act } from '../../lib/act.ts'
import type { Launched } from '../e2e/browser.ts'
import { rawOf } from '../e2e/raw.ts'
import { bundled } from './bundle.ts'
import type { Came, drive as Drive, rewrite as Rewrite } from './faults.page.ts'

declare global {
  var drive: typeof Drive
  var rewrite: typeof Rewrite
}

/** What a fault did to what was written: acts, or, where a fault says so, records or texts. */
export interface Harm {
  tried: number
  acknowledged: number
  /** Acknowledged, and not there. */
  lost: number
  /** There twice. */
  duplicated: number
  /** There in part: a record without its entry in the journal, or the other way round, or without its paper. */
  half: number
}

export const noHarm = (): Harm => ({ tried: 0, acknowledged: 0, lost: 0, duplicated: 0, half: 0 })

let made: Promise<string> | undefined

/** The script that sends acts as the extension's own pages do; to be run in a page of the extension, or beside one. */
export const driver = (): Promise<string> =>
  (made ??= bundled('test/commands/faults.page.ts', 'faults', { resolve: { alias: { '#imports': 'wxt/browser' } } }))

/** Has a page of the extension do acts, `atOnce` at a time. */
export async function driven(page: Page, acts: Act[], atOnce = 4): Promise<Came[]> {
  await page.evaluate(await driver())
  return await page.evaluate(([acts, atOnce]) => drive(acts, atOnce), [acts, atOnce] as const)
}

/** Papers that the acts are on. */
const PAPERS = 12

const words = (count: number) => Array.from({ length: count }, (_, at) => `word${at}`).join(' ')

/** Acts that a reader might do, no two of which say the same: notes, highlights, the comments on them. */
export function acts(count: number, from = 0, papers = PAPERS): Act[] {
  const text = words(4000)
  return Array.from({ length: Math.ceil(count / 3) }, (_, at): Act[] => {
    const nth = from + at
    const facts = {
      keys: [`arxiv:2611.${10_000 + (nth % papers)}`],
      title: `Paper number ${nth % papers} that faults are tried on`,
      links: {},
      abstract: text,
    }
    const paper = { facts, site: 'arxiv' }
    // Each of another word, with one between them: highlights that touch become one.
    const exact = `word${Math.floor(nth / papers) * 2}`
    const start = text.indexOf(`${exact} `)
    const quote = { exact, prefix: '', suffix: '', start, end: start + exact.length }
    const id = crypto.randomUUID()
    return [
      { do: 'note', id: crypto.randomUUID(), paper, text: `Note ${nth}: words of its own.` },
      { do: 'highlight', id, paper, field: 'abstract', quote, text, color: 'claim' },
      { do: 'note', id: crypto.randomUUID(), paper, text: `Another note ${nth}, and its words.` },
    ]
  })
    .flat()
    .slice(0, count)
}

type Records = Record<string, Record<string, unknown>[]>

/** How many values occur more than once. */
const repeated = (values: unknown[]) => values.length - new Set(values).size

/** Holds what is stored against the acts that were tried, and those of them that were acknowledged. */
export async function judged(page: Page, tried: Act[], acknowledged: ReadonlySet<number>): Promise<Harm> {
  const { tables } = await rawOf(page)
  const { papers = [], highlights = [], notes = [] } = tables
  const byId = new Map([...highlights, ...notes].map((record) => [record.id, record]))
  const lost = [...acknowledged].filter((nth) => {
    const act = tried[nth]
    const stored = act && 'id' in act && byId.get(act.id)
    if (!act || !stored) return true
    return act.do === 'note' ? stored.text !== act.text : act.do === 'highlight' && stored.exact !== act.quote.exact
  })
  const duplicated =
    repeated(notes.map(({ text }) => text)) +
    repeated(highlights.map(({ exact, paperId }) => `${exact} ${paperId}`)) +
    repeated(papers.flatMap(({ keys }) => keys as string[]))
  return { tried: tried.length, acknowledged: acknowledged.size, lost: lost.length, duplicated, half: halves(tables) }
}

/** Records without an entry in the journal, entries without their record, and what hangs on a paper that is not there. */
export function halves({ papers = [], highlights = [], notes = [], journal = [] }: Records): number {
  const entered = journal.flatMap(({ changes, made = {} }) => [
    ...(changes as { after: { id: string } }[]).map(({ after }) => after.id),
    ...Object.values(made as object).flatMap((prints) => Object.keys(prints)),
  ])
  const entries = new Set(entered)
  const ids = new Set(papers.map(({ id }) => id))
  const all = [...papers, ...highlights, ...notes]
  const stored = new Set(all.map(({ id }) => id))
  return (
    all.filter(({ id }) => !entries.has(id as string)).length +
    [...entries].filter((id) => !stored.has(id)).length +
    [...highlights, ...notes].filter(({ paperId }) => !ids.has(paperId)).length
  )
}

/** The numbers of the acts that were acknowledged. */
export const acknowledgedOf = (came: Came[]) => new Set(came.flatMap(({ act, done }) => (done.ok ? [act] : [])))

/** Overrides how much the extension may store, in bytes; without a number, as the browser has it. */
export async function quota(browser: Launched, page: Page, quotaSize?: number): Promise<void> {
  const session = await browser.context.newCDPSession(page)
  await session.send('Storage.overrideQuotaForOrigin', {
    origin: browser.url('').replace(/\/$/, ''),
    ...(quotaSize !== undefined && { quotaSize }),
  })
}
