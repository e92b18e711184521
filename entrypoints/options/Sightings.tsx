import { useLiveQuery } from 'dexie-react-hooks'
import { type FormEvent, useState } from 'react'
import { i18n } from '#i18n'
import { countSightings, expireSightings, forgetSightings } from '@/lib/library/sightings'
import { sightingDays, sightingsKept } from '@/lib/settings'
import { useSetting } from './setting'

/** Whether it is noted what was seen, for how long, and how to forget it. */
export function Sightings() {
  const [kept, setKept] = useSetting(sightingsKept)
  const count = useLiveQuery(countSightings)
  return (
    <section aria-labelledby="sightings">
      <h2 id="sightings">{i18n.t('sightings.title')}</h2>
      <label className="row">
        <input type="checkbox" checked={kept} onChange={({ target }) => setKept(target.checked)} />
        {i18n.t('sightings.keep')}
      </label>
      <p className="small quiet">{i18n.t('sightings.why')}</p>
      <Days />
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

/** How long sightings are kept. Taken when the field is left: on the way to 120 stands a 1, which would forget them. */
function Days() {
  const [days] = useSetting(sightingDays)
  const [typed, setTyped] = useState<string>()
  const [wrong, setWrong] = useState(false)

  async function take(event?: FormEvent) {
    event?.preventDefault()
    if (typed === undefined) return
    const wanted = Number(typed)
    const fits = Number.isInteger(wanted) && wanted >= 1 && wanted <= 3650
    setWrong(!fits)
    setTyped(undefined)
    if (!fits) return
    await sightingDays.setValue(wanted)
    await expireSightings()
  }

  return (
    <form noValidate className="row" onSubmit={(event) => void take(event)}>
      <label className="row">
        {i18n.t('sightings.days')}
        <input
          type="number"
          className="number"
          min={1}
          max={3650}
          value={typed ?? days}
          onChange={({ target }) => setTyped(target.value)}
          onBlur={() => void take()}
        />
        {i18n.t('sightings.unit')}
      </label>
      <span className="small lost" role="status">
        {wrong && i18n.t('sightings.daysWrong')}
      </span>
    </form>
  )
}
