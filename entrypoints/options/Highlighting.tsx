import { i18n } from '#i18n'
import { highlightOnSelect } from '@/lib/settings'
import { useSetting } from './setting'

/** Whether selected words wait for a meaning. */
export function Highlighting() {
  const [on, setOn] = useSetting(highlightOnSelect)
  return (
    <section aria-labelledby="highlighting">
      <h2 id="highlighting">{i18n.t('highlighting.title')}</h2>
      <label className="row">
        <input type="checkbox" checked={on} onChange={({ target }) => setOn(target.checked)} />
        {i18n.t('highlighting.onSelect')}
      </label>
      <p className="small quiet">{i18n.t('highlighting.why')}</p>
    </section>
  )
}
