import { useState } from 'react'
import { i18n } from '#i18n'
import { hand } from '@/components/file'
import { NotMade } from '@/lib/backup'
import { packed } from '@/lib/library/backup'
import { lastBackup } from '@/lib/settings'
import { Automatic } from './Automatic'
import { momentOf } from './moment'
import { Restore } from './Restore'
import { Snapshots } from './Snapshots'
import { useSetting } from './setting'

/** Letters of one file, unpacked: a reader who saves by hand gets one file of all but the largest libraries. */
const ONE_FILE = 50_000_000

/** Everything stored as a file, made at once, by itself or before an update: when that was done last, and how such a file is brought back. */
export function Backups() {
  const [last, setLast] = useSetting(lastBackup)
  const [said, setSaid] = useState('')
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      const at = new Date().toISOString()
      const { parts, papers } = await packed(at, ONE_FILE)
      for (const { file, name } of parts) hand(file, name)
      setLast({ at, papers })
      setSaid(i18n.t('backups.done', [parts.map(({ name }) => name).join(', ')]))
    } catch (error) {
      console.error(error)
      setSaid(error instanceof NotMade ? i18n.t(`backing.why.${error.why}`) : i18n.t('problem.closed'))
    }
    setBusy(false)
  }
  return (
    <section aria-labelledby="backups">
      <h2 id="backups">{i18n.t('backups.title')}</h2>
      <p className="quiet">{i18n.t('backups.how')}</p>
      <p className="row wraps">
        <button type="button" className="btn" id="backup" disabled={busy} onClick={() => void save()}>
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
      <Automatic />
      <Restore />
      <Snapshots />
    </section>
  )
}
