import { z } from 'zod'
import { PaperFacts } from './paper'
import { Sighting } from './sighting'

/** What the popup and the side panel are told of a page. A paper that does not parse is as good as not told. */
export const PageReport = z.object({
  /** The site that the page was read as. */
  site: z.string(),
  /** The site's name, as readers know it. */
  name: z.string(),
  url: z.string(),
  /** The papers in page order. */
  papers: z.array(z.unknown()).transform((papers) => papers.flatMap((facts) => PaperFacts.safeParse(facts).data ?? [])),
  /** How many items told no paper, as when a site writes its titles otherwise than it did. */
  unread: z.number().int().nonnegative(),
  /** When papers were seen before this visit, by their first key. */
  seen: z.record(z.string(), Sighting.pick({ count: true, last: true }).optional()),
  /** Highlights whose words this page does not show, by id. */
  missing: z.array(z.string()),
})
export type PageReport = z.infer<typeof PageReport>

/** What a page tells a panel that stands beside it: what it shows now, or, by its first key, which paper the reader went to. */
export const Beside = z.union([z.object({ report: PageReport }), z.object({ at: z.string() })])
export type Beside = z.infer<typeof Beside>
