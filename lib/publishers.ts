import type { Where } from './site'

/** These have no reader of their own: whether a page lists papers is told by the page, not by its address. */
const any = () => true

/**
 * Publishers and archives that the reader may switch on by name. The general reader (lib/generic.ts) reads them, as it does
 * any host that the reader allows; each name stands here to be found and for the hosts that belong together.
 */
export const publishers: Where[] = [
  { name: 'ACM Digital Library', hosts: ['dl.acm.org'], test: any },
  { name: 'APS Journals', hosts: ['journals.aps.org'], test: any },
  { name: 'eLife', hosts: ['elifesciences.org'], test: any },
  { name: 'HAL', hosts: ['hal.science', 'inria.hal.science', 'shs.hal.science', 'theses.hal.science'], test: any },
  { name: 'IEEE Xplore', hosts: ['ieeexplore.ieee.org'], test: any },
  { name: 'INSPIRE', hosts: ['inspirehep.net'], test: any },
  { name: 'NASA ADS', hosts: ['ui.adsabs.harvard.edu'], test: any },
  { name: 'Nature', hosts: ['www.nature.com'], test: any },
  { name: 'NBER', hosts: ['www.nber.org'], test: any },
  { name: 'PeerJ', hosts: ['peerj.com'], test: any },
  { name: 'PLOS', hosts: ['journals.plos.org'], test: any },
  { name: 'PubMed Central', hosts: ['pmc.ncbi.nlm.nih.gov'], test: any },
  { name: 'ScienceDirect', hosts: ['www.sciencedirect.com'], test: any },
  { name: 'Springer Link', hosts: ['link.springer.com'], test: any },
  { name: 'SSRN', hosts: ['papers.ssrn.com'], test: any },
  { name: 'USENIX', hosts: ['www.usenix.org'], test: any },
  { name: 'Zenodo', hosts: ['zenodo.org'], test: any },
]
