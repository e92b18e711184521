import { i18n } from '#i18n'
import type { Keeping } from '@/components/Writing'
import type { Done, OnPaper } from '@/lib/act'
import { Autosave } from '@/lib/autosave'
import type { Known } from '@/lib/entry'
import { asking } from '@/lib/private'
import type { Status } from '@/lib/status'
import { doing } from '@/lib/triage'
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
  say(done, status ? i18n.t('page.savedAs', [i18n.t(`status.${status}`)]) : i18n.t('did.no_status'))
}

/** Does to a paper what a key of the list stands for, as on the page, and says so. */
export async function press(
  command: 'save' | 'to_read' | 'skip',
  on: OnPaper,
  known: Known,
  say: (done: Done, words: string) => void,
): Promise<void> {
  const { act, did } = doing(command, on, known)
  say(act ? await keeping.act(act) : { ok: true }, i18n.t(`did.${did}`))
}
