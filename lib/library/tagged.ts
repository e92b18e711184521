import { db } from '../db'
import { hasTag } from '../tag'
import { discardedPapers } from './trash'

/** A tag as most papers write it, and its papers by their ids. */
export interface Tagged {
  tag: string
  papers: string[]
}

/** The tags that there are, in the order of the alphabet, each once whatever its case, with their papers. */
export async function tagged(): Promise<Tagged[]> {
  const gone = await discardedPapers()
  // In one transaction: one for each of a thousand tags takes longer than what is asked.
  const { spelled, holders } = await db.transaction('r', db.papers, async () => {
    const spelled = await spellings()
    const holders = await Promise.all(spelled.map((tag) => db.papers.where('tags').equals(tag).primaryKeys()))
    return { spelled, holders }
  })
  const standing = spelled.map((tag, at) => ({ tag, papers: (holders[at] ?? []).filter((id) => !gone.has(id)) }))
  const same = Map.groupBy(standing, ({ tag }) => tag.toLowerCase()).values()
  return [...same]
    .map((all) => {
      const [first] = all.toSorted((a, b) => b.papers.length - a.papers.length)
      return { tag: first?.tag ?? '', papers: [...new Set(all.flatMap(({ papers }) => papers))] }
    })
    .filter(({ papers }) => papers.length > 0)
    .sort((a, b) => a.tag.localeCompare(b.tag))
}

/** All the ways in which a tag is written, or all tags. */
export async function spellings(tag?: string): Promise<string[]> {
  const all = (await db.papers.orderBy('tags').uniqueKeys()) as string[]
  return tag === undefined ? all : all.filter((one) => hasTag([one], tag))
}
