import type { PaperFacts } from './paper'

/** Part of a page that shows a paper's title or abstract, for highlighting in. */
export interface TextPlace {
  element: Element
  /** A selector of what stands inside the element and is not the paper's words: "Abstract:", "More", "Less". */
  skip?: string
}

/** What an item of a page tells of its paper, and where it shows it. */
export interface Told {
  facts: PaperFacts
  title?: TextPlace
  /** Absent where the page shows no abstract, or shows something else in its place. */
  abstract?: TextPlace
  /** Further places that show the same abstract or a piece of it, of which the reader may see any: a short copy. */
  copies?: TextPlace[]
}

/** One paper that a page lists, and where: the marker stands beside the element. */
export interface Listed extends Told {
  element: Element
  /** The elements in its title and abstract that have an open root or may get one, and the roots that were read. */
  hosts?: Element[]
  roots?: ShadowRoot[]
}

/** An item of a page: found at each look, read only when it is new or was changed. */
export interface Item {
  /** The marker stands beside it, and a change in it has the item read again. */
  element: Element
  /** Where the item's words stand, if not in the element: a change in it has the item read again. */
  within?: Element
  /** What it tells; undefined when that is no paper. */
  read(): Told | undefined
}

/** What of a page is looked at: all of it, or what was added after the items that are known. */
export interface Part {
  isWhole: boolean
  /**
   * What a selector finds there, in page order. Without combinators (`.list .item`): for those Chromium looks at the whole
   * document, however small the part.
   */
  all(selector: string): Iterable<Element>
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
  /**
   * The items of a page in page order, a page of one paper being one item; `undefined` is a place to pause where finding them
   * takes long. Touches nothing. What an item says twice, and an item of a paper that came before, may be given: lib/reader.ts
   * keeps the first. Of a part of a page that is not whole only what stands in it need be given.
   */
  items(page: Document, url: URL, part: Part): Iterable<Item | undefined>
  /** Set where what comes may change what is known: each look is at the whole page. */
  isWhole?: true
  /** The paper that an address alone tells, for PDFs and full texts in which no words can be highlighted. */
  paperAt?(url: URL): PaperFacts | undefined
  /** Whether a change may change what the page lists, of which `listed` has the elements; absent where any may. */
  matters?(change: MutationRecord, listed: ReadonlySet<Node>, url: URL): boolean
}

/** Whether a site answers for an address: one that may list papers, or one that by itself names a paper. */
export const answersFor = ({ where, paperAt }: Site, url: URL): boolean =>
  where.hosts.includes(url.hostname) && (where.test(url) || paperAt?.(url) !== undefined)
