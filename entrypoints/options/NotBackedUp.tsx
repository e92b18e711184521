import { i18n } from '#i18n'
import { browser } from '#imports'
import { Say } from '@/components/Say'
import { daysSince, type Failure, OLD } from '@/lib/backup'
import { renewFolder } from '@/lib/folder'
import { backupFailure, lastBackup } from '@/lib/settings'
import { momentOf } from './moment'
import { useSetting } from './setting'

/** Why the last backup that should have made itself was not made, and the one click that has it tried again. */
export function NotBackedUp({ failure }: { failure: Failure }) {
  const again = async () => {
    // Where this screen may not ask, the options may.
    const may = failure.why !== 'lapsed' || (await renewFolder().catch(() => false))
    if (may) await backupFailure.setValue(null)
    else await browser.runtime.openOptionsPage()
  }
  return (
    <Say bad title={i18n.t('backing.failed', [momentOf(failure.at)])} words={i18n.t(`backing.why.${failure.why}`)}>
      <button type="button" className="btn sm" id="backup-again" onClick={() => void again()}>
        {failure.why === 'lapsed' ? i18n.t('backing.renew') : i18n.t('tryAgain')}
      </button>
    </Say>
  )
}

/** Said on other screens than the options: that the last backup failed, or that it is old. */
export function BackupState() {
  const [failure] = useSetting(backupFailure)
  const [last] = useSetting(lastBackup)
  if (failure) return <NotBackedUp failure={failure} />
  const days = last ? daysSince(last.at) : 0
  if (days < OLD) return null
  return (
    <Say words={i18n.t('backing.old', days)}>
      <button type="button" className="btn sm" onClick={() => void browser.runtime.openOptionsPage()}>
        {i18n.t('options.contents')}
      </button>
    </Say>
  )
}
