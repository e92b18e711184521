import { useState } from 'react'
import { i18n } from '#i18n'
import { download } from '@/components/Export'
import { useMeanings } from '@/components/Meanings'
import { everything } from '@/lib/library/queries'
import { lastBackup } from '@/lib/settings'
import { useSetting } from './setting'

/** Everything stored as one file, made at once: when that was done last, and how such a file is brought back. */
export function Backups() {
  const meanings = useMeanings()
  const [last, setLast] = useSetting(lastBackup)
  const [said, setSaid] = useState('')
  const save = async () => {
    try {
      const entries = await everything()
      const name = await download('json', entries, meanings)
      setLast({ at: new Date().toISOString(), papers: entries.length })
      setSaid(i18n.t('backups.done', [name]))
    } catch (error) {
      console.error(error)
      setSaid(i18n.t('problem.closed'))
    }
  }
  return (
    <section aria-labelledby="backups">
      <h2 id="backups">{i18n.t('backups.title')}</h2>
      <p className="quiet">{i18n.t('backups.how')}</p>
      <p className="row wraps">
        <button type="button" className="btn" id="backup" onClick={() => void save()}>
          {i18n.t('backups.save')}
        </button>
        <span className="small quiet num">
          {last
            ? i18n.t('backups.last', last.papers, [String(last.papers), momentOf(last.at)])
            : i18n.t('backups.none')}
        </span>
      </p>
      <p className="small" role="status">
        {said}
      </p>
      <p className="small quiet">{i18n.t('backups.what')}</p>
      <p className="small quiet">
        {i18n.t('backups.back')} <a href="/library.html">{i18n.t('backups.library')}</a>
      </p>
    </section>
  )
}

const momentOf = (at: string) =>
  new Intl.DateTimeFormat(document.documentElement.lang || 'en', { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(at),
  )
