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

/** A quote in its sentence, beside the reader's comment and the paper that it is from. */
export function Quote({ id, ...props }: Props) {
  const quoted = useLiveQuery(
    orClosed(async () => (await quotesOf([id]))[0]),
    [id],
  )
  // As high as most are, so that nothing moves when the words come.
  return <div className="it quoted">{quoted && <Drawn quoted={quoted} {...props} />}</div>
}

function Drawn({ quoted, href, tabIndex, ...does }: Omit<Props, 'id'> & { quoted: Quoted }) {
  const { highlight, paper } = quoted
  const meanings = useMeanings()
  const own = useId()
  const sentence = useMemo(() => sentenceOf(highlight, paper), [highlight, paper])
  const shown = shownOf({ paper, highlights: [], notes: [] })
  return (
    <>
      <p className="paper" id={own} dir="auto">
        {sentence.before}
        <mark data-m={highlight.color} title={nameOf(meanings, highlight.color)}>
          {sentence.words}
        </mark>
        {sentence.after}
      </p>
      <Comment quoted={quoted} writes={does.writes} write={does.write} tabIndex={tabIndex} />
      <div className="source">
        <a className="pick two" href={href} tabIndex={tabIndex} aria-describedby={own} dir="auto">
          {shown.title}
        </a>
        <p className="small quiet one" dir="auto">
          {[byline(shown), shown.date?.slice(0, 4)].filter(Boolean).join(', ')}
        </p>
        <div className="row acts">
          <select
            aria-label={i18n.t('editor.meaning')}
            tabIndex={tabIndex}
            value={highlight.color}
            onChange={({ target }) => does.recolor(target.value)}
          >
            {choices(meanings, highlight.color).map((color) => (
              <option key={color} value={color}>{`${signOf(meanings, color)} ${nameOf(meanings, color)}`}</option>
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
      </div>
    </>
  )
}

interface CommentProps extends Pick<Props, 'writes' | 'write' | 'tabIndex'> {
  quoted: Quoted
}

/** The comment as it reads; a field in its place while it is written, or where words were left half-typed. */
function Comment({ quoted: { highlight }, writes, write, tabIndex }: CommentProps) {
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
