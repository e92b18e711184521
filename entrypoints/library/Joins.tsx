import { useLiveQuery } from 'dexie-react-hooks'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { i18n } from '#i18n'
import { orClosed } from '@/components/Closed'
import { byline, Day, shownKey } from '@/components/Paper'
import { Waiting } from '@/components/Say'
import type { Act } from '@/lib/act'
import type { Entry } from '@/lib/entry'
import { type Joined, joins, type Pair, suggestions } from '@/lib/library/alike'
import { isTitleKey } from '@/lib/likeness'
import type { Paper } from '@/lib/paper'
import { keeping } from '../popup/keeping'
import { hrefOf } from './address'
import type { ViewProps } from './views'

/** What there is to tell of papers that may be one, and of those that were joined. */
interface Alike {
  pairs: Pair[]
  joined: Joined[]
}

/** Undefined until it is known; it follows every change of the library. */
const useAlike = (): Alike | undefined =>
  useLiveQuery(orClosed(async () => ({ pairs: await suggestions(), joined: await joins() })))

/** Leads to the view; there is no link while there is nothing to tell. */
export function JoinsLink() {
  const alike = useAlike()
  if (!alike || alike.pairs.length + alike.joined.length === 0) return null
  return (
    <a id="joins" href={hrefOf({ view: 'joins' })}>
      {alike.pairs.length > 0 ? i18n.t('joins.suggested', alike.pairs.length) : i18n.t('joins.made')}
    </a>
  )
}

/** Pairs that may be one paper, for the reader to say, and the joins that were made, each of which can be taken back. */
export function Joins({ say }: ViewProps) {
  const view = useRef<HTMLElement>(null)
  const [busy, setBusy] = useState(false)
  const alike = useAlike()
  if (!alike) return <Waiting />
  const { pairs, joined } = alike

  async function act(act: Act, words: string, at: HTMLElement) {
    const item = at.closest('li')
    // What stands there next takes the place, and the focus.
    const next = item?.nextElementSibling ?? item?.previousElementSibling
    flushSync(() => setBusy(true))
    const done = await keeping.act(act)
    say(done, words)
    flushSync(() => setBusy(false))
    const button = done.ok ? next?.querySelector('button') : at
    ;(button ?? view.current)?.focus()
  }

  return (
    <main ref={view} tabIndex={-1} className="sheet joins" aria-labelledby="joins-title">
      <h2 className="title" id="joins-title">
        {i18n.t('joins.title')}
      </h2>
      <p className="small quiet">{i18n.t('joins.how')}</p>
      <section aria-labelledby="joins-pairs">
        <h3 className="label" id="joins-pairs">
          {i18n.t('joins.pairs')} <span className="num">{pairs.length}</span>
        </h3>
        {pairs.length === 0 && <p className="small quiet">{i18n.t('joins.noPairs')}</p>}
        <ul>
          {pairs.map(([one, other]) => {
            const papers: [string, string] = [one.paper.id, other.paper.id]
            return (
              <li key={papers.join()} className="alike" data-pair={papers.join()}>
                <div className="pair">
                  <Side entry={one} />
                  <Side entry={other} />
                </div>
                <div className="row">
                  <button
                    type="button"
                    className="btn sm"
                    data-act="join"
                    disabled={busy}
                    aria-label={i18n.t('joins.joinThem', [one.paper.title])}
                    onClick={({ currentTarget }) =>
                      void act({ do: 'join', papers }, i18n.t('joins.done'), currentTarget)
                    }
                  >
                    {i18n.t('joins.join')}
                  </button>
                  <button
                    type="button"
                    className="btn bare sm"
                    data-act="apart"
                    disabled={busy}
                    aria-label={i18n.t('joins.notTheSameTwo', [one.paper.title])}
                    onClick={({ currentTarget }) =>
                      void act({ do: 'apart', papers }, i18n.t('joins.kept'), currentTarget)
                    }
                  >
                    {i18n.t('joins.notTheSame')}
                  </button>
                </div>
              </li>
            )
          })}
        </ul>
      </section>
      <section aria-labelledby="joins-made">
        <h3 className="label" id="joins-made">
          {i18n.t('joins.made')} <span className="num">{joined.length}</span>
        </h3>
        {joined.length === 0 && <p className="small quiet">{i18n.t('joins.noneMade')}</p>}
        <ul>
          {joined.map(({ gone, paper }) => (
            <li key={gone.id} className="alike" data-joined={gone.id}>
              <div className="pair">
                <div>
                  <p className="small quiet">
                    {gone.deletedAt && (
                      <>
                        {i18n.t('joins.on')} <Day date={gone.deletedAt.slice(0, 10)} />
                      </>
                    )}
                  </p>
                  <Facts paper={gone} />
                </div>
                <div>
                  <p className="small quiet">{i18n.t('joins.into')}</p>
                  <Facts paper={paper} />
                </div>
              </div>
              <div className="row">
                <button
                  type="button"
                  className="btn sm"
                  data-act="separate"
                  disabled={busy}
                  aria-label={i18n.t('joins.separateThem', [gone.title])}
                  onClick={({ currentTarget }) =>
                    void act({ do: 'apart', papers: [paper.id, gone.id] }, i18n.t('joins.separated'), currentTarget)
                  }
                >
                  {i18n.t('joins.separate')}
                </button>
              </div>
            </li>
          ))}
        </ul>
      </section>
    </main>
  )
}

/** One of two papers: its facts, and how much the reader wrote on it. */
function Side({ entry: { paper, highlights, notes } }: { entry: Entry }) {
  const written = notes.filter(({ text }) => text.trim()).length
  return (
    <div>
      <Facts paper={paper} />
      <p className="small quiet num">
        {i18n.t('joins.highlights', highlights.length)}, {i18n.t('joins.notes', written)}
      </p>
    </div>
  )
}

/** By what a reader tells papers apart: title, authors, date, identifiers. */
function Facts({ paper }: { paper: Paper }) {
  const keys = paper.keys.filter((key) => !isTitleKey(key)).map(shownKey)
  const authors = byline(paper)
  return (
    <>
      <p className="title" dir="auto">
        {paper.title}
      </p>
      {authors && (
        <p className="small two" dir="auto">
          {authors}
        </p>
      )}
      <p className="said small quiet">
        {paper.date && <Day date={paper.date} />}
        <span>{keys.join(', ') || i18n.t('paste.byTitle')}</span>
      </p>
    </>
  )
}
