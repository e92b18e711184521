import type { Site, Where } from '../site'
import * as listed from './listed'

/** Every site that is read. */
export const sites: Site[] = /* @__PURE__ */ Object.values(listed)

/** The addresses of all sites, for the gate: whoever imports this alone bundles nothing else of a site. */
export const wheres: Where[] = Object.values(
  import.meta.glob<Where>(['./*.ts', '!./index.ts', '!./listed.ts'], { eager: true, import: 'where' }),
)

/** The sites on the host of an address. Where there are none, the general reader reads, if the reader allowed the host. */
export const wheresAt = ({ hostname }: URL): Where[] => wheres.filter(({ hosts }) => hosts.includes(hostname))

/** A site's name, as readers know it, by the id that records have. */
export const siteName = (id: string): string | undefined => sites.find((site) => site.id === id)?.where.name

/** The site that answers for an address: one that may list papers, or one that by itself names a paper. */
export const siteAt = (url: URL): Site | undefined =>
  sites.find(
    ({ where, paperAt }) => where.hosts.includes(url.hostname) && (where.test(url) || paperAt?.(url) !== undefined),
  )
