import { Act, type Done, type OnPaper, type Single } from '../act'
import { db } from '../db'
import { isBare } from '../entry'
import { type Highlight, Quote, wordsOf } from '../highlight'
import { type Identity, isApart } from '../likeness'
import type { Note } from '../note'
import { type Edits, MOST, OWN, type Paper } from '../paper'
import { problemOf } from '../problem'
import { hasTag } from '../tag'
import { join, joinBoth, setApart } from './join'
import { paperFor } from './meet'
import { withAbstract } from './papers'
import { entriesFor } from './queries'
import { recognize } from './recognize'
import { same } from './restored'
import { retag } from './retag'
import { setSkipped } from './sightings'
import { putJoined } from './touching'
import { undo } from './undo'
import { type Records, Refusal, type Writing, write } from './write'

/**
 * Does one act of the reader and answers when it is on the disk, or says why it was not done. Never throws: what is not
 * an act is refused as `invalid`, and nothing is written.
 */
export async function perform(message: unknown): Promise<Done> {
  const parsed = Act.safeParse(message)
  if (!parsed.success) return { ok: false, problem: 'invalid', detail: parsed.error.message }
  const act = parsed.data
  try {
    const { value, ...made } =
      act.do === 'undo' ? await undo(act.entry) : await write(act.do, (writing) => verb(writing, act))
    return { ok: true, ...made, ...value }
  } catch (error) {
    return failure(error)
  }
}

type Did = Omit<Extract<Done, { ok: true }>, 'ok' | 'entry' | 'change'>

async function verb(writing: Writing, act: Exclude<Act, { do: 'undo' }>): Promise<Did> {
  if (act.do !== 'all') return await single(writing, act)
  for (const one of act.acts) await single(writing, one)
  return {}
}

async function single(writing: Writing, act: Single): Promise<Did> {
  switch (act.do) {
    case 'status':
      return await setStatus(writing, act)
    case 'tag':
      return await setTag(writing, act)
    case 'retag':
      await retag(writing, act)
      return {}
    case 'save':
      return act.saved ? { paper: (await paperFor(writing, act.paper)).paper } : await unsave(writing, act.paper)
    case 'skip':
      await setSkipped(writing, await identityOf(writing, act.paper), act.skipped)
      return {}
    case 'highlight':
      return await highlight(writing, act)
    case 'attach':
      return await attach(writing, act)
    case 'resize':
      return await resize(writing, act)
    case 'color': {
      const stored = await writing.get('highlights', act.id)
      if (stored.color === act.color) return { highlight: stored }
      return { highlight: await writing.put('highlights', { ...stored, color: act.color }) }
    }
    case 'comment': {
      const stored = await writing.get('highlights', act.id)
      const changed = edited(stored, 'comment', act)
      writing.sitting = true
      return { highlight: changed ? await writing.put('highlights', changed) : stored }
    }
    case 'note':
      return await writeNote(writing, act)
    case 'drop-version': {
      const stored = await writing.get(act.table, act.id)
      const versions = (stored.versions ?? []).filter((text) => text !== act.text)
      // Sent twice, it is gone already.
      if (versions.length === (stored.versions ?? []).length) return answer(stored)
      return answer(await writing.put(act.table, { ...stored, versions } as Highlight & Note))
    }
    case 'edit':
      return await edit(writing, act)
    case 'delete':
      return await remove(writing, act)
    case 'restore':
      await restore(writing, act.table, act.id)
      return {}
    case 'join':
      return { paper: await joinBoth(writing, act.papers) }
    case 'apart':
      await setApart(writing, act.papers)
      return {}
  }
}

async function setStatus(writing: Writing, act: Extract<Act, { do: 'status' }>): Promise<Did> {
  const { paper: stored } = await paperFor(writing, act.paper)
  if ((stored.status ?? null) === act.status) return { paper: stored }
  const { status: _status, ...paper } = stored
  return { paper: await writing.put('papers', act.status ? { ...paper, status: act.status } : paper) }
}

/** Changes what the reader says of one field. Refused when it was said otherwise meanwhile, which would be lost. */
async function edit(writing: Writing, { paper: on, field, from, to }: Extract<Act, { do: 'edit' }>): Promise<Did> {
  const { paper: stored } = await paperFor(writing, on)
  const { edits = {}, ...paper } = stored
  const { [field]: now, ...others } = edits
  if (same(now, to[field])) return { paper: stored }
  if (!same(now, from[field])) throw new Refusal('changed', `The ${field} of the paper ${stored.id} was changed since.`)
  const next: Edits = { ...others, ...(to[field] !== undefined && { [field]: to[field] }) }
  return { paper: await writing.put('papers', Object.keys(next).length > 0 ? { ...paper, edits: next } : paper) }
}

