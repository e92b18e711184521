import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import { orClosed } from '@/components/Closed'
import { useToast } from '@/components/Toast'
import type { Entry } from '@/lib/entry'
import { history } from '@/lib/library/history'
import { entriesFor } from '@/lib/library/queries'
import { BackupState } from '../options/NotBackedUp'
import { Emptied } from './Emptied'
import { type Exporting, Foot } from './Foot'
import { KeysButton } from './KeysButton'
import { keeping } from './keeping'
import { Listing } from './Listing'
import { OptionsButton } from './OptionsButton'
import { PaperScreen } from './PaperScreen'
import { Papers } from './Papers'
import { Paste } from './Paste'
import { Private } from './Private'
import { factsOf, type Known, usePage } from './page'
import { usePainted } from './painted'
import { Head, Off, Once, Screen } from './Screen'

/** The popup: the papers of the active tab and what is stored of them, or else everything that is stored. */
export function Popup({ first }: { first: Known | Promise<Known> }) {
  const [{ page, entries: known, touched }, look] = usePage(first)
  const facts = factsOf(page)
  const painted = usePainted()
  // What came with the page is drawn first, and followed from then on.
  const entries = useLiveQuery(
    orClosed(async () => (painted || !known ? await entriesFor(facts) : undefined)),
    [page, painted],
  )
  const { say, toast } = useToast(keeping.act, history)
  const [pastes, setPastes] = useState(false)
  const [exporting, setExporting] = useState<Exporting>()
  const exportOne = (entry: Entry) => setExporting({ what: 'paper', entries: [entry] })
  // The answer may still be that to the last question; what came with the page is there before the first.
  const ready = [entries, known].find((all) => all?.length === facts.length)
  return (
    <div className="popup" data-screen={page.is}>
      <Head page={page}>
        {'choice' in page && page.choice?.on && <Off where={page.choice.where} look={look} />}
        <KeysButton commands={COMMANDS} />
        <OptionsButton />
      </Head>
      <Emptied />
      {'choice' in page && page.choice?.on === false && <Once where={page.choice.where} look={look} />}
      <Screen page={page} entries={ready} touched={touched} say={say} exportOne={exportOne} look={look} parts={parts} />
      {toast}
      <BackupState />
      <Private />
      <Foot
        entries={(ready ?? []).filter((entry) => entry !== null)}
        exporting={exporting}
        setExporting={setExporting}
        say={say}
        paste={() => setPastes(true)}
      />
      {pastes && <Paste close={() => setPastes(false)} say={say} />}
    </div>
  )
}

const parts = { Listing, PaperScreen, Papers }

/** The commands that the popup knows. */
const COMMANDS = ['next', 'previous', 'save', 'to_read', 'status', 'skip', 'note', 'tag', 'cite', 'export'] as const
