import { z } from 'zod'
import { colors } from './color'
import { Field, type Highlight, Quote, StoredColor } from './highlight'
import type { Note } from './note'
import { Edits, editable, type Paper, PaperFacts, Status, Tag, WebAddress } from './paper'
import type { Problem } from './problem'
import { Id } from './record'

const SiteId = z.string().min(1).max(100)

/** A paper that an act is on: one that is stored, by its id, or one that a page lists, by what the page says of it. */
export const OnPaper = z.union([z.object({ id: Id }), z.object({ facts: PaperFacts, site: SiteId })])
export type OnPaper = z.infer<typeof OnPaper>

const Text = z.string().max(2_000_000)
const Shown = z.string().min(1).max(50_000)
/** Which revision of a record the reader changed; 0 where nobody knows. */
const Rev = z.number().int().nonnegative()

const Single = z.discriminatedUnion('do', [
  z.object({ do: z.literal('status'), paper: OnPaper, status: Status.nullable() }),
  /** Gives a paper a tag, or takes it away. */
  z.object({ do: z.literal('tag'), paper: OnPaper, tag: Tag, tagged: z.boolean() }),
  /** Has all papers bear another tag in the place of one, or, with none in `to`, no longer bear it. */
  z.object({ do: z.literal('retag'), tag: Tag, to: Tag.nullable() }),
  /** Keeps a paper, or takes that back while nothing else of the reader's hangs on it. */
  z.object({ do: z.literal('save'), paper: OnPaper, saved: z.boolean() }),
  /** Remembers that the reader has no use for a paper, or takes that back. The paper is not stored by it. */
  z.object({ do: z.literal('skip'), paper: OnPaper, skipped: z.boolean() }),
  z.object({
    do: z.literal('highlight'),
    id: Id,
    paper: OnPaper,
    field: Field,
    quote: Quote,
    /** The whole text that the offsets count in, as the reader saw it. */
    text: Shown,
    color: z.enum(colors),
    url: WebAddress.optional(),
  }),
  /** Gives a highlight that lost its words others; colour, comment and times stay, and what it had is remembered. */
  z.object({
    do: z.literal('attach'),
    id: Id,
    rev: Rev,
    field: Field,
    quote: Quote,
    /** As for a new highlight, with the site that shows it. */
    text: Shown,
    site: SiteId.optional(),
  }),
  /** Has a highlight begin or end elsewhere: `quote` is where it stands then, in `text`, which `site` shows. */
  z.object({
    do: z.literal('resize'),
    id: Id,
    rev: Rev,
    quote: Quote,
    text: Shown,
    site: SiteId,
  }),
  z.object({ do: z.literal('color'), id: Id, rev: Rev, color: StoredColor }),
  z.object({ do: z.literal('comment'), id: Id, rev: Rev, text: Text }),
  z.object({ do: z.literal('note'), id: Id, paper: OnPaper, rev: Rev.optional(), text: Text }),
  z.object({ do: z.literal('drop-version'), table: z.enum(['highlights', 'notes']), id: Id, text: Text }),
  z.object({ do: z.literal('delete'), table: z.enum(['papers', 'highlights', 'notes']), id: Id }),
  /** Brings back what was deleted; a paper with what went with it, a highlight or note with its paper. */
  z.object({ do: z.literal('restore'), table: z.enum(['papers', 'highlights', 'notes']), id: Id }),
  /**
   * Says one field of a paper's record otherwise than pages do, or, with none in `to`, as they do again. `from` is what the
   * reader had said of it before.
   */
  z.object({ do: z.literal('edit'), paper: OnPaper, field: z.enum(editable), from: Edits, to: Edits }),
  /** These two are one paper; the first stays. */
  z.object({ do: z.literal('join'), papers: z.tuple([Id, Id]) }),
  /** These two are not one paper, or no longer: what was joined is separated, and neither is taken for the other again. */
  z.object({ do: z.literal('apart'), papers: z.tuple([Id, Id]) }),
])
export type Single = z.infer<typeof Single>

/** Of how many papers one act may be: what it wrote is one entry of the journal, and stays in memory while it is written. */
export const MOST_AT_ONCE = 5000

/**
 * What the reader can do to what is stored; each is one entry of the journal. Records made by an act carry the id that the
 * sender chose, so that an act whose answer was lost can be sent again: twice is once.
 */
export const Act = z.discriminatedUnion('do', [
  ...Single.options,
  /** Several acts as one: all of them are done, or none is, and they are undone together. */
  z.object({ do: z.literal('all'), acts: z.array(Single).min(1).max(MOST_AT_ONCE) }),
  z.object({ do: z.literal('undo'), entry: Id }),
])
export type Act = z.infer<typeof Act>

/** What a script in a page has a use for. It stands beside foreign code, and may ask for nothing else. */
const ofPages: ReadonlySet<string> = new Set([
  ...(['status', 'save', 'skip', 'highlight', 'attach', 'resize', 'color', 'comment', 'note'] as const),
  ...(['drop-version', 'undo'] as const),
] satisfies Act['do'][])

/** Whether a message may be an act that a page's script asks for. */
export const isOfPages = (message: { do?: unknown; table?: unknown } | null): boolean =>
  typeof message?.do === 'string' &&
  (ofPages.has(message.do) || (message.do === 'delete' && message.table === 'highlights'))

/** What all pages are told of a change (`lastChange`): its id, and whom it is of. */
export interface Changed {
  id: string
  /** Keys of the papers, and their titles as `titleKey` has them; absent where it may be any paper. */
  of?: string[]
}

/**
 * What came of an act: the records as they now stand, the journal's entry to undo it by, and what all pages are told of it; or
 * why nothing was done. Of several acts in turn it is what came of the last, with the entries of all that were done, the first
 * of them first; they are undone the other way round.
 */
export type Done = { entries?: string[] } & (
  | { ok: true; entry?: string; change?: Changed; paper?: Paper; highlight?: Highlight; note?: Note }
  | { ok: false; problem: Problem; detail: string }
)

/** Does one act after the other, up to the first that is refused. */
export async function inTurn(acts: Act[], act: (act: Act) => Promise<Done>): Promise<Done> {
  const entries: string[] = []
  let done: Done = { ok: true }
  for (const one of acts) {
    done = await act(one)
    if (!done.ok) break
    if (done.entry) entries.push(done.entry)
  }
  return { ...done, entries }
}