async function setTag(writing: Writing, act: Extract<Act, { do: 'tag' }>): Promise<Did> {
  const { paper: stored } = await paperFor(writing, act.paper)
  const { tags = [], ...paper } = stored
  if (hasTag(tags, act.tag) === act.tagged) return { paper: stored }
  const next = act.tagged ? [...tags, act.tag] : tags.filter((tag) => !hasTag([act.tag], tag))
  if (next.length > MOST.tags) throw new Refusal('many', `The paper ${stored.id} has ${MOST.tags} tags already.`)
  return { paper: await writing.put('papers', next.length > 0 ? { ...paper, tags: next } : paper) }
}

/** Takes a paper back out of the library. Refused when something of the reader's hangs on it, which would go with it. */
async function unsave(writing: Writing, on: OnPaper): Promise<Did> {
  const [entry] = await entriesFor([await identityOf(writing, on)])
  if (!entry) return {}
  if (!isBare(entry)) throw new Refusal('changed', `Something of the reader's hangs on the paper ${entry.paper.id}.`)
  await writing.put('papers', { ...entry.paper, deletedAt: writing.at })
  return {}
}

const identityOf = async (writing: Writing, on: OnPaper): Promise<Identity> =>
  'facts' in on ? on.facts : await writing.get('papers', on.id)

async function highlight(writing: Writing, act: Extract<Act, { do: 'highlight' }>): Promise<Did> {
  const sentBefore = await db.highlights.get(act.id)
  const { origin, paper: found } = await paperFor(writing, act.paper)
  if (sentBefore) return { highlight: sentBefore, paper: found }
  const { id, field, color, url, quote, text } = act
  const site = 'site' in act.paper ? act.paper.site : undefined
  const { paper, abstractId } = await textOf(writing, found, { field, text, site })
  const made = {
    id,
    paperId: paper.id,
    ...(origin && { origin }),
    field,
    color,
    comment: '',
    ...quote,
    ...(abstractId && { abstractId }),
    ...(url && { url }),
  }
  return { highlight: await putJoined(writing, made, text), paper }
}

/** Has a highlight begin or end elsewhere. Refused when it was changed since the reader took hold of it. */
async function resize(writing: Writing, act: Extract<Act, { do: 'resize' }>): Promise<Did> {
  const stored = await writing.get('highlights', act.id)
  const { quote } = act
  // Sent twice, it is of an older rev the second time.
  if (stored.exact === quote.exact && stored.start === quote.start) return { highlight: stored }
  if (stored.rev !== act.rev) {
    throw new Refusal('stale', `The highlight ${act.id} was changed since: its rev is ${stored.rev}, not ${act.rev}.`)
  }
  const paper = await writing.get('papers', stored.paperId)
  const { abstractId: _other, ...resized } = { ...stored, ...quote }
  const { abstractId } = await textOf(writing, paper, { ...act, field: stored.field })
  return { highlight: await writing.put('highlights', { ...resized, ...(abstractId && { abstractId }) }) }
}

/** Which of the paper's texts a highlight's offsets count in, stored now if it was not: none for a title. */
async function textOf(
  writing: Writing,
  paper: Paper,
  { field, text, site = OWN }: Pick<Highlight, 'field'> & { text: string; site?: string },
): Promise<{ paper: Paper; abstractId?: string }> {
  if (field === 'title') return { paper }
  const { abstracts, id } = withAbstract(paper.abstracts, text, site, writing.at)
  const fuller = abstracts === paper.abstracts ? paper : await writing.putFacts({ ...paper, abstracts })
  return { paper: fuller, ...(id && { abstractId: id }) }
}

async function attach(writing: Writing, act: Extract<Act, { do: 'attach' }>): Promise<Did> {
  const stored = await writing.get('highlights', act.id)
  const { abstractId: _former, was = [], ...kept } = stored
  const { field, quote } = act
  // Sent twice, it has these words already.
  if (stored.field === field && same(quote, Quote.parse(stored))) return { highlight: stored }
  if (stored.rev !== act.rev) throw new Refusal('changed', `The highlight ${act.id} was changed since.`)
  const { paper, abstractId } = await textOf(writing, await writing.get('papers', stored.paperId), act)
  const next = { ...kept, ...quote, field, ...(abstractId && { abstractId }), was: [...was, wordsOf(stored)] }
  return { highlight: await writing.put('highlights', next), paper }
}

