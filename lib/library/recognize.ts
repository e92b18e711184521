import { db } from '../db'
import { titleKey } from '../identity'
import { type Identity, isApart, isTelling, isTitleKey, likeness } from '../likeness'
import type { Paper } from '../paper'
import { having } from './having'

/** A stored paper in which another one was recognised: one that a page lists, or that a file holds. */
export interface Recognized {
  paper: Paper
  /** The record that it was recognised in: the paper itself, or one that was joined into it. */
  record: Paper
  /** Whether they share a key, or are one by their titles alone. */
  by: 'key' | 'title'
  /** Other stored papers that have keys of it. */
  others: Paper[]
}

/** Recognises stored papers, for each that is asked for in turn. Indexed queries, all at once. */
export async function recognize(asked: (Identity | null)[]): Promise<(Recognized | undefined)[]> {
  const keys = asked.flatMap((identity) => identity?.keys ?? [])
  const titles = asked.flatMap((identity) => (identity && isTelling(identity.title) && titleKey(identity.title)) || [])
  const [withKeys, withTitles] = await Promise.all([
    having(db.papers, 'keys', keys),
    having(db.papers, 'titleKey', titles),
  ])
  const heads = await headsOf([...withKeys, ...withTitles])
  // What a page means is the record whose own the key is: the first that had it before it was joined into others.
  const rank = ({ deletedAt, createdAt }: Paper) => `${deletedAt ?? 'live'} ${createdAt}`
  const first = (a: Paper, b: Paper) => (rank(a) < rank(b) ? -1 : 1)
  const stand = (record: Paper) => heads.has(record.id)
  const byKey = group(withKeys.filter(stand).sort(first), (record) => record.keys)
  const byTitle = group(withTitles.filter(stand).sort(first), (record) => (record.titleKey ? [record.titleKey] : []))
  return asked.map((identity) => (identity ? recognized(identity, byKey, byTitle, heads) : undefined))
}

/** A title that more stored papers have tells none of them from the others, and a file may hold thousands of one title. */
export const MOST_NAMESAKES = 20

type Groups = Map<string, Paper[]>

function recognized(identity: Identity, byKey: Groups, byTitle: Groups, heads: Map<string, Paper>) {
  const headOf = ({ id }: Paper) => heads.get(id) as Paper
  const holders = identity.keys.flatMap((key) =>
    (byKey.get(key) ?? []).filter((record) => !isTitleKey(key) || likeness(identity, record) === 'same'),
  )
  const by = holders.length > 0 ? ('key' as const) : ('title' as const)
  const namesakes = () => {
    const called = byTitle.get(titleKey(identity.title) ?? '') ?? []
    if (called.length > MOST_NAMESAKES) return []
    return called.filter((record) => {
      const { keys, apart } = headOf(record)
      const whole = { ...record, keys, apart }
      return likeness(identity, record) === 'same' && likeness(identity, whole) === 'same'
    })
  }
  const found = by === 'key' ? holders : namesakes()
  const [record] = found
  const [paper, ...others] = new Map(found.map(headOf).map((head) => [head.id, head])).values()
  if (!record || !paper) return undefined
  // Of two namesakes that are known to be two, which one is meant cannot be told.
  if (by === 'title' && others.some((other) => isApart(paper, other))) return undefined
  return { paper, record, by, others: by === 'key' ? others : [] }
}

/** Joins that are followed one into the next. Only broken ones lead in a circle; the check-up finds those. */
const FARTHEST = 100

/**
 * The stored papers that records stand for, by the records' ids: themselves, or what they were joined into, however often.
 * Those that were deleted stand for none.
 */
export async function headsOf(records: Paper[]): Promise<Map<string, Paper>> {
  const heads = new Map(records.map((record) => [record.id, record]))
  for (let far = 0; far < FARTHEST; far++) {
    const gone = [...heads].flatMap(([id, { joined }]) => (joined ? [{ id, into: joined.into }] : []))
    if (gone.length === 0) break
    const next = await db.papers.bulkGet(gone.map(({ into }) => into))
    for (const [index, { id }] of gone.entries()) {
      const into = next[index]
      if (into) heads.set(id, into)
      else heads.delete(id)
    }
  }
  for (const [id, { deletedAt, joined }] of heads) if (deletedAt || joined) heads.delete(id)
  return heads
}

function group(records: Paper[], keysOf: (record: Paper) => string[]): Groups {
  const groups: Groups = new Map()
  for (const record of records) {
    for (const key of keysOf(record)) {
      const others = groups.get(key)
      if (others) others.push(record)
      else groups.set(key, [record])
    }
  }
  return groups
}
