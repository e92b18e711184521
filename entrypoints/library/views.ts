import type { Done } from '@/lib/act'
import type { Address, Go } from './address'
import type { Asked } from './asked'

/** The views of the library, in the order in which they are offered. */
export const views = ['papers', 'quotes', 'board', 'tags', 'statistics', 'digest', 'joins', 'trash'] as const
export type View = (typeof views)[number]

/** What each view is given. */
export interface ViewProps {
  address: Address
  go: Go
  /** Says what was done, with Undo, or why it was not. */
  say(done: Done, words: string): void
  /** What was asked before there was anything to see, if the list of papers was. */
  first?: Asked
}
