import { type ComponentType, type ReactNode, useMemo, useRef, useState } from 'react'
import { i18n } from '#i18n'
import type { Row } from '@/components/PaperList'
import { SearchField } from '@/components/SearchField'
import type { Done } from '@/lib/act'
import { type Entry, stateOf } from '@/lib/entry'
import { searchable } from '@/lib/words'
import { useListKeys } from './keys'
import type { PapersProps } from './Papers'
import { Stored } from './Search'
import type { PopupRow } from './Unfolded'

/** The groups that the counts show; a paper may be in several. */
const groups = {
  all: () => true,
  new: (row: Row) => stateOf(row) === 'new',
  saved: ({ entry }: Row) => entry !== null,
  highlighted: ({ entry }: Row) => (entry?.highlights.length ?? 0) > 0,
  noted: ({ entry }: Row) => entry?.notes.some(({ text }) => text.trim() !== '') ?? false,
}
type Group = keyof typeof groups

interface Props {
  rows: PopupRow[]
  /** Where the focus is at first; absent, it stays where it is. */
  start?: 'list'
  /** The list of papers that are stored, when no paper of the page says the words. */
  Papers: ComponentType<PapersProps>
  say(done: Done, words: string): void
  exportOne?(entry: Entry): void
  /** The list of the page's papers that are left. */
  list(rows: PopupRow[]): ReactNode
  /** Stands above the list. */
  children?: ReactNode
}

/** The papers of a page by words and by groups. Words that none of them says are searched in everything stored. */
export function Filtered({ rows, start, Papers, say, exportOne, list, children }: Props) {
  const [words, setWords] = useState('')
  const [group, setGroup] = useState<Group>('all')
  const field = useRef<HTMLInputElement>(null)
  const keys = useListKeys(field, start)
  const matching = useMemo(() => rows.filter((row) => says(row, words)), [rows, words])
  const drawn = matching.filter((row) => groups[group](row))
  const searchAll = words.trim() !== '' && matching.length === 0
  return (
    <main onKeyDown={keys.onKeyDown} ref={keys.main}>
      <h1 className="vh">{i18n.t('popup.onPage')}</h1>
      <div className="find">
        <SearchField
          label={i18n.t('popup.filter', rows.length)}
          words={words}
          type={setWords}
          ref={field}
          onKeyDown={keys.inField}
        />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw and name more than these buttons need. */}
      <div className="filters tabs" role="group" aria-label={i18n.t('popup.which')}>
        {(Object.keys(groups) as Group[]).map((name) => (
          <button
            key={name}
            type="button"
            data-group={name}
            aria-pressed={group === name}
            onClick={() => setGroup(name)}
          >
            {name === 'all' ? i18n.t('popup.all') : i18n.t(`state.${name}`)}{' '}
            <span className="num">{matching.filter((row) => groups[name](row)).length}</span>
          </button>
        ))}
      </div>
      {children}
      <div className="list">
        {searchAll ? (
          <>
            <p className="small quiet note">{i18n.t('popup.notOnPage')}</p>
            <Stored Papers={Papers} words={words} say={say} exportOne={exportOne} />
          </>
        ) : (
          list(drawn)
        )}
        {!searchAll && drawn.length === 0 && <p className="small quiet note">{i18n.t('popup.noneHere')}</p>}
      </div>
    </main>
  )
}

function says({ shown }: PopupRow, words: string): boolean {
  const wanted = searchable(words).split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return true
  const text = searchable([shown.title, ...(shown.authors ?? []), shown.abstract].join('\n'))
  return wanted.every((word) => text.includes(word))
}
