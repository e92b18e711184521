import type { Act, Done } from '@/lib/act'
import type { Color } from '@/lib/color'
import type { Entry } from '@/lib/entry'
import type { Highlight } from '@/lib/highlight'
import type { Mark } from '@/lib/paint'
import type { Listed } from '@/lib/site'
import type { Host } from './host'

/** One paper of the page: where it stands, what is stored of it, and its highlights as they are painted. */
export interface Item {
  /** Its first identity key; the same for as long as the page lists it. */
  key: string
  listed: Listed
  entry: Entry | null
  /** What is painted in the page. */
  marks: Mark[]
  /** Highlights whose words are not in what the page shows or holds, by id. */
  missing: string[]
}

/** Words that the reader selected in one paper's abstract or title. */
export interface Selected {
  item: Item
  field: Highlight['field']
  /** The whole text, and which part of it is selected. */
  text: string
  start: number
  end: number
  /** Where the words stand on the screen. */
  range: Range
}

/** What the pieces of the page script share. */
export interface Session {
  host: Host
  signal: AbortSignal
  /** The site's id, which goes with what it says. */
  site(): string
  items(): Item[]
  /** Does an act and shows what it changed. */
  act(act: Act): Promise<Done>
  /** The colour used last. */
  color(): Color
  highlight(selected: Selected, color: Color, comment: boolean): Promise<void>
  openEditor(item: Item, id: string, at: DOMRect): void
  openCard(item: Item): void
  say(done: Done, words: string): void
}

/** The paper of an item as an act names it: by id once it is stored, until then by what the page says. */
export const onPaper = (session: Session, item: Item) =>
  ({ facts: item.listed.facts, site: session.site() }) satisfies Extract<Act, { do: 'status' }>['paper']
