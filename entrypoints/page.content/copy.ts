import { linkTo } from '@/lib/cite'
import type { Span } from '@/lib/spans'
import type { Item, Session } from './session'

/** Puts words into the clipboard; false where the browser does not allow it. */
export const copy = (words: string): Promise<boolean> =>
  navigator.clipboard.writeText(words).then(
    () => true,
    () => false,
  )

/** The address that shows part of a paper's text: on the paper's own page, or on this one; undefined where neither is on the web. */
export const addressOf = (
  session: Session,
  { listed: { facts } }: Item,
  text: string,
  span: Span,
): string | undefined => linkTo(facts.links.page ?? session.url().href, text, span)
