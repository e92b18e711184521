import { i18n } from '#i18n'
import { save } from '@/components/Export'
import { useMeanings } from '@/components/Meanings'
import { nameOf } from '@/components/meaning'
import { type NamedQuotes, quoteAsMarkdown, quotesAsMarkdown, quotesAsText } from '@/lib/export/quotes'
import type { Group, Grouping } from '@/lib/grouping'
import type { Mark } from '@/lib/library/marks'
import { quotesOf, titleOf } from '@/lib/library/quotes'
import { exported } from '@/lib/settings'
import { copy } from '../page.content/copy'
import type { ViewProps } from './views'

/** How quotes leave the list that shows them. */
export interface Taking {
  copyOne(mark: Mark): Promise<void>
  copy(as: 'markdown' | 'text'): Promise<void>
  download(): Promise<void>
}

/** Takes the quotes of groups along, as they are shown: what is folded or narrowed away stays. */
export function useTaking(groups: Group[], by: Grouping, say: ViewProps['say']): Taking {
  const meanings = useMeanings()
  const called = async ({ key }: Group) => {
    if (by === 'meaning') return nameOf(meanings, key)
    if (by === 'paper') return (await titleOf(key)) ?? ''
    return key || i18n.t('quotes.untagged')
  }
  async function named(): Promise<NamedQuotes[]> {
    const all: NamedQuotes[] = []
    for (const group of groups) {
      all.push({ name: await called(group), quotes: await quotesOf(group.marks.map(({ id }) => id)) })
    }
    return all
  }
  const count = groups.reduce((sum, { marks }) => sum + marks.length, 0)
  const tell = (isCopied: boolean, words: string) => say({ ok: true }, isCopied ? words : i18n.t('toolbar.notCopied'))
  return {
    async copyOne({ id }) {
      const [quoted] = await quotesOf([id])
      if (quoted) tell(await copy(quoteAsMarkdown(quoted)), i18n.t('toolbar.copied'))
    },
    async copy(as) {
      const groups = await named()
      const text = as === 'text' ? quotesAsText(groups) : quotesAsMarkdown(groups)
      tell(await copy(text), i18n.t('quotes.copied', count))
    },
    async download() {
      say({ ok: true }, i18n.t('export.done', [save(quotesAsMarkdown(await named()), 'markdown')]))
      void exported.setValue(true)
    },
  }
}
