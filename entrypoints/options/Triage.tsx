import { i18n } from '#i18n'
import { KeyTable } from '@/components/Keys'
import { triageKeys, triageOn } from '@/lib/settings'
import { useSetting } from './setting'

/** Whether single keys act anywhere on a page that lists papers, and which. */
export function Triage() {
  const [on, setOn] = useSetting(triageOn)
  const [keys, setKeys] = useSetting(triageKeys)
  return (
    <section aria-labelledby="triage">
      <h2 id="triage">{i18n.t('triage.title')}</h2>
      <label className="row">
        <input type="checkbox" checked={on} onChange={({ target }) => setOn(target.checked)} />
        {i18n.t('triage.on')}
      </label>
      <p className="small quiet">{i18n.t('triage.why')}</p>
      <KeyTable keys={keys} change={setKeys} />
    </section>
  )
}
