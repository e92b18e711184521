import { useLiveQuery } from 'dexie-react-hooks'
import { type ComponentType, type ReactNode, useDeferredValue, useRef, useState } from 'react'
import { i18n } from '#i18n'
import { orClosed } from '@/components/Closed'
import { FoundIn } from '@/components/FoundIn'
import { shownOf } from '@/components/Paper'
import { Waiting } from '@/components/Say'
import { SearchField } from '@/components/SearchField'
import { Today } from '@/components/Today'
import type { Done } from '@/lib/act'
import type { Entry } from '@/lib/entry'
import { parsed } from '@/lib/query'
import { type Found, found } from './found'
import { useListKeys } from './keys'
import type { PapersProps } from './Papers'
import { usePainted } from './painted'
import { usePreparing } from './preparing'
import { useSteady } from './steady'

interface Props {
  /** The list that shows what was found. */
  Papers: ComponentType<PapersProps>
  /** What the reader did something with last, where that is known already. */
  touched?: Found
  say(done: Done, words: string): void
  exportOne?(entry: Entry): void
  /** Said first: why there are no papers of the page itself. */
  children?: ReactNode
}

/** Pages without papers: what the reader did something with last, and a search of everything that is stored. */
export function Search({ Papers, touched, say, exportOne, children }: Props) {
  const [words, setWords] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const keys = useListKeys(field, 'field')
  return (
    <main onKeyDown={keys.onKeyDown} ref={keys.main}>
      <h1 className="vh">{i18n.t('popup.search')}</h1>
      {children && <div className="mid">{children}</div>}
      <div className="find">
        <SearchField
          label={i18n.t('popup.search')}
          words={words}
          type={setWords}
          ref={field}
          onKeyDown={keys.inField}
        />
      </div>
      <div className="list">
        <Stored Papers={Papers} words={words} touched={touched} say={say} exportOne={exportOne} />
      </div>
    </main>
  )
}

/** The stored papers that say these words; without words those touched last. */
export function Stored({ Papers, words, touched, say, exportOne }: Omit<Props, 'children'> & { words: string }) {
  const wanted = useDeferredValue(words.trim())
  const painted = usePainted()
  // What came with the page is drawn first, and followed from then on.
  const live = useLiveQuery(
    orClosed(async () => (painted || !touched ? await found(wanted) : undefined)),
    [wanted, painted],
  )
  const answer = live ?? touched
  const shown = useSteady(answer)
  const waiting = usePreparing()
  const [chosen, setChosen] = useState<string>()
  if (!answer || !shown) return <Waiting />
  // While the next answer is on its way, what stands there still answers the words before.
  const query = parsed(answer.wanted)
  const rows = shown.map((entry) => ({
    key: entry.paper.id,
    shown: shownOf(entry),
    entry,
    on: { id: entry.paper.id },
    ...(answer.wanted && { hit: <FoundIn entry={entry} query={query} /> }),
  }))
  const label = wanted ? i18n.t('popup.found') : i18n.t('popup.touched')
  const preparing = wanted && waiting > 0 && (
    <p className="small quiet note" role="status">
      {i18n.t('search.preparing', waiting)}
    </p>
  )
  if (rows.length === 0) {
    if (preparing) return preparing
    return (
      <div className="note">
        <p className="small quiet">{wanted ? i18n.t('popup.nothing') : i18n.t('popup.empty')}</p>
        {!wanted && <Today />}
      </div>
    )
  }
  return (
    <>
      {preparing}
      <Papers label={label} rows={rows} chosen={chosen} choose={setChosen} say={say} exportOne={exportOne} />
    </>
  )
}
