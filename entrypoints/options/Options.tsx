import { i18n } from '#i18n'
import { Icon } from '@/components/Icon'
import { Sites } from '@/components/Sites'
import { Sightings } from './Sightings'
import { optional, useSites } from './sites'
import { Triage } from './Triage'

/** The options: on which sites Papermargin looks for papers, which keys act on them, and what it notes of what was seen. */
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
      <Triage />
      <Sightings />
    </main>
  )
}
