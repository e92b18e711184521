import type { Site, Where } from '../site'
import * as arxiv from './arxiv'
import * as huggingface from './huggingface'

/** Every site that is read, in order of precedence: the first that answers for an address reads it. */
export const sites: Site[] = [huggingface, arxiv]

/** The addresses of all sites, for the gate: whoever imports this alone bundles nothing else of a site. */
export const wheres: Where[] = [huggingface.where, arxiv.where]

/** The site that answers for an address: one that may list papers, or one that by itself names a paper. */
export const siteAt = (url: URL): Site | undefined =>
  sites.find(
    ({ where, paperAt }) => where.hosts.includes(url.hostname) && (where.test(url) || paperAt?.(url) !== undefined),
  )
