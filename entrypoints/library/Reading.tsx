import { i18n } from '#i18n'
import { HighlightTable } from '@/components/Highlights'
import { Icon } from '@/components/Icon'
import { Notes } from '@/components/Notes'
import { Abstract, Title } from '@/components/Painted'
import { Authors, Facts } from '@/components/Paper'
import type { Row } from '@/components/PaperList'
import { StatusSegments } from '@/components/Status'
import type { Done } from '@/lib/act'
import type { Entry } from '@/lib/entry'
import type { Highlight } from '@/lib/highlight'
import { draftOf, keeping, setStatus } from '../popup/keeping'

interface Props {
  row: Row & { entry: Entry }
  back(): void
  /** Deletes the paper. */
  remove(): void
  /** Takes the focus when what had it is gone. */
  toPane(): void
  say(done: Done, words: string): void
}

/** One stored paper, whole: the record, the abstract with its highlights, notes and comments to write in. */
export function Reading({ row: { shown, entry }, back, remove, toPane, say }: Props) {
  const { paper, highlights, notes } = entry
  const on = { id: paper.id }

  const recolor = async ({ id, rev }: Highlight, color: Highlight['color']) => {
    const done = await keeping.act({ do: 'color', id, rev, color })
    say(done, i18n.t('page.recolored', [i18n.t(`color.${color}`)]))
  }
  const removeHighlight = async ({ id }: Highlight) => {
    say(await keeping.act({ do: 'delete', table: 'highlights', id }), i18n.t('page.deleted'))
    toPane()
  }

  return (
    <article className="reading">
      <header className="row">
        <button type="button" className="btn bare sm back" onClick={back}>
          {i18n.t('library.back')}
        </button>
        <StatusSegments status={paper.status} choose={(status) => void setStatus(on, status, say)} />
        <button type="button" className="btn bare sm danger end" data-act="delete-paper" onClick={remove}>
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
        {shown.abstract ? (
          <Abstract text={shown.abstract} abstractId={shown.abstractId} highlights={highlights} />
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
              recolor={(highlight, color) => void recolor(highlight, color)}
              remove={(highlight) => void removeHighlight(highlight)}
            />
          </section>
        )}
      </div>
    </article>
  )
}
