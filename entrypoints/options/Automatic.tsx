import { useEffect, useState } from 'react'
import { i18n } from '#i18n'
import { bounds, type Plan } from '@/lib/backup'
import { canChoose, chooseFolder, folderNow } from '@/lib/folder'
import { backUpIfDue } from '@/lib/library/backup'
import { setDownloading } from '@/lib/permissions'
import { backupFailure, backupPlan, backupsMade } from '@/lib/settings'
import { Count } from './Count'
import { momentOf } from './moment'
import { NotBackedUp } from './NotBackedUp'
import { useSetting } from './setting'

/** Whether backups make themselves, where they go, how often and how many are kept; and what came of the last. */
export function Automatic() {
  const [plan, setPlan] = useSetting(backupPlan)
  const [failure, setFailure] = useSetting(backupFailure)
  const [made] = useSetting(backupsMade)
  const [folder, setFolder] = useState('')
  const [said, setSaid] = useState('')
  useEffect(() => void folderNow().then((now) => setFolder(now?.name ?? '')), [])

  const go = (to: Plan['to']) => {
    setFailure(null)
    setPlan({ ...plan, to })
    // What is not needed any more is given back.
    if (to !== 'downloads') setDownloading(false).catch(console.error)
  }
  // Only a click may ask the browser, so nothing else is waited for before it.
  const toDownloads = async () => {
    const may = await setDownloading(true)
    setSaid(may ? '' : i18n.t('backing.refused'))
    if (may) go('downloads')
  }
  const toFolder = async () => {
    const chosen = await chooseFolder()
    if (!chosen) return
    // What stands in another folder is no backup in this one.
    if (chosen.isOther) await backupsMade.setValue(made.filter(({ to }) => to !== 'folder'))
    setFolder(chosen.name)
    setSaid('')
    go('folder')
    void backUpIfDue()
  }
  const last = made.find(({ whole, to }) => whole && to === plan.to)
  const count = (of: 'days' | 'changes' | 'keep') => ({
    words: i18n.t(`backing.${of}`),
    unit: i18n.t(`backing.unit.${of}`),
    wrong: i18n.t('backing.wrong', bounds[of].map(String) as [string, string]),
    bounds: bounds[of],
    value: plan[of],
    take: (value: number) => setPlan({ ...plan, [of]: value }),
  })
  const folderButton = canChoose() && (
    <button type="button" className="btn sm" onClick={() => void toFolder()}>
      {plan.to === 'folder' ? i18n.t('backing.otherFolder') : i18n.t('backing.toFolder')}
    </button>
  )
  return (
    <>
      <h3 id="backing">{i18n.t('backing.title')}</h3>
      {plan.to === null ? (
        <>
          <p className="small quiet">{i18n.t('backing.how')}</p>
          <p className="row wraps">
            <button type="button" className="btn sm" onClick={() => void toDownloads()}>
              {i18n.t('backing.toDownloads')}
            </button>
            {folderButton}
          </p>
        </>
      ) : (
        <>
          <p className="row wraps" data-backing={plan.to}>
            {plan.to === 'folder' ? i18n.t('backing.inFolder', [folder]) : i18n.t('backing.inDownloads')}
            {plan.to === 'folder' && folderButton}
            <button type="button" className="btn sm" onClick={() => go(null)}>
              {i18n.t('backing.off')}
            </button>
          </p>
          <Count {...count('days')} />
          <Count {...count('changes')} />
          <Count {...count('keep')} />
          <p className="small quiet num" role="status">
            {last
              ? i18n.t('backups.last', last.papers, [String(last.papers), momentOf(last.at)])
              : failure === null && i18n.t('backing.soon')}
          </p>
          {failure && <NotBackedUp failure={failure} />}
        </>
      )}
      <p className="small lost" role="status">
        {said}
      </p>
    </>
  )
}
