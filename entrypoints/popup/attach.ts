import { useMemo, useRef } from 'react'
import { i18n } from '#i18n'
import type { Shown } from '@/components/Paper'
import { partOf } from '@/components/selected'
import { useVersions } from '@/components/Versions'
import type { Done } from '@/lib/act'
import type { Entry } from '@/lib/entry'
import type { Highlight } from '@/lib/highlight'
import { sendMessage } from '@/lib/messages'
import { quoteOf } from '@/lib/quote'
import { siteName } from '@/lib/sites'
import { orphansOf } from '@/lib/versions'
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

interface Asked {
  /** The tab whose page shows the paper, with the highlights whose words that does not show; absent where there is none. */
  tabId?: number
  missing?: string[]
  say(done: Done, words: string): void
}

/**
 * A paper's texts and highlights, those that have lost their words, and how one of them is given others: those that are selected
 * in the abstract here, or else on the page. `words` is for the element that holds the abstract.
 */
export function useWords(shown: Shown, entry: Entry | null, { tabId, missing, say }: Asked) {
  const versions = useVersions(shown, entry, siteName)
  const lost = useMemo(() => missing ?? (entry ? orphansOf(entry).map(({ id }) => id) : []), [missing, entry])
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
  const highlights = entry?.highlights ?? []
  return { versions, highlights, lost, words, attach: (highlight: Highlight) => void attach(highlight) }
}
