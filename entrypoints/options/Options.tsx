import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useState } from 'react'
import { i18n } from '#i18n'
import { Icon } from '@/components/Icon'
import { Sites } from '@/components/Sites'
import { countSightings, forgetSightings, SIGHTING_DAYS } from '@/lib/library/sightings'
import { sightingsKept } from '@/lib/settings'
import { optional, useSites } from './sites'

/** The options: on which sites Papermargin looks for papers, and what it notes of what was seen. */
export function Options() {
  const { on, change } = useSites()
  return (
    <main className="options">
      <h1 className="row">
        <Icon name="logo" />
        {i18n.t('options.title')}
      </h1>
      <section aria-labelledby="sites">
        <h2 id="sites">{i18n.t('sites.title')}</h2>
        <p className="quiet">{i18n.t('sites.always')}</p>
        <Sites sites={optional} on={on} change={change} />
        <p className="small quiet">{i18n.t('sites.kept')}</p>
      </section>
      <Sightings />
    </main>
  )
}

/** Whether it is noted what was seen, and how to forget it. */
function Sightings() {
  const [kept, setKept] = useState(true)
  const count = useLiveQuery(countSightings)
  useEffect(() => {
    void sightingsKept.getValue().then(setKept)
    return sightingsKept.watch(setKept)
  }, [])
  return (
    <section aria-labelledby="sightings">
      <h2 id="sightings">{i18n.t('sightings.title')}</h2>
      <label className="row">
        <input
          type="checkbox"
          checked={kept}
          onChange={({ target }) => {
            setKept(target.checked)
            void sightingsKept.setValue(target.checked)
          }}
        />
        {i18n.t('sightings.keep')}
      </label>
      <p className="small quiet">{i18n.t('sightings.why', [String(SIGHTING_DAYS)])}</p>
      <p className="row small" role="status">
        {count !== undefined && i18n.t('sightings.count', count)}
        <button type="button" className="btn sm" disabled={!count} onClick={() => void forgetSightings()}>
          {i18n.t('sightings.forget')}
        </button>
      </p>
    </section>
  )
}
