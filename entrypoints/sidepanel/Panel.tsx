import { useLiveQuery } from 'dexie-react-hooks'
import { createContext, useState } from 'react'
import { i18n } from '#i18n'
import { browser } from '#imports'
import { orClosed } from '@/components/Closed'
import { Icon } from '@/components/Icon'
import { useToast } from '@/components/Toast'
import type { Entry } from '@/lib/entry'
import { history } from '@/lib/library/history'
import { entriesFor } from '@/lib/library/queries'
import { triageKeys } from '@/lib/settings'
import { useSetting } from '../options/setting'
import { Emptied } from '../popup/Emptied'
import { Exporting } from '../popup/Exporting'
import { KeysButton } from '../popup/KeysButton'
import { keeping } from '../popup/keeping'
import { useLetters } from '../popup/keys'
import { Private } from '../popup/Private'
import { factsOf } from '../popup/page'
import { Head, Once, Screen } from '../popup/Screen'
import { useBeside } from './beside'
import { Listing } from './Listing'
import { PaperScreen } from './PaperScreen'
import { Papers } from './Papers'

/** Whether panel and page go along with each other, and which paper the reader is at on the page, by its first key. */
export const Following = createContext<{ follows: boolean; at?: string }>({ follows: true })

/** The side panel: the papers of the page beside it, as they are now, with room to write. */
export function Panel() {
  const { page, at, look } = useBeside()
  const [follows, setFollows] = useState(true)
  // A list that grows is shown as it was until it is known what is stored of it: who writes meanwhile is not disturbed.
  const known = useLiveQuery(
    orClosed(async () => ({ page, entries: await entriesFor(factsOf(page)) })),
    [page],
  )
  const { say, toast } = useToast(keeping.act, history)
  const { page: shown, entries } = known && page.is !== 'waiting' ? known : { page, entries: undefined }
  const [keys] = useSetting(triageKeys)
  const [exporting, setExporting] = useState<Entry[]>()
  const stored = (entries ?? []).filter((entry) => entry !== null)
  const exportPage = () => stored.length > 0 && setExporting(stored)
  useLetters({ [keys.export]: exportPage })
  return (
    <div className="beside" data-screen={shown.is}>
      <Head page={shown}>
        {shown.is === 'listing' && (
          <button
            type="button"
            id="follow"
            className="btn bare sm"
            aria-pressed={follows}
            onClick={() => setFollows(!follows)}
          >
            {i18n.t('panel.follow')}
          </button>
        )}
        <KeysButton short commands={COMMANDS} />
        <button
          type="button"
          id="export"
          className="btn bare ic sm"
          aria-label={i18n.t('export.title')}
          title={i18n.t('export.title')}
          disabled={stored.length === 0}
          onClick={exportPage}
        >
          <Icon name="export" />
        </button>
        <button
          type="button"
          id="library"
          className="btn bare ic sm"
          aria-label={i18n.t('popup.library')}
          title={i18n.t('popup.library')}
          onClick={() => void browser.tabs.create({ url: browser.runtime.getURL('/library.html') })}
        >
          <Icon name="library" />
        </button>
      </Head>
      <Emptied />
      {'choice' in shown && shown.choice?.on === false && <Once where={shown.choice.where} look={look} />}
      <Following value={{ follows, at }}>
        <Screen
          page={shown}
          entries={entries}
          say={say}
          exportOne={(entry) => setExporting([entry])}
          look={look}
          parts={parts}
        />
      </Following>
      {exporting && (
        <Exporting
          what={i18n.t('exporting.papers', exporting.length)}
          load={async () => exporting}
          close={() => setExporting(undefined)}
          say={say}
        />
      )}
      {toast}
      <Private />
    </div>
  )
}

/** The commands that the panel knows. */
const COMMANDS = ['next', 'previous', 'save', 'to_read', 'status', 'skip', 'note', 'tag', 'cite', 'export'] as const

const parts = { Listing, PaperScreen, Papers }
