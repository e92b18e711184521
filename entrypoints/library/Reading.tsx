import { type RefObject, useEffect, useRef, useState } from 'react'
import { i18n } from '#i18n'
import { HighlightTable } from '@/components/Highlights'
import { Icon } from '@/components/Icon'
import { Key } from '@/components/Key'
import { useMeanings } from '@/components/Meanings'
import { nameOf } from '@/components/meaning'
import { Notes } from '@/components/Notes'
import { Title } from '@/components/Painted'
import { Authors, Facts } from '@/components/Paper'
import type { Row } from '@/components/PaperList'
import { StatusSegments } from '@/components/Status'
import { partOf } from '@/components/selected'
import { Tags } from '@/components/Tags'
import { useVersions, VersionedAbstract } from '@/components/Versions'
import type { Done } from '@/lib/act'
import type { Entry } from '@/lib/entry'
import type { Highlight } from '@/lib/highlight'
import { allTags } from '@/lib/library/queries'
import { triageKeys } from '@/lib/settings'
import { siteName } from '@/lib/sites'
import { shortened } from '@/lib/words'
import { useSetting } from '../options/setting'
import { attachTo } from '../popup/attach'
import { cite, draftOf, keeping, press, setStatus, setTag } from '../popup/keeping'
import { useLetters } from '../popup/keys'

interface Props {
  row: Row & { entry: Entry }
  /** Highlights of this paper that have lost their words, by id. */
  lost: string[]
  back(): void
  /** Deletes the paper. */
  remove(): void
  /** Takes the focus when what had it is gone. */
  toPane(): void
  say(done: Done, words: string): void
}

/** One stored paper, whole: the record, the abstract with its highlights, notes and comments to write in. */
export function Reading({ row: { shown, entry }, lost, back, remove, toPane, say }: Props) {
  const { paper, highlights, notes } = entry
  const on = { id: paper.id }
  const meanings = useMeanings()
  const versions = useVersions(shown, entry, siteName)
  const words = useRef<HTMLDivElement>(null)
  const isSelected = useSelected(words)
  const whole = useRef<HTMLElement>(null)
  const enter = (field: string) => whole.current?.querySelector<HTMLElement>(field)?.focus()
  const [keys] = useSetting(triageKeys)
  useLetters({
    [keys.to_read]: () => void press('to_read', on, { entry }, say),
    [keys.status]: () => void press('status', on, { entry }, say),
    [keys.note]: () => enter('textarea[data-draft^="note:"]'),
    [keys.tag]: () => enter('[data-field="tag"]'),
    [keys.cite]: () => void cite(shown, say),
  })

  const recolor = async ({ id, rev }: Highlight, color: Highlight['color']) => {
    const done = await keeping.act({ do: 'color', id, rev, color })
    say(done, i18n.t('page.recolored', [nameOf(meanings, color)]))
  }
  const removeHighlight = async ({ id }: Highlight) => {
    say(await keeping.act({ do: 'delete', table: 'highlights', id }), i18n.t('page.deleted'))
    toPane()
  }

  const attach = async (highlight: Highlight) => {
    const part = partOf(words.current)
    if (!versions.text || !part) return
    const done = await attachTo(highlight, versions.text, part)
    say(done, i18n.t('lost.attached', [shortened(highlight.exact)]))
    if (done.ok) toPane()
  }

  return (
    <article className="reading" ref={whole}>
      <header className="row">
        <button type="button" className="btn bare sm back" onClick={back}>
          {i18n.t('library.back')}
        </button>
        <StatusSegments status={paper.status} choose={(status) => void setStatus(on, status, say)} />
        <Key name={keys.status.toUpperCase()} />
        <button type="button" className="btn bare sm end" data-act="cite" onClick={() => void cite(shown, say)}>
          <Icon name="copy" />
          {i18n.t('cite.copy')} <Key name={keys.cite.toUpperCase()} />
        </button>
        <button type="button" className="btn bare sm danger" data-act="delete-paper" onClick={remove}>
          <Icon name="trash" />
          {i18n.t('library.deletePaper')}
        </button>
      </header>
      <div className="in">
        <div>
          <h2 className="title big" dir="auto">
            <Title text={shown.title} highlights={highlights} />
          </h2>
          <Authors {...shown} />
        </div>
        <Facts shown={shown} />
        <Tags
          tags={paper.tags ?? []}
          known={allTags}
          set={(tag, tagged) => setTag(on, tag, tagged, say)}
          letter={keys.tag}
        />
        {versions.text ? (
          <div ref={words}>
            <VersionedAbstract versions={versions} highlights={highlights} />
          </div>
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
              attach={isSelected && versions.isCurrent ? (highlight) => void attach(highlight) : undefined}
              recolor={(highlight, color) => void recolor(highlight, color)}
              remove={(highlight) => void removeHighlight(highlight)}
            />
          </section>
        )}
      </div>
    </article>
  )
}

/** Whether words of the abstract in an element are selected. */
function useSelected(element: RefObject<HTMLElement | null>): boolean {
  const [isSelected, setIsSelected] = useState(false)
  useEffect(() => {
    const look = () => setIsSelected(partOf(element.current) !== undefined)
    document.addEventListener('selectionchange', look)
    return () => document.removeEventListener('selectionchange', look)
  }, [element])
  return isSelected
}
