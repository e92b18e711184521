import { useLiveQuery } from 'dexie-react-hooks'
import { i18n } from '#i18n'
import { countSightings, expireSightings, forgetSightings } from '@/lib/library/sightings'
import { sightingDays, sightingsKept } from '@/lib/settings'
import { Count } from './Count'
import { useSetting } from './setting'

/** Whether it is noted what was seen, for how long, and how to forget it. */
export function Sightings() {
  const [kept, setKept] = useSetting(sightingsKept)
  const [days] = useSetting(sightingDays)
  const count = useLiveQuery(countSightings)
  return (
    <section aria-labelledby="sightings">
      <h2 id="sightings">{i18n.t('sightings.title')}</h2>
      <label className="row">
        <input type="checkbox" checked={kept} onChange={({ target }) => setKept(target.checked)} />
        {i18n.t('sightings.keep')}
      </label>
      <p className="small quiet">{i18n.t('sightings.why')}</p>
      <Count
        words={i18n.t('sightings.days')}
        unit={i18n.t('sightings.unit')}
        wrong={i18n.t('sightings.daysWrong')}
        bounds={[1, 3650]}
        value={days}
        take={(wanted) => void sightingDays.setValue(wanted).then(() => expireSightings())}
      />
      <p className="small quiet">{i18n.t('sightings.skipped')}</p>
      <p className="row small" role="status">
        {count !== undefined && i18n.t('sightings.count', count)}
        <button type="button" className="btn sm" disabled={!count} onClick={() => void forgetSightings()}>
          {i18n.t('sightings.forget')}
        </button>
      </p>
    </section>
  )
}
