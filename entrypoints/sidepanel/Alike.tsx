import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import { i18n } from '#i18n'
import { orClosed } from '@/components/Closed'
import { byline, shownKey } from '@/components/Paper'
import { Say } from '@/components/Say'
import type { Act, Done } from '@/lib/act'
import { mayBe } from '@/lib/library/alike'
import type { Paper } from '@/lib/paper'
import { keeping } from '../popup/keeping'

/** The stored papers that may be this one, for the reader to say. */
export function Alike({ paper, say }: { paper: Paper; say(done: Done, words: string): void }) {
  const [busy, setBusy] = useState(false)
  const others = useLiveQuery(
    orClosed(() => mayBe(paper)),
    [paper],
  )
  const act = async (act: Act, words: string) => {
    setBusy(true)
    say(await keeping.act(act), words)
    setBusy(false)
  }
  return others?.map(({ paper: other }) => {
    // The older one stays.
    const papers: [string, string] = paper.createdAt <= other.createdAt ? [paper.id, other.id] : [other.id, paper.id]
    const keys = other.keys.filter((key) => !key.startsWith('title:')).map(shownKey)
    return (
      <Say key={other.id} title={i18n.t('panel.mayBe')}>
        <p className="title" dir="auto">
          {other.title}
        </p>
        <p className="small quiet" dir="auto">
          {[byline(other), keys.join(', ')].filter(Boolean).join(' · ')}
        </p>
        <div className="row">
          <button
            type="button"
            className="btn sm"
            data-act="join"
            disabled={busy}
            title={i18n.t('joins.how')}
            aria-label={i18n.t('joins.joinThem', [other.title])}
            onClick={() => void act({ do: 'join', papers }, i18n.t('joins.done'))}
          >
            {i18n.t('joins.join')}
          </button>
          <button
            type="button"
            className="btn bare sm"
            data-act="apart"
            disabled={busy}
            aria-label={i18n.t('joins.notTheSameTwo', [other.title])}
            onClick={() => void act({ do: 'apart', papers }, i18n.t('joins.kept'))}
          >
            {i18n.t('joins.notTheSame')}
          </button>
        </div>
      </Say>
    )
  })
}
