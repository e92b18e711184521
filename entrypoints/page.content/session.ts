import type { Act, Done, OnPaper } from '@/lib/act'
import type { Meaning, Prepared } from '@/lib/color'
import type { Known } from '@/lib/entry'
import type { Highlight } from '@/lib/highlight'
import type { Mark } from '@/lib/paint'
import type { Problem } from '@/lib/problem'
import type { Listed } from '@/lib/site'
import type { Host } from './host'

/** One paper of the page: where it stands, what is stored of it, and its highlights as they are painted. */
export interface Item {
  /** Its first identity key; the same for as long as the page lists it. */
  key: string
  listed: Listed
  entry: Known['entry']
  /** Whether and when it was seen before this visit. */
  seen?: Known['seen']
  /** Whether it was asked, and answered, what is stored of it. */
  asked: boolean
  /** The number of the newest question about it that was answered. */
  answer: number
  /** When the reader skipped it. */
  skipped?: Known['skipped']
  /** Where its highlights stand in the page now. */
  marks: Mark[]
  /** Highlights whose words are not in what the page shows or holds, by id. */
  missing: string[]
}

/** Words that the reader selected in one paper's abstract or title. */
export interface Selected {
  item: Item
  field: Highlight['field']
  /** The whole text, and which part of it is selected, in UTF-16 units. */
  text: string
  start: number
  end: number
  /** Where the words stand in the page, in turn. */
  ranges: [Range, ...Range[]]
}

/** What the pieces of the page script share. */
export interface Session {
  host: Host
  signal: AbortSignal
  url(): URL
  /** The site's id, which goes with what it says. */
  site(): string
  /** The papers of the page, as they were read last. */
  items(): Item[]
  item(key: string): Item | undefined
  /** The open roots of the page in which words of its papers stand, and our own. */
  roots(): ShadowRoot[]
  /** The colour to highlight with where none is chosen. */
  color(): Prepared
  /** What the colours mean, in the reader's order. */
  meanings(): Meaning[]
  /** Whether single keys act on selected words. */
  barKeysOn(): boolean
  /** Whether words are highlighted as soon as they are selected with the mouse. */
  highlightsOnSelect(): boolean
  /** Does an act and shows what it changed. */
  act(act: Act): Promise<Done>
  /** Says what was done, with Undo, or why it was not done. */
  say(done: Done, words: string): void
  /** What to tell the reader of a problem. */
  sentence(problem: Problem): string
}

/** The paper of an item as an act names it: by what the page says, which fills the gaps of what is stored. */
export const onPaper = (session: Session, item: Item): OnPaper => ({ facts: item.listed.facts, site: session.site() })
