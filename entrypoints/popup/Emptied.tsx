import { useEffect } from 'react'
import { i18n } from '#i18n'
import { Say } from '@/components/Say'
import { recount } from '@/lib/library/canary'
import { emptied } from '@/lib/settings'
import { useSetting } from '../options/setting'
import { usePainted } from './painted'

/** Says that what was stored is gone, and what can be done, until the reader says that they begin anew. */
export function Emptied() {
  const [lost, setLost] = useSetting(emptied)
  const painted = usePainted()
  useEffect(() => {
    // The worker counts when it starts; this screen may have been opened without it.
    if (painted) recount().catch(console.error)
  }, [painted])
  if (!lost) return null
  return (
    <section className="mid" data-screen="emptied" aria-label={i18n.t('emptied.title', lost.papers)}>
      <Say bad title={i18n.t('emptied.title', lost.papers)} words={i18n.t('emptied.why')}>
        <div className="row wraps">
          <a className="btn sm main" href="/options.html#backups" target="_blank" rel="noopener noreferrer">
            {i18n.t('emptied.back')}
          </a>
          <button type="button" className="btn sm" data-act="anew" onClick={() => setLost(null)}>
            {i18n.t('emptied.anew')}
          </button>
        </div>
      </Say>
    </section>
  )
}
