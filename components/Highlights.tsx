import { useEffect, useState } from 'react'
import { i18n } from '#i18n'
import { choices } from '@/lib/color'
import type { Highlight } from '@/lib/highlight'
import { Icon } from './Icon'
import { useMeanings } from './Meanings'
import { nameOf, signOf } from './meaning'
import { Day } from './Paper'
import { Swatch } from './Ticks'
import type { Versions } from './Versions'
import { type Keeping, Writing } from './Writing'
import { Written } from './Written'

interface Props {
  keeping: Keeping
  highlights: Highlight[]
  versions: Versions
  /** Highlights that have lost their words, by id: on the page, or, where there is none, in what is stored. */
  lost: string[]
  /** Brings a highlight into view on its page; absent where there is none. */
  jump?(id: string): void
  /** Gives a highlight that lost its words those that are selected; undefined while none can be. */
  attach?(highlight: Highlight): void
}

/** A paper's highlights in narrow places: quote, meaning, comment; the comment opens for writing on request. */
export function Highlights({ keeping, highlights, versions, lost, jump, attach }: Props) {
  const isLost = ({ id }: Highlight) => lost.includes(id)
  const last = highlights.toSorted((a, b) => Number(isLost(a)) - Number(isLost(b)))
  return (
    <>
      <Lost highlights={highlights} lost={lost} />
      <ul className="marks">
        {last.map((highlight) => (
          <li key={highlight.id} data-highlight={highlight.id}>
            <Swatch color={highlight.color} />
            <div>
              <Quote highlight={highlight} jump={jump} />
              <Astray highlight={highlight} isLost={isLost(highlight)} versions={versions} />
              {isLost(highlight) && <Attach highlight={highlight} attach={attach} />}
              <Comment keeping={keeping} highlight={highlight} />
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

/** How many of a paper's highlights have lost their words. */
function Lost({ highlights, lost }: { highlights: Highlight[]; lost: string[] }) {
  const count = highlights.filter(({ id }) => lost.includes(id)).length
  return count > 0 && <p className="lost">{i18n.t('lost.count', count)}</p>
}

/** Below words that the text above does not have: whether they are lost, when they were highlighted, and in which text. */
function Astray({ highlight, isLost, versions }: { highlight: Highlight; isLost: boolean; versions: Versions }) {
  const other = versions.elsewhere(highlight)
  if (!isLost && !other) return null
  return (
    <p className={isLost ? 'lost' : 'small quiet'}>
      {isLost && (
        <>
          {i18n.t('lost.notThere')} {i18n.t('lost.made')} <Day date={highlight.createdAt.slice(0, 10)} />{' '}
        </>
      )}
      {other && (
        <button type="button" className="link" data-act="show-text" onClick={other.show}>
          {i18n.t('lost.showIn', [other.name])}
        </button>
      )}
    </p>
  )
}

function Attach({ highlight, attach }: { highlight: Highlight; attach?(highlight: Highlight): void }) {
  return (
    <button
      type="button"
      className="btn sm"
      data-act="attach"
      disabled={!attach}
      title={i18n.t('lost.attachHow')}
      // A press must not take the selection away.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => attach?.(highlight)}
    >
      {i18n.t('lost.attachHere')}
    </button>
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
  const meanings = useMeanings()
  const [editing, setEditing] = useState<'no' | 'restored' | 'asked'>('no')
  const draft = `comment:${highlight.id}`
  useEffect(() => {
    void keeping.draft(draft).then((typed) => typed !== undefined && setEditing('restored'))
  }, [keeping, draft])
  if (editing !== 'no') return <CommentField keeping={keeping} highlight={highlight} autoFocus={editing === 'asked'} />
  const { comment, versions = [] } = highlight
  return (
    <>
      {comment.trim() && <Written text={comment} />}
      {versions.length > 0 && <p className="lost">{i18n.t('version.other')}</p>}
      <div className="row">
        <span className="mname" aria-hidden="true">
          {nameOf(meanings, highlight.color)}
        </span>
        <button type="button" className="btn bare sm" data-act="comment" onClick={() => setEditing('asked')}>
          {comment.trim() ? i18n.t('edit') : i18n.t('editor.comment')}
        </button>
      </div>
    </>
  )
}

/** The field of a highlight's comment. */
export function CommentField({
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

interface Wide extends Omit<Props, 'jump'> {
  recolor(highlight: Highlight, color: Highlight['color']): void
  remove(highlight: Highlight): void
}

/** A paper's highlights where there is room: meaning, quote, and the comment as a field beside it. */
export function HighlightTable({ keeping, highlights, versions, lost, recolor, remove, attach }: Wide) {
  const meanings = useMeanings()
  return (
    <>
      <Lost highlights={highlights} lost={lost} />
      <ul className="marks wide">
        {highlights.map((highlight) => (
          <li key={highlight.id} data-highlight={highlight.id}>
            <Swatch color={highlight.color} />
            <div>
              <p className="quote" dir="auto">
                <mark data-m={highlight.color}>{highlight.exact}</mark>
              </p>
              <Astray highlight={highlight} isLost={lost.includes(highlight.id)} versions={versions} />
              {lost.includes(highlight.id) && <Attach highlight={highlight} attach={attach} />}
              <select
                aria-label={i18n.t('editor.meaning')}
                value={highlight.color}
                onChange={(event) => recolor(highlight, event.target.value)}
              >
                {choices(meanings, highlight.color).map((color) => (
                  <option key={color} value={color}>{`${signOf(meanings, color)} ${nameOf(meanings, color)}`}</option>
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
    </>
  )
}
