import type { Site, Where } from '../site'
import * as aclAnthology from './acl-anthology'
import * as alphaxiv from './alphaxiv'
import * as ar5iv from './ar5iv'
import * as arxiv from './arxiv'
import * as biorxiv from './biorxiv'
import * as cvf from './cvf'
import * as dblp from './dblp'
import * as europepmc from './europepmc'
import * as googleScholar from './google-scholar'
import * as huggingface from './huggingface'
import * as jmlr from './jmlr'
import * as neurips from './neurips'
import * as neuripsVirtual from './neurips-virtual'
import * as openreview from './openreview'
import * as papersCool from './papers.cool'
import * as paperswithcode from './paperswithcode'
import * as pmlr from './pmlr'
import * as pubmed from './pubmed'
import * as scirate from './scirate'
import * as semanticScholar from './semantic-scholar'

/** Every site that is read, in order of precedence: the first that answers for an address reads it. */
export const sites: Site[] = [
  huggingface,
  arxiv,
  semanticScholar,
  openreview,
  aclAnthology,
  pubmed,
  europepmc,
  googleScholar,
  dblp,
  alphaxiv,
  ar5iv,
  biorxiv,
  cvf,
  jmlr,
  neurips,
  neuripsVirtual,
  papersCool,
  paperswithcode,
  pmlr,
  scirate,
]

/** The addresses of all sites, for the gate: whoever imports this alone bundles nothing else of a site. */
export const wheres: Where[] = [
  huggingface.where,
  arxiv.where,
  semanticScholar.where,
  openreview.where,
  aclAnthology.where,
  pubmed.where,
  europepmc.where,
  googleScholar.where,
  dblp.where,
  alphaxiv.where,
  ar5iv.where,
  biorxiv.where,
  cvf.where,
  jmlr.where,
  neurips.where,
  neuripsVirtual.where,
  papersCool.where,
  paperswithcode.where,
  pmlr.where,
  scirate.where,
]

/** The sites on the host of an address. Where there are none, the general reader reads, if the reader allowed the host. */
export const wheresAt = ({ hostname }: URL): Where[] => wheres.filter(({ hosts }) => hosts.includes(hostname))

/** A site's name, as readers know it, by the id that records have. */
export const siteName = (id: string): string | undefined => sites.find((site) => site.id === id)?.where.name

/** The site that answers for an address: one that may list papers, or one that by itself names a paper. */
export const siteAt = (url: URL): Site | undefined =>
  sites.find(
    ({ where, paperAt }) => where.hosts.includes(url.hostname) && (where.test(url) || paperAt?.(url) !== undefined),
  )
