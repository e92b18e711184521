import readingCss from '@/components/reading.css?inline'
import { createCard } from './card'
import deskCss from './desk.css?inline'
import { createEditor } from './editor'
import { sheet } from './host'
import type { Press } from './links'
import { createResizing, type Paint } from './resizing'
import { createSelecting } from './selecting'
import type { Session } from './session'

declare global {
  /** How the desk is set up, once its script was put into this page; it is one of its own, so that skimming a page costs no desk. */
  var papermarginDesk: typeof createDesk | undefined
}

/** What stands around the desk. */
interface Around {
  /** The marker of a paper, which a card hangs on. */
  marker(key: string): HTMLElement | undefined
  focusMarker(key: string): void
  /** What the keys do, in a sentence. */
  hint(): string
  /** Called when another paper is open, or none. */
  changed(): void
  paint: Paint
  /** The press of the mouse that may be selecting words, or selected them before there was a desk. */
  press(): Press | undefined
}

/** All that opens over a page for the reader to act with: the bar under selected words, a paper's card, a highlight's editor. */
export function createDesk(session: Session, { marker, focusMarker, hint, changed, paint, press }: Around) {
  const { root } = session.host
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet(readingCss), sheet(deskCss)]
  const card = createCard(session, { marker, edit: (...which) => editor.show(...which), hint, changed })
  const resizing = createResizing(session, card, paint)
  const editor = createEditor(session, resizing)
  const selecting = createSelecting(session, card, editor, { focusMarker, before: press() })
  return { card, editor, resizing, selecting }
}

export type Desk = ReturnType<typeof createDesk>
