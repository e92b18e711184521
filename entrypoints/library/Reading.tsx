import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef } from 'react'
import { i18n } from '#i18n'
import { Cite } from '@/components/Cite'
import { HighlightTable } from '@/components/Highlights'
import { Icon } from '@/components/Icon'
import { Key } from '@/components/Key'
import { useMeanings } from '@/components/Meanings'
import { nameOf } from '@/components/meaning'
import { Notes } from '@/components/Notes'
import { Title } from '@/components/Painted'
import { Authors, Day, linksOf, shownOf } from '@/components/Paper'
import { StatusSegments } from '@/components/Status'
import { partWithin, selectWithin } from '@/components/selected'
import { Tags } from '@/components/Tags'
import { useVersions, VersionedAbstract } from '@/components/Versions'
import type { Done } from '@/lib/act'
import { quotation } from '@/lib/cite'
import type { Prepared } from '@/lib/color'
import type { Entry } from '@/lib/entry'
import type { Highlight } from '@/lib/highlight'
import { allTags } from '@/lib/library/queries'
import { quoteOf } from '@/lib/quote'
import { citationStyle, lastColor, triageKeys } from '@/lib/settings'
import { siteName } from '@/lib/sites'
import { orphansOf } from '@/lib/versions'
import { shortened } from '@/lib/words'
import { useSetting } from '../options/setting'
import { copy } from '../page.content/copy'
import { createReading } from '../page.content/reading'
import { attachTo } from '../popup/attach'
import { cite, draftOf, keeping, press, setStatus, setTag } from '../popup/keeping'
import { Recorded } from './Recorded'
import { type Parts, type Selected, Selecting, selectedIn, useSelected } from './Selecting'
import type { Does } from './waiting'

interface Props {
  entry: Entry
  /** Told what its keys do. */
  does: RefObject<Does | undefined>
  back(): void
  /** Deletes the paper. */
  remove(): void
  /** Offers to export it. */
  exportOne(): void
  /** Takes the focus when what had it is gone. */
  toPane(): void
  say(done: Done, words: string): void
}

