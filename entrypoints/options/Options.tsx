import { i18n } from '#i18n'
import { ATTRIBUTION } from '@/components/Cite'
import { Icon } from '@/components/Icon'
import { Sites } from '@/components/Sites'
import { publishers } from '@/lib/publishers'
import type { Where } from '@/lib/site'
import { Backups } from './Backups'
import { Checkup } from './Checkup'
import { Highlighting } from './Highlighting'
import { Looks } from './Looks'
import { MeaningList } from './Meanings'
import { Privacy } from './Privacy'
import { Sightings } from './Sightings'
import { optional, useSites } from './sites'
import { Templates } from './Templates'
import { Triage } from './Triage'

/**
 * The options: on which sites Papermargin looks for papers, what the colours mean, how words are highlighted, which keys act,
 * how it looks, what it notes of what was seen, how all that is stored is saved as a file and brought back, whether it is as
 * it should be, and what is kept where.
 */
export function Options() {
  const { on, others, change } = useSites()
  const contents = [
    ['sites', i18n.t('sites.title')],
    ['meanings', i18n.t('meanings.title')],
    ['highlighting', i18n.t('highlighting.title')],
    ['triage', i18n.t('triage.title')],
    ['appearance', i18n.t('appearance.title')],
    ['sightings', i18n.t('sightings.title')],
    ['templates', i18n.t('templates.title')],
    ['backups', i18n.t('backups.title')],
    ['checkup', i18n.t('checkup.title')],
    ['privacy', i18n.t('privacy.title')],
  ]
  return (
    <main className="options">
      <h1 className="row">
        <Icon name="logo" />
        {i18n.t('options.title')}
      </h1>
      <nav className="tabs" aria-label={i18n.t('options.contents')}>
        {contents.map(([id, title]) => (
          <a key={id} href={`#${id}`}>
            {title}
          </a>
        ))}
      </nav>
      <section aria-labelledby="sites">
        <h2 id="sites">{i18n.t('sites.title')}</h2>
        <p className="quiet">{i18n.t('sites.always')}</p>
        <Sites label={i18n.t('sites.title')} sites={optional} on={on} change={change} />
        <p className="small quiet">{i18n.t('sites.kept')}</p>
        <h3>{i18n.t('publishers.title')}</h3>
        <p className="small quiet">{i18n.t('publishers.how')}</p>
        <Sites label={i18n.t('publishers.title')} sites={publishers} on={on} change={change} />
        <h3>{i18n.t('hosts.title')}</h3>
        <p className="small quiet">{i18n.t('hosts.how')}</p>
        <Hosts hosts={others} takeBack={(host) => change([host], false)} />
      </section>
      <MeaningList />
      <Highlighting />
      <Triage />
      <Looks />
      <Sightings />
      <Templates />
      <Backups />
      <Checkup />
      <Privacy />
      <footer className="row wraps small quiet">
        <a href="https://citationstyles.org/" target="_blank" rel="noreferrer">
          {ATTRIBUTION}
        </a>
        <a href="/licences.txt" target="_blank" rel="noreferrer">
          {i18n.t('citing.licences')}
        </a>
      </footer>
    </main>
  )
}

/** The hosts that the reader allowed one by one. */
function Hosts({ hosts, takeBack }: { hosts: Where[]; takeBack(host: Where): void }) {
  if (hosts.length === 0) return <p className="small quiet">{i18n.t('hosts.none')}</p>
  return (
    <ul className="hosts">
      {hosts.map((host) => (
        <li key={host.name} className="row">
          <span className="grow one">{host.name}</span>
          <button
            type="button"
            className="btn sm"
            aria-label={i18n.t('hosts.takeBackOf', [host.name])}
            onClick={() => takeBack(host)}
          >
            {i18n.t('hosts.takeBack')}
          </button>
        </li>
      ))}
    </ul>
  )
}