async function writeNote(writing: Writing, act: Extract<Act, { do: 'note' }>): Promise<Did> {
  writing.sitting = true
  const stored = await db.notes.get(act.id)
  if (stored?.deletedAt) await writing.get('notes', act.id)
  if (!stored) {
    const { paper, origin } = await paperFor(writing, act.paper)
    const made = { id: act.id, paperId: paper.id, ...(origin && { origin }), text: act.text }
    return { note: await writing.put('notes', made), paper }
  }
  // Without a rev nobody knows what it was written over, another window's words perhaps: what it replaces is kept.
  const changed = edited(stored, 'text', { text: act.text, rev: act.rev ?? 0 })
  return { note: changed ? await writing.put('notes', changed) : stored }
}

/**
 * A text as the reader changed it. When somebody changed it since the edit began (another tab, another window), both texts
 * are kept: the new one stands, the other becomes a version. Undefined when the text is the stored one already.
 */
function edited<R extends Highlight | Note>(
  stored: R,
  field: keyof R,
  act: { text: string; rev: number },
): R | undefined {
  const before = stored[field] as string
  if (before === act.text) return undefined
  const next = { ...stored, [field]: act.text }
  if (stored.rev !== act.rev && before.trim() !== '' && !act.text.includes(before)) {
    next.versions = [...new Set([...(stored.versions ?? []), before])]
  }
  return next
}

async function remove(writing: Writing, act: Extract<Act, { do: 'delete' }>): Promise<Did> {
  const stored = await db[act.table].get(act.id)
  if (stored?.deletedAt) return {}
  const record = await writing.get(act.table, act.id)
  if (act.table === 'papers') {
    for (const table of ['highlights', 'notes'] as const) {
      for (const hanging of await db[table].where({ paperId: act.id }).toArray()) {
        if (!hanging.deletedAt) await writing.put(table, { ...hanging, deletedAt: writing.at } as Highlight & Note)
      }
    }
  }
  await writing.put(act.table, { ...record, deletedAt: writing.at } as never)
  return {}
}

/**
 * Brings back a deleted record. What was deleted in the same moment as its paper went with it, and comes back with it; a paper
 * that was stored anew meanwhile becomes one with it.
 */
async function restore(writing: Writing, table: keyof Records, id: string): Promise<void> {
  const record = await db[table].get(id)
  if (!record) throw new Refusal('gone', `The ${table.slice(0, -1)} ${id} is not stored here.`)
  const { deletedAt, ...standing } = record
  if (!deletedAt) return
  if ('joined' in record && record.joined?.entry === writing.id) return
  if ('joined' in record || 'into' in record)
    throw new Refusal('changed', `The ${table.slice(0, -1)} ${id} was joined into another one.`)
  if ('paperId' in record && (await db.papers.get(record.paperId))?.deletedAt) {
    await restore(writing, 'papers', record.paperId)
    // It may have come back with that, and stand on another paper now.
    return await restore(writing, table, id)
  }
  const anew = 'keys' in standing && (await storedAnew(standing))
  const restored = await writing.put(table, standing as never)
  if (table !== 'papers') return
  for (const hanging of ['highlights', 'notes'] as const) {
    const all = await db[hanging].where({ paperId: id }).toArray()
    for (const one of all) if (one.deletedAt === deletedAt && !('into' in one)) await restore(writing, hanging, one.id)
  }
  if (anew) await join(writing, anew, restored as Paper)
}

/** The paper that was stored since a deleted one was, under a key of that: pages would show only one of the two. */
async function storedAnew(deleted: Paper): Promise<Paper | undefined> {
  const [found] = await recognize([deleted])
  if (found?.by !== 'key') return
  return [found.paper, ...found.others].find((paper) => !isApart(paper, deleted))
}

const answer = (record: Highlight | Note): Did => ('comment' in record ? { highlight: record } : { note: record })

/** What went wrong, as the interface can say it. */
function failure(error: unknown): Done {
  if (error instanceof Refusal) return { ok: false, problem: error.problem, detail: error.message }
  console.error(error)
  return { ok: false, problem: problemOf(error), detail: String(error) }
}
