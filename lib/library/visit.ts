import { z } from 'zod'
import type { Entry, Known } from '../entry'
import type { Identity as Asking } from '../likeness'
import { type Paper, PaperFacts } from '../paper'
import type { Sighting } from '../sighting'
import { tell } from './meet'
import { entriesFor } from './queries'
import { recognize } from './recognize'
import { seenBefore, sight, sightingsOf } from './sightings'
import { write } from './write'

/** The papers that a page lists, as a site reader read them; one that does not parse does not keep the others out. */
export const Visit = z.object({
  site: z.string().min(1).max(100),
  papers: z.array(PaperFacts.nullable().catch(null)).max(5000),
})
export type Visit = z.infer<typeof Visit>

const Identity = PaperFacts.pick({ keys: true, title: true, authors: true, date: true })

/** What tells the papers of a page from others, to ask again what is known of them. */
export const Asked = z.array(Identity.nullable().catch(null)).max(5000)

/**
 * Answers what is known of the papers of a page: what is stored, after filling the gaps of those that are stored by what the
 * page knows more, and whether they were seen before; then, unless `sighting` is false, notes that they were seen now. Of a
 * paper that the reader never acted on nothing else is stored.
 */
export async function visit({ site, papers }: Visit, sighting = true, now = new Date()): Promise<Known[]> {
  let entries = await entriesFor(papers)
  if (entries.some(Boolean)) {
    const filled = write('fill', async (writing) => {
      const told = new Map<string, Paper>()
      for (const [index, found] of (await recognize(papers)).entries()) {
        const facts = papers[index]
        // What is the same by its title alone is shown, and joined when the reader acts on it.
        if (facts && found?.by === 'key') await tell(writing, found, facts, site, told)
      }
    })
    await filled.catch(leastLost)
    entries = await entriesFor(papers)
  }
  const sightings = await sightingsOf(papers)
  if (sighting) await sight(papers, now).catch(leastLost)
  return entries.map((entry, index) => {
    const seen = sighting ? seenBefore(sightings[index], now) : undefined
    return { ...knownBy(entry, sightings[index]), ...(seen && { seen }) }
  })
}

/** Where there is no room left, what a page tells by itself is the least that may be lost: the reader is shown what is stored. */
const leastLost = (error: unknown) => console.error(error)

/** What is known now of these papers. When they were seen is for the visit to say. */
export async function knownOf(papers: (Asking | null)[]): Promise<Known[]> {
  const entries = await entriesFor(papers)
  const sightings = await sightingsOf(papers)
  return entries.map((entry, index) => knownBy(entry, sightings[index]))
}

const knownBy = (entry: Entry | null, sighting: Sighting | undefined): Known => ({
  entry: entry && readersOwn(entry),
  ...(sighting?.skipped && { skipped: sighting.skipped }),
})

/** The reader's own of an entry. What other pages said of the paper, and on which its words were marked, is no page's business. */
const readersOwn = ({ paper: { status, edits, tags }, highlights, notes }: Entry): Known['entry'] => ({
  // Of these it is enough that there are some.
  paper: { ...(status && { status }), ...(edits && { edits: true }), ...(tags?.length && { tags: true }) },
  highlights: highlights.map(({ url: _url, ...highlight }) => highlight),
  notes,
})
