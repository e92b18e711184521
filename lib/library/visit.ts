import { z } from 'zod'
import type { Entry } from '../entry'
import { Key, PaperFacts } from '../paper'
import { filled, papersOf, without } from './papers'
import { entriesFor } from './queries'
import { write } from './write'

/** The papers that a page lists, as a site reader read them; one that does not parse does not keep the others out. */
export const Visit = z.object({
  site: z.string().min(1).max(100),
  papers: z.array(PaperFacts.nullable().catch(null)).max(5000),
})
export type Visit = z.infer<typeof Visit>

/** The keys of the papers of a page, to ask again what is stored of them. */
export const Known = z.array(z.array(Key).max(50)).max(5000)

/**
 * Answers what is stored of the papers of a page, after filling the gaps of those that are stored by what the page knows
 * more. A paper that the reader never acted on is not stored.
 */
export async function visit({ site, papers }: Visit): Promise<(Entry | null)[]> {
  const keys = papers.map((facts) => facts?.keys ?? [])
  const stored = await entriesFor(keys)
  if (stored.some(Boolean)) {
    await write('fill', async (writing) => {
      for (const [index, facts] of papers.entries()) {
        if (!facts || !stored[index]) continue
        const [paper, ...others] = await papersOf(facts.keys)
        const fuller = paper && filled(paper, without(facts, others), site, writing.at)
        if (fuller) await writing.putFacts(fuller)
      }
    })
    return await entriesFor(keys)
  }
  return stored
}
