import { defineExtensionMessaging } from '@webext-core/messaging'
import type { Act, Done } from './act'
import type { Color } from './color'
import type { Entry } from './entry'
import type { PaperFacts } from './paper'

/** What the popup is told of a page. */
export interface PageReport {
  /** The site that the page was read as. */
  site: string
  /** The site's name, as readers know it. */
  name: string
  url: string
  /** The papers in page order. */
  papers: PaperFacts[]
  /** Highlights whose words this page does not show, by id. */
  missing: string[]
}

/** Why a question has no answer. */
type Unanswerable = { problem: 'invalid' | 'closed'; detail: string }

/** Every message that is sent, in one map. Who answers parses what it is sent: lib/act.ts, lib/library/visit.ts. */
interface Messages {
  /** Gate to background: this page may show papers. */
  arrived(): void
  /** Page to background: these papers are listed here; what is stored of them? */
  visit(visit: { site: string; papers: PaperFacts[] }): (Entry | null)[] | Unanswerable
  /** Page to background: what is stored of the papers with these keys? */
  known(keysOfEach: string[][]): (Entry | null)[] | Unanswerable
  /** Anyone to background: one act of the reader. Answered when it is on the disk. */
  act(act: Act): Done
  /** Popup to page: what do you show? */
  papersOnPage(): PageReport
  /** Popup to page: bring this paper, or this highlight of it, into view. */
  show(target: { keys: string[]; highlight?: string }): boolean
  /** Background to page: highlight what is selected, in this colour or the last; without a selection, go to a marker. */
  highlightSelection(options: { color?: Color; comment?: boolean }): void
  /** Background to page: focus the marker of the next (1) or previous (-1) paper. */
  goToPaper(step: 1 | -1): void
}

export const { sendMessage, onMessage } = defineExtensionMessaging<Messages>()

/**
 * Sends an act until it is answered: a worker that is killed answers nothing, and the act was rolled back. Acts carry their
 * own ids, so one that was done and whose answer was lost is not done twice.
 */
export async function perform(act: Act): Promise<Done> {
  let detail = ''
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const done: Done | undefined = await sendMessage('act', act)
      if (done) return done
    } catch (error) {
      detail = String(error)
      if (/context invalidated|runtime.*undefined|sendMessage/i.test(detail))
        return { ok: false, problem: 'updated', detail }
    }
  }
  return { ok: false, problem: 'unanswered', detail }
}
