import { i18n } from '#i18n'
import type { Shown } from '@/components/Paper'
import type { Keeping } from '@/components/Writing'
import type { Done, OnPaper } from '@/lib/act'
import { Autosave } from '@/lib/autosave'
import type { CitationStyle } from '@/lib/citation-style'
import { citation } from '@/lib/cite'
import type { Known } from '@/lib/entry'
import { entriesById } from '@/lib/library/queries'
import { knownOf } from '@/lib/library/visit'
import { asking } from '@/lib/private'
import { citationStyle, drafts } from '@/lib/settings'
import type { Status } from '@/lib/status'
import { type Acting, doing } from '@/lib/triage'
import { copy } from '../page.content/copy'
import { askToKeep } from './Private'

/** Where the screens' words go: to the background, because a popup or a tab may close half-way. */
export const keeping: Keeping = {
  act: asking(askToKeep),
  keep: (field, store, tell) => new Autosave(field, store, tell),
  draft: Autosave.draft,
  hold(field, words) {
    holding = holding
      .then(() => (words === undefined ? drafts.clear(field) : drafts.set(field, words)))
      .catch(console.error)
  },
}

/** One after the other: the last that was typed is what is kept. */
let holding = Promise.resolve()

/** The name of a paper's note's draft, in the page and here alike. */
export const draftOf = (keys: string[], id = '') => `note:${keys[0] ?? id}`

/** What the names of the drafts of a paper's record begin with, in the side panel and in the library alike. */
export const recordDraftOf = (keys: string[], id = '') => `record:${keys[0] ?? id}`

/** Sets how far the reader is with a paper, and says so. */
export async function setStatus(
  on: OnPaper,
  status: Status | null,
  say: (done: Done, words: string) => void,
): Promise<void> {
  const done = await keeping.act({ do: 'status', paper: on, status })
  say(done, status ? i18n.t('page.savedAs', [i18n.t(`status.${status}`)]) : i18n.t('did.no_status'))
}

/**
 * Does to a paper what a key of the list stands for, as on the page, and says so. Keys come faster than a screen is told what
 * they did: each is done after the one before, to what is stored then; where that cannot be read, to what the screen shows.
 */
export function press(
  command: Acting,
  on: OnPaper,
  shown: Known,
  say: (done: Done, words: string) => void,
): Promise<void> {
  const next = async () => {
    const known = await storedOf(on).catch(() => undefined)
    const { act, did } = doing(command, on, known ?? shown)
    say(act ? await keeping.act(act) : { ok: true }, i18n.t(`did.${did}`))
  }
  // One that failed does not keep the others.
  pressing = pressing.then(next, next)
  return pressing
}

let pressing = Promise.resolve()

const storedOf = async (on: OnPaper): Promise<Known | undefined> =>
  'id' in on ? { entry: (await entriesById([on.id]))[0] ?? null } : (await knownOf([on.facts]))[0]

/** Gives a paper a tag or takes it away, and says so. */
export async function setTag(
  on: OnPaper,
  tag: string,
  tagged: boolean,
  say: (done: Done, words: string) => void,
): Promise<Done> {
  const done = await keeping.act({ do: 'tag', paper: on, tag, tagged })
  say(done, tagged ? i18n.t('tag.added', [tag]) : i18n.t('tag.removed', [tag]))
  return done
}

/** Copies a paper as it is cited, in a style or the one that was used last, and says whether the browser did. */
export async function cite(
  shown: Shown,
  say: (done: Done, words: string) => void,
  chosen?: CitationStyle,
): Promise<void> {
  const style = chosen ?? (await citationStyle.getValue())
  if (chosen) void citationStyle.setValue(chosen)
  try {
    const text = style === 'short' ? citation(shown) : (await import('@/lib/export/citations')).citedAs(style, shown)
    say({ ok: true }, (await copy(text)) ? i18n.t('cite.copied') : i18n.t('toolbar.notCopied'))
  } catch (error) {
    console.error(error)
    say({ ok: true }, i18n.t('exporting.failed', [(error as Error).message]))
  }
}
