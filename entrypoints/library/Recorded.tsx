import { useLiveQuery } from 'dexie-react-hooks'
import { type ReactNode, useState } from 'react'
import { i18n } from '#i18n'
import { Icon } from '@/components/Icon'
import { Day, saidOf, shownKey } from '@/components/Paper'
import { Record } from '@/components/Record'
import type { Versions } from '@/components/Versions'
import type { Done } from '@/lib/act'
import { IMPORTED } from '@/lib/color'
import type { Entry } from '@/lib/entry'
import { sightingsOf } from '@/lib/library/sightings'
import type { Editable, Edits } from '@/lib/paper'
import { siteName } from '@/lib/sites'
import { keeping, recordDraftOf } from '../popup/keeping'
import { sitesOf } from './Row'

interface Props {
  entry: Entry
  versions: Versions
  say(done: Done, words: string): void
}

/** What is recorded of a paper: where it was listed and seen, which texts there are, by what it is known; each field to be edited. */
export function Recorded({ entry, versions, say }: Props) {
  const { paper } = entry
  const [edits, setEdits] = useState(false)
  const sighting = useLiveQuery(async () => (await sightingsOf([paper]))[0], [paper])
  const keys = paper.keys.filter((key) => !key.startsWith('title:'))
  // A file lists nothing.
  const sites = sitesOf(entry).filter((site) => site !== IMPORTED)
  const change = async (field: Editable, from: Edits, to: Edits) => {
    const done = await keeping.act({ do: 'edit', paper: { id: paper.id }, field, from, to })
    if (done.ok && done.entry) say(done, i18n.t('record.changed', [i18n.t(`record.${field}`)]))
    return done
  }
  return (
    <section aria-labelledby="record-label">
      <h3 className="label row" id="record-label">
        {i18n.t('panel.record')}
        <button
          type="button"
          className="btn bare sm end"
          id="edit-record"
          aria-pressed={edits}
          onClick={() => setEdits(!edits)}
        >
          <Icon name="edit" />
          {i18n.t('recorded.edit')}
        </button>
      </h3>
      {edits && (
        <Record
          keeping={keeping}
          draft={recordDraftOf(paper.keys, paper.id)}
          said={saidOf(entry)}
          edits={paper.edits}
          change={change}
        />
      )}
      <dl className="facts">
        {sites.length > 0 && (
          <Fact name={i18n.t('recorded.listed')}>
            {sites.map((site) => listedOn(site, paper.counts[site] ?? {})).join(' · ')}
          </Fact>
        )}
        {sighting && sighting.count > 0 && (
          <Fact name={i18n.t('recorded.seen')}>
            {i18n.t('recorded.times', sighting.count)} · <Day date={sighting.first.slice(0, 10)} />
            {sighting.count > 1 && (
              <>
                {' – '}
                <Day date={sighting.last.slice(0, 10)} />
              </>
            )}
          </Fact>
        )}
        <Fact name={i18n.t('recorded.added')}>
          <Day date={paper.createdAt.slice(0, 10)} />
        </Fact>
        {versions.choices.length > 1 && (
          <Fact name={i18n.t('recorded.versions')}>
            <ul className="row wraps">
              {versions.choices.map(({ id, name }) => (
                <li key={id}>
                  <button
                    type="button"
                    className="link"
                    aria-pressed={id === versions.abstractId}
                    onClick={() => versions.choose(id)}
                  >
                    {name}
                  </button>
                </li>
              ))}
            </ul>
          </Fact>
        )}
        {!edits && keys.length > 0 && <Fact name={i18n.t('paper.identifiers')}>{keys.map(shownKey).join(', ')}</Fact>}
      </dl>
    </section>
  )
}

/** A site, with how many votes and comments a paper has there: "Hugging Face (148 votes, 9 comments)". */
function listedOn(site: string, { upvotes, comments }: { upvotes?: number; comments?: number }): string {
  const counts = [
    ...(upvotes === undefined ? [] : [i18n.t('recorded.votes', upvotes)]),
    ...(comments === undefined ? [] : [i18n.t('recorded.comments', comments)]),
  ]
  const name = siteName(site) ?? i18n.t('text.otherSite')
  return counts.length > 0 ? `${name} (${counts.join(', ')})` : name
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="num">{children}</dd>
    </>
  )
}
