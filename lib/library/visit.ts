import { z } from 'zod'
import type { Known as KnownPaper } from '../entry'
import { Key, PaperFacts } from '../paper'
import { filled, papersOf, without } from './papers'
import { entriesFor } from './queries'
import { seenBefore, sight } from './sightings'
import { write } from './write'

/** The papers that a page lists, as a site reader read them; one that does not parse does not keep the others out. */
export const Visit = z.object({
  site: z.string().min(1).max(100),
  papers: z.array(PaperFacts.nullable().catch(null)).max(5000),
})
export type Visit = z.infer<typeof Visit>

/** The keys of the papers of a page, to ask again what is stored of them. */
export const Asked = z.array(z.array(Key).max(50)).max(5000)

/** Answers what is stored of the papers of a page, and stores nothing: for private windows. */
export async function look({ papers }: Visit): Promise<KnownPaper[]> {
  const entries = await entriesFor(papers.map((facts) => facts?.keys ?? []))
  return entries.map((entry) => ({ entry }))
}

/**
 * Answers what is known of the papers of a page: what is stored, after filling the gaps of those that are stored by what the
 * page knows more, and whether they were seen before; then, unless `sighting` is false, notes that they were seen now. Of a
 * paper that the reader never acted on nothing else is stored.
 */
export async function visit({ site, papers }: Visit, sighting = true): Promise<KnownPaper[]> {
  const keys = papers.map((facts) => facts?.keys ?? [])
  let entries = await entriesFor(keys)
  if (entries.some(Boolean)) {
    await write('fill', async (writing) => {
      for (const [index, facts] of papers.entries()) {
        if (!facts || !entries[index]) continue
        const [paper, ...others] = await papersOf(facts.keys)
        const fuller = paper && filled(paper, without(facts, others), site, writing.at)
        if (fuller) await writing.putFacts(fuller)
      }
    })
    entries = await entriesFor(keys)
  }
  const seen = sighting ? await seenBefore(papers) : []
  // Where there is no room left, that a paper was seen is the least that may be lost.
  if (sighting) await sight(papers).catch((error) => console.error(error))
  return entries.map((entry, index) => ({ entry, ...(seen[index] && { seen: seen[index] }) }))
}
