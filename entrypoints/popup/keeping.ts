import type { Keeping } from '@/components/Writing'
import { Autosave } from '@/lib/autosave'
import { perform } from '@/lib/messages'

/** Where the popup's words go: to the background, because the popup may close half-way. */
export const keeping: Keeping = {
  act: perform,
  keep: (field, store, tell) => new Autosave(field, store, tell),
  draft: Autosave.draft,
}

/** The name of a paper's note's draft, in the page and here alike. */
export const draftOf = (keys: string[], id = '') => `note:${keys[0] ?? id}`
