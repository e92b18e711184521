import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useId, useMemo, useState } from 'react'
import { i18n } from '#i18n'
import { orClosed } from '@/components/Closed'
import { CommentField } from '@/components/Highlights'
import { Icon } from '@/components/Icon'
import { useMeanings } from '@/components/Meanings'
import { nameOf, signOf } from '@/components/meaning'
import { byline, shownOf } from '@/components/Paper'
import { Written } from '@/components/Written'
import { type Color, choices } from '@/lib/color'
import { type Quoted, quotesOf } from '@/lib/library/quotes'
import { sentenceOf } from '@/lib/sentence'
import { keeping } from '../popup/keeping'

interface Props {
  /** The highlight's id. It is read when it is shown. */
  id: string
  /** Where its paper is read. */
  href: string
  tabIndex: 0 | -1
  /** Whether the comment is written now. */
  writes: boolean
  write(on: boolean): void
  recolor(color: Color): void
  copy(): void
  remove(): void
}

/**
 * A quote in its sentence, beside the reader's comment and the paper that it is from. It stands, and takes the focus, before
 * its words are read.
 */
export function Quote({ id, href, tabIndex, ...does }: Props) {
  const quoted = useLiveQuery(
    orClosed(async () => (await quotesOf([id]))[0]),
    [id],
  )
  const own = useId()
  const shown = quoted && shownOf({ paper: quoted.paper, highlights: [], notes: [] })
  return (
    <div className="it quoted">
      <p className="paper" id={own} dir="auto">
        {quoted && <Sentence {...quoted} />}
      </p>
      {quoted ? (
        <Comment highlight={quoted.highlight} writes={does.writes} write={does.write} tabIndex={tabIndex} />
      ) : (
        <div />
      )}
      <div className="source">
        <a className="pick two" href={href} tabIndex={tabIndex} aria-describedby={own} dir="auto">
          {shown?.title}
        </a>
        {shown && (
          <p className="small quiet one" dir="auto">
            {[byline(shown), shown.date?.slice(0, 4)].filter(Boolean).join(', ')}
          </p>
        )}
        {quoted && <Acts color={quoted.highlight.color} tabIndex={tabIndex} {...does} />}
      </div>
    </div>
  )
}

function Sentence({ highlight, paper }: Quoted) {
  const meanings = useMeanings()
  const { before, words, after } = useMemo(() => sentenceOf(highlight, paper), [highlight, paper])
  return (
    <>
      {before}
      <mark data-m={highlight.color} title={nameOf(meanings, highlight.color)}>
        {words}
      </mark>
      {after}
    </>
  )
}

function Acts({
  color,
  tabIndex,
  ...does
}: Pick<Props, 'tabIndex' | 'recolor' | 'copy' | 'remove'> & { color: Color }) {
  const meanings = useMeanings()
  return (
    <div className="row acts">
      <select
        aria-label={i18n.t('editor.meaning')}
        tabIndex={tabIndex}
        value={color}
        onChange={({ target }) => does.recolor(target.value)}
      >
        {choices(meanings, color).map((one) => (
          <option key={one} value={one}>{`${signOf(meanings, one)} ${nameOf(meanings, one)}`}</option>
        ))}
      </select>
      <button
        type="button"
        className="btn bare ic sm"
        tabIndex={tabIndex}
        aria-label={i18n.t('editor.copy')}
        title={i18n.t('editor.copy')}
        onClick={does.copy}
      >
        <Icon name="copy" />
      </button>
      <button
        type="button"
        className="btn bare ic sm"
        tabIndex={tabIndex}
        aria-label={i18n.t('library.deleteHighlight')}
        title={i18n.t('library.deleteHighlight')}
        onClick={does.remove}
      >
        <Icon name="trash" />
      </button>
    </div>
  )
}

interface CommentProps extends Pick<Props, 'writes' | 'write' | 'tabIndex'> {
  highlight: Quoted['highlight']
}

/** The comment as it reads; a field in its place while it is written, or where words were left half-typed. */
function Comment({ highlight, writes, write, tabIndex }: CommentProps) {
  const { id, comment, versions = [] } = highlight
  const [isDraft, setDraft] = useState(false)
  useEffect(() => {
    void keeping.draft(`comment:${id}`).then((typed) => setDraft(typed !== undefined))
  }, [id])
  if (writes || isDraft || versions.length > 0) {
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: Escape leads out of the field.
      <div
        className="comment"
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          const row = event.currentTarget.closest('.it')
          write(false)
          row?.querySelector<HTMLElement>('.pick')?.focus()
        }}
      >
        <CommentField keeping={keeping} highlight={highlight} autoFocus={writes} />
      </div>
    )
  }
  return (
    <div className="comment">
      {comment.trim() && <Written text={comment} />}
      <button
        type="button"
        className="btn bare sm"
        data-act="comment"
        tabIndex={tabIndex}
        aria-keyshortcuts="e"
        onClick={() => write(true)}
      >
        {comment.trim() ? i18n.t('edit') : i18n.t('editor.comment')}
      </button>
    </div>
  )
}
