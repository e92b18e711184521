import { useEffect, useState } from 'react'
import { i18n } from '#i18n'
import { colors } from '@/lib/color'
import type { Highlight } from '@/lib/highlight'
import { Icon } from './Icon'
import { Swatch } from './Ticks'
import { type Keeping, Writing } from './Writing'

interface Props {
  keeping: Keeping
  highlights: Highlight[]
  /** Highlights whose words the page does not show, by id. */
  missing?: string[]
  /** Brings a highlight into view on its page; absent where there is none. */
  jump?(id: string): void
}

/** A paper's highlights in narrow places: quote, meaning, comment; the comment opens for writing on request. */
export function Highlights({ keeping, highlights, missing = [], jump }: Props) {
  return (
    <ul className="marks">
      {highlights.map((highlight) => (
        <li key={highlight.id} data-highlight={highlight.id}>
          <Swatch color={highlight.color} />
          <div>
            <Quote highlight={highlight} jump={jump} />
            {missing.includes(highlight.id) && <p className="lost">{i18n.t('page.notHere')}</p>}
            <Comment keeping={keeping} highlight={highlight} />
          </div>
        </li>
      ))}
    </ul>
  )
}

function Quote({ highlight, jump }: { highlight: Highlight; jump?(id: string): void }) {
  const words = <mark data-m={highlight.color}>{highlight.exact}</mark>
  if (!jump) return <p className="quote">{words}</p>
  return (
    <button type="button" className="quote" dir="auto" onClick={() => jump(highlight.id)}>
      {words}
    </button>
  )
}

/** A comment beside the margin rule; a field in its place once the reader edits it, or left words half-typed. */
function Comment({ keeping, highlight }: { keeping: Keeping; highlight: Highlight }) {
  const [editing, setEditing] = useState<'no' | 'restored' | 'asked'>('no')
  const draft = `comment:${highlight.id}`
  useEffect(() => {
    void keeping.draft(draft).then((typed) => typed !== undefined && setEditing('restored'))
  }, [keeping, draft])
  if (editing !== 'no') return <CommentField keeping={keeping} highlight={highlight} autoFocus={editing === 'asked'} />
  const { comment, versions = [] } = highlight
  return (
    <>
      {comment.trim() && (
        <p className="mine small" dir="auto">
          {comment}
        </p>
      )}
      {versions.length > 0 && <p className="lost">{i18n.t('version.other')}</p>}
      <div className="row">
        <span className="mname" aria-hidden="true">
          {i18n.t(`color.${highlight.color}`)}
        </span>
        <button type="button" className="btn bare sm" data-act="comment" onClick={() => setEditing('asked')}>
          {comment.trim() ? i18n.t('edit') : i18n.t('editor.comment')}
        </button>
      </div>
    </>
  )
}

/** The field of a highlight's comment. */
function CommentField({
  keeping,
  highlight,
  autoFocus,
}: {
  keeping: Keeping
  highlight: Highlight
  autoFocus?: boolean
}) {
  const { id, comment, rev, versions } = highlight
  return (
    <Writing
      keeping={keeping}
      label={i18n.t('editor.comment')}
      draft={`comment:${id}`}
      stored={{ text: comment, rev, versions }}
      autoFocus={autoFocus}
      rows={1}
      store={(text, rev) => keeping.act({ do: 'comment', id, rev: rev ?? 1, text })}
      drop={(text) => keeping.act({ do: 'drop-version', table: 'highlights', id, text })}
    />
  )
}

interface Wide {
  keeping: Keeping
  highlights: Highlight[]
  recolor(highlight: Highlight, color: Highlight['color']): void
  remove(highlight: Highlight): void
}

/** A paper's highlights where there is room: meaning, quote, and the comment as a field beside it. */
export function HighlightTable({ keeping, highlights, recolor, remove }: Wide) {
  return (
    <ul className="marks wide">
      {highlights.map((highlight) => (
        <li key={highlight.id} data-highlight={highlight.id}>
          <Swatch color={highlight.color} />
          <div>
            <p className="quote" dir="auto">
              <mark data-m={highlight.color}>{highlight.exact}</mark>
            </p>
            <select
              aria-label={i18n.t('editor.meaning')}
              value={highlight.color}
              onChange={(event) => recolor(highlight, event.target.value as Highlight['color'])}
            >
              {colors.map((color, index) => (
                <option key={color} value={color}>{`${index + 1} ${i18n.t(`color.${color}`)}`}</option>
              ))}
            </select>
          </div>
          <CommentField keeping={keeping} highlight={highlight} />
          <button
            type="button"
            className="btn bare ic sm"
            data-act="delete-highlight"
            aria-label={i18n.t('library.deleteHighlight')}
            title={i18n.t('library.deleteHighlight')}
            onClick={() => remove(highlight)}
          >
            <Icon name="trash" />
          </button>
        </li>
      ))}
    </ul>
  )
}
