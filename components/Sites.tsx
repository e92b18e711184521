import { i18n } from '#i18n'
import type { Where } from '@/lib/site'

interface Props {
  /** What these are, for who hears the screen. */
  label: string
  sites: Where[]
  /** Which of them are on. */
  on: ReadonlySet<Where>
  /** Asks the browser for sites, or gives them back; called from the reader's click. */
  change(sites: Where[], on: boolean): void
}

/** The sites that the reader may switch on, together or singly. */
export function Sites({ label, sites, on, change }: Props) {
  const all = sites.every((site) => on.has(site))
  return (
    <fieldset className="sites">
      <legend className="vh">{label}</legend>
      <button type="button" className="btn sm" onClick={() => change(sites, !all)}>
        {all ? i18n.t('sites.none') : i18n.t('sites.all')}
      </button>
      <ul>
        {sites.map((site) => (
          <li key={site.name}>
            <label>
              <input type="checkbox" checked={on.has(site)} onChange={() => change([site], !on.has(site))} />
              <span>{site.name}</span>
              <span className="micro quiet one">{site.hosts[0]}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
