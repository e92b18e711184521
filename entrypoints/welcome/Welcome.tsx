import { useLiveQuery } from 'dexie-react-hooks'
import { i18n } from '#i18n'
import { orClosed } from '@/components/Closed'
import { Icon } from '@/components/Icon'
import { Sites } from '@/components/Sites'
import { Today } from '@/components/Today'
import { entriesFor } from '@/lib/library/queries'
import type { PaperFacts } from '@/lib/paper'
import { publishers } from '@/lib/publishers'
import { exported } from '@/lib/settings'
import { useSetting } from '../options/setting'
import { optional, useSites } from '../options/sites'
import { practicePapers } from './practice'

/** First run: what there is to do, beside a list of papers to do it on. */
export function Welcome() {
  const { on, change } = useSites()
  const done = useDone()
  return (
    <div className="welcome">
      <header className="intro">
        <p className="row small quiet">
          <Icon name="logo" />
          Papermargin
        </p>
        <h1>{i18n.t('welcome.heading')}</h1>
        <p className="second">{i18n.t('welcome.lead')}</p>
        <ol className="tasks">
          {(['highlight', 'comment', 'export'] as const).map((task, index) => (
            <li key={task} data-task={task} data-done={done[task] || undefined}>
              <span className="dot" aria-hidden="true">
                {done[task] ? '✓' : index + 1}
              </span>
              <b>{i18n.t(`welcome.${task}`)}</b>
              <span className="vh" role="status">
                {done[task] && i18n.t('welcome.done')}
              </span>
              <p className="second">{i18n.t(`welcome.${task}How`)}</p>
              {task === 'export' && (
                <a className="btn sm" href="/library.html">
                  {i18n.t('welcome.library')}
                </a>
              )}
            </li>
          ))}
        </ol>
        <dl className="small">
          {(['stays', 'looks', 'keys', 'pin'] as const).map((item) => (
            <div key={item}>
              <dt>{i18n.t(`welcome.${item}`)}</dt>
              <dd className="second">{i18n.t(`welcome.${item}How`)}</dd>
            </div>
          ))}
        </dl>
        <details>
          <summary>{i18n.t('sites.more', [String(on.size), String(optional.length + publishers.length)])}</summary>
          <p className="small second">{i18n.t('sites.always')}</p>
          <Sites label={i18n.t('sites.title')} sites={optional} on={on} change={change} />
          <h2 className="group">{i18n.t('publishers.title')}</h2>
          <p className="small second">{i18n.t('publishers.how')}</p>
          <Sites label={i18n.t('publishers.title')} sites={publishers} on={on} change={change} />
        </details>
        <Today />
      </header>
      <main className="list">
        <h2 className="label">{i18n.t('welcome.list', [String(practicePapers.length)])}</h2>
        {practicePapers.map((paper, index) => (
          <Item key={paper.keys[0]} paper={paper} place={index + 1} />
        ))}
      </main>
    </div>
  )
}

/** Which of the first steps were taken. */
function useDone() {
  const entries = useLiveQuery(orClosed(() => entriesFor(practicePapers))) ?? []
  const [hasExported] = useSetting(exported)
  const highlights = entries.flatMap((entry) => entry?.highlights ?? [])
  return {
    highlight: highlights.length > 0,
    comment: highlights.some(({ comment }) => comment.trim() !== ''),
    export: hasExported,
  }
}

function Item({ paper, place }: { paper: PaperFacts; place: number }) {
  const by = paper.organization ?? (paper.authorCount ? i18n.t('authors', paper.authorCount) : undefined)
  const comments = paper.comments ? i18n.t('welcome.comments', paper.comments) : undefined
  return (
    <article data-paper={place}>
      <h3 className="title">{paper.title}</h3>
      <p className="paper">{paper.abstract}</p>
      <p className="small quiet">{[by, paper.date, comments].filter(Boolean).join(' · ')}</p>
    </article>
  )
}
