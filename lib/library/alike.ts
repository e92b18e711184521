import { db } from '../db'
import type { Entry } from '../entry'
import { isApart, isTitleKey, likeness } from '../likeness'
import type { Paper } from '../paper'
import { alive, entriesOf } from './queries'
import { headsOf, MOST_NAMESAKES } from './recognize'

/** Two stored papers that may be one, the older first. */
export type Pair = [Entry, Entry]

/** A record that went into another one, and the stored paper that it is part of now. */
export interface Joined {
  gone: Paper
  paper: Paper
}

/**
 * Pairs of stored papers that may be one: their titles are the same and nothing speaks against it, they have an identifier in
 * common, or a page gave one of them an identifier of the other.
 */
export async function suggestions(): Promise<Pair[]> {
  const pairs = new Map<string, [Paper, Paper]>()
  for (const pair of [...(await titledAlike()), ...(await keyedAlike()), ...(await claimed())]) {
    const [one, other] = pair.sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id))
    if (!isApart(one, other)) pairs.set(one.id + other.id, [one, other])
  }
  const papers = new Map([...pairs.values()].flat().map((paper) => [paper.id, paper]))
  const entries = new Map((await entriesOf([...papers.values()])).map((entry) => [entry.paper.id, entry]))
  return [...pairs.values()].map((pair) => pair.map(({ id }) => entries.get(id)) as Pair)
}

/** The stored papers that may be the same as one of them, for reasons as those of `suggestions`; the oldest first. */
export async function mayBe(paper: Paper): Promise<Entry[]> {
  const { titleKey = '', keys } = paper
  const [titled, claiming, holding] = await Promise.all([
    db.papers.where({ titleKey }).filter(alive).toArray(),
    db.papers.where('claimed').anyOf(keys).filter(alive).toArray(),
    db.papers
      .where('keys')
      .anyOf([...identifiers(paper), ...(paper.claimed ?? [])])
      .distinct()
      .toArray(),
  ])
  const alike = titled.length <= MOST_NAMESAKES ? titled.filter((other) => likeness(paper, other)) : []
  const holders = [...(await headsOf(holding)).values()]
  const others = new Map([...alike, ...claiming, ...holders].map((other) => [other.id, other]))
  others.delete(paper.id)
  const found = [...others.values()].filter((other) => !isApart(paper, other))
  return await entriesOf(found.sort((a, b) => a.createdAt.localeCompare(b.createdAt)))
}

/** Keys of an index read at once. */
const KEYS = 2000

async function titledAlike(): Promise<[Paper, Paper][]> {
  const papers = await db.papers
    .where('titleKey')
    .anyOf(await twice('titleKey'))
    .filter(alive)
    .toArray()
  const groups = [...Map.groupBy(papers, ({ titleKey }) => titleKey).values()]
  return groups
    .filter(({ length }) => length <= MOST_NAMESAKES)
    .flatMap((group) => pairsOf(group).filter(([one, other]) => likeness(one, other)))
}

/** What a title is made into says no more than the title. */
const identifiers = ({ keys }: Paper) => keys.filter((key) => !isTitleKey(key))

async function keyedAlike(): Promise<[Paper, Paper][]> {
  const shared = new Set(await twice('keys'))
  const papers = await db.papers
    .where('keys')
    .anyOf([...shared])
    .distinct()
    .filter(alive)
    .toArray()
  const held = papers.flatMap((paper) => identifiers(paper).map((key) => ({ key, paper })))
  const groups = Map.groupBy(
    held.filter(({ key }) => shared.has(key)),
    ({ key }) => key,
  )
  return [...groups.values()].flatMap((group) => pairsOf(group.map(({ paper }) => paper)))
}

/** What several papers have in an index, those that were deleted among them. */
async function twice(index: 'titleKey' | 'keys'): Promise<string[]> {
  const found = new Set<string>()
  for (let from = ''; ; ) {
    // In the order of the index: what stands there twice stands side by side. Some at a time, lest an act wait for all of them.
    const keys = (await db.papers.where(index).aboveOrEqual(from).limit(KEYS).keys()) as string[]
    for (const [at, key] of keys.entries()) if (key === keys[at - 1]) found.add(key)
    const last = keys.at(-1)
    if (keys.length < KEYS || last === undefined) return [...found]
    // The last one's equals may stand behind it, and are read with it; where they are all that was read, nothing else is left of it.
    from = last === from ? `${last}\0` : last
  }
}

const pairsOf = (group: Paper[]) =>
  group.flatMap((one, at) => group.slice(at + 1).map((other): [Paper, Paper] => [one, other]))

async function claimed(): Promise<[Paper, Paper][]> {
  const claiming = await db.papers.orderBy('claimed').distinct().filter(alive).toArray()
  const keys = claiming.flatMap((paper) => paper.claimed ?? [])
  const holders = await db.papers.where('keys').anyOf(keys).distinct().toArray()
  const heads = await headsOf(holders)
  return claiming.flatMap((paper) =>
    holders.flatMap((holder): [Paper, Paper][] => {
      const head = heads.get(holder.id)
      const isClaimed = holder.keys.some((key) => paper.claimed?.includes(key))
      return isClaimed && head && head.id !== paper.id ? [[paper, head]] : []
    }),
  )
}

/** The joins that were made, the newest first; those of papers that were deleted since are left out. */
export async function joins(): Promise<Joined[]> {
  const gone = await db.papers.orderBy('joined.into').toArray()
  const heads = await headsOf(gone)
  return gone
    .flatMap((one) => {
      const paper = heads.get(one.id)
      return paper ? [{ gone: one, paper }] : []
    })
    .sort((a, b) => (b.gone.deletedAt ?? '').localeCompare(a.gone.deletedAt ?? ''))
}
