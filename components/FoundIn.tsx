import { i18n } from '#i18n'
import type { Entry } from '@/lib/entry'
import type { Query } from '@/lib/query'
import { snippetOf } from '@/lib/snippet'

/** Where in a paper the words that are sought stand, if not in its title: a piece of the text about them. */
export function FoundIn({ entry, query }: { entry: Entry; query: Query }) {
  const snippet = snippetOf(entry, query)
  if (!snippet) return null
  const { field, pieces } = snippet
  return (
    <p className="hit two" dir="auto">
      {field !== 'abstract' && <span className="quiet">{i18n.t(`found.${field}`)} </span>}
      {pieces.map(({ text, found }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have no other name.
        <Piece key={at} text={text} found={found} />
      ))}
    </p>
  )
}

const Piece = ({ text, found }: { text: string; found: boolean }) =>
  found ? <mark className="sought">{text}</mark> : text
