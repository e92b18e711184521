import { type Browser, browser } from '#imports'
import type { Act, Done } from './act'
import type { Prepared } from './color'
import type { Known } from './entry'
import type { History } from './journal'
import type { Identity } from './likeness'
import type { PaperFacts } from './paper'
import type { Problem } from './problem'
import type { PageReport } from './report'

/** Whether a site sees nothing in a page of its own, or cannot read more of its items than it can: its layout has changed. */
export const isAmiss = (read?: { papers: unknown[]; unread: number }): boolean =>
  !read || read.papers.length === 0 || read.unread > read.papers.length

/** Why a question has no answer. */
type Unanswerable = { problem: Problem; detail: string }

/** Every message that is sent, in one map. Who answers parses what it is sent: lib/act.ts, lib/library/visit.ts. */
interface Messages {
  /** Gate to background: this page may show papers. */
  arrived(): true
  /** Page to background: put the desk here, for the reader to act with. */
  desk(): true
  /** Page to background: these papers are listed here; what is stored of them? */
  visit(visit: { site: string; papers: PaperFacts[] }): Known[] | Unanswerable
  /** Page to background: what is known now of these papers? When they were seen is told on a visit. */
  known(papers: Identity[]): Known[] | Unanswerable
  /** Page to background: so many of its papers are new. */
  news(count: number): void
  /**
   * Anyone to background: one act of the reader. Answered when it is on the disk. A popup belongs to no tab and tells itself
   * that it stands over a private window; of tabs the background knows.
   */
  act(act: Act & { private?: boolean }): Done
  /** Page to background: what would undo and redo do now? */
  history(): History
  /** Anyone to background: did the reader say that what is written in private windows may be kept? */
  privateKept(): boolean
  /** Page or popup to background: the reader said so. */
  keepPrivate(): true
  /** Page to panel: I am here now, and can be asked. */
  came(): void
  /** Popup or panel to page: what do you show? */
  papersOnPage(): PageReport
  /** Popup to page: have the generic reader read you, and show what it finds as on any other page. */
  readHere(): PageReport
  /** Commands to page: what does the generic reader see in you? Nothing is shown of it, nor stored. */
  readGeneric(): PageReport
  /** Popup or panel to page: bring this paper, or this highlight of it, into view. */
  show(target: { keys: string[]; highlight?: string }): boolean
  /** Popup or panel to page: give this highlight, which lost its words, those that are selected. Undefined when none of its paper are. */
  attachSelected(highlight: string): Done | undefined
  /** Background to page: highlight what is selected, in this colour or the last; without a selection, go to a marker. */
  highlightSelection(options: { color?: Prepared; comment?: boolean }): void
  /** Background to page: focus the marker of the next (1) or previous (-1) paper. */
  goToPaper(step: 1 | -1): void
}

/** The name of the connection by which a page tells a panel what it shows, for as long as the panel is open beside it. */
export const BESIDE = 'beside'

type Asked<T extends keyof Messages> = Parameters<Messages[T]> extends [infer Data] ? Data : undefined
type Answer<T extends keyof Messages> = ReturnType<Messages[T]>

/** What a message is answered with: what the other makes of it, or what it threw. */
interface Reply {
  res?: unknown
  err?: { message: string }
}

/** Sends a message to the background, or to a tab's page script. Rejects when nobody answers, or with what the other threw. */
export async function sendMessage<T extends keyof Messages>(
  type: T,
  data: Asked<T>,
  tabId?: number,
): Promise<Answer<T>> {
  const message = { type, data }
  const reply: Reply | undefined = await (tabId === undefined
    ? browser.runtime.sendMessage(message)
    : browser.tabs.sendMessage(tabId, message))
  if (!reply) throw new Error('Nobody answered.')
  if (reply.err) throw new Error(reply.err.message)
  return reply.res as Answer<T>
}

