import type { Keeping } from '@/components/Writing'
import { Autosave } from '@/lib/autosave'
import { perform } from '@/lib/messages'

/** Where the library tab's words go: to the background, as from everywhere; only an import is written from here. */
export const keeping: Keeping = {
  act: perform,
  keep: (field, store, tell) => new Autosave(field, store, tell),
  draft: Autosave.draft,
}
