import { useLiveQuery } from 'dexie-react-hooks'
import { i18n } from '#i18n'
import { orClosed } from '@/components/Closed'
import { useHues } from '@/components/Hues'
import { useMeanings } from '@/components/Meanings'
import { nameOf } from '@/components/meaning'
import { Day } from '@/components/Paper'
import type { Grouping } from '@/lib/grouping'
import { titleOf } from '@/lib/library/quotes'
import { hueOf } from '@/lib/tag'

/** What a group of quotes is called: a meaning on its colour and line, a title, a tag, or a day. */
export function GroupName({ by, name }: { by: Grouping; name: string }) {
  const meanings = useMeanings()
  const hues = useHues()
  switch (by) {
    case 'meaning':
      return (
        <span className="m" data-m={name}>
          {nameOf(meanings, name)}
        </span>
      )
    case 'paper':
      return <PaperName id={name} />
    case 'tag':
      return name ? (
        <span className="tag" data-hue={hueOf(hues, name)}>
          <span dir="auto">{name}</span>
        </span>
      ) : (
        i18n.t('quotes.untagged')
      )
    case 'day':
      return <Day date={name} />
  }
}

function PaperName({ id }: { id: string }) {
  const title = useLiveQuery(
    orClosed(() => titleOf(id)),
    [id],
  )
  return (
    <span className="title" dir="auto">
      {title}
    </span>
  )
}
