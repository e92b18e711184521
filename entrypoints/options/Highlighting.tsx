import { i18n } from '#i18n'
import { barKeysOn, highlightOnSelect } from '@/lib/settings'
import { LookSegments } from './Looks'
import { useSetting } from './setting'

/** How highlights are painted, whether selected words wait for a meaning, and whether single keys act on them. */
export function Highlighting() {
  const [on, setOn] = useSetting(highlightOnSelect)
  const [keysOn, setKeysOn] = useSetting(barKeysOn)
  return (
    <section aria-labelledby="highlighting">
      <h2 id="highlighting">{i18n.t('highlighting.title')}</h2>
      <LookSegments look="paint" />
      <label className="row">
        <input type="checkbox" checked={on} onChange={({ target }) => setOn(target.checked)} />
        {i18n.t('highlighting.onSelect')}
      </label>
      <p className="small quiet">{i18n.t('highlighting.why')}</p>
      <label className="row">
        <input type="checkbox" checked={keysOn} onChange={({ target }) => setKeysOn(target.checked)} />
        {i18n.t('highlighting.keys')}
      </label>
      <p className="small quiet">{i18n.t('highlighting.keysWhy')}</p>
    </section>
  )
}
