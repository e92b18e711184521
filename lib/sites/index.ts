import type { ScriptPublicPath } from 'wxt/utils/inject-script'
import { answersFor, type Site, type Where } from '../site'
import * as listed from './listed'

/** Every site that is read. */
export const sites: Site[] = /* @__PURE__ */ Object.values(listed)

const wheresIn = import.meta.glob<Where>(['./*.ts', '!./index.ts', '!./listed.ts'], { eager: true, import: 'where' })

/** The addresses of all sites, for the gate: whoever imports this alone bundles nothing else of a site. */
export const wheres: Where[] = Object.values(wheresIn)

/** The sites on the host of an address. Where there are none, the general reader reads, if the reader allowed the host. */
export const wheresAt = ({ hostname }: URL): Where[] => wheres.filter(({ hosts }) => hosts.includes(hostname))

/** The script that is the general reader (wxt.config.ts). */
export const GENERAL: ScriptPublicPath = '/sites/generic.js'

/** The scripts that read and mark the papers of an address: the readers of its host, or else the general one, then the page script. */
export function scriptsAt(url: URL): ScriptPublicPath[] {
  const here = wheresAt(url)
  const own = Object.keys(wheresIn).filter((file) => here.includes(wheresIn[file] as Where))
  const readers = own.map((file) => file.replace(/^\.(.+)ts$/, '/sites$1js') as ScriptPublicPath)
  return [...(own.length > 0 ? readers : [GENERAL]), '/content-scripts/page.js']
}

/** A site's name, as readers know it, by the id that records have. */
export const siteName = (id: string): string | undefined => sites.find((site) => site.id === id)?.where.name

/** The site that answers for an address. */
export const siteAt = (url: URL): Site | undefined => sites.find((site) => answersFor(site, url))