/** What is sent, and who sent it; of its data nothing is known before they are parsed. */
interface Received<T extends keyof Messages> {
  data: Asked<T>
  sender: Browser.runtime.MessageSender
}

/** Answers the messages of a type; returns how to stop. */
export function onMessage<T extends keyof Messages>(
  type: T,
  answer: (received: Received<T>) => Answer<T> | Promise<Answer<T>>,
): () => void {
  // Held: once the extension was updated, a script that is older is given it no more.
  const { onMessage } = browser.runtime
  const hear = (
    message: { type?: unknown; data: Asked<T> } | undefined,
    sender: Browser.runtime.MessageSender,
    reply: (reply: Reply) => void,
  ) => {
    if (message?.type !== type) return
    const { data } = message
    void (async () => answer({ data, sender }))().then(
      (res) => reply({ res }),
      (error: unknown) => reply({ err: { message: String(error) } }),
    )
    // The answer is to come.
    return true
  }
  onMessage.addListener(hear)
  return () => onMessage.removeListener(hear)
}

/** How often a question is sent before it counts as unanswered. */
const ATTEMPTS = 3

/** Tells a page whose extension was updated: there is nobody left to send to. */
const isOrphaned = (error: unknown) => /context invalidated|runtime.*undefined|sendMessage/i.test(String(error))

/** Asks until it is answered: a worker that is killed in the midst of it answers nothing. Undefined when it never is. */
async function ask<T>(send: () => Promise<T>): Promise<{ answer?: T; error?: unknown }> {
  let error: unknown
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      const answer: T | undefined = await send()
      if (answer !== undefined) return { answer }
    } catch (thrown) {
      error = thrown
      if (isOrphaned(thrown)) break
    }
  }
  return { error }
}

/**
 * Sends an act until it is answered; one that got no answer was rolled back. Acts carry their own ids, so one that was done
 * and whose answer was lost is not done twice.
 */
export async function perform(act: Act & { private?: boolean }): Promise<Done> {
  const { answer, error } = await ask(() => sendMessage('act', act))
  return answer ?? unanswered(error)
}

/** Has the desk put into this page, or tells why it does not come. */
export async function bringDesk(): Promise<Done> {
  const { answer, error } = await ask(() => sendMessage('desk', undefined))
  return answer ? { ok: true } : unanswered(error)
}

const unanswered = (error: unknown): Done => ({
  ok: false,
  problem: isOrphaned(error) ? 'updated' : 'unanswered',
  detail: String(error ?? ''),
})

/** What is stored of the papers that a page lists; undefined when nobody answers. */
export const stored = async (site: string, papers: PaperFacts[]) =>
  (await ask(() => sendMessage('visit', { site, papers }))).answer

/** What is known now of these papers; undefined when nobody answers. */
export const known = async (papers: Identity[]) => (await ask(() => sendMessage('known', papers))).answer

/** What undo and redo would do now; nothing, when nobody answers. */
export const history = async (): Promise<History> => (await ask(() => sendMessage('history', undefined))).answer ?? {}

/** Tells the background how many papers of this page are new, for the toolbar's badge; the least that may be lost. */
export const news = (count: number): Promise<void> => sendMessage('news', count).catch(() => {})

/** Tells the background that this page may show papers; false when nobody heard. */
export const arrive = async (): Promise<boolean> => (await ask(() => sendMessage('arrived', undefined))).answer === true

/** Tells a panel, if there is one, that this page can be asked now. */
export const come = (): Promise<void> => sendMessage('came', undefined).catch(() => {})

/** Whether the reader said that what is written in private windows may be kept; not, when nobody answers. */
export const privateKept = async (): Promise<boolean> =>
  (await ask(() => sendMessage('privateKept', undefined))).answer === true

/** Tells the background that the reader said so; false when nobody heard. */
export const keepPrivate = async (): Promise<boolean> =>
  (await ask(() => sendMessage('keepPrivate', undefined))).answer === true
