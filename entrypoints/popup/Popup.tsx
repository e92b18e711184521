import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import { orClosed } from '@/components/Closed'
import { useToast } from '@/components/Toast'
import { history } from '@/lib/library/history'
import { entriesFor } from '@/lib/library/queries'
import { Foot } from './Foot'
import { keeping } from './keeping'
import { Listing } from './Listing'
import { PaperScreen } from './PaperScreen'
import { Papers } from './Papers'
import { Paste } from './Paste'
import { Private } from './Private'
import { usePage } from './page'
import { factsOf, Head, Once, Screen } from './Screen'

/** The popup: the papers of the active tab and what is stored of them, or else everything that is stored. */
export function Popup() {
  const [page, look] = usePage()
  const facts = factsOf(page)
  const entries = useLiveQuery(
    orClosed(() => entriesFor(facts)),
    [page],
  )
  const { say, toast } = useToast(keeping.act, history)
  const [pastes, setPastes] = useState(false)
  // The answer may still be that to the last question.
  const ready = entries?.length === facts.length ? entries : undefined
  return (
    <div className="popup" data-screen={page.is}>
      <Head page={page} />
      {'once' in page && page.once && <Once where={page.once} look={look} />}
      <Screen page={page} entries={ready} say={say} look={look} parts={parts} />
      {toast}
      <Private />
      <Foot entries={(ready ?? []).filter((entry) => entry !== null)} say={say} paste={() => setPastes(true)} />
      {pastes && <Paste close={() => setPastes(false)} say={say} />}
    </div>
  )
}

const parts = { Listing, PaperScreen, Papers }
