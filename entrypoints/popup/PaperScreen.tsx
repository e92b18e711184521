import { type ReactNode, useRef } from 'react'
import { i18n } from '#i18n'
import { Cite } from '@/components/Cite'
import { Highlights } from '@/components/Highlights'
import { Key } from '@/components/Key'
import { Notes } from '@/components/Notes'
import { Title } from '@/components/Painted'
import { Authors, Facts, shownOf } from '@/components/Paper'
import { StatusSegments } from '@/components/Status'
import { VersionedAbstract } from '@/components/Versions'
import type { Done } from '@/lib/act'
import type { Entry } from '@/lib/entry'
import type { PaperFacts } from '@/lib/paper'
import { citationStyle, triageKeys } from '@/lib/settings'
import { useSetting } from '../options/setting'
import { useWords } from './attach'
import { cite, draftOf, keeping, press, setStatus } from './keeping'
import { useLetters } from './keys'
import { PaperTags } from './PaperTags'
import { jump } from './page'

/** What a screen of one paper is given. */
export interface PaperScreenProps {
  facts: PaperFacts
  /** Whether only the address tells of the paper: then what is stored says more. */
  addressOnly?: boolean
  site: string
  entry: Entry | null
  /** The tab whose page shows it, with the highlights whose words that does not show; absent where there is no such page. */
  tabId?: number
  missing?: string[]
  say(done: Done, words: string): void
  /** Said below the title: what cannot be done here. */
  children?: ReactNode
}

/** One paper's own page, or its PDF: the whole record, and a note that is always in reach. */
export function PaperScreen({ facts, addressOnly, site, entry, tabId, missing, say, children }: PaperScreenProps) {
  const shown = shownOf(entry, facts, addressOnly)
  const { versions, highlights, lost, words, attach } = useWords(shown, entry, { tabId, missing, say })
  // What an address says of a stored paper is less than what is stored.
  const on = addressOnly && entry ? { id: entry.paper.id } : { facts, site }
  const toPage = (highlight: string) => void jump(tabId as number, facts.keys, highlight)
  const writes = useRef<HTMLElement>(null)
  const sorting = useRef<HTMLDivElement>(null)
  const [keys] = useSetting(triageKeys)
  const [style] = useSetting(citationStyle)
  useLetters({
    [keys.note]: () => writes.current?.querySelector('textarea')?.focus(),
    [keys.save]: () => void press('save', on, { entry }, say),
    [keys.to_read]: () => void press('to_read', on, { entry }, say),
    [keys.status]: () => void press('status', on, { entry }, say),
    [keys.tag]: () => sorting.current?.querySelector<HTMLElement>('[data-field="tag"]')?.focus(),
    [keys.cite]: () => void cite(shown, say),
  })
  return (
    <main className="one-paper">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must by keys. */}
      <section className="body" aria-label={shown.title} tabIndex={0}>
        <div>
          <h1 className="title big" dir="auto">
            <Title text={shown.title} highlights={highlights} />
          </h1>
          <Authors {...shown} />
        </div>
        {children}
        <Facts shown={shown} />
        <div className="row sorting" ref={sorting}>
          <StatusSegments status={entry?.paper.status} choose={(status) => void setStatus(on, status, say)} />
          <Key name={keys.status.toUpperCase()} />
          <Cite style={style} letter={keys.cite} copy={(chosen) => void cite(shown, say, chosen)} />
          <PaperTags on={on} entry={entry} letter={keys.tag} say={say} />
        </div>
        {versions.text && (
          <div ref={words}>
            <VersionedAbstract versions={versions} highlights={highlights} />
          </div>
        )}
        {highlights.length > 0 && (
          <section>
            <h2 className="label">
              {i18n.t('paper.highlights')} <span className="num">{highlights.length}</span>
            </h2>
            <Highlights
              keeping={keeping}
              highlights={highlights}
              versions={versions}
              lost={lost}
              attach={attach}
              jump={tabId === undefined ? undefined : toPage}
            />
          </section>
        )}
      </section>
      <section className="writes" ref={writes} aria-labelledby="note-label">
        <h2 className="label" id="note-label">
          {i18n.t('card.note')} <span className="quiet">{i18n.t('popup.savedAsYouType')}</span>
        </h2>
        <Notes keeping={keeping} on={on} draft={draftOf(facts.keys)} notes={entry?.notes ?? []} />
      </section>
    </main>
  )
}
