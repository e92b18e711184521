import type { PaperFacts } from './paper'

/** Part of a page that shows a paper's title or abstract, for highlighting in. */
export interface TextPlace {
  element: Element
  /** A selector of what stands inside the element and is not the paper's words: "Abstract:", "More", "Less". */
  skip?: string
}

/** One paper that a page lists, and where. */
export interface Listed {
  facts: PaperFacts
  /** The item: the marker stands beside it. */
  element: Element
  title?: TextPlace
  /** Absent where the page shows no abstract, or shows something else in its place. */
  abstract?: TextPlace
  /** Further places that show the same abstract or a piece of it, of which the reader may see any: a short copy. */
  copies?: TextPlace[]
}

/** Which addresses a site answers for. The gate bundles nothing else of a site. */
export interface Where {
  /** As the reader knows the site. */
  name: string
  hosts: string[]
  /** Set for the two sites that the manifest requires; the reader switches the others on. */
  required?: true
  /** Set for a site of which only copies are left: read by the commands, not in the manifest. */
  archived?: true
  /** Whether this address, on one of the hosts, may show papers. */
  test(url: URL): boolean
}

/** One site: each file in lib/sites/ is one, by its exports. */
export interface Site {
  where: Where
  /** Short name, used in records: `huggingface`. */
  id: string
  /** The papers of a page in page order, each once. Reads, touches nothing; throws when the page breaks its rules. */
  papers(page: Document, url: URL): Listed[]
  /** The paper that an address alone tells, for PDFs and full texts in which no words can be highlighted. */
  paperAt?(url: URL): PaperFacts | undefined
}
