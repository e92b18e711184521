import { i18n } from '#i18n'
import type { Keeping } from '@/components/Writing'
import type { Done, OnPaper } from '@/lib/act'
import { Autosave } from '@/lib/autosave'
import { asking } from '@/lib/private'
import type { Status } from '@/lib/status'
import { askToKeep } from './Private'

/** Where the screens' words go: to the background, because a popup or a tab may close half-way. */
export const keeping: Keeping = {
  act: asking(askToKeep),
  keep: (field, store, tell) => new Autosave(field, store, tell),
  draft: Autosave.draft,
}

/** The name of a paper's note's draft, in the page and here alike. */
export const draftOf = (keys: string[], id = '') => `note:${keys[0] ?? id}`

/** Sets how far the reader is with a paper, and says so. */
export async function setStatus(
  on: OnPaper,
  status: Status | null,
  say: (done: Done, words: string) => void,
): Promise<void> {
  const done = await keeping.act({ do: 'status', paper: on, status })
  say(done, status ? i18n.t('page.savedAs', [i18n.t(`status.${status}`)]) : i18n.t('page.statusNone'))
}
