import { i18n } from '#i18n'
import { useMeanings } from '@/components/Meanings'
import { nameOf } from '@/components/meaning'
import type { Color } from '@/lib/color'
import type { Mark } from '@/lib/library/marks'
import { quotesOf } from '@/lib/library/quotes'
import { keeping } from '../popup/keeping'
import type { ViewProps } from './views'

/** What is done to a highlight wherever it is listed: another meaning, or none of it any more. Both can be undone. */
export function useMarking(say: ViewProps['say']) {
  const meanings = useMeanings()
  return {
    async recolor({ id }: Mark, color: Color) {
      const [quoted] = await quotesOf([id])
      if (!quoted || quoted.highlight.color === color) return
      const done = await keeping.act({ do: 'color', id, rev: quoted.highlight.rev, color })
      say(done, i18n.t('page.recolored', [nameOf(meanings, color)]))
    },
    async remove({ id }: Mark) {
      say(await keeping.act({ do: 'delete', table: 'highlights', id }), i18n.t('page.deleted'))
    },
  }
}
