import { db, type Unindexed } from '../db'
import type { Entry } from '../entry'
import { type Count, type Facets, facetsOf, wordsOf } from '../facets'
import { type Found, find, MISSED, type Part, phrasesOf } from '../find'
import { defaultOrder, type Order } from '../order'
import { ordered } from '../ordered'
import { type Index, merged, opened, type Packed, pack } from '../packed'
import { parsed, type Query } from '../query'
import { says, textsOf, wordsIn } from '../search'
import { meanings } from '../settings'
import { docsOf, head, indexed, MOST, parts, SHAPE, standing } from './indexed'
import { standing as idsStanding } from './order'
import { lastTouched } from './queries'

/** Papers read at once while the index is made, or phrases are looked for: some megabytes, and some tens of milliseconds. */
const CHUNK = 500

/** Packs of so many papers that are made one at once. */
const AT_ONCE = 16

/** So many changed papers are packed into the index; until then they are read again whenever a screen opens. */
const MANY = 200

/**
 * The ids of the stored papers that answer a query, in an order; of a query that asks for nothing all. lib/query.ts says what
 * may be asked: words in titles, names, abstracts, quotes, comments, notes, tags and identifiers, and what fields say. While
 * thousands of changed papers wait to be packed, one that was deleted may be among them.
 */
export async function found(query: string, order: Order = defaultOrder): Promise<string[]> {
  const asked = parsed(query)
  if (asked.length === 0 && (await unprepared()) > 0) return await idsStanding(defaultOrder)
  return ordered(await answered(asked), order)
}

/** What the papers that answer a query can be narrowed down by. */
export const facets = async (query: string): Promise<Facets> => facetsOf(await answered(parsed(query)))

/** Words of the names of authors that begin so, and how many of the papers that answer a query have them. */
export async function authors(query: string, beginning: string, most: number): Promise<Count[]> {
  const [word] = wordsIn(beginning)
  return word ? wordsOf(await answered(parsed(query)), 'author', word, most) : []
}

/** The stored papers that answer a query, those touched last first; without a query simply those. */
export async function search(query: string, most: number): Promise<Entry[]> {
  if (query.trim() === '') return await lastTouched(most)
  return await standing((await found(query)).slice(0, most))
}

/** The last answers: a list, what it is counted by, and what is offered while a query is typed ask much the same. */
let last = { parts: [] as Part[], answers: new Map<string, Promise<Found[]>>() }
const MOST_KEPT = 4

/** What the index answers to a query, its phrases looked for in the texts. */
async function answered(asked: Query): Promise<Found[]> {
  const now = await parts()
  const own = asked.some(({ field }) => field === 'color') ? await meanings.getValue() : []
  if (last.parts !== now) last = { parts: now, answers: new Map() }
  const { answers } = last
  const key = JSON.stringify([asked, own])
  const answer = answers.get(key) ?? sure(find(now, asked, own), asked)
  answers.delete(key)
  answers.set(key, answer)
  // What failed is asked anew the next time.
  answer.catch(() => answers.delete(key))
  for (const oldest of answers.keys()) if (answers.size > MOST_KEPT) answers.delete(oldest)
  return await answer
}

async function sure(found: Found[], query: Query): Promise<Found[]> {
  const phrases = phrasesOf(query)
  if (phrases.length === 0) return found
  for (const { index, missed, unsure } of found) {
    const numbers = [...unsure.keys()].filter((at) => unsure[at] && ((missed[at] as number) & MISSED.other) === 0)
    for (let from = 0; from < numbers.length; from += CHUNK) {
      const some = numbers.slice(from, from + CHUNK)
      const entries = await standing(some.map((number) => index.packed.ids[number] as string))
      const texts = new Map(entries.map((entry) => [entry.paper.id, [...textsOf(entry)]]))
      for (const number of some) {
        const said = texts.get(index.packed.ids[number] as string)
        const is = phrases.every(
          ({ words, field, not }) =>
            not !== said?.some(([where, text]) => (field ?? where) === where && says(text, words)),
        )
        if (!said || !is) missed[number] = MISSED.other
      }
    }
  }
  return found
}

/** How many papers are not searched yet, because the index is still to be made of them. */
export async function unprepared(): Promise<number> {
  if (!(await head())) return await db.papers.count()
  return Math.max(0, (await db.unindexed.count()) - MOST)
}

/** How far the making of the index is: of so many papers so many are read. */
export type Tell = (done: number, of: number) => void

/**
 * Makes the index where there is none, and packs into it what changed where that is much. One page at a time does, and it can
 * be closed at any time: what was stored before stays until the new one is whole.
 */
export async function prepare(tell?: Tell): Promise<void> {
  await navigator.locks.request('index', async () => {
    // Of an import that is under way more may have come meanwhile than is searched unpacked.
    do await packChanged(!(await head()), tell)
    while ((await unprepared()) > 0)
  })
}

/** Makes the index anew of all papers, whatever is stored of it. */
export const remake = (tell: Tell): Promise<void> => navigator.locks.request('index', () => packChanged(true, tell))

async function packChanged(anew: boolean, tell?: Tell): Promise<void> {
  // Noted before anything is read: what is written meanwhile stays noted.
  const rows = await db.unindexed.toArray()
  if (!anew && rows.length < MANY) return
  // In the order in which they were touched: sorting them so is then soon done.
  const ids = anew ? await db.papers.orderBy('touchedAt').primaryKeys() : rows.map(({ paperId }) => paperId)
  const packs = anew ? [] : [await indexed()]
  let some: Index[] = []
  const gone = new Set(ids)
  for (let at = 0; at < ids.length; at += CHUNK) {
    tell?.(at, ids.length)
    const docs = await docsOf(ids.slice(at, at + CHUNK))
    some.push(opened(pack([...docs.values()])))
    // Hundreds at once take far longer than some, and then the results of that.
    if (some.length === AT_ONCE) {
      packs.push(opened(merged(some)))
      some = []
    }
    for (const id of docs.keys()) gone.delete(id)
  }
  await store(merged([...packs, ...some], gone), rows)
  tell?.(ids.length, ids.length)
}

async function store(packed: Packed, rows: Unindexed[]): Promise<void> {
  const made = crypto.randomUUID()
  await db.transaction('rw', [db.index, db.unindexed], async () => {
    await db.index.bulkPut([
      { id: 'packed', made, packed },
      { id: 'head', made, shape: SHAPE },
    ])
    const now = await db.unindexed.bulkGet(rows.map(({ paperId }) => paperId))
    const done = rows.filter(({ write }, at) => now[at]?.write === write)
    await db.unindexed.bulkDelete(done.map(({ paperId }) => paperId))
  })
}