/** One stored paper, whole: the record, the abstract with its highlights, notes and comments to write in. */
export function Reading({ entry, does, back, remove, exportOne, toPane, say }: Props) {
  const { paper, highlights, notes } = entry
  const shown = useMemo(() => shownOf(entry), [entry])
  const lost = useMemo(() => orphansOf(entry).map(({ id }) => id), [entry])
  const on = { id: paper.id }
  const meanings = useMeanings()
  const versions = useVersions(shown, entry, siteName)
  const whole = useRef<HTMLElement>(null)
  const title = useRef<HTMLHeadingElement>(null)
  const abstract = useRef<HTMLParagraphElement>(null)
  const enter = (field: string) => whole.current?.querySelector<HTMLElement>(field)?.focus()
  const reading = useMemo(() => createReading((span) => abstract.current && selectWithin(abstract.current, span)), [])
  const [keys] = useSetting(triageKeys)
  const [style] = useSetting(citationStyle)
  useEffect(() => {
    does.current = {
      paper: paper.id,
      by: {
        to_read: () => void press('to_read', on, { entry }, say),
        status: () => void press('status', on, { entry }, say),
        note: () => enter('textarea[data-draft^="note:"]'),
        tag: () => enter('[data-field="tag"]'),
        cite: () => void cite(shown, say),
        read() {
          abstract.current?.focus()
          reading.enter(versions.text ?? '', undefined)
        },
      },
    }
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: another text has its words elsewhere.
  useEffect(() => reading.leave(), [reading, versions.text])

  /** Arrows read the abstract by words and sentences, once its key was pressed. */
  function onKeyDown(event: KeyboardEvent) {
    if (event.target === abstract.current && reading.key(event.nativeEvent)) event.preventDefault()
  }

  // Words of a text that no site shows any more would be highlighted in none that is shown.
  const parts: Parts = [
    { field: 'title', element: title },
    ...(versions.isCurrent ? [{ field: 'abstract', element: abstract } as const] : []),
  ]
  const selectedField = useSelected(parts)
  const textOf = ({ field }: Selected) => (field === 'title' ? shown.title : (versions.text ?? ''))

  async function highlight(color: Prepared, comment: boolean) {
    // Asked for now: keys come faster than the bar is drawn.
    const selected = selectedIn(parts)
    if (!selected) return
    const { field, start, end } = selected
    const text = textOf(selected)
    const quote = quoteOf(text, start, end)
    const id = crypto.randomUUID()
    const done = await keeping.act({ do: 'highlight', id, paper: on, field, quote, text, color })
    say(done, i18n.t('page.highlighted', [nameOf(meanings, color)]))
    if (!done.ok) return
    document.getSelection()?.removeAllRanges()
    void lastColor.setValue(color)
    // It may have become one with another that it touches.
    if (comment) sought.current = `textarea[data-draft="comment:${done.highlight?.id ?? id}"]`
  }

  /** The field that is entered as soon as it stands. */
  const sought = useRef<string>(undefined)
  useEffect(() => {
    const field = sought.current && whole.current?.querySelector<HTMLElement>(sought.current)
    if (!field) return
    field.focus()
    sought.current = undefined
  })

  async function quote() {
    const selected = selectedIn(parts)
    if (!selected) return
    const words = textOf(selected).slice(selected.start, selected.end)
    const copied = await copy(quotation(words, shown))
    say({ ok: true }, copied ? i18n.t('toolbar.copied') : i18n.t('toolbar.notCopied'))
  }

  const recolor = async ({ id, rev }: Highlight, color: Highlight['color']) => {
    const done = await keeping.act({ do: 'color', id, rev, color })
    say(done, i18n.t('page.recolored', [nameOf(meanings, color)]))
  }
  const removeHighlight = async ({ id }: Highlight) => {
    say(await keeping.act({ do: 'delete', table: 'highlights', id }), i18n.t('page.deleted'))
    toPane()
  }

  const attach = async (highlight: Highlight) => {
    const part = partWithin(abstract.current)
    if (!versions.text || !part) return
    const done = await attachTo(highlight, versions.text, part)
    say(done, i18n.t('lost.attached', [shortened(highlight.exact)]))
    if (done.ok) toPane()
  }

  return (
    <article className="reading" ref={whole} onKeyDown={onKeyDown}>
      <header className="row">
        <button type="button" className="btn bare sm back" onClick={back}>
          {i18n.t('library.back')}
        </button>
        <StatusSegments status={paper.status} choose={(status) => void setStatus(on, status, say)} />
        <Key name={keys.status.toUpperCase()} />
        <Cite style={style} letter={keys.cite} copy={(chosen) => void cite(shown, say, chosen)} />
        <button
          type="button"
          className="btn bare ic sm"
          data-act="export"
          aria-label={i18n.t('exporting.one')}
          title={i18n.t('exporting.one')}
          onClick={exportOne}
        >
          <Icon name="export" />
        </button>
        <button
          type="button"
          className="btn bare ic sm danger"
          data-act="delete-paper"
          aria-label={i18n.t('library.deletePaper')}
          title={i18n.t('library.deletePaper')}
          onClick={remove}
        >
          <Icon name="trash" />
        </button>
      </header>
      <div className="in">
        <div>
          <h2 className="title big" dir="auto" ref={title}>
            <Title text={shown.title} highlights={highlights} />
          </h2>
          <Authors {...shown} />
          <p className="row wraps small quiet from">
            {shown.date && <Day date={shown.date} />}
            {[shown.organization, shown.venue].map((from) => from && <span key={from}>{from}</span>)}
            {linksOf(shown.links)}
          </p>
        </div>
        <Tags
          tags={paper.tags ?? []}
          known={allTags}
          set={(tag, tagged) => setTag(on, tag, tagged, say)}
          letter={keys.tag}
        />
        {versions.text ? (
          <VersionedAbstract versions={versions} highlights={highlights} words={abstract} />
        ) : (
          <p className="small quiet">{i18n.t('paper.noAbstract')}</p>
        )}
        <section aria-labelledby="notes-label">
          <h3 className="label" id="notes-label">
            {i18n.t('paper.notes')}
          </h3>
          <Notes keeping={keeping} on={on} draft={draftOf(paper.keys, paper.id)} notes={notes} />
        </section>
        {highlights.length > 0 && (
          <section aria-labelledby="highlights-label">
            <h3 className="label" id="highlights-label">
              {i18n.t('paper.highlights')} <span className="num">{highlights.length}</span>
            </h3>
            <HighlightTable
              keeping={keeping}
              highlights={highlights}
              versions={versions}
              lost={lost}
              attach={selectedField === 'abstract' ? (highlight) => void attach(highlight) : undefined}
              recolor={(highlight, color) => void recolor(highlight, color)}
              remove={(highlight) => void removeHighlight(highlight)}
            />
          </section>
        )}
        <Recorded entry={entry} versions={versions} say={say} />
      </div>
      {selectedField && (
        <Selecting highlight={(color, comment) => void highlight(color, comment)} quote={() => void quote()} />
      )}
    </article>
  )
}
