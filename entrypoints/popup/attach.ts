import { useRef } from 'react'
import { i18n } from '#i18n'
import { partOf } from '@/components/selected'
import type { Versions } from '@/components/Versions'
import type { Done } from '@/lib/act'
import type { Highlight } from '@/lib/highlight'
import { sendMessage } from '@/lib/messages'
import { quoteOf } from '@/lib/quote'
import { shortened } from '@/lib/words'
import { keeping } from './keeping'

/** Gives a highlight that lost its words a part of this text, in UTF-16 units, and ends the selection. */
export async function attachTo(
  { id, rev }: Highlight,
  text: string,
  part: { start: number; end: number },
): Promise<Done> {
  const quote = quoteOf(text, part.start, part.end)
  const done = await keeping.act({ do: 'attach', id, rev, field: 'abstract', quote, text })
  if (done.ok) document.getSelection()?.removeAllRanges()
  return done
}

/**
 * How a highlight that lost its words is given others: those that are selected in the abstract here, or else on the page. The
 * first of what it returns is for the element that holds the abstract.
 */
export function useAttach(versions: Versions, tabId: number | undefined, say: (done: Done, words: string) => void) {
  const words = useRef<HTMLDivElement>(null)
  const attach = async (highlight: Highlight) => {
    const part = versions.isCurrent && partOf(words.current)
    const done =
      part && versions.text
        ? await attachTo(highlight, versions.text, part)
        : tabId !== undefined && (await sendMessage('attachSelected', highlight.id, tabId).catch(() => undefined))
    if (!done) return say({ ok: true }, i18n.t('lost.selectFirst'))
    say(done, i18n.t('lost.attached', [shortened(highlight.exact)]))
    // The button is gone.
    document.querySelector<HTMLElement>(`.marks [data-highlight="${CSS.escape(highlight.id)}"] button`)?.focus()
  }
  return [words, (highlight: Highlight) => void attach(highlight)] as const
}
