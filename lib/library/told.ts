import { Act, type Done, isOfPages } from '../act'
import { db } from '../db'
import type { Known } from '../entry'
import { isOn, papersOf } from '../journal'
import { problemOf } from '../problem'
import { type Speaker, tell, toldTo } from '../speaker'
import { perform } from './perform'

type Page = Extract<Speaker, { is: 'page' }>

export const notForPages = { ok: false, problem: 'invalid', detail: 'This is not for a page to do.' } as const

/** Does an act that a page's script asks for, if it is one for pages, on papers of that page. Never throws. */
export async function performFor(page: Page, message: unknown): Promise<Done> {
  const { data: act } = Act.safeParse(message)
  if (!act || !isOfPages(act)) return notForPages
  const listed = 'paper' in act && 'facts' in act.paper ? act.paper.facts.keys : []
  try {
    if (!(await isOnTold(act, await toldTo(page))) || !(await tell(page, listed))) return notForPages
    const done = await perform(act)
    if (!done.ok) return done
    const written = [done.highlight, done.note].flatMap((record) => (record ? papersOf(record) : []))
    // The entry, too: what a page did it may take back. It is done, also where that cannot be remembered.
    await tell(page, done.entry ? [done.entry, ...written] : written).catch(console.error)
    return forPage(done)
  } catch (error) {
    return { ok: false, problem: problemOf(error), detail: String(error) }
  }
}

/** Tells a page what is known of papers that it lists, from when on it may act on them; false when no page lists as many. */
export async function tellKnown(page: Page, listed: ({ keys: string[] } | null)[], known: Known[]): Promise<boolean> {
  const written = known.flatMap(({ entry }) => [...(entry?.highlights ?? []), ...(entry?.notes ?? [])])
  return await tell(page, [...listed.flatMap((paper) => paper?.keys ?? []), ...written.flatMap(papersOf)])
}

/**
 * Whether an act is on nothing but papers that a page was told of, or that it names by what it lists. A record that is not stored
 * harms nobody: the act says that it is gone, or makes it.
 */
async function isOnTold(act: Act, told: ReadonlySet<string>): Promise<boolean> {
  if (act.do === 'undo') {
    const entry = await db.journal.get(act.entry)
    return !entry || told.has(entry.id) || isOn(entry, told)
  }
  if ('paper' in act && 'id' in act.paper && !told.has(act.paper.id)) return false
  if (!('id' in act)) return act.do !== 'all'
  const table = 'table' in act ? act.table : act.do === 'note' ? 'notes' : 'highlights'
  const record = await db[table].get(act.id)
  return !record || ('paperId' in record ? papersOf(record).some((id) => told.has(id)) : told.has(act.id))
}

/** Of what came of an act what a page has a use for: not the paper, of which other pages told more, nor where its words were marked. */
function forPage(done: Extract<Done, { ok: true }>): Done {
  const { paper: _paper, highlight, ...rest } = done
  if (!highlight) return rest
  const { url: _url, ...own } = highlight
  return { ...rest, highlight: own }
}
